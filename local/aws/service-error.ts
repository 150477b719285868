import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticErrorSchema } from '@smithy/types';
import * as v from 'valibot';

/** What a schema says of its error's appearance on the wire; without a status, the services answer 400. */
const errorTraits = v.object({
  httpError: v.optional(v.number()),
  awsQueryError: v.optional(v.tuple([v.string(), v.number()])),
});

/** An error that a service answers with, in AWS's terms. */
export class ServiceError extends Error {
  /** What services that speak the query protocol call it: "NoSuchEntity", not "NoSuchEntityException". */
  readonly queryCode: string;

  constructor(
    /** The code on the wire, by which the SDK chooses its exception. */
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

/** The error that one of the SDK's own exceptions stands for. */
export function errorOf(schema: StaticErrorSchema, message: string): ServiceError {
  const [, , name] = schema;
  const traits = v.parse(errorTraits, NormalizedSchema.of(schema).getMergedTraits());
  return new ServiceError(name, message, traits.httpError, traits.awsQueryError?.[0]);
}
