import type { Log, LogDetails, LogEvent } from './events';

/**
 * The error that an asynchronous function throws in place of the original. Lambda writes it to the log and to the
 * failure queue, and AWS's error messages name users and mailboxes.
 */
export function redactedError(log: Log, event: LogEvent, details: LogDetails, error: unknown): Error {
  const name = error instanceof Error ? error.name : 'not an error';
  log.error(event, { ...details, error: name });
  return new Error(`${event}: ${name}`);
}
