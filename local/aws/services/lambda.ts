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
import type { Place } from '../../template/place';
import { operation, schemaService, type Service } from './service';

/** What invokes a function asynchronously, by the function's ARN. */
export type Invokers = ReadonlyMap<string, Pick<Invocations, 'invokeLater'>>;

/** Lambda with the functions of the account. */
export function lambdaService(place: Place, invokers: Invokers): Service {
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
        const invoker = invokers.get(arn);
        if (!invoker) throw errorOf(ResourceNotFoundException$, `Function not found: ${arn}`);
        // A function that waits for another is billed twice and fails twice. Passlink does not do that.
        if (InvocationType !== 'Event') {
          throw new ServiceError(
            'NotServedOnTheLaptop',
            'The laptop serves asynchronous invocations only.',
            501,
          );
        }
        void invoker.invokeLater(arn, Buffer.from(Payload ?? '{}').toString());
        return { StatusCode: 202 };
      },
    ),
  ]);
}
