import type { AccountDirectory } from '../../words/directories';
import { CodeRequestForm } from '../shared/code-request-form';
import type { Page } from '../layout/document';
import { ErrorSummary, type FormProblem, pageTitle } from '../layout/parts';
import { sendOnce } from '../scripts/send-once';

export interface Login {
  readonly directory: AccountDirectory;
  /** The name or address to show in the field. */
  readonly user?: string | undefined;
  /** Why the last attempt failed, if it did. */
  readonly problem?: FormProblem | undefined;
}

/** Asks who wants to sign in. It asks for no password: access to the mailbox is the proof. */
export function loginPage({ directory, user, problem }: Login): Page {
  return {
    title: pageTitle('Sign in', problem),
    script: sendOnce,
    main: ({ pathTo }) => (
      <>
        <h1>Sign in</h1>
        {problem === undefined ? (
          <p class="lead">We mail you a code. You need no password.</p>
        ) : (
          <ErrorSummary problem={problem} />
        )}
        <CodeRequestForm action={pathTo('/login')} directory={directory} user={user} problem={problem} />
        <p>
          <a href={pathTo('/login?code')}>I have a code already</a>
        </p>
        {directory === 'table' ? (
          <p>
            No account yet? <a href={pathTo('/register')}>Create an account</a>
          </p>
        ) : null}
        <p>
          <a href={pathTo('/generate-otp')}>Forgot your password?</a>
        </p>
      </>
    ),
  };
}
