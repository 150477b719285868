import { fill } from '../../words/texts';
import type { Page } from '../layout/document';
import { ErrorSummary, type FormProblem, pageTitle } from '../layout/parts';
import { sendOnce } from '../scripts/send-once';
import { takeKeyFromAddress } from '../scripts/take-key-from-address';
import { KeyField } from '../shared/key-field';

export interface Vouching {
  /** The link's id, the part of it that is not secret. */
  readonly id: string;
  /** The link's key, if it came with this request. */
  readonly key?: string | undefined;
  /** How long a browser stays vouched. */
  readonly days: number;
  /** Why the last attempt failed, if the link may still work. */
  readonly problem?: FormProblem | undefined;
}

/** The page behind the link "It was me". Opening it changes nothing, and it does not know whose account it is about. */
export function vouchPage({ id, key, days, problem }: Vouching): Page {
  return {
    title: (texts) => pageTitle(texts, texts.vouch.title, problem),
    path: `/vouch/${encodeURIComponent(id)}`,
    script: takeKeyFromAddress + sendOnce,
    main: (site, texts) => (
      <>
        <h1>{texts.vouch.title}</h1>
        {problem === undefined ? (
          <p class="lead">{texts.vouch.lead}</p>
        ) : (
          <ErrorSummary site={site} problem={problem} />
        )}
        <form method="post" action={site.pathTo(`/vouch/${encodeURIComponent(id)}`)} autocomplete="off">
          <KeyField site={site} value={key} wrong={problem?.code === 'bad-request'} />
          <button type="submit">{texts.vouch.title}</button>
        </form>
        <h2>{texts.vouch.does}</h2>
        <ul>
          <li>{texts.vouch.noLongerCount}</li>
          <li>{texts.vouch.harmless}</li>
          <li>{fill(texts.vouch.lasts, { days: site.phrases.days(days) })}</li>
        </ul>
        <p>{texts.vouch.onlyYours}</p>
      </>
    ),
  };
}
