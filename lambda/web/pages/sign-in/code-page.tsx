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
  const title = user === undefined ? 'Enter your code' : 'Check your mailbox';
  const unreadable = problem?.code === 'bad-request';
  return {
    title: pageTitle(title, problem),
    script: user !== undefined && problem === undefined ? delayResend + sendOnce : sendOnce,
    main: ({ pathTo }) => (
      <>
        <h1>{title}</h1>
        <Introduction {...entry} />
        <form method="post" action={pathTo('/token')}>
          {user === undefined ? (
            <AccountField name="email" directory={directory} value={mistypedUser} wrong={unreadable} />
          ) : (
            <input type="hidden" name="email" value={user} />
          )}
          <CodeField
            name="code"
            wrong={problem?.code === 'code-invalid' || (unreadable && user !== undefined)}
          />
          <button type="submit">Sign in</button>
        </form>
        {user === undefined ? (
          <>
            <h2>No code that works?</h2>
            <p>
              Did it expire, or did you ask for it in another browser?{' '}
              <a href={pathTo(from)}>Ask for a new code</a>
            </p>
          </>
        ) : (
          <NoMail directory={directory} user={user} from={from} pathTo={pathTo} />
        )}
      </>
    ),
  };
}

function Introduction({ directory, user, minutes, problem }: CodeEntry) {
  if (problem !== undefined) {
    return (
      <>
        <ErrorSummary problem={problem} />
        {user === undefined ? null : (
          <p>
            You are signing in as <strong translate="no">{user}</strong>.
          </p>
        )}
      </>
    );
  }
  return user === undefined ? (
    <p class="lead">Enter the code that we mailed you, in the browser where you asked for it.</p>
  ) : (
    <CodeSent directory={directory} user={user} minutes={minutes} />
  );
}
