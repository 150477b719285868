import type { Page } from '../layout/document';
import { Steps } from '../layout/parts';
import { guardPassword } from '../scripts/guard-password';
import { SignInToAws } from '../shared/sign-in-to-aws';

export interface Revealed {
  readonly user: string;
  readonly password: string;
  /** Where to sign in with it. */
  readonly signInUrl: string;
}

/**
 * The only page that shows a password. Without the script it just shows it. The script adds buttons to copy and to hide
 * it, hides it after a minute, and forgets it when the person leaves.
 */
export function passwordPage({ user, password, signInUrl }: Revealed): Page {
  return {
    title: 'Your new password',
    script: guardPassword,
    main: ({ pathTo }) => (
      <>
        <h1>Your new password</h1>
        <p class="lead">
          For <strong translate="no">{user}</strong>. Copy it now: this page does not open again.
        </p>
        <section class="card" aria-label="Password">
          <p>
            <code class="secret" id="password" translate="no" tabindex={0}>
              {password}
            </code>
          </p>
          <div class="actions" id="actions" hidden>
            <button type="button" id="copy">
              Copy
            </button>
            <button type="button" id="toggle" class="quiet">
              Hide
            </button>
          </div>
          <p class="hint" id="status" role="status"></p>
        </section>
        <h2>What to do next</h2>
        <Steps>
          <li>Wait a minute. AWS needs that long to make the new password work everywhere.</li>
          <li>
            <SignInToAws url={signInUrl} /> with your user name and this password.
          </li>
          <li>
            AWS then asks you to choose your own password. After that, this one no longer works. If AWS
            refuses the change, <a href={pathTo('/generate-otp')}>choose a password with a mailed code</a>{' '}
            instead: AWS does not ask you to change that one.
          </li>
        </Steps>
      </>
    ),
  };
}
