import { Logger } from '@aws-lambda-powertools/logger';
import type { Log, LogDetails } from '../core/events';

/**
 * Structured JSON logs with one line per event. `message` is the event's name, and the details are members beside it.
 * For the causes of an error, it writes only names, messages and stacks; SDK errors hold no request bodies in those.
 */
export function powertoolsLog(service: string, logger = new Logger({ serviceName: service })): Log {
  const entry = (details: LogDetails = {}, cause?: unknown) =>
    cause === undefined ? details : { ...details, error: asError(cause) };
  return {
    info: (event, details) => logger.info(event, entry(details)),
    warn: (event, details, cause) => logger.warn(event, entry(details, cause)),
    error: (event, details, cause) => logger.error(event, entry(details, cause)),
  };
}

const asError = (cause: unknown): Error =>
  cause instanceof Error ? cause : new Error('The code threw a value that is not an error.');
