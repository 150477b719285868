import type { PasswordRule } from '../../../core/password/password-rules';
import type { AccountDirectory } from '../../words/directories';
import { texts } from '../../words/en/web';
import { fill } from '../../words/texts';
import { summaryId } from '../layout/parts';

interface NewPasswordFieldProps {
  readonly directory: AccountDirectory;
  readonly rules: readonly PasswordRule[];
  /** Whether these are all the rules. */
  readonly rulesAreComplete: boolean;
  /** Whether a common password is refused; one of the users table always is. */
  readonly refuseCommonPasswords: boolean;
  /** Whether the error summary above the form is about this field. */
  readonly wrong: boolean;
}

/** For password managers: passwords made by these rules meet all but the most unusual policies. */
const forPasswordManagers =
  'minlength: 24; maxlength: 64; required: lower; required: upper; required: digit; required: [-_!@#];';

/**
 * The field for a password that a person chooses, with its rules. The server checks and decides; the script
 * `checkPassword` shows the same result during typing. The field has no maximum length: it would cut off a password in
 * silence, which is worse than a refusal.
 */
export function NewPasswordField(props: NewPasswordFieldProps) {
  const { directory, rules, wrong } = props;
  const hints = 'password-hint password-rules password-more';
  return (
    <div class="field">
      <label for="password">New password</label>
      <p class="hint" id="password-hint">
        Let your password manager make one, or combine several unrelated words.
      </p>
      <ul
        class="rules hint"
        id="password-rules"
        data-form={directory === 'table' ? 'NFKC' : undefined}
        data-met={met(props)}
      >
        {rules.map(({ name, count = '', pattern }) => (
          <li data-pattern={pattern}>{fill(texts.problems.faults[name], { count })}</li>
        ))}
      </ul>
      <p class="hint" id="password-more">
        {more(props)}
      </p>
      <div class="with-button">
        <input
          id="password"
          name="password"
          type="password"
          required
          autocomplete="new-password"
          autocapitalize="none"
          autocorrect="off"
          spellcheck={false}
          passwordrules={forPasswordManagers}
          aria-describedby={wrong ? `${summaryId} ${hints}` : hints}
          aria-invalid={wrong ? 'true' : undefined}
        />
        <button type="button" class="quiet" id="toggle" aria-controls="password" hidden>
          Show
        </button>
      </div>
      <p class="hint" id="password-status" role="status"></p>
    </div>
  );
}

/** What the page can say about a password that meets the rules, and no more than that. */
function met({ directory, rulesAreComplete, refuseCommonPasswords }: NewPasswordFieldProps): string {
  if (directory === 'table') return 'Long enough. When you set it, we check whether it is easy to guess.';
  return [
    'It meets these rules.',
    ...(refuseCommonPasswords ? ['When you set it, we check whether it is a common one.'] : []),
    ...(rulesAreComplete ? [] : ['Your organisation may have more.']),
  ].join(' ');
}

/** The rules that no pattern can express. */
function more({ directory, rulesAreComplete, refuseCommonPasswords }: NewPasswordFieldProps): string {
  if (directory === 'table') {
    return 'Do not use your address, or anything else that is easy to guess.';
  }
  return [
    ...(refuseCommonPasswords ? ['Do not use a common password, such as “Password1!”.'] : []),
    rulesAreComplete
      ? 'AWS may also refuse a password that you had before.'
      : 'Your organisation may have more rules. If you miss one, we tell you which, and your code still works.',
  ].join(' ');
}
