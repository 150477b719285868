import { directoryWords, type AccountDirectory } from '../../words/directories';
import { CodeRequestForm } from '../shared/code-request-form';
import type { Page } from '../layout/document';
import { ErrorSummary, type FormProblem, pageTitle } from '../layout/parts';
import { sendOnce } from '../scripts/send-once';

export interface ForgotPassword {
  readonly directory: AccountDirectory;
  /** The name or address to show in the field. */
  readonly user?: string | undefined;
  /** Why the last attempt failed, if it did. */
  readonly problem?: FormProblem | undefined;
}

/** Asks for the account whose password a person forgot. The page is the same whether or not the account exists. */
export function forgotPasswordPage({ directory, user, problem }: ForgotPassword): Page {
  return {
    title: pageTitle('Forgot your password?', problem),
    script: sendOnce,
    main: (pathTo) => (
      <>
        <h1>Forgot your password?</h1>
        {problem === undefined ? (
          <p class="lead">
            We mail a code to the mailbox of your account. Use it to choose a new{' '}
            {directoryWords[directory].password}
            {directory === 'table' ? ', or your first one' : ''}.
          </p>
        ) : (
          <ErrorSummary problem={problem} />
        )}
        <CodeRequestForm
          action={pathTo('/generate-otp')}
          directory={directory}
          user={user}
          problem={problem}
        />
        <p class="hint">Nothing changes until you set the new password.</p>
        <p>
          Already have a code? <a href={pathTo('/reset')}>Enter your code</a>
        </p>
      </>
    ),
  };
}
