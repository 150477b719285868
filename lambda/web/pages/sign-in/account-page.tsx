import type { Page } from '../layout/document';
import { localeOf } from '../../words/phrasebook';
import { fill } from '../../words/texts';
import type { Site } from '../layout/site';
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
  const directory = resettable ? 'iam' : 'table';
  return {
    title: (texts) => texts.signIn.account.title,
    script: localiseTimes + sendOnce,
    signedIn: true,
    main: (site, texts) => (
      <>
        <h1>{texts.signIn.account.title}</h1>
        <section class="card" aria-labelledby="session-title">
          <h2 id="session-title">{texts.signIn.account.signedIn}</h2>
          <dl class="facts">
            <dt>{texts.signIn.account.as}</dt>
            <dd translate="no">{user.email}</dd>
            <dt>{texts.signIn.account.since}</dt>
            <dd>
              <Time site={site} at={session.createdAt} />
            </dd>
            <dt>{texts.signIn.account.until}</dt>
            <dd>
              <Time site={site} at={session.expiresAt} />
            </dd>
          </dl>
        </section>
        {resettable ? (
          <>
            <h2>{texts.signIn.account.link}</h2>
            <LinkRequestForm site={site} action={site.pathTo('/generate')} user={user.email} />
          </>
        ) : null}
        <h2>{texts.signIn.account.choose[directory]}</h2>
        <form method="post" action={site.pathTo('/generate-otp')}>
          <input type="hidden" name="email" value={user.email} />
          <p>{texts.signIn.account.chooseMeans[directory]}</p>
          <button type="submit" class="quiet">
            {texts.shared.choose}
          </button>
        </form>
      </>
    ),
  };
}

/** A time that names its zone, so that it is clear without the script. */
function Time({ site: { phrases }, at }: { readonly site: Site; readonly at: Date }) {
  return (
    <time datetime={at.toISOString()} data-locale={localeOf(phrases.language)}>
      {fill(phrases.texts.layout.utc, { time: phrases.time(at, 'medium') })}
    </time>
  );
}
