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
    main: (pathTo) => (
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
            <h2>New AWS password through a link</h2>
            <LinkRequestForm action={pathTo('/generate')} user={user.email} />
          </>
        ) : null}
        <h2>{resettable ? 'New AWS password of your choice' : 'New password'}</h2>
        <form method="post" action={pathTo('/generate-otp')}>
          <input type="hidden" name="email" value={user.email} />
          <p>
            We mail you a code. Enter it together with a new password of your own
            {resettable ? '' : ', for applications that ask for one'}. Nothing changes until then. When you
            set the password, you are signed out of Passlink everywhere.
          </p>
          <button type="submit" class="quiet">
            Choose a new password
          </button>
        </form>
        <h2>Done?</h2>
        <form method="post" action={pathTo('/logout')}>
          <button type="submit" class="quiet">
            Sign out
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
