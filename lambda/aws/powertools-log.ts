import { Logger } from '@aws-lambda-powertools/logger';
import { auditDetails, type Log, type LogDetails, type LogEvent } from '../core/events';

/**
 * Structured JSON logs with one line per event. `message` is the event's name, and the details are members beside it.
 * For the causes of an error, it writes only names, messages and stacks; SDK errors hold no request bodies in those.
 */
export function powertoolsLog(service: string, logger = new Logger({ serviceName: service })): Log {
  const entry = (event: LogEvent, details: LogDetails = {}, cause?: unknown) => ({
    ...details,
    ...auditDetails(event),
    ...(cause !== undefined && { error: asError(cause) }),
  });
  return {
    info: (event, details) => logger.info(event, entry(event, details)),
    warn: (event, details, cause) => logger.warn(event, entry(event, details, cause)),
    error: (event, details, cause) => logger.error(event, entry(event, details, cause)),
  };
}

const asError = (cause: unknown): Error =>
  cause instanceof Error ? cause : new Error('The code threw a value that is not an error.');
