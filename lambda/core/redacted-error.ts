import type { Log, LogDetails, LogEvent } from './events';

/**
 * What an asynchronous function throws in place of the error itself. Lambda writes it to the log and to the failure
 * queue, and what AWS says of a failure names users and mailboxes.
 */
export function redactedError(log: Log, event: LogEvent, details: LogDetails, error: unknown): Error {
  const name = error instanceof Error ? error.name : 'not an error';
  log.error(event, { ...details, error: name });
  return new Error(`${event}: ${name}`);
}
