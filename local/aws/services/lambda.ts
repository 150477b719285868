/** Lambda's Invoke, with which functions hand work to each other. */
import {
  Invoke$,
  ResourceNotFoundException$,
  type InvocationRequest,
  type InvokeCommandOutput,
} from '@aws-sdk/client-lambda';
import type { Invocations } from '../../functions/invocations';
import { restJson } from '../protocols/rest-json';
import { errorOf, ServiceError } from '../service-error';
import type { Stack } from '../../template/stack';
import { operation, schemaService, type Service } from './service';

/** Lambda with the functions of the stack. */
export function lambdaService(
  { place, functions }: Stack,
  invocations: Pick<Invocations, 'invokeLater'>,
): Service {
  const arnOf = (nameOrArn = '') =>
    nameOrArn.startsWith('arn:')
      ? nameOrArn
      : `arn:${place.partition}:lambda:${place.region}:${place.account}:function:${nameOrArn}`;

  return schemaService('lambda', restJson, [
    operation<InvocationRequest, InvokeCommandOutput>(
      Invoke$,
      ({ FunctionName }) => [{ action: 'lambda:InvokeFunction', resource: arnOf(FunctionName) }],
      ({ FunctionName, InvocationType, Payload }) => {
        const arn = arnOf(FunctionName);
        if (!functions.some((definition) => definition.arn === arn)) {
          throw errorOf(ResourceNotFoundException$, `Function not found: ${arn}`);
        }
        // A function that waits for another is billed twice and fails twice. Passlink does not do that.
        if (InvocationType !== 'Event') {
          throw new ServiceError(
            'NotServedOnTheLaptop',
            'The laptop serves asynchronous invocations only.',
            501,
          );
        }
        void invocations.invokeLater(arn, Buffer.from(Payload ?? '{}').toString());
        return { StatusCode: 202 };
      },
    ),
  ]);
}
