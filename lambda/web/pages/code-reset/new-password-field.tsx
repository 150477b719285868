import type { Site } from '../layout/site';
import type { PasswordRule } from '../../../core/password/password-rules';
import type { AccountDirectory } from '../../words/directories';

import { fill } from '../../words/texts';
import { summaryId } from '../layout/parts';

interface NewPasswordFieldProps {
  readonly site: Site;
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
  const { site, directory, rules, wrong } = props;
  const { choice: texts, shared, problems } = site.phrases.texts;
  const hints = 'password-hint password-rules password-more';
  return (
    <div class="field">
      <label for="password">{texts.label}</label>
      <p class="hint" id="password-hint">
        {texts.hint}
      </p>
      <ul
        class="rules hint"
        id="password-rules"
        data-form={directory === 'table' ? 'NFKC' : undefined}
        data-met={met(props)}
        data-missing={texts.missing}
        data-space={site.phrases.space}
      >
        {rules.map(({ name, count = '', pattern }) => (
          <li data-pattern={pattern}>{fill(problems.faults[name], { count })}</li>
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
        <button
          type="button"
          class="quiet"
          id="toggle"
          aria-controls="password"
          data-show={shared.show}
          data-hide={shared.hide}
          data-show-password={texts.showPassword}
          data-hide-password={texts.hidePassword}
          hidden
        >
          {shared.show}
        </button>
      </div>
      <p class="hint" id="password-status" role="status"></p>
    </div>
  );
}

/** What the page can say about a password that meets the rules, and no more than that. */
function met({ site, directory, rulesAreComplete, refuseCommonPasswords }: NewPasswordFieldProps): string {
  const { choice: texts } = site.phrases.texts;
  if (directory === 'table') return texts.metTable;
  return [
    texts.met,
    ...(refuseCommonPasswords ? [texts.metCommon] : []),
    ...(rulesAreComplete ? [] : [texts.metOrganisation]),
  ].join(site.phrases.space);
}

/** The rules that no pattern can express. */
function more({ site, directory, rulesAreComplete, refuseCommonPasswords }: NewPasswordFieldProps): string {
  const { choice: texts } = site.phrases.texts;
  if (directory === 'table') return texts.moreTable;
  return [
    ...(refuseCommonPasswords ? [texts.moreCommon] : []),
    rulesAreComplete ? texts.moreBefore : texts.moreOrganisation,
  ].join(site.phrases.space);
}
