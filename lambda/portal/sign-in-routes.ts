import * as v from 'valibot';
import type { CodeJob } from '../core/code/ports';
import type { FloodJob } from '../core/limits/ports';
import type { Queue } from '../core/ports';
import type { VerifiedJob } from '../core/account/ports';
import { Problem } from '../core/errors';
import { accountFingerprint } from '../core/account/account';
import { endSession, type Session } from '../core/session/session';
import { signIn, type SignInPorts } from '../core/session/sign-in';
import {
  browserHalfOf,
  clearAccessToken,
  keepVouching,
  vouchingOf,
  writeAccessToken,
} from '../web/http/cookies';
import type { App } from '../web/http/app';
import { checkFields, readable, readFields, readNothing, textOf } from '../web/http/body';
import { accountName, oneTimeCode } from '../web/http/fields';
import { wantsJson } from '../web/http/negotiation';
import { json, nothing, page, redirect } from '../web/http/answers';
import { accountPage } from '../web/pages/sign-in/account-page';
import { codePage } from '../web/pages/sign-in/code-page';
import { loginPage } from '../web/pages/sign-in/login-page';
import { logoutPage } from '../web/pages/sign-in/logout-page';
import { registerPage } from '../web/pages/sign-in/register-page';
import type { Answer, Call } from '../web/http/request';
import type { Page } from '../web/pages/layout/document';
import type { AccountDirectory } from '../web/words/directories';
import { addCodeRequest, type CodeRequestPorts } from './code-requests';
import { sessionOf } from './session';

/** What sign-in needs. */
export interface SignInRoutePorts extends SignInPorts, Omit<CodeRequestPorts, 'counter' | 'mailQueue'> {
  readonly codeMinutes: number;
  readonly mailQueue: Queue<CodeJob | FloodJob | VerifiedJob>;
  /** The public key, for services that verify tokens by themselves. */
  readonly keySet: () => Promise<object>;
}

/** The page of a person who is signed in. Only IAM users have a password that a link can deliver. */
export function accountPageOf(session: Session, directory: AccountDirectory): Page {
  const { user: email, createdAt, expiresAt } = session;
  const resettable = directory === 'iam';
  return accountPage({ user: { email }, session: { createdAt, expiresAt }, resettable });
}

/** Sign-in by mailed code: ask for one, bring it, look at the account, sign out. */
export function addSignIn(app: App, ports: SignInRoutePorts): void {
  const { directory, codeMinutes: minutes } = ports;
  const name = accountName(directory);
  const credentials = v.object({ email: name, code: oneTimeCode });

  /** A person who is signed in has no use for a sign-in page. */
  const unlessSignedIn = async (call: Call, show: () => Answer) =>
    (await sessionOf(call, ports)) === undefined ? show() : redirect(call, '/account');

  /** The person is signed in, noted or not; the next sign-in notes it again. */
  const noteVerified = (user: string) =>
    ports.mailQueue.submit({ kind: 'verified', user }).catch((cause: unknown) => {
      ports.log.warn('account.not-verified', { account: accountFingerprint(user) }, cause);
    });

  const codeForm = { directory, minutes, from: '/login' } as const;
  app.get('/login', (call) =>
    // A person who has a code from a mail asks for no other.
    unlessSignedIn(call, () =>
      page(call, call.query.has('code') ? codePage(codeForm) : loginPage({ directory })),
    ),
  );
  addCodeRequest(app, ports, {
    path: '/login',
    purpose: 'sign-in',
    again: (entered) => loginPage({ directory, ...entered }),
    next: (user) => codePage({ ...codeForm, user }),
  });

  if (directory === 'table') {
    app.get('/register', (call) => unlessSignedIn(call, () => page(call, registerPage())));
    addCodeRequest(app, ports, {
      path: '/register',
      purpose: 'sign-in',
      again: registerPage,
      next: (user) => codePage({ directory, user, minutes, from: '/register' }),
    });
  }

  app.postAtOnce('/token', async (call, goAhead) => {
    const fields = readFields(call);
    const entered = { user: readable(name, fields.email), mistypedUser: textOf(fields.email) };
    call.formFor = (problem) => codePage({ ...codeForm, ...entered, problem });
    const { email: user, code } = checkFields(call, fields, credentials);
    const entry = { user, code, browserHalf: browserHalfOf(call), vouching: vouchingOf(call), goAhead };
    const { token, vouching } = await signIn(ports, entry);
    if (directory === 'table') await noteVerified(user);
    writeAccessToken(call, token.accessToken, token.expiresIn);
    if (vouching !== undefined) keepVouching(call, vouching);
    return wantsJson(call) ? json({ ...token, tokenType: 'Bearer' }) : redirect(call, '/account');
  });

  app.get('/account', async (call) => {
    const session = await sessionOf(call, ports);
    if (session === undefined && !wantsJson(call)) return redirect(call, '/login');
    if (session === undefined) throw new Problem('sign-in-required');
    const { accountId: id, user: email, createdAt, expiresAt } = session;
    return wantsJson(call)
      ? json({ user: { id, email }, session: { createdAt, expiresAt } })
      : page(call, accountPageOf(session, directory));
  });

  app.get('/logout', async (call) =>
    page(call, logoutPage({ signedIn: (await sessionOf(call, ports)) !== undefined })),
  );

  app.post('/logout', async (call) => {
    readNothing(call);
    const session = await sessionOf(call, ports);
    clearAccessToken(call);
    if (session !== undefined) await endSession(ports, session);
    else if (wantsJson(call)) throw new Problem('sign-in-required');
    return wantsJson(call) ? nothing : redirect(call, '/login');
  });

  app.get('/.well-known/jwks.json', async () => json(await ports.keySet()));
}
