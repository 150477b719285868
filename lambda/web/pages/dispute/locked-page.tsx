import { directoryWords, type AccountDirectory } from '../../words/directories';
import type { Page } from '../layout/document';
import { Steps, ToContact } from '../layout/parts';

/** Says that the account is locked, and how to get back in. */
export function lockedPage({ directory }: { readonly directory: AccountDirectory }): Page {
  const { pending, elsewhere } = directoryWords[directory];
  return {
    title: 'Your account is locked',
    main: (site) => (
      <>
        <h1>Your account is locked</h1>
        <p class="lead">
          Nobody knows its password now, and every {pending} of it has ended. Choose a new password to get
          back in.
        </p>
        <h2>What to do next</h2>
        <Steps>
          <li>
            <ToContact site={site}>Tell your administrator what happened.</ToContact> They can sign out anyone
            who is still signed in to {elsewhere}.
          </li>
          <li>
            Make sure that nobody else reads your mailbox. If you are not sure, change its password first:
            anyone who reads your mail can choose a new password here too.
          </li>
          <li>Then choose a new password, with a code that we mail you.</li>
        </Steps>
        <p>
          <a class="button" href={site.pathTo('/generate-otp')}>
            Choose a new password
          </a>
        </p>
      </>
    ),
  };
}
