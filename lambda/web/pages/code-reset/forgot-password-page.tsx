import type { AccountDirectory } from '../../words/directories';
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
    main: ({ pathTo }) => (
      <>
        <h1>Forgot your password?</h1>
        {problem === undefined ? (
          <p class="lead">
            {directory === 'table'
              ? 'We mail you a code. With it, you choose a new password, or your first one.'
              : 'We mail you a code. With it, you choose a new AWS password.'}
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
        <p class="hint">Until you set the new password, nothing changes.</p>
        <p>
          <a href={pathTo('/reset')}>I have a code already</a>
        </p>
      </>
    ),
  };
}
