import { directoryWords, type AccountDirectory } from '../../words/directories';
import type { Page } from '../layout/document';
import { KeyField } from '../shared/key-field';
import { ErrorSummary, type FormProblem, TextField, ToContact, pageTitle } from '../layout/parts';
import { sendOnce } from '../scripts/send-once';
import { takeKeyFromAddress } from '../scripts/take-key-from-address';

export interface DisputedChange {
  readonly directory: AccountDirectory;
  /** The link's id, the part of it that is not secret. */
  readonly id: string;
  /** The link's key, if it came with this request. The person does not enter it again. */
  readonly key?: string | undefined;
  /** Why the last attempt failed, if the link still works. */
  readonly problem?: FormProblem | undefined;
}

/** The same spellings that the server accepts. */
const theWord = { pattern: String.raw`\s*[Ll][Oo][Cc][Kk]\s*`, words: 'the word LOCK' };

/**
 * The page behind the link "This wasn't me". Opening it changes nothing. A mail scanner that opens links and presses
 * every button changes nothing either: a person has to type a word. The page does not know whose account it is.
 */
export function disputePage({ directory, id, key, problem }: DisputedChange): Page {
  const { pending, elsewhere } = directoryWords[directory];
  const unreadable = problem?.code === 'bad-request';
  return {
    title: pageTitle('This wasn’t me', problem),
    script: takeKeyFromAddress + sendOnce,
    main: (site) => (
      <>
        <h1>This wasn’t me</h1>
        {problem === undefined ? (
          <p class="lead">
            Did someone else choose or see your new password? Lock your account, so that nobody can sign in
            with it.
          </p>
        ) : (
          <ErrorSummary problem={problem} />
        )}
        <p>When you press the button:</p>
        <ul>
          <li>Your account gets a password that nobody knows. The old and the new password stop working.</li>
          <li>Every {pending} of your account ends.</li>
        </ul>
        <p>To get back in, choose a new password here afterwards.</p>
        <form method="post" action={site.pathTo(`/dispute/${encodeURIComponent(id)}`)} autocomplete="off">
          <KeyField value={key} wrong={unreadable} />
          <TextField
            name="confirmation"
            label="Type the word LOCK"
            hint="Programs that check mail press buttons, but they do not type."
            wrong={unreadable && key !== undefined}
            autocapitalize="characters"
            maxLength={20}
            allowed={theWord}
            width="code"
          />
          <button type="submit">Lock my account</button>
        </form>
        <h2>Is someone already signed in?</h2>
        <p>
          Anyone who is signed in to {elsewhere} stays signed in.{' '}
          <ToContact site={site}>Tell your administrator.</ToContact>
        </p>
        <h2>If this was you</h2>
        <p>Close this page. Nothing has changed.</p>
      </>
    ),
  };
}
