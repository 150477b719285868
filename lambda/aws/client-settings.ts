/** What all AWS clients here have in common. */

/**
 * An answer that does not come within seconds does not come at all: give up early and try again, so that a lost
 * answer costs a person a moment and not the whole time that the function has. Every call that is retried is safe to
 * repeat.
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

/** For calls that must have ended within some 10 seconds: an account's lease relies on it. */
export const twiceAtMost = { ...clientSettings, maxAttempts: 2 } as const;

const ownConnection = { keepAlive: false } as const;

/**
 * For calls that must not be repeated: one attempt, and the caller decides. Each has a connection of its own. A service
 * closes idle connections, and a function wakes with them after minutes: the attempt on such a one would fail.
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
 * Whether the service refused a call for certain, so that nothing was changed: it answered so to the only attempt, and did
 * not just fail. An earlier attempt without an answer may have taken effect.
 */
export function isCertainRefusal(error: unknown): boolean {
  const { httpStatusCode, attempts } = metadataOf(error);
  return httpStatusCode !== undefined && httpStatusCode < 500 && attempts === 1;
}
