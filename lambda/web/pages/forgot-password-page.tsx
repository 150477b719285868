import type { AccountDirectory } from './account-field';
import { CodeRequestForm } from './code-request-form';
import type { Page } from './document';
import { ErrorSummary, type FormProblem, pageTitle } from './parts';

export interface ForgotPassword {
  readonly directory: AccountDirectory;
  /** Fills the field in. */
  readonly user?: string | undefined;
  /** Why the last try failed, if it did. */
  readonly problem?: FormProblem | undefined;
}

/** Asks whose password is forgotten. It is the same for every account, there or not. */
export function forgotPasswordPage({ directory, user, problem }: ForgotPassword): Page {
  return {
    title: pageTitle('Forgot your password?', problem),
    main: (pathTo) => (
      <>
        <h1>Forgot your password?</h1>
        {problem === undefined ? (
          <p class="lead">
            We mail a code to the mailbox of your account. With it you choose a new{' '}
            {directory === 'iam' ? 'AWS password' : 'password'}.
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
        <p class="hint">Your old password works until you set the new one.</p>
        <p>
          Do you have a code already? <a href={pathTo('/reset')}>Enter your code</a>
        </p>
      </>
    ),
  };
}
