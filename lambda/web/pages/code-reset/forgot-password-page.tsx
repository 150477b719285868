import type { AccountDirectory } from '../../words/directories';
import { CodeRequestForm } from '../shared/code-request-form';
import type { Page } from '../layout/document';
import { ErrorSummary, type FormProblem, pageTitle } from '../layout/parts';
import { sendOnce } from '../scripts/send-once';

export interface ForgotPassword {
  readonly directory: AccountDirectory;
  /** The name or address to show in the field. */
  readonly user?: string | undefined;
  /** Why the last attempt failed, if it did. */
  readonly problem?: FormProblem | undefined;
}

/** Asks for the account whose password a person forgot. The page is the same whether or not the account exists. */
export function forgotPasswordPage({ directory, user, problem }: ForgotPassword): Page {
  return {
    title: (texts) => pageTitle(texts, texts.forgot.title, problem),
    path: '/generate-otp',
    script: sendOnce,
    main: (site, texts) => (
      <>
        <h1>{texts.forgot.title}</h1>
        {problem === undefined ? (
          <p class="lead">{texts.forgot.lead[directory]}</p>
        ) : (
          <ErrorSummary site={site} problem={problem} />
        )}
        <CodeRequestForm
          site={site}
          action={site.pathTo('/generate-otp')}
          directory={directory}
          user={user}
          problem={problem}
        />
        <p class="hint">{texts.forgot.untilSet}</p>
        <p>
          <a href={site.pathTo('/reset')}>{texts.codes.haveOne}</a>
        </p>
      </>
    ),
  };
}
