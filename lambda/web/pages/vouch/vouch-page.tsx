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
    title: pageTitle('Let this browser through', problem),
    script: takeKeyFromAddress + sendOnce,
    main: ({ pathTo }) => (
      <>
        <h1>Let this browser through</h1>
        {problem === undefined ? (
          <p class="lead">
            Did you see “Too many requests”, although you asked only once or twice? Someone else may have
            asked for your account. Press the button, then ask again in this browser.
          </p>
        ) : (
          <ErrorSummary problem={problem} />
        )}
        <form method="post" action={pathTo(`/vouch/${encodeURIComponent(id)}`)} autocomplete="off">
          <KeyField value={key} wrong={problem?.code === 'bad-request'} />
          <button type="submit">Let this browser through</button>
        </form>
        <h2>What this does</h2>
        <ul>
          <li>Requests of other people no longer count against you in this browser.</li>
          <li>It signs nobody in, and it shows nothing about your account.</li>
          <li>It lasts {days} days, or until your password changes.</li>
        </ul>
        <p>Do this only in a browser that you use yourself.</p>
      </>
    ),
  };
}
