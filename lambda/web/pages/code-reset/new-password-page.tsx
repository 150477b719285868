import type { Site } from '../layout/site';
import { fillWith } from '../../words/texts';
import type { PasswordRule } from '../../../core/password/password-rules';
import type { AccountDirectory } from '../../words/directories';
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
    title: (texts) => pageTitle(texts, texts.shared.choose, problem),
    path: '/reset',
    script: checkPassword + sendOnce + (sent === undefined ? '' : delayResend),
    main: (site, texts) => (
      <>
        <h1>{texts.shared.choose}</h1>
        <Introduction site={site} {...entry} />
        <form method="post" action={site.pathTo('/reset')}>
          {user === undefined ? (
            <AccountField
              site={site}
              name="email"
              directory={directory}
              value={mistypedUser}
              wrong={unreadable}
            />
          ) : (
            // Not `type="hidden"`: password managers overlook that, and they save the password under this name.
            <input type="text" name="email" value={user} autocomplete="username" readonly hidden />
          )}
          <CodeField
            site={site}
            name="otp"
            value={code}
            wrong={problem?.code === 'code-invalid' || (unreadable && user !== undefined)}
          />
          <NewPasswordField
            site={site}
            directory={directory}
            rules={rules}
            rulesAreComplete={rulesAreComplete}
            refuseCommonPasswords={refuseCommonPasswords}
            wrong={problem?.code === 'password-rejected'}
          />
          <p class="hint">{texts.choice.means[directory]}</p>
          <button type="submit">{texts.choice.set}</button>
        </form>
        {user !== undefined && sent?.orLink === true ? (
          <form method="post" action={site.pathTo('/login')}>
            <input type="hidden" name="email" value={user} />
            <button type="submit" class="text" aria-describedby="link-hint">
              {texts.start.linkInstead}
            </button>
            <p class="hint" id="link-hint">
              {texts.choice.linkHint}
            </p>
          </form>
        ) : null}
        {user === undefined ? (
          <>
            <h2>{texts.codes.noneWorks}</h2>
            <p>
              {texts.codes.expired}
              {site.phrases.space}
              <a href={site.pathTo('/generate-otp')}>{texts.codes.askNew}</a>
            </p>
          </>
        ) : (
          <NoMail site={site} directory={directory} user={user} from="/generate-otp" />
        )}
      </>
    ),
  };
}

function Introduction({ site, directory, user, sent, problem }: NewPassword & { readonly site: Site }) {
  const { texts } = site.phrases;
  if (user !== undefined && sent !== undefined) {
    return <CodeSent site={site} directory={directory} user={user} minutes={sent.minutes} />;
  }
  if (problem === undefined) {
    return <p class="lead">{texts.codes.enter}</p>;
  }
  return (
    <>
      <ErrorSummary site={site} problem={problem} />
      {user === undefined ? null : (
        <p>{fillWith(texts.choice.for, { user: <strong translate="no">{user}</strong> })}</p>
      )}
    </>
  );
}
