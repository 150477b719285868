import type { Page } from './document';
import { AskAdministrator, StartOver } from './parts';

export interface ToldProblem {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  /** Helps an administrator to find the cause. */
  readonly requestId?: string | undefined;
}

/** Says what went wrong and what a person can do, in the same words that a program gets. */
export function problemPage({ code, title, detail, requestId }: ToldProblem): Page {
  return {
    title: () => title,
    main: (site, texts) => (
      <>
        <h1>{title}</h1>
        <p class="lead">{detail}</p>
        <p class="actions">
          <StartOver site={site} />
          <AskAdministrator site={site} />
        </p>
        <dl class="reference">
          <dt>{texts.layout.errorCode}</dt>
          <dd>{code}</dd>
          {requestId === undefined ? null : (
            <>
              <dt>{texts.layout.requestId}</dt>
              <dd>{requestId}</dd>
            </>
          )}
        </dl>
      </>
    ),
  };
}
