import type { AccountDirectory } from './account-field';
import type { Page, PathTo } from './document';
import { Steps } from './parts';

export interface Start {
  readonly directory: AccountDirectory;
  /** What it takes to ask for a link: a code from the mailbox, or just to be in a trusted network. */
  readonly verification?: 'code' | 'network' | undefined;
  readonly signedIn?: boolean;
}

/** The first page: what this is, and what there is to do. */
export function startPage({ directory, verification = 'code', signedIn = false }: Start): Page {
  if (directory === 'table') return signedIn ? welcomeBack : welcome;
  return getBackIn(verification === 'network' ? byName : signedIn ? bySession : byCode);
}

/** How to get a new password through a link: the first step, and what follows. */
interface Way {
  readonly first: { readonly words: string; readonly path: `/${string}` };
  readonly steps: readonly string[];
}

const reveal = 'The link shows your new password once. You sign in to AWS with it and choose your own.';

const byName: Way = {
  first: { words: 'Reset my AWS password', path: '/generate' },
  steps: [
    'You ask for a reset. This page shows you a pickup code.',
    'You get a mail with a link. It works a single time.',
    reveal,
  ],
};

const byCode: Way = {
  first: { words: 'Sign in to reset my AWS password', path: '/login' },
  steps: [
    'We mail you a code. With it you sign in here: that proves that the mailbox is yours.',
    'You ask for the reset, and get a second mail, with a link. It works a single time.',
    reveal,
  ],
};

const bySession: Way = {
  first: { words: 'Reset my AWS password', path: '/generate' },
  steps: ['You ask for the reset.', 'You get a mail with a link. It works a single time.', reveal],
};

function getBackIn({ first, steps }: Way): Page {
  return {
    title: 'Get back into AWS',
    main: (pathTo) => (
      <>
        <h1>Get back into AWS</h1>
        <p class="lead">
          Is your AWS password forgotten or expired? Get a new one by yourself, through your mailbox. There
          are two ways.
        </p>
        <section class="card way" aria-labelledby="link-title">
          <h2 id="link-title">Get one through a link</h2>
          <Steps>
            {steps.map((step) => (
              <li>{step}</li>
            ))}
          </Steps>
          <p>
            <a class="button" href={pathTo(first.path)}>
              {first.words}
            </a>
          </p>
        </section>
        <section class="card way" aria-labelledby="code-title">
          <h2 id="code-title">Choose one with a code</h2>
          <Steps>
            <li>We mail you a code.</li>
            <li>You enter it here, together with a new password of your own.</li>
            <li>You sign in to AWS with that password.</li>
          </Steps>
          <p>
            <a class="button quiet" href={pathTo('/generate-otp')}>
              Forgot your password? Choose a new one
            </a>
          </p>
        </section>
      </>
    ),
  };
}

const welcome: Page = {
  title: 'Sign in with your mailbox',
  main: (pathTo) => (
    <>
      <h1>Sign in with your mailbox</h1>
      <p class="lead">No password to remember: a code that we mail you lets you in.</p>
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
        <li>You enter your mail address.</li>
        <li>You get a mail with a code. It works a single time, in this browser only.</li>
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
      <p class="lead">Your account shows since when and until when, and lets you sign out.</p>
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
        You need none here, but your account can have one.{' '}
        <a href={pathTo('/generate-otp')}>Forgot your password?</a> Choose a new one with a code that we mail
        you.
      </p>
    </>
  );
}
