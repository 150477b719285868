import { CodeRequestForm } from '../shared/code-request-form';
import type { Page } from '../layout/document';
import { ErrorSummary, type FormProblem, pageTitle } from '../layout/parts';
import { sendOnce } from '../scripts/send-once';

export interface Register {
  /** Fills the field in. */
  readonly user?: string | undefined;
  /** Why the last attempt failed, if it did. */
  readonly problem?: FormProblem | undefined;
}

/** Makes an account. An address that has one already is signed in, and nobody can tell which it was. */
export function registerPage({ user, problem }: Register = {}): Page {
  return {
    title: pageTitle('Create an account', problem),
    script: sendOnce,
    main: (pathTo) => (
      <>
        <h1>Create an account</h1>
        {problem === undefined ? (
          <p class="lead">You only need a mailbox. We mail a code to it, and you need no password.</p>
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
