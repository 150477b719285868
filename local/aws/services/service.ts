/** A service as the endpoint uses it: how it reads a request, which permissions it needs, and how it serves it. */
import type { StaticOperationSchema } from '@smithy/types';
import type { Caller, Need } from '../calls';
import { nameOf, type HttpRequest, type HttpResponse, type Protocol } from '../protocols/protocol';
import { ServiceError } from '../service-error';

/** A request that the service has read, but not yet served. */
export interface Understood {
  /** As in a policy: `ssm:GetParameter`. */
  readonly action: string;
  readonly input: unknown;
  /** The permissions to check first. */
  readonly needs: readonly Need[];
  readonly carryOut: () => Promise<HttpResponse> | HttpResponse;
}

/** A service of AWS, as the endpoint sees it. */
export interface Service {
  /** Its name in a request's signature. */
  readonly signingName: string;
  readonly protocol: Pick<Protocol, 'writeError' | 'accessDenied'>;
  /** @throws ServiceError when the request asks for something that is not served or does not exist. */
  readonly understand: (request: HttpRequest, caller: Caller) => Understood;
}

/** An operation that a service serves. */
export interface Operation {
  readonly schema: StaticOperationSchema;
  readonly needs: (input: unknown) => readonly Need[];
  readonly serve: (input: unknown, caller: Caller) => object;
}

/**
 * Connects an operation's schema with the SDK's types for it.
 *
 * @param needs which permissions, on which resources; called before `serve`
 * @param serve serves the request; throws a ServiceError to refuse
 */
export function operation<Input extends object, Output extends object = object>(
  schema: StaticOperationSchema,
  needs: (input: Input) => readonly Need[],
  serve: (input: Input, caller: Caller) => Omit<Output, '$metadata'>,
): Operation {
  return { schema, needs: needs as Operation['needs'], serve: serve as Operation['serve'] };
}

/** A service whose requests and responses follow the SDK's schemas. */
export function schemaService(
  signingName: string,
  protocol: Protocol,
  operations: readonly Operation[],
): Service {
  const byName = new Map(operations.map((served) => [nameOf(served.schema), served]));
  return {
    signingName,
    protocol,
    understand: (request, caller) => {
      const name = protocol.operationName(request);
      const served = byName.get(name);
      if (!served) throw notServed(signingName, name);
      const input = protocol.readInput(served.schema, request);
      return {
        action: `${signingName}:${name}`,
        input,
        needs: served.needs(input),
        carryOut: () => protocol.writeOutput(served.schema, served.serve(input, caller)),
      };
    },
  };
}

/** Says that the laptop does not serve an operation, with a status that the SDK does not retry. */
export function notServed(service: string, operationName: string): ServiceError {
  return new ServiceError(
    'NotServedOnTheLaptop',
    `The laptop does not serve ${service}:${operationName}.`,
    501,
  );
}
