/** What API Gateway knows about a request: the `$context` variables for its own answers and its access log. */
import type { IncomingMessage } from 'node:http';

/** The variables that the laptop can fill in, without `$context.`. */
const names = [
  'accountId',
  'apiId',
  'domainName',
  'error.message',
  'error.messageString',
  'error.responseType',
  'extendedRequestId',
  'httpMethod',
  'identity.sourceIp',
  'identity.userAgent',
  'integrationLatency',
  'path',
  'protocol',
  'requestId',
  'requestTime',
  'requestTimeEpoch',
  'resourcePath',
  'responseLatency',
  'responseLength',
  'stage',
  'status',
] as const;

/** The values of those variables that are known so far. */
export type GatewayContext = Readonly<Partial<Record<(typeof names)[number], string>>>;

const variable = /\$context\.([A-Za-z]+(?:\.[A-Za-z]+)*)/g;

/**
 * Prepares a text with `$context` variables.
 *
 * @param missing replaces a variable without a value
 * @throws Error for a variable that the laptop does not have, before the first request needs it
 */
export function contextTemplate(text: string, missing: string): (context: GatewayContext) => string {
  for (const [found, name = ''] of text.matchAll(variable)) {
    if (!(names as readonly string[]).includes(name)) throw new Error(`The laptop does not know ${found}.`);
  }
  return (context) =>
    text.replace(variable, (_, name: string) => context[name as keyof GatewayContext] ?? missing);
}

/** The address that a request came from. IPv4 keeps its own form, even when the server listens on both families. */
export function sourceAddress(incoming: IncomingMessage): string {
  return incoming.socket.remoteAddress?.replace(/^::ffff:(?=\d+\.)/, '') ?? '';
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A time in the format of access logs: `20/Nov/2026:09:30:00 +0000`. */
export function logTime(time: Date): string {
  const [year = '', month = '', day = ''] = time.toISOString().slice(0, 10).split('-');
  return `${day}/${months[Number(month) - 1] ?? ''}/${year}:${time.toISOString().slice(11, 19)} +0000`;
}
