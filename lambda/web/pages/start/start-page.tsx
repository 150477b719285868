import type { AccountDirectory } from '../../words/directories';
import type { Page } from '../layout/document';
import { CodeRequestForm } from '../shared/code-request-form';
import { sendOnce } from '../scripts/send-once';

export interface Start {
  readonly directory: AccountDirectory;
  /** What a person needs to ask for a link: a code from the mailbox, or only access from a trusted network. */
  readonly verification?: 'code' | 'network' | undefined;
}

/** The start page, for people who are not signed in: one field, and a button for each way. */
export function startPage({ directory, verification = 'code' }: Start): Page {
  return directory === 'table' ? signIn : getBackIn(links[verification]);
}

/** How to get a link. The code of a mail comes first, unless a network vouches for the person. */
interface WayToLink {
  readonly path: '/login' | '/generate';
  readonly hint: string;
}

const links: Readonly<Record<NonNullable<Start['verification']>, WayToLink>> = {
  code: {
    path: '/login',
    hint: 'The link shows you a new password once, on any device. You sign in here with a code first.',
  },
  network: {
    path: '/generate',
    hint: 'The link shows you a new password once, on any device. Your old password stops working as soon as we mail it.',
  },
};

function getBackIn({ path, hint }: WayToLink): Page {
  return {
    title: 'Get back into AWS',
    script: sendOnce,
    main: ({ pathTo }) => (
      <>
        <h1>Get back into AWS</h1>
        <p class="lead">
          Forgot your AWS password, or has it expired? Reset it here. All you need is your mailbox.
        </p>
        <CodeRequestForm action={pathTo('/generate-otp')} directory="iam">
          <button type="submit" class="quiet" formaction={pathTo(path)} aria-describedby="link-hint">
            Get a link instead
          </button>
        </CodeRequestForm>
        <p class="hint">With the code, you choose a new password on the next page.</p>
        <p class="hint" id="link-hint">
          {hint}
        </p>
        <p>
          <a href={pathTo('/reset')}>I have a code already</a>
        </p>
      </>
    ),
  };
}

const signIn: Page = {
  title: 'Sign in with your mailbox',
  script: sendOnce,
  main: ({ pathTo }) => (
    <>
      <h1>Sign in with your mailbox</h1>
      <p class="lead">No password to remember. We mail you a code, and you are in.</p>
      <CodeRequestForm action={pathTo('/login')} directory="table">
        <button type="submit" class="quiet" formaction={pathTo('/register')}>
          Create an account
        </button>
        <button type="submit" class="text" formaction={pathTo('/generate-otp')}>
          Choose a password
        </button>
      </CodeRequestForm>
      <p class="hint">You need a password only for applications that ask for one.</p>
      <p>
        <a href={pathTo('/login?code')}>I have a code already</a>
      </p>
    </>
  ),
};
