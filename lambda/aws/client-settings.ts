/** What all AWS clients here have in common. */

/**
 * An answer that does not come within seconds does not come at all: give up early and try again, so that a lost
 * answer costs a person a moment and not the whole time that the function has, and so that three attempts end within
 * 10 seconds, which an account's turn relies on. Every call that is retried is safe to repeat.
 */
export const clientSettings = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 2500, throwOnRequestTimeout: true },
} as const;

/** For calls that must not be repeated: one attempt, and the caller decides. */
export const onceOnly = { ...clientSettings, maxAttempts: 1 } as const;

/** Whether an AWS service answered with this error. */
export const isAwsError = (error: unknown, ...names: readonly string[]): boolean =>
  error instanceof Error && names.includes(error.name);

/** Whether the service itself answered, with whatever error: then the call is known not to have succeeded. */
export function serviceAnswered(error: unknown): boolean {
  if (!(error instanceof Error) || !('$metadata' in error)) return false;
  const { httpStatusCode } = error.$metadata as { readonly httpStatusCode?: number };
  return httpStatusCode !== undefined && httpStatusCode >= 400;
}
