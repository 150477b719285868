import { minutesInWords } from '../../words/minutes';
import { mailMayTake } from '../../words/waiting';
import type { Page } from '../layout/document';
import { Steps, ToContact } from '../layout/parts';
import type { Site } from '../layout/site';

export interface Submitted {
  /** The message for every caller, whether or not the account exists. */
  readonly message: string;
  /** Six digits. */
  readonly pickupCode: string;
  /** How long the link is valid. */
  readonly linkMinutes: number;
  /** Whether the request came from a session, and not from a name only. */
  readonly signedIn?: boolean;
}

/** Says that Passlink accepted the request, and shows the pickup code, which stays with this browser. */
export function submittedPage({ message, pickupCode, linkMinutes, signedIn = false }: Submitted): Page {
  return {
    title: 'Check your mailbox',
    main: (site) => (
      <>
        <h1>Check your mailbox</h1>
        <p class="lead">{message}</p>
        <section class="card" aria-labelledby="code-title">
          <h2 id="code-title">Your pickup code</h2>
          <p class="code">
            <span>{pickupCode.slice(0, 3)}</span>
            <span>{pickupCode.slice(3)}</span>
          </p>
          <p class="hint">
            You need it only if you open the link in another browser or on another device. Never send it to
            anyone.
          </p>
        </section>
        <h2>What happens next</h2>
        <Steps>
          <li>A mail with a link arrives. {mailMayTake} Check your spam folder too.</li>
          <li>Open the link within {minutesInWords(linkMinutes)}. It works once.</li>
          <li>Copy your new password, sign in to AWS with it, and choose your own.</li>
        </Steps>
        {signedIn ? <AfterVerifiedReset site={site} /> : <NoMail site={site} />}
      </>
    ),
  };
}

function AfterVerifiedReset({ site }: { readonly site: Site }) {
  return (
    <>
      <h2>You will be signed out</h2>
      <p>
        Your old password stops working as soon as we mail the link, and you are signed out here and on your
        other devices. Keep the pickup code at hand.
      </p>
      <h2>No mail?</h2>
      <p>
        Sign in again and ask for another link. Still no mail?{' '}
        <ToContact site={site}>Ask your administrator.</ToContact>
      </p>
    </>
  );
}

function NoMail({ site }: { readonly site: Site }) {
  return (
    <>
      <h2>No mail?</h2>
      <p>
        This page looks the same for every user name, right or wrong. Check the name that you entered. Still
        no mail? <ToContact site={site}>Ask your administrator.</ToContact>
      </p>
    </>
  );
}
