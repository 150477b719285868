import type { AccountDirectory } from '../../words/directories';
import { CodeRequestForm } from '../shared/code-request-form';
import type { Page } from '../layout/document';
import { ErrorSummary, type FormProblem, pageTitle } from '../layout/parts';
import { sendOnce } from '../scripts/send-once';

export interface Login {
  readonly directory: AccountDirectory;
  /** The name or address to show in the field. */
  readonly user?: string | undefined;
  /** Why the last attempt failed, if it did. */
  readonly problem?: FormProblem | undefined;
}

/** Asks who wants to sign in. It asks for no password: access to the mailbox is the proof. */
export function loginPage({ directory, user, problem }: Login): Page {
  return {
    title: (texts) => pageTitle(texts, texts.layout.signIn, problem),
    path: '/login',
    script: sendOnce,
    main: (site, texts) => (
      <>
        <h1>{texts.layout.signIn}</h1>
        {problem === undefined ? (
          <p class="lead">{texts.signIn.login.lead}</p>
        ) : (
          <ErrorSummary site={site} problem={problem} />
        )}
        <CodeRequestForm
          site={site}
          action={site.pathTo('/login')}
          directory={directory}
          user={user}
          problem={problem}
        />
        <p>
          <a href={site.pathTo('/login?code')}>{texts.codes.haveOne}</a>
        </p>
        {directory === 'table' ? (
          <p>
            {texts.signIn.login.noAccount}
            {site.phrases.space}
            <a href={site.pathTo('/register')}>{texts.signIn.register.title}</a>
          </p>
        ) : null}
        <p>
          <a href={site.pathTo('/generate-otp')}>{texts.signIn.login.forgot}</a>
        </p>
      </>
    ),
  };
}
