import * as v from 'valibot';
import { Problem } from '../core/errors';
import { requestLink, type RequestLinkPorts } from '../core/link/request-link';
import type { Accounts } from '../core/account/ports';
import type { Session, SessionPorts } from '../core/session/session';
import type { App } from '../web/http/app';
import { checkFields, readFields, readNothing, textOf } from '../web/http/body';
import { browserHalfOf, keepBrowserHalf, vouchingOf } from '../web/http/cookies';
import { userName } from '../web/http/fields';
import { wantsJson } from '../web/http/negotiation';
import { json, page, redirect } from '../web/http/answers';
import { generatePage } from '../web/pages/password-link/generate-page';
import { linkRequestPage } from '../web/pages/password-link/link-request-page';
import { submittedPage } from '../web/pages/password-link/submitted-page';
import { type Call, clientAddress } from '../web/http/request';
import { sessionOf } from './session';

/** What requests for a password link need. */
export interface LinkRoutePorts extends RequestLinkPorts {
  readonly accounts: Accounts;
  /** What a person proves first: that they hold the mailbox, or only that they are in an allowed network. */
  readonly verification: 'code' | 'network';
  readonly linkMinutes: number;
}

const linkRequest = v.object({ user: userName });

/** The request for a password link. Who may be reset comes from the session, or where a network vouches, from the form. */
export function addLinks(app: App, ports: LinkRoutePorts, sessions: SessionPorts): void {
  const { verification, linkMinutes } = ports;
  const signedIn = verification === 'code';

  const submit = async (call: Call, goAhead: Promise<void>, user: string, session?: Session) => {
    const request = {
      user,
      sessions: session?.generation,
      recovery: session?.recovery,
      address: clientAddress(call),
      browserHalf: browserHalfOf(call),
      vouching: vouchingOf(call),
      language: call.site.phrases.language,
      goAhead,
    };
    const { browserHalf, pickupCode } = await requestLink(ports, request);
    if (browserHalf !== request.browserHalf) keepBrowserHalf(call, browserHalf);
    const { message } = call.site.phrases.texts.submitted;
    return wantsJson(call)
      ? json({ status: 'submitted', message, pickupCode }, 202)
      : page(call, submittedPage({ pickupCode, linkMinutes, signedIn }), 202);
  };

  if (verification === 'network') {
    app.get('/generate', (call) => page(call, generatePage({ user: call.query.get('user') ?? undefined })));
    app.postAtOnce('/generate', async (call, goAhead) => {
      const fields = readFields(call);
      // The start page has one field for both ways, and it is called as the way by code calls it.
      const { user: entered = fields.email } = fields;
      call.formFor = (problem) => generatePage({ user: textOf(entered), problem });
      const { user } = checkFields(call, { ...fields, user: entered }, linkRequest);
      return submit(call, goAhead, user);
    });
    return;
  }

  app.get('/generate', async (call) => {
    const session = await sessionOf(call, sessions);
    return session === undefined
      ? redirect(call, '/login')
      : page(call, linkRequestPage({ user: session.user }));
  });
  app.postAtOnce('/generate', async (call, goAhead) => {
    readNothing(call);
    const session = await sessionOf(call, sessions);
    if (session !== undefined) return submit(call, goAhead, session.user, session);
    if (wantsJson(call)) throw new Problem('sign-in-required');
    return redirect(call, '/login');
  });
}
