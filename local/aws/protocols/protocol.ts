/**
 * The wire formats of AWS, driven by the schemas that the SDK's clients carry at run time. A client writes requests and
 * reads responses by them; these files do the opposite, so no operation needs a format of its own.
 */
import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticOperationSchema } from '@smithy/types';
import type { ServiceError } from '../service-error';

/** A request as it came; header names in lower case. */
export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A response as it goes. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** One way in which AWS services speak HTTP. */
export interface Protocol {
  /** Name of the operation that a request asks for. */
  readonly operationName: (request: HttpRequest) => string;
  readonly readInput: (schema: StaticOperationSchema, request: HttpRequest) => unknown;
  readonly writeOutput: (schema: StaticOperationSchema, output: object) => HttpResponse;
  readonly writeError: (error: ServiceError) => HttpResponse;
  /** How the protocol spells a refusal by policy. */
  readonly accessDenied: { readonly code: string; readonly status: number };
}

/** The name of an operation, out of its schema. */
export const nameOf = (schema: StaticOperationSchema): string => schema[2];
/** The schema of an operation's input. */
export const inputOf = (schema: StaticOperationSchema): NormalizedSchema => NormalizedSchema.of(schema[4]);
/** The schema of an operation's output. */
export const outputOf = (schema: StaticOperationSchema): NormalizedSchema => NormalizedSchema.of(schema[5]);
