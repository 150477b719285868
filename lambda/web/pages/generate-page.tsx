import type { Page } from './document';
import { ErrorSummary, type FormProblem, TextField, pageTitle } from './parts';

export interface Generate {
  /** Fills the field in. */
  readonly user?: string | undefined;
  /** Why the last try failed, if it did. */
  readonly problem?: FormProblem | undefined;
}

/** As the server reads it: spaces around the name do not count. */
const iamUserName = {
  pattern: String.raw`\s*[\w+=,.@\-]{1,64}\s*`,
  words: '1 to 64 letters, digits and + = , . @ _ -',
};

/** The form that asks for a reset. To open it changes nothing, filled in or not. */
export function generatePage({ user, problem }: Generate = {}): Page {
  return {
    title: pageTitle('Reset your AWS password', problem),
    main: (pathTo) => (
      <>
        <h1>Reset your AWS password</h1>
        {problem === undefined ? (
          <p class="lead">
            We send a link to the mailbox of your account. It shows you a new password, once.
          </p>
        ) : (
          <ErrorSummary problem={problem} />
        )}
        <form method="post" action={pathTo('/generate')}>
          <TextField
            name="user"
            label="IAM user name"
            hint="The name that you sign in to AWS with, for example alice@example.com"
            value={user}
            wrong={problem?.code === 'bad-request'}
            maxLength={100}
            allowed={iamUserName}
          />
          <button type="submit">Send me the link</button>
        </form>
        <p class="hint">As soon as the mail is sent, your old password does not work any more.</p>
      </>
    ),
  };
}
