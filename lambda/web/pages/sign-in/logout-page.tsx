import type { Page } from '../layout/document';

/** Signing out takes a button, because opening an address must not end a session. */
export function logoutPage({ signedIn }: { readonly signedIn: boolean }): Page {
  return signedIn ? signOut : notSignedIn;
}

const signOut: Page = {
  title: 'Sign out',
  main: ({ pathTo }) => (
    <>
      <h1>Sign out</h1>
      <p class="lead">To sign in again, you need a new code.</p>
      <form method="post" action={pathTo('/logout')}>
        <button type="submit">Sign out</button>
      </form>
      <p>
        <a href={pathTo('/account')}>Back to your account</a>
      </p>
    </>
  ),
};

const notSignedIn: Page = {
  title: 'You are not signed in',
  main: ({ pathTo }) => (
    <>
      <h1>You are not signed in</h1>
      <p class="lead">Your sign-in has ended, or it was in another browser.</p>
      <p>
        <a class="button" href={pathTo('/login')}>
          Sign in
        </a>
      </p>
    </>
  ),
};
