import { CodeRequestForm } from '../shared/code-request-form';
import type { Page } from '../layout/document';
import { ErrorSummary, type FormProblem, pageTitle } from '../layout/parts';
import { sendOnce } from '../scripts/send-once';

export interface Register {
  /** The address to show in the field. */
  readonly user?: string | undefined;
  /** Why the last attempt failed, if it did. */
  readonly problem?: FormProblem | undefined;
}

/** Makes an account. The owner of an existing account signs in instead, and the page does not show the difference. */
export function registerPage({ user, problem }: Register = {}): Page {
  return {
    title: (texts) => pageTitle(texts, texts.signIn.register.title, problem),
    path: '/register',
    script: sendOnce,
    main: (site, texts) => (
      <>
        <h1>{texts.signIn.register.title}</h1>
        {problem === undefined ? (
          <p class="lead">{texts.signIn.register.lead}</p>
        ) : (
          <ErrorSummary site={site} problem={problem} />
        )}
        <CodeRequestForm
          site={site}
          action={site.pathTo('/register')}
          directory="table"
          user={user}
          problem={problem}
        />
        <p>
          {texts.signIn.register.haveAccount}
          {site.phrases.space}
          <a href={site.pathTo('/login')}>{texts.layout.signIn}</a>
        </p>
      </>
    ),
  };
}
