import { minutesInWords } from '../../words/minutes';
import type { Page } from '../layout/document';
import { Steps } from '../layout/parts';

export interface Submitted {
  /** What every caller is told, whether or not there is such an account. */
  readonly message: string;
  /** Six digits. */
  readonly pickupCode: string;
  /** How long the link is good for. */
  readonly linkMinutes: number;
  /** Whether a session asked, and not just a name. */
  readonly signedIn?: boolean;
}

/** Says that the request was taken, and shows the half of the proof that stays with this browser. */
export function submittedPage({ message, pickupCode, linkMinutes, signedIn = false }: Submitted): Page {
  return {
    title: 'Check your mailbox',
    main: () => (
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
          <li>A mail with a link arrives within a few minutes. Check your spam folder too.</li>
          <li>Open the link within {minutesInWords(linkMinutes)}. It works once.</li>
          <li>Copy your new password, sign in to AWS with it, and choose your own.</li>
        </Steps>
        {signedIn ? <AfterVerifiedReset /> : <NoMail />}
      </>
    ),
  };
}

function AfterVerifiedReset() {
  return (
    <>
      <h2>You will be signed out</h2>
      <p>
        As soon as we send the mail, your old password stops working, and you are signed out of Passlink on
        this device and on all others. Keep the pickup code at hand.
      </p>
      <h2>No mail?</h2>
      <p>
        Sign in here again and ask for another reset. If no mail arrives then either, ask your administrator.
      </p>
    </>
  );
}

function NoMail() {
  return (
    <>
      <h2>No mail?</h2>
      <p>
        This page looks the same for every user name, right or wrong. Check the name that you entered, or ask
        your administrator.
      </p>
    </>
  );
}
