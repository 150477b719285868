import type { Page } from './document';
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

/** What the link "This wasn't me" opens. Opening it changes nothing. */
export function disputePage({ id, key, problem }: DisputedChange): Page {
  return {
    title: pageTitle('Lock your account', problem),
    script: takeKeyFromAddress,
    main: (pathTo) => (
      <>
        <h1>Lock your account</h1>
        {problem === undefined ? null : <ErrorSummary problem={problem} />}
        <form method="post" action={pathTo(`/dispute/${encodeURIComponent(id)}`)} autocomplete="off">
          {key === undefined ? (
            <TextField name="key" label="Key from the mail" hint="Paste the whole link." maxLength={2000} />
          ) : (
            <input type="hidden" name="key" value={key} />
          )}
          <TextField name="confirmation" label="Type LOCK" hint="The word LOCK" maxLength={20} />
          <button type="submit">Lock my account</button>
        </form>
      </>
    ),
  };
}
