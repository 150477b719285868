import type { AccountDirectory } from '../../words/directories';
import type { Page, PathTo } from '../layout/document';
import { Steps } from '../layout/parts';

export interface Start {
  readonly directory: AccountDirectory;
  /** What a person needs to ask for a link: a code from the mailbox, or only access from a trusted network. */
  readonly verification?: 'code' | 'network' | undefined;
  readonly signedIn?: boolean;
}

/** The start page: what Passlink is, and what a person can do. */
export function startPage({ directory, verification = 'code', signedIn = false }: Start): Page {
  if (directory === 'table') return signedIn ? welcomeBack : welcome;
  return getBackIn(verification === 'network' ? byName : signedIn ? bySession : byCode);
}

/** How to ask for a link. */
interface WayToLink {
  readonly words: string;
  readonly path: `/${string}`;
  /** What a person needs for it. */
  readonly proof: string;
}

const byName: WayToLink = {
  words: 'Reset my AWS password',
  path: '/generate',
  proof: 'You only need your user name.',
};

const byCode: WayToLink = {
  words: 'Sign in to reset my AWS password',
  path: '/login',
  proof: 'To get one, first sign in here with a code.',
};

const bySession: WayToLink = {
  words: 'Reset my AWS password',
  path: '/generate',
  proof: 'You are already signed in here, so just ask for it.',
};

function getBackIn(link: WayToLink): Page {
  return {
    title: 'Get back into AWS',
    main: (pathTo) => (
      <>
        <h1>Get back into AWS</h1>
        <p class="lead">
          Did your AWS password expire, or did you forget it? Get a new one through your mailbox.
        </p>
        <section class="card way" aria-labelledby="code-title">
          <h2 id="code-title">Choose a new password</h2>
          <Steps>
            <li>We mail you a code.</li>
            <li>You enter it here, together with a new password of your own.</li>
            <li>You sign in to AWS with that password.</li>
          </Steps>
          <p>
            <a class="button" href={pathTo('/generate-otp')}>
              Forgot your password?
            </a>
          </p>
        </section>
        <h2>Or get one through a link</h2>
        <p>
          Use a link to sign in to AWS on another device. Open it there: it shows a password once. AWS then
          asks you to choose your own. {link.proof}
        </p>
        <p>
          <a class="button quiet" href={pathTo(link.path)}>
            {link.words}
          </a>
        </p>
      </>
    ),
  };
}

const welcome: Page = {
  title: 'Sign in with your mailbox',
  main: (pathTo) => (
    <>
      <h1>Sign in with your mailbox</h1>
      <p class="lead">No password to remember: you sign in with a code that we mail you.</p>
      <p class="actions">
        <a class="button" href={pathTo('/login')}>
          Sign in
        </a>
        <a class="button quiet" href={pathTo('/register')}>
          Create an account
        </a>
      </p>
      <h2>How it works</h2>
      <Steps>
        <li>You enter your email address.</li>
        <li>We mail you a code. It works once, in this browser only.</li>
        <li>You enter the code, and you are signed in.</li>
      </Steps>
      <PasswordElsewhere pathTo={pathTo} />
    </>
  ),
};

const welcomeBack: Page = {
  title: 'You are signed in',
  main: (pathTo) => (
    <>
      <h1>You are signed in</h1>
      <p class="lead">Your account page shows how long your session lasts. You can sign out there.</p>
      <p>
        <a class="button" href={pathTo('/account')}>
          Go to my account
        </a>
      </p>
      <PasswordElsewhere pathTo={pathTo} />
    </>
  ),
};

/** Accounts of the users table can have a password, for applications that ask for one. */
function PasswordElsewhere({ pathTo }: { readonly pathTo: PathTo }) {
  return (
    <>
      <h2>Does an application ask for your password?</h2>
      <p>
        Did you forget it, or never have one? <a href={pathTo('/generate-otp')}>Choose a password</a> with a
        code that we mail you.
      </p>
    </>
  );
}
