import type { AccountDirectory } from '../../words/directories';
import { CodeField } from '../shared/code-field';
import { CodeSent, NoMail } from '../shared/code-on-its-way';
import type { Page } from '../layout/document';
import { ErrorSummary, type FormProblem, pageTitle } from '../layout/parts';
import { delayResend } from '../scripts/delay-resend';
import { sendOnce } from '../scripts/send-once';

export interface CodeEntry {
  readonly directory: AccountDirectory;
  /** The name or address as entered. */
  readonly user: string;
  /** How long the code is valid. */
  readonly minutes: number;
  /** The page where the person asked for the code. */
  readonly from: '/login' | '/register';
  /** Why the last attempt failed, if it did. */
  readonly problem?: FormProblem | undefined;
}

/**
 * Asks for the code from the mail. The page is the same whether or not the account exists. A person can ask for a new
 * code after a minute; after a refused code there is no wait.
 */
export function codePage({ directory, user, minutes, from, problem }: CodeEntry): Page {
  return {
    title: pageTitle('Check your mailbox', problem),
    script: problem === undefined ? delayResend + sendOnce : sendOnce,
    main: (pathTo) => (
      <>
        <h1>Check your mailbox</h1>
        {problem === undefined ? (
          <CodeSent directory={directory} user={user} minutes={minutes} />
        ) : (
          <>
            <ErrorSummary problem={problem} />
            <p>
              You are signing in as <strong translate="no">{user}</strong>.
            </p>
          </>
        )}
        <form method="post" action={pathTo('/token')}>
          <input type="hidden" name="email" value={user} />
          <CodeField
            name="code"
            wrong={problem?.code === 'code-invalid' || problem?.code === 'bad-request'}
          />
          <button type="submit">Sign in</button>
        </form>
        <NoMail directory={directory} user={user} from={from} pathTo={pathTo} />
      </>
    ),
  };
}
