import { setTimeout } from 'node:timers/promises';
import type { Log } from '../core/events';
import type { Preparable } from '../core/ports';
import type { RestEvent, RestHandler } from './http/lambda';

/** The longest that a rehearsal may take. A start may take 10 seconds, and a rehearsal that fails does not matter. */
const patienceMilliseconds = 1000;

const ignore = () => undefined;

/** Nobody sent what a function rehearses, so no line tells of it. */
export const silentLog: Log = { info: ignore, warn: ignore, error: ignore };

/**
 * Rehearses what people will ask for, while a function starts: Lambda gives it a whole core then, and later the share that its
 * memory buys. It sends an empty form to itself, which asks whether everything is paused and shows the form again: code is
 * compiled, credentials are read and a connection is open. The adapters prepare calls, and send none. Nothing changes.
 *
 * @param handler one of its own, with `silentLog`.
 * @param path of a form that is refused when it is empty.
 */
export async function rehearse(
  handler: RestHandler,
  path: `/${string}`,
  adapters: readonly Preparable[],
): Promise<void> {
  const rehearsed = Promise.allSettled([
    handler(emptyForm(path)),
    ...adapters.map((adapter) => adapter.prepare()),
  ]);
  const patience = new AbortController();
  const over = setTimeout(patienceMilliseconds, undefined, { signal: patience.signal }).catch(ignore);
  await Promise.race([rehearsed, over]);
  patience.abort();
}

const emptyForm = (path: string): RestEvent => ({
  httpMethod: 'POST',
  path,
  multiValueQueryStringParameters: null,
  multiValueHeaders: {
    accept: ['text/html'],
    'content-type': ['application/x-www-form-urlencoded'],
  },
  body: '',
  isBase64Encoded: false,
  requestContext: { requestId: 'rehearsal', identity: { sourceIp: '', userArn: null } },
});
