import type { AccountDirectory } from '../../words/directories';
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
const theWord = String.raw`\s*[Ll][Oo][Cc][Kk]\s*`;

/**
 * The page behind the link "This wasn't me". Opening it changes nothing. A mail scanner that opens links and presses
 * every button changes nothing either: a person has to type a word. The page does not know whose account it is.
 */
export function disputePage({ directory, id, key, problem }: DisputedChange): Page {
  const unreadable = problem?.code === 'bad-request';
  return {
    title: (texts) => pageTitle(texts, texts.dispute.title, problem),
    path: `/dispute/${encodeURIComponent(id)}`,
    script: takeKeyFromAddress + sendOnce,
    main: (site, texts) => (
      <>
        <h1>{texts.dispute.title}</h1>
        {problem === undefined ? (
          <p class="lead">{texts.dispute.lead}</p>
        ) : (
          <ErrorSummary site={site} problem={problem} />
        )}
        <p>{texts.dispute.when}</p>
        <ul>
          <li>{texts.dispute.unknown}</li>
          <li>{texts.dispute.ends[directory]}</li>
        </ul>
        <p>{texts.dispute.afterwards}</p>
        <form method="post" action={site.pathTo(`/dispute/${encodeURIComponent(id)}`)} autocomplete="off">
          <KeyField site={site} value={key} wrong={unreadable} />
          <TextField
            name="confirmation"
            label={texts.dispute.word}
            hint={texts.dispute.wordHint}
            wrong={unreadable && key !== undefined}
            autocapitalize="characters"
            maxLength={20}
            allowed={{ pattern: theWord, words: texts.dispute.wordAllowed }}
            width="code"
          />
          <button type="submit">{texts.dispute.lock}</button>
        </form>
        <h2>{texts.dispute.stillIn}</h2>
        <p>
          {texts.dispute.stillInMeans[directory]}
          {site.phrases.space}
          <ToContact site={site}>{texts.dispute.tell}</ToContact>
        </p>
        <h2>{texts.dispute.you}</h2>
        <p>{texts.dispute.youMeans}</p>
      </>
    ),
  };
}
