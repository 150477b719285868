import { pickupCodePattern } from '../../pasted/field-patterns';
import { longestPaste } from '../../pasted/plain-text';
import type { Page } from '../layout/document';
import { KeyField } from '../shared/key-field';
import { ErrorSummary, type FormProblem, TextField, pageTitle } from '../layout/parts';
import { sendOnce } from '../scripts/send-once';
import { takeKeyFromAddress } from '../scripts/take-key-from-address';

export interface Extract {
  /** The link's id, the part of it that is not secret. */
  readonly id: string;
  /** Whether this browser lacks the cookie of the browser that asked. */
  readonly askForPickupCode: boolean;
  /** The link's key, if it came with this request. The person does not enter it again. */
  readonly key?: string | undefined;
  /** Why the last attempt failed, if the link still works. */
  readonly problem?: FormProblem | undefined;
}

/** The page behind a password link. Opening it uses nothing up; only the button does. */
export function extractPage({ id, askForPickupCode, key, problem }: Extract): Page {
  return {
    title: (texts) => pageTitle(texts, texts.extract.title, problem),
    path: `/extract/${encodeURIComponent(id)}`,
    script: takeKeyFromAddress + sendOnce,
    main: (site, texts) => (
      <>
        <h1>{texts.extract.title}</h1>
        {problem === undefined ? (
          <p class="lead">{texts.extract.lead}</p>
        ) : (
          <ErrorSummary site={site} problem={problem} />
        )}
        <form method="post" action={site.pathTo(`/extract/${encodeURIComponent(id)}`)} autocomplete="off">
          <KeyField site={site} value={key} wrong={problem?.code === 'bad-request'} />
          {askForPickupCode ? (
            <TextField
              name="pickupCode"
              label={texts.extract.pickupCode}
              hint={texts.extract.pickupHint}
              wrong={
                problem?.code === 'wrong-pickup-code' ||
                (problem?.code === 'bad-request' && key !== undefined)
              }
              inputMode="numeric"
              maxLength={longestPaste}
              allowed={{ pattern: pickupCodePattern, words: texts.extract.pickupAllowed }}
              width="code"
            />
          ) : null}
          <button type="submit">{texts.extract.show}</button>
        </form>
        {problem === undefined ? <p class="hint">{texts.extract.untilPressed}</p> : null}
      </>
    ),
  };
}
