/** The few parts that pages are put together from. */
import type { Child, PropsWithChildren } from 'hono/jsx';

interface TextFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint: Child;
  readonly value?: string | undefined;
  /** The id of what tells that the last try went wrong, if it did. */
  readonly problemId?: string | undefined;
  /** Brings up the keypad on a phone. */
  readonly digits?: boolean;
  /** Keeps the value from being taken for prose by keyboards and browsers. */
  readonly maxLength: number;
  readonly width?: 'code';
}

/** A labelled line to fill in. Nothing of it is remembered by the browser, and nothing of it is corrected. */
export function TextField(props: TextFieldProps) {
  const { name, label, hint, value, problemId, digits = false, maxLength, width } = props;
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
        type="text"
        inputmode={digits ? 'numeric' : undefined}
        value={value}
        required
        maxlength={maxLength}
        autocomplete="off"
        autocapitalize="none"
        autocorrect="off"
        spellcheck={false}
        aria-describedby={problemId === undefined ? hintId : `${problemId} ${hintId}`}
        aria-invalid={problemId === undefined ? undefined : 'true'}
      />
    </div>
  );
}

/** What comes next, one thing after the other. */
export function Steps({ children }: PropsWithChildren) {
  return <ol class="steps">{children}</ol>;
}

/** Says what went wrong, above the form that can put it right. Focus starts here, so that nobody misses it. */
export function ErrorSummary(props: {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
}) {
  return (
    <div class="note problem" id={props.id} role="alert" tabindex={-1} autofocus>
      <h2>{props.title}</h2>
      <p>{props.detail}</p>
    </div>
  );
}

/** `1 minute`, `60 minutes`. */
export function minutesInWords(minutes: number): string {
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
