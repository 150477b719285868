/** Settings that all AWS clients here share. */

/**
 * An answer that takes longer than a few seconds never comes. The clients give up early and try again, so a lost answer
 * costs a person a moment instead of the function's whole time. Every call that is retried is safe to repeat.
 */
export const clientSettings = {
  maxAttempts: 3,
  requestHandler: {
    connectionTimeout: 2000,
    requestTimeout: 5000,
    socketTimeout: 5000,
    throwOnRequestTimeout: true,
  },
} as const;

/** For calls that must end within about 10 seconds: an account's lease relies on it. */
export const twiceAtMost = { ...clientSettings, maxAttempts: 2 } as const;

const ownConnection = { keepAlive: false } as const;

/**
 * For calls that must not be repeated: one attempt, and the caller decides. Each call gets its own connection. A
 * service closes idle connections, and a function can wake after minutes: an attempt on such a connection would fail.
 */
export const onceOnly = {
  ...clientSettings,
  maxAttempts: 1,
  requestHandler: { ...clientSettings.requestHandler, httpAgent: ownConnection, httpsAgent: ownConnection },
} as const;

/** Whether an AWS service answered with this error. */
export const isAwsError = (error: unknown, ...names: readonly string[]): boolean =>
  error instanceof Error && names.includes(error.name);

/** What the SDK adds to an error. */
interface Metadata {
  readonly httpStatusCode?: number;
  readonly attempts?: number;
}

const metadataOf = (error: unknown): Metadata =>
  error instanceof Error && '$metadata' in error ? (error.$metadata as Metadata) : {};

/** The status with which the service itself answered; undefined if no answer arrived. */
export const answeredStatus = (error: unknown): number | undefined => metadataOf(error).httpStatusCode;

/**
 * Whether the service certainly refused a call and changed nothing: it answered so to the only attempt, and not with a
 * server error. An earlier attempt without an answer may have taken effect.
 */
export function isCertainRefusal(error: unknown): boolean {
  const { httpStatusCode, attempts } = metadataOf(error);
  return httpStatusCode !== undefined && httpStatusCode < 500 && attempts === 1;
}
