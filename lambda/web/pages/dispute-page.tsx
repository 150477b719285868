import type { Page } from './document';
import { KeyField } from './key-field';
import { ErrorSummary, type FormProblem, TextField, pageTitle } from './parts';
import { takeKeyFromAddress } from './scripts/take-key-from-address';

export interface DisputedChange {
  /** The link's id: the part of it that is no secret. */
  readonly id: string;
  /** The link's key, if it came with this request: it need not be entered again. */
  readonly key?: string | undefined;
  /** Why the last try failed, if the link still works. */
  readonly problem?: FormProblem | undefined;
}

/** As the server reads it. */
const theWord = { pattern: String.raw`\s*[Ll][Oo][Cc][Kk]\s*`, words: 'the word LOCK' };

/**
 * What the link "This wasn't me" opens. Opening it changes nothing, and neither does a program that opens mailed links
 * and presses every button: a person has to type a word. It is not known here whose account it is.
 */
export function disputePage({ id, key, problem }: DisputedChange): Page {
  return {
    title: pageTitle('This wasn’t me', problem),
    script: takeKeyFromAddress,
    main: (pathTo) => (
      <>
        <h1>This wasn’t me</h1>
        {problem === undefined ? (
          <p class="lead">
            Does somebody else have your new password? Lock your account: then nobody can sign in with it.
          </p>
        ) : (
          <ErrorSummary problem={problem} />
        )}
        <p>When you press the button:</p>
        <ul>
          <li>Your account gets a password that nobody knows. The old one and the new one stop working.</li>
          <li>Every Passlink session, code and link of your account ends.</li>
          <li>An alarm is raised for your administrator.</li>
        </ul>
        <p>Afterwards you get a new password through Passlink.</p>
        <form method="post" action={pathTo(`/dispute/${encodeURIComponent(id)}`)} autocomplete="off">
          <KeyField value={key} />
          <TextField
            name="confirmation"
            label="Type the word LOCK"
            hint="Programs that check mail press buttons, too. They do not type."
            wrong={problem?.code === 'bad-request'}
            autocapitalize="characters"
            maxLength={20}
            allowed={theWord}
            width="code"
          />
          <button type="submit">Lock my account</button>
        </form>
        <h2>Is somebody signed in already?</h2>
        <p>A session that is open elsewhere, at AWS for example, goes on. Tell your administrator.</p>
        <h2>Was it you?</h2>
        <p>Then close this page. Nothing has changed.</p>
      </>
    ),
  };
}
