import * as v from 'valibot';
import type { CodeJob } from '../core/code/ports';
import type { Queue } from '../core/ports';
import type { VerifiedJob } from '../core/account/ports';
import { Problem } from '../core/errors';
import { accountFingerprint } from '../core/account/account';
import { endSession } from '../core/session/session';
import { signIn, type SignInPorts } from '../core/session/sign-in';
import { browserHalfOf, clearAccessToken, writeAccessToken } from '../web/http/cookies';
import type { App } from '../web/http/app';
import { checkFields, readable, readFields, readNothing, textOf } from '../web/http/body';
import { accountName, oneTimeCode } from '../web/http/fields';
import { wantsJson } from '../web/http/negotiation';
import { page } from '../web/http/page';
import { accountPage } from '../web/pages/sign-in/account-page';
import { codePage } from '../web/pages/sign-in/code-page';
import { loginPage } from '../web/pages/sign-in/login-page';
import { logoutPage } from '../web/pages/sign-in/logout-page';
import { registerPage } from '../web/pages/sign-in/register-page';
import { type Call, redirect } from '../web/http/request';
import { addCodeRequest, type CodeRequestPorts } from './code-requests';
import { sessionOf } from './session';

/** What sign-in needs. */
export interface SignInRoutePorts extends SignInPorts, Omit<CodeRequestPorts, 'counter' | 'mailQueue'> {
  readonly codeMinutes: number;
  readonly mailQueue: Queue<CodeJob | VerifiedJob>;
  /** The public key, for services that verify tokens by themselves. */
  readonly keySet: () => Promise<object>;
}

/** Sign-in by mailed code: ask for one, bring it, look at the account, sign out. */
export function addSignIn(app: App, ports: SignInRoutePorts): void {
  const { directory, codeMinutes: minutes } = ports;
  const name = accountName(directory);
  const credentials = v.object({ email: name, code: oneTimeCode });

  /** A person who is signed in has no use for a sign-in page. */
  const unlessSignedIn = async (c: Call, show: () => Response | Promise<Response>) =>
    (await sessionOf(c, ports)) === undefined ? show() : redirect(c, '/account');

  /** The person is signed in, noted or not; the next sign-in notes it again. */
  const noteVerified = (user: string) =>
    ports.mailQueue.submit({ kind: 'verified', user }).catch((cause: unknown) => {
      ports.log.warn('account.not-verified', { account: accountFingerprint(user) }, cause);
    });

  const codeForm = { directory, minutes, from: '/login' } as const;
  app.get('/login', (c) =>
    // A person who has a code from a mail asks for no other.
    unlessSignedIn(c, () =>
      page(c, c.req.query('code') === undefined ? loginPage({ directory }) : codePage(codeForm)),
    ),
  );
  addCodeRequest(app, ports, {
    path: '/login',
    purpose: 'sign-in',
    again: (entered) => loginPage({ directory, ...entered }),
    next: (user) => codePage({ ...codeForm, user }),
  });

  if (directory === 'table') {
    app.get('/register', (c) => unlessSignedIn(c, () => page(c, registerPage())));
    addCodeRequest(app, ports, {
      path: '/register',
      purpose: 'sign-in',
      again: registerPage,
      next: (user) => codePage({ directory, user, minutes, from: '/register' }),
    });
  }

  app.post('/token', async (c) => {
    const fields = await readFields(c);
    const entered = { user: readable(name, fields.email), mistypedUser: textOf(fields.email) };
    c.set('formFor', (problem) => codePage({ ...codeForm, ...entered, problem }));
    const { email: user, code } = checkFields(c, fields, credentials);
    const token = await signIn(ports, { user, code, browserHalf: browserHalfOf(c) });
    if (directory === 'table') await noteVerified(user);
    writeAccessToken(c, token.accessToken, token.expiresIn);
    return wantsJson(c) ? c.json({ ...token, tokenType: 'Bearer' }) : redirect(c, '/account');
  });

  app.get('/account', async (c) => {
    const session = await sessionOf(c, ports);
    if (session === undefined && !wantsJson(c)) return redirect(c, '/login');
    if (session === undefined) throw new Problem('sign-in-required');
    const { accountId: id, user, createdAt, expiresAt } = session;
    return wantsJson(c)
      ? c.json({ user: { id, email: user }, session: { createdAt, expiresAt } })
      : page(
          c,
          accountPage({
            user: { email: user },
            session: { createdAt, expiresAt },
            resettable: directory === 'iam',
          }),
        );
  });

  app.get('/logout', async (c) =>
    page(c, logoutPage({ signedIn: (await sessionOf(c, ports)) !== undefined })),
  );

  app.post('/logout', async (c) => {
    await readNothing(c);
    const session = await sessionOf(c, ports);
    clearAccessToken(c);
    if (session !== undefined) await endSession(ports, session);
    else if (wantsJson(c)) throw new Problem('sign-in-required');
    return wantsJson(c) ? c.body(null, 204) : redirect(c, '/login');
  });

  app.get('/.well-known/jwks.json', async (c) => c.json(await ports.keySet()));
}
