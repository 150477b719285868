import type { Page } from '../layout/document';
import { LinkRequestForm } from '../password-link/link-request-form';
import { localiseTimes } from '../scripts/localise-times';
import { sendOnce } from '../scripts/send-once';

export interface ShownAccount {
  readonly user: { readonly email: string };
  readonly session: { readonly createdAt: Date; readonly expiresAt: Date };
  /** Whether the account has an AWS password to reset. */
  readonly resettable: boolean;
}

/** Shows who is signed in and for how long, and offers what the person can do. */
export function accountPage({ user, session, resettable }: ShownAccount): Page {
  return {
    title: 'Your account',
    script: localiseTimes + sendOnce,
    signedIn: true,
    main: ({ pathTo }) => (
      <>
        <h1>Your account</h1>
        <section class="card" aria-labelledby="session-title">
          <h2 id="session-title">You are signed in</h2>
          <dl class="facts">
            <dt>As</dt>
            <dd translate="no">{user.email}</dd>
            <dt>Since</dt>
            <dd>
              <Time at={session.createdAt} />
            </dd>
            <dt>Until</dt>
            <dd>
              <Time at={session.expiresAt} />
            </dd>
          </dl>
        </section>
        {resettable ? (
          <>
            <h2>Get a new AWS password through a link</h2>
            <LinkRequestForm action={pathTo('/generate')} user={user.email} />
          </>
        ) : null}
        <h2>{resettable ? 'Or choose one yourself' : 'Choose a password'}</h2>
        <form method="post" action={pathTo('/generate-otp')}>
          <input type="hidden" name="email" value={user.email} />
          <p>
            {resettable
              ? 'We mail you a code. Enter it with a password of your own. Until then, nothing changes.'
              : 'We mail you a code. Enter it with a password of your own, for applications that ask for one. Until then, nothing changes.'}
          </p>
          <button type="submit" class="quiet">
            Choose a new password
          </button>
        </form>
      </>
    ),
  };
}

const inUtc = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

/** A time that names its zone, so that it is clear without the script. */
function Time({ at }: { readonly at: Date }) {
  return <time datetime={at.toISOString()}>{inUtc.format(at)} UTC</time>;
}
