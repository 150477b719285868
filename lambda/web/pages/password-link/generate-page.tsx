import type { Page } from '../layout/document';
import { AccountField } from '../shared/account-field';
import { ErrorSummary, type FormProblem, pageTitle } from '../layout/parts';
import { sendOnce } from '../scripts/send-once';

export interface Generate {
  /** The user name to show in the field. */
  readonly user?: string | undefined;
  /** Why the last attempt failed, if it did. */
  readonly problem?: FormProblem | undefined;
}

/**
 * The form that asks for a reset by user name only, for trusted networks. Opening it changes nothing, filled in or not.
 */
export function generatePage({ user, problem }: Generate = {}): Page {
  return {
    title: (texts) => pageTitle(texts, texts.shared.resetTitle, problem),
    path: '/generate',
    script: sendOnce,
    main: (site, texts) => (
      <>
        <h1>{texts.shared.resetTitle}</h1>
        {problem === undefined ? (
          <p class="lead">{texts.request.lead}</p>
        ) : (
          <ErrorSummary site={site} problem={problem} />
        )}
        <form method="post" action={site.pathTo('/generate')}>
          <AccountField
            site={site}
            name="user"
            directory="iam"
            value={user}
            wrong={problem?.code === 'bad-request'}
          />
          <button type="submit">{texts.request.send}</button>
        </form>
        <p class="hint">{texts.request.stops}</p>
      </>
    ),
  };
}
