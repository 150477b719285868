import { AccountField, type AccountDirectory } from './account-field';
import { CodeField } from './code-field';
import { CodeSent, NoMail } from './code-on-its-way';
import type { Page } from './document';
import { NewPasswordField, type PasswordRule } from './new-password-field';
import { ErrorSummary, type FormProblem, pageTitle } from './parts';
import { checkPassword } from './scripts/check-password';
import { delayResend } from './scripts/delay-resend';

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

/**
 * Asks for the code from the mail and for a new password: on the way there, or opened by itself. It is the same for every
 * account, there or not. After a try that failed nothing has to be entered twice but the password, which is never put
 * into a page.
 */
export function newPasswordPage(entry: NewPassword): Page {
  const { directory, rules, rulesAreComplete, user, code, sent, problem } = entry;
  return {
    title: pageTitle('Choose a new password', problem),
    script: sent === undefined ? checkPassword : delayResend + checkPassword,
    main: (pathTo) => (
      <>
        <h1>Choose a new password</h1>
        <Introduction {...entry} />
        <form method="post" action={pathTo('/reset')}>
          {user === undefined ? (
            <AccountField name="email" directory={directory} wrong={false} />
          ) : (
            // Not of the type "hidden", which password managers overlook: they keep the password under this name.
            <input type="text" name="email" value={user} autocomplete="username" readonly hidden />
          )}
          <CodeField name="otp" value={code} wrong={problem?.code === 'code-invalid'} />
          <NewPasswordField
            directory={directory}
            rules={rules}
            rulesAreComplete={rulesAreComplete}
            wrong={problem?.code === 'password-rejected'}
          />
          <p>
            As soon as you set it, your old password stops working, you are signed out of Passlink everywhere,
            and codes and links that you have not used yet end.
          </p>
          <button type="submit">Set my new password</button>
        </form>
        {user === undefined ? (
          <>
            <h2>No code?</h2>
            <p>
              Perhaps it is too old, or you asked for it in another browser.{' '}
              <a href={pathTo('/generate-otp')}>Ask for a new code</a>
            </p>
          </>
        ) : (
          <NoMail directory={directory} user={user} from="/generate-otp" pathTo={pathTo} />
        )}
      </>
    ),
  };
}

function Introduction({ directory, user, sent, problem }: NewPassword) {
  if (user !== undefined && sent !== undefined) {
    return <CodeSent directory={directory} user={user} minutes={sent.minutes} />;
  }
  if (problem === undefined) {
    return <p class="lead">Enter the code that we mailed you, in the browser where you asked for it.</p>;
  }
  return (
    <>
      <ErrorSummary problem={problem} />
      {user === undefined ? null : (
        <p>
          You are choosing a new password for <strong translate="no">{user}</strong>.
        </p>
      )}
    </>
  );
}
