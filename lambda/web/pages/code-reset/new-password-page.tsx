import type { PasswordRule } from '../../../core/password/password-rules';
import { directoryWords, type AccountDirectory } from '../../words/directories';
import { AccountField } from '../shared/account-field';
import { CodeField } from '../shared/code-field';
import { CodeSent, NoMail } from '../shared/code-on-its-way';
import type { Page } from '../layout/document';
import { NewPasswordField } from './new-password-field';
import { ErrorSummary, type FormProblem, pageTitle } from '../layout/parts';
import { checkPassword } from '../scripts/check-password';
import { delayResend } from '../scripts/delay-resend';
import { sendOnce } from '../scripts/send-once';

/** The code that the person asked for just now. */
interface Sent {
  /** How long it is valid. */
  readonly minutes: number;
  /** Whether the person can have a password link instead, after signing in. */
  readonly orLink?: boolean;
}

export interface NewPassword {
  readonly directory: AccountDirectory;
  /** The rules for the password. */
  readonly rules: readonly PasswordRule[];
  /** Whether these are all the rules. The portal cannot ask IAM for those of the organisation. */
  readonly rulesAreComplete: boolean;
  /** Whether a common password is refused; one of the users table always is. */
  readonly refuseCommonPasswords: boolean;
  /** The name or address as entered, if it is valid. The person does not enter it again. */
  readonly user?: string | undefined;
  /** What the person entered instead, if it is not valid. */
  readonly mistypedUser?: string | undefined;
  /** The code as entered. */
  readonly code?: string | undefined;
  /** Set if the person asked for a code just now. */
  readonly sent?: Sent | undefined;
  /** Why the last attempt failed, if it did. */
  readonly problem?: FormProblem | undefined;
}

/**
 * Asks for the code from the mail and a new password. People come here after they asked for a code, or open the page
 * directly. The page is the same whether or not the account exists. After a failed attempt, a person enters only the
 * password again, which is never put into a page. A mistyped value stays in its field for correction.
 */
export function newPasswordPage(entry: NewPassword): Page {
  const {
    directory,
    rules,
    rulesAreComplete,
    refuseCommonPasswords,
    user,
    mistypedUser,
    code,
    sent,
    problem,
  } = entry;
  const unreadable = problem?.code === 'bad-request';
  return {
    title: pageTitle('Choose a new password', problem),
    script: checkPassword + sendOnce + (sent === undefined ? '' : delayResend),
    main: ({ pathTo }) => (
      <>
        <h1>Choose a new password</h1>
        <Introduction {...entry} />
        <form method="post" action={pathTo('/reset')}>
          {user === undefined ? (
            <AccountField name="email" directory={directory} value={mistypedUser} wrong={unreadable} />
          ) : (
            // Not `type="hidden"`: password managers overlook that, and they save the password under this name.
            <input type="text" name="email" value={user} autocomplete="username" readonly hidden />
          )}
          <CodeField
            name="otp"
            value={code}
            wrong={problem?.code === 'code-invalid' || (unreadable && user !== undefined)}
          />
          <NewPasswordField
            directory={directory}
            rules={rules}
            rulesAreComplete={rulesAreComplete}
            refuseCommonPasswords={refuseCommonPasswords}
            wrong={problem?.code === 'password-rejected'}
          />
          <p class="hint">
            Your old password and unused {directoryWords[directory].unused} then stop working, and you are
            signed out here on all your devices.
          </p>
          <button type="submit">Set my new password</button>
        </form>
        {user !== undefined && sent?.orLink === true ? (
          <form method="post" action={pathTo('/login')}>
            <input type="hidden" name="email" value={user} />
            <button type="submit" class="text" aria-describedby="link-hint">
              Get a link instead
            </button>
            <p class="hint" id="link-hint">
              The link shows you a new password once, on any device. You sign in here with another code first.
            </p>
          </form>
        ) : null}
        {user === undefined ? (
          <>
            <h2>No code that works?</h2>
            <p>
              Did it expire, or did you ask for it in another browser?{' '}
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
