import type { Site } from '../layout/site';
import { fillWith } from '../../words/texts';
import type { WebTexts } from '../../words/web';
import type { AccountDirectory } from '../../words/directories';
import { AccountField } from '../shared/account-field';
import { CodeField } from '../shared/code-field';
import { CodeSent, NoMail } from '../shared/code-on-its-way';
import type { Page } from '../layout/document';
import { ErrorSummary, type FormProblem, pageTitle } from '../layout/parts';
import { delayResend } from '../scripts/delay-resend';
import { sendOnce } from '../scripts/send-once';

export interface CodeEntry {
  readonly directory: AccountDirectory;
  /** The name or address as entered, if it is valid. The person does not enter it again. */
  readonly user?: string | undefined;
  /** What the person entered instead, if it is not valid. */
  readonly mistypedUser?: string | undefined;
  /** How long the code is valid. */
  readonly minutes: number;
  /** The page where the person asked for the code. */
  readonly from: '/login' | '/register';
  /** Why the last attempt failed, if it did. */
  readonly problem?: FormProblem | undefined;
}

/**
 * Asks for the code from the mail. People come here after they asked for a code, or with one that they have already. The
 * page is the same whether or not the account exists. A person can ask for a new code after a minute; after a refused
 * code there is no wait.
 */
export function codePage(entry: CodeEntry): Page {
  const { directory, user, mistypedUser, from, problem } = entry;
  const heading = (texts: WebTexts) => texts.signIn.code[user === undefined ? 'enter' : 'check'];
  const unreadable = problem?.code === 'bad-request';
  return {
    title: (texts) => pageTitle(texts, heading(texts), problem),
    path: '/login?code',
    script: user !== undefined && problem === undefined ? delayResend + sendOnce : sendOnce,
    main: (site, texts) => (
      <>
        <h1>{heading(texts)}</h1>
        <Introduction site={site} {...entry} />
        <form method="post" action={site.pathTo('/token')}>
          {user === undefined ? (
            <AccountField
              site={site}
              name="email"
              directory={directory}
              value={mistypedUser}
              wrong={unreadable}
            />
          ) : (
            <input type="hidden" name="email" value={user} />
          )}
          <CodeField
            site={site}
            name="code"
            wrong={problem?.code === 'code-invalid' || (unreadable && user !== undefined)}
          />
          <button type="submit">{texts.layout.signIn}</button>
        </form>
        {user === undefined ? (
          <>
            <h2>{texts.codes.noneWorks}</h2>
            <p>
              {texts.codes.expired}
              {site.phrases.space}
              <a href={site.pathTo(from)}>{texts.codes.askNew}</a>
            </p>
          </>
        ) : (
          <NoMail site={site} directory={directory} user={user} from={from} />
        )}
      </>
    ),
  };
}

function Introduction({ site, directory, user, minutes, problem }: CodeEntry & { readonly site: Site }) {
  const { texts } = site.phrases;
  if (problem !== undefined) {
    return (
      <>
        <ErrorSummary site={site} problem={problem} />
        {user === undefined ? null : (
          <p>{fillWith(texts.signIn.code.as, { user: <strong translate="no">{user}</strong> })}</p>
        )}
      </>
    );
  }
  return user === undefined ? (
    <p class="lead">{texts.codes.enter}</p>
  ) : (
    <CodeSent site={site} directory={directory} user={user} minutes={minutes} />
  );
}
