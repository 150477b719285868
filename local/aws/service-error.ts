import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticErrorSchema } from '@smithy/types';
import * as v from 'valibot';

/** The error traits in a schema. Without a status, the services answer 400. */
const errorTraits = v.object({
  httpError: v.optional(v.number()),
  awsQueryError: v.optional(v.tuple([v.string(), v.number()])),
});

/** An error that a service answers with, in AWS's terms. */
export class ServiceError extends Error {
  /** The code in the query protocol: "NoSuchEntity", not "NoSuchEntityException". */
  readonly queryCode: string;

  constructor(
    /** The code on the wire. The SDK chooses its exception by it. */
    readonly code: string,
    message: string,
    readonly status = 400,
    queryCode = code,
  ) {
    super(message);
    this.name = 'ServiceError';
    this.queryCode = queryCode;
  }
}

/** The error for one of the SDK's own exceptions. */
export function errorOf(schema: StaticErrorSchema, message: string): ServiceError {
  const [, , name] = schema;
  const traits = v.parse(errorTraits, NormalizedSchema.of(schema).getMergedTraits());
  return new ServiceError(name, message, traits.httpError, traits.awsQueryError?.[0]);
}
