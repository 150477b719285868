import type { Page } from '../layout/document';
import { AccountField } from '../shared/account-field';
import { ErrorSummary, type FormProblem, pageTitle } from '../layout/parts';
import { sendOnce } from '../scripts/send-once';

export interface Generate {
  /** The user name to show in the field. */
  readonly user?: string | undefined;
  /** Why the last attempt failed, if it did. */
  readonly problem?: FormProblem | undefined;
}

/**
 * The form that asks for a reset by user name only, for trusted networks. Opening it changes nothing, filled in or not.
 */
export function generatePage({ user, problem }: Generate = {}): Page {
  return {
    title: pageTitle('Reset your AWS password', problem),
    script: sendOnce,
    main: ({ pathTo }) => (
      <>
        <h1>Reset your AWS password</h1>
        {problem === undefined ? (
          <p class="lead">We mail you a link. It shows you a new password once.</p>
        ) : (
          <ErrorSummary problem={problem} />
        )}
        <form method="post" action={pathTo('/generate')}>
          <AccountField name="user" directory="iam" value={user} wrong={problem?.code === 'bad-request'} />
          <button type="submit">Send me the link</button>
        </form>
        <p class="hint">Your old password stops working as soon as we mail it.</p>
      </>
    ),
  };
}
