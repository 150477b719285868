/** The few parts that pages are put together from. */
import type { Child, PropsWithChildren } from 'hono/jsx';

/** What went wrong with a form that can be sent again. */
export interface FormProblem {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  /** Each thing that has to be put right, in a sentence. */
  readonly reasons?: readonly string[] | undefined;
}

/** Where the fields of a form find what went wrong with them. */
export const summaryId = 'problem';

export interface TextFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint: Child;
  readonly value?: string | undefined;
  /** Whether the error summary above the form is about this field. */
  readonly wrong?: boolean;
  /** An address brings its own keyboard on a phone, and its own check. */
  readonly type?: 'text' | 'email';
  /** Brings up the keypad on a phone, or keeps the letters. */
  readonly inputMode?: 'numeric' | 'text';
  /** What the browser may fill in by itself. */
  readonly autocomplete?: 'off' | 'username' | 'email' | 'one-time-code';
  readonly autocapitalize?: 'none' | 'characters';
  readonly maxLength: number;
  /** What the browser lets pass, and the same in words. The server checks again, and is the one that counts. */
  readonly allowed?: { readonly pattern: string; readonly words: string };
  readonly width?: 'code';
}

/** A labelled line to fill in. The browser remembers nothing of it unless told, and corrects nothing of it. */
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

/** What comes next, one thing after the other. */
export function Steps({ children }: PropsWithChildren) {
  return <ol class="steps">{children}</ol>;
}

/** Says what went wrong, above the form that can put it right. Focus starts here, so that nobody misses it. */
export function ErrorSummary({ problem }: { readonly problem: FormProblem }) {
  const reasons = problem.reasons ?? [];
  return (
    <div class="note problem" id={summaryId} role="alert" tabindex={-1} autofocus>
      <h2>{titleOf(problem)}</h2>
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

/** A page's title. It is read out first, and is all that a row of tabs shows: a problem comes at its beginning. */
export function pageTitle(title: string, problem: FormProblem | undefined): string {
  return problem === undefined ? title : `Error: ${titleOf(problem)}`;
}

/** To a program a request is what cannot be read; a person has filled in a form. */
function titleOf({ code, title }: FormProblem): string {
  return code === 'bad-request' ? 'Check what you entered' : title;
}
