/** The building blocks of the pages. */
import { fill } from '../../words/texts';
import type { WebTexts } from '../../words/web';
import type { Child, PropsWithChildren } from 'hono/jsx';
import { contactLink } from '../../organisation';
import type { Site } from './site';

/** What went wrong with a form that the person can send again. */
export interface FormProblem {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  /** Each thing to correct, as a sentence. */
  readonly reasons?: readonly string[] | undefined;
}

/** The id of the error summary, for the fields that it describes. */
export const summaryId = 'problem';

export interface TextFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint: Child;
  readonly value?: string | undefined;
  /** Whether the error summary above the form is about this field. */
  readonly wrong?: boolean;
  /** `email` brings the keyboard for addresses on a phone, and the browser's own check. */
  readonly type?: 'text' | 'email';
  /** Brings up the keypad on a phone, or keeps the letters. */
  readonly inputMode?: 'numeric' | 'text';
  /** What the browser may fill in on its own. */
  readonly autocomplete?: 'off' | 'username' | 'email' | 'one-time-code';
  readonly autocapitalize?: 'none' | 'characters';
  readonly maxLength: number;
  /** What the browser accepts, as a pattern and in words. The server checks again and decides. */
  readonly allowed?: { readonly pattern: string; readonly words: string };
  readonly width?: 'code';
}

/** A labelled text field. By default the browser does not remember or correct what a person enters. */
export function TextField(props: TextFieldProps) {
  const {
    name,
    label,
    hint,
    value,
    wrong = false,
    type = 'text',
    inputMode,
    maxLength,
    allowed,
    width,
  } = props;
  const { autocomplete = 'off', autocapitalize = 'none' } = props;
  const hintId = `${name}-hint`;
  return (
    <div class="field" id={`${name}-field`}>
      <label for={name}>{label}</label>
      <p class="hint" id={hintId}>
        {hint}
      </p>
      <input
        id={name}
        name={name}
        class={width}
        type={type}
        inputmode={inputMode}
        value={value}
        required
        maxlength={maxLength}
        pattern={allowed?.pattern}
        title={allowed?.words}
        autocomplete={autocomplete}
        autocapitalize={autocapitalize}
        autocorrect="off"
        spellcheck={false}
        aria-describedby={wrong ? `${summaryId} ${hintId}` : hintId}
        aria-invalid={wrong ? 'true' : undefined}
      />
    </div>
  );
}

/** A sentence that says to ask for help, as a link to where the organisation gives it. */
export function ToContact({ site, children }: PropsWithChildren<{ readonly site: Site }>) {
  const contact = contactLink(site.organisation);
  return contact === undefined ? <>{children}</> : <a href={contact}>{children}</a>;
}

/** The way out of a page that leads nowhere else. */
export function StartOver({ site }: { readonly site: Site }) {
  return (
    <a class="button" href={site.pathTo('/')}>
      {site.phrases.texts.layout.startOver}
    </a>
  );
}

/** The button to the organisation's contact, if there is one. */
export function AskAdministrator({ site }: { readonly site: Site }) {
  const contact = contactLink(site.organisation);
  if (contact === undefined) return null;
  return (
    <a class="button quiet" href={contact}>
      {site.phrases.texts.layout.askAdministrator}
    </a>
  );
}

/** Numbered steps. */
export function Steps({ children }: PropsWithChildren) {
  return <ol class="steps">{children}</ol>;
}

/** Says what went wrong, above the form to correct. It takes the focus, so that nobody misses it. */
export function ErrorSummary({ site, problem }: { readonly site: Site; readonly problem: FormProblem }) {
  const reasons = problem.reasons ?? [];
  return (
    <div class="note problem" id={summaryId} role="alert" tabindex={-1} autofocus>
      <h2>{titleOf(site.phrases.texts, problem)}</h2>
      <p>{problem.detail}</p>
      {reasons.length === 0 ? null : (
        <ul>
          {reasons.map((reason) => (
            <li>{reason}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/**
 * A page's title. Screen readers read it first, and a row of tabs shows nothing else, so a problem comes first in it.
 */
export function pageTitle(texts: WebTexts, title: string, problem: FormProblem | undefined): string {
  return problem === undefined ? title : fill(texts.layout.error, { title: titleOf(texts, problem) });
}

/** The default title speaks of a request, which suits a program. A person filled in a form. */
function titleOf({ layout }: WebTexts, { code, title }: FormProblem): string {
  return code === 'bad-request' ? layout.checkEntered : title;
}
