import { fill } from '../../words/texts';
import type { Page } from '../layout/document';
import { Steps, ToContact } from '../layout/parts';

export interface Submitted {
  /** Six digits. */
  readonly pickupCode: string;
  /** How long the link is valid. */
  readonly linkMinutes: number;
  /** Whether the request came from a session, and not from a name only. */
  readonly signedIn?: boolean;
}

/** Says that Passlink accepted the request, and shows the pickup code, which stays with this browser. */
export function submittedPage({ pickupCode, linkMinutes, signedIn = false }: Submitted): Page {
  return {
    title: (texts) => texts.submitted.title,
    shownOnce: true,
    main: (site, texts) => (
      <>
        <h1>{texts.submitted.title}</h1>
        <p class="lead">{texts.submitted.message}</p>
        <section class="card" aria-labelledby="code-title">
          <h2 id="code-title">{texts.submitted.pickupCode}</h2>
          <p class="code">
            <span>{pickupCode.slice(0, 3)}</span>
            <span>{pickupCode.slice(3)}</span>
          </p>
          <p class="hint">{texts.submitted.pickupMeans}</p>
        </section>
        <h2>{texts.submitted.next}</h2>
        <Steps>
          <li>{texts.submitted.arrives}</li>
          <li>{fill(texts.submitted.open, { minutes: site.phrases.minutes(linkMinutes) })}</li>
          <li>{texts.submitted.copy}</li>
        </Steps>
        {signedIn ? (
          <>
            <h2>{texts.submitted.signedOut}</h2>
            <p>{texts.submitted.signedOutMeans}</p>
          </>
        ) : null}
        <h2>{texts.codes.noMail}</h2>
        <p>
          {texts.submitted.noMailMeans[signedIn ? 'code' : 'network']}
          {site.phrases.space}
          <ToContact site={site}>{texts.layout.askAdministratorSentence}</ToContact>
        </p>
      </>
    ),
  };
}
