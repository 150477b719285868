import type { PasswordRule } from '../../core/password-rules';
import { AccountField, type AccountDirectory } from './account-field';
import type { Page } from './document';
import { ErrorSummary, type FormProblem, TextField, pageTitle } from './parts';

export interface NewPassword {
  readonly directory: AccountDirectory;
  /** What the password has to be like. */
  readonly rules: readonly PasswordRule[];
  /** Whether these are all the rules: the portal cannot ask IAM for those of the organisation. */
  readonly rulesAreComplete: boolean;
  /** The name or address as it was entered. */
  readonly user?: string | undefined;
  /** The code as it was entered. */
  readonly code?: string | undefined;
  /** A code was asked for just now, and is good for so long. */
  readonly sent?: { readonly minutes: number } | undefined;
  /** Why the last try failed, if it did. */
  readonly problem?: FormProblem | undefined;
}

/** Asks for the code from the mail and for a new password. */
export function newPasswordPage({ directory, user, code, problem }: NewPassword): Page {
  return {
    title: pageTitle('Choose a new password', problem),
    main: (pathTo) => (
      <>
        <h1>Choose a new password</h1>
        {problem === undefined ? null : <ErrorSummary problem={problem} />}
        <form method="post" action={pathTo('/reset')}>
          <AccountField name="email" directory={directory} value={user} wrong={false} />
          <TextField
            name="otp"
            label="Code from the mail"
            hint="8 letters and digits"
            value={code}
            maxLength={64}
          />
          <input type="password" name="password" id="password" autocomplete="new-password" required />
          <button type="submit">Set my new password</button>
        </form>
      </>
    ),
  };
}
