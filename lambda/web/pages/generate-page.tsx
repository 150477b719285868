import type { Page } from './document';
import { TextField } from './parts';

/** The form that asks for a reset. To open it changes nothing, filled in or not. */
export function generatePage({ user }: { readonly user?: string | undefined } = {}): Page {
  return {
    title: 'Reset your AWS password',
    main: (pathTo) => (
      <>
        <h1>Reset your AWS password</h1>
        <p class="lead">We send a link to the mailbox of your account. It shows you a new password, once.</p>
        <form method="post" action={pathTo('/generate')}>
          <TextField
            name="user"
            label="IAM user name"
            hint="The name that you sign in to AWS with, for example alice@example.com"
            value={user}
            maxLength={64}
          />
          <button type="submit">Send me the link</button>
        </form>
        <p class="hint">As soon as the mail is sent, your old password does not work any more.</p>
      </>
    ),
  };
}
