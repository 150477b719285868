import { CodeRequestForm } from '../shared/code-request-form';
import type { Page } from '../layout/document';
import { ErrorSummary, type FormProblem, pageTitle } from '../layout/parts';
import { sendOnce } from '../scripts/send-once';

export interface Register {
  /** The address to show in the field. */
  readonly user?: string | undefined;
  /** Why the last attempt failed, if it did. */
  readonly problem?: FormProblem | undefined;
}

/** Makes an account. The owner of an existing account signs in instead, and the page does not show the difference. */
export function registerPage({ user, problem }: Register = {}): Page {
  return {
    title: pageTitle('Create an account', problem),
    script: sendOnce,
    main: ({ pathTo }) => (
      <>
        <h1>Create an account</h1>
        {problem === undefined ? (
          <p class="lead">All you need is a mailbox. We mail a code to it.</p>
        ) : (
          <ErrorSummary problem={problem} />
        )}
        <CodeRequestForm action={pathTo('/register')} directory="table" user={user} problem={problem} />
        <p>
          Already have an account? <a href={pathTo('/login')}>Sign in</a>
        </p>
      </>
    ),
  };
}
