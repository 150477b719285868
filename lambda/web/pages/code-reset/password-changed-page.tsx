import { directoryWords, type AccountDirectory } from '../../words/directories';
import type { Page } from '../layout/document';
import { Steps } from '../layout/parts';
import { SignInToAws } from '../shared/sign-in-to-aws';

export interface PasswordChanged {
  readonly directory: AccountDirectory;
  readonly user: string;
  /** Where to sign in with it; undefined where Passlink does not know. */
  readonly signInUrl: string | undefined;
}

/** Says that the chosen password is set, and what ended with it. It signs nobody in, and does not show the password. */
export function passwordChangedPage({ directory, user, signInUrl }: PasswordChanged): Page {
  return {
    title: 'Your password is changed',
    main: () => (
      <>
        <h1>Your password is changed</h1>
        <p class="lead">
          The new password of <strong translate="no">{user}</strong> is set.
        </p>
        <h2>What to do next</h2>
        {signInUrl === undefined ? (
          <p>Use it to sign in to your application.</p>
        ) : (
          <Steps>
            <li>Wait a minute. AWS needs that long to make the new password work everywhere.</li>
            <li>
              <SignInToAws url={signInUrl} /> with your user name and the new password. You do not have to
              change it again.
            </li>
          </Steps>
        )}
        <h2>What has ended</h2>
        <p>
          Your old password, and every {directoryWords[directory].pending} of your account. We mail you a
          notice of this change.
        </p>
      </>
    ),
  };
}
