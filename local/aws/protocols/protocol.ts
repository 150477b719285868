/**
 * The wire formats of AWS, driven by the schemas in the SDK's clients. A client uses them to write requests and read
 * responses. These files do the opposite, so no operation needs a format of its own.
 */
import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticOperationSchema } from '@smithy/types';
import type { ServiceError } from '../service-error';

/** A request as received, with header names in lower case. */
export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A response to send. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** One of the HTTP protocols of AWS services. */
export interface Protocol {
  /** Name of the operation that a request asks for. */
  readonly operationName: (request: HttpRequest) => string;
  readonly readInput: (schema: StaticOperationSchema, request: HttpRequest) => unknown;
  readonly writeOutput: (schema: StaticOperationSchema, output: object) => HttpResponse;
  readonly writeError: (error: ServiceError) => HttpResponse;
  /** The protocol's error for a call that a policy refuses. */
  readonly accessDenied: { readonly code: string; readonly status: number };
}

/** The name of an operation, out of its schema. */
export const nameOf = (schema: StaticOperationSchema): string => schema[2];
/** The schema of an operation's input. */
export const inputOf = (schema: StaticOperationSchema): NormalizedSchema => NormalizedSchema.of(schema[4]);
/** The schema of an operation's output. */
export const outputOf = (schema: StaticOperationSchema): NormalizedSchema => NormalizedSchema.of(schema[5]);
