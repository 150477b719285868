/**
 * The addresses under `/_local`: an index, the mailbox and the console for people, and the same as JSON for programs.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as v from 'valibot';
import { BodyTooLarge, readBody } from '../http';
import type { Mailbox } from './mailbox';
import { consolePage, indexPage, mailboxPage } from './pages';
import { trailPage } from './trail-page';
import type { Trail } from './trail';
import type { UserDirectory } from '../aws/services/user-directory';
import type { StackDeletion } from '../functions/stack-deletion';

/** The limit for a form, and for a custom resource's answer. */
const largestBody = 64 * 1024;

/** What the local pages show. */
export interface LocalSiteOptions {
  /** Path of the portal, which the pages link to. */
  readonly portal: string;
  readonly mailbox: Mailbox;
  readonly users: UserDirectory;
  readonly deletion: StackDeletion;
  readonly trail: Trail;
  /** What the local AWS holds, for `aws.json`. */
  readonly describe: () => Promise<object>;
  /** What the command line needs to act as the demo administrator, for `administrator.json`. */
  readonly administrator: object;
}

const signInForm = v.object({ user: v.string(), password: v.string() });

/** Serves one request; `path` is what follows `/_local/`, empty for the index. */
export type LocalSite = (incoming: IncomingMessage, outgoing: ServerResponse, path: string) => Promise<void>;

/** Makes the local pages. */
export function localSite({
  portal,
  mailbox,
  users,
  deletion,
  trail,
  describe,
  administrator,
}: LocalSiteOptions): LocalSite {
  const signIn = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const form = v.safeParse(signInForm, fields(incoming, String(await readBody(incoming, largestBody))));
    if (!form.success) {
      send(outgoing, 400, 'text/plain', 'Send a user and a password.');
      return;
    }
    const { user, password } = form.output;
    const result = users.signIn(user, password);
    if (incoming.headers.accept?.includes('text/html')) {
      send(outgoing, 200, html, consolePage(portal, user, result));
      return;
    }
    sendJson(outgoing, result);
  };

  const answers: Readonly<Record<string, (incoming: IncomingMessage, outgoing: ServerResponse) => unknown>> =
    {
      'GET ': (_, outgoing) => send(outgoing, 200, html, indexPage(portal)),
      'GET mailbox': (_, outgoing) => send(outgoing, 200, html, mailboxPage(portal, mailbox.mails())),
      'GET mailbox.json': (_, outgoing) => sendJson(outgoing, mailbox.mails()),
      'GET trail': (incoming, outgoing) => {
        const wanted = queryOf(incoming);
        send(outgoing, 200, html, trailPage(portal, trail.events(wanted), wanted));
      },
      'GET trail.json': (incoming, outgoing) => sendJson(outgoing, trail.events(queryOf(incoming))),
      'GET console': (_, outgoing) => send(outgoing, 200, html, consolePage(portal)),
      'POST console': signIn,
      'GET administrator.json': (_, outgoing) => sendJson(outgoing, administrator),
      'GET aws.json': async (_, outgoing) => sendJson(outgoing, await describe()),
    };

  return async (incoming, outgoing, path) => {
    try {
      const [, requestId] = /^cloudformation\/(.+)$/.exec(path) ?? [];
      if (incoming.method === 'PUT' && requestId !== undefined) {
        const known = deletion.answered(requestId, String(await readBody(incoming, largestBody)));
        send(outgoing, known ? 200 : 404, 'text/plain', '');
        return;
      }
      const method = incoming.method === 'HEAD' ? 'GET' : (incoming.method ?? 'GET');
      const answer = answers[`${method} ${path}`];
      if (answer) await answer(incoming, outgoing);
      else send(outgoing, 404, 'text/plain', 'There is no such local page.');
    } catch (error) {
      if (!(error instanceof BodyTooLarge)) throw error;
      send(outgoing, 413, 'text/plain', 'The request is too large.');
    }
  };
}

const html = 'text/html; charset=utf-8';

function fields(incoming: IncomingMessage, body: string): unknown {
  if (!incoming.headers['content-type']?.includes('json'))
    return Object.fromEntries(new URLSearchParams(body));
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const queryOf = ({ url = '' }: IncomingMessage): Readonly<Record<string, string>> =>
  Object.fromEntries(new URLSearchParams(url.split('?')[1]));

const sendJson = (outgoing: ServerResponse, value: unknown) =>
  send(outgoing, 200, 'application/json', JSON.stringify(value, null, 2));

function send(outgoing: ServerResponse, status: number, contentType: string, body: string): void {
  const headers = { 'content-type': contentType, 'cache-control': 'no-store' };
  outgoing.writeHead(status, headers).end(body);
}
