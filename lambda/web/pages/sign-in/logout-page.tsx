import type { Page } from '../layout/document';

/** Signing out takes a button, because opening an address must not end a session. */
export function logoutPage({ signedIn }: { readonly signedIn: boolean }): Page {
  return signedIn ? signOut : notSignedIn;
}

const signOut: Page = {
  title: (texts) => texts.layout.signOut,
  main: (site, texts) => (
    <>
      <h1>{texts.layout.signOut}</h1>
      <p class="lead">{texts.signIn.logout.lead}</p>
      <form method="post" action={site.pathTo('/logout')}>
        <button type="submit">{texts.layout.signOut}</button>
      </form>
      <p>
        <a href={site.pathTo('/account')}>{texts.signIn.logout.back}</a>
      </p>
    </>
  ),
};

const notSignedIn: Page = {
  title: (texts) => texts.signIn.logout.notSignedIn,
  main: (site, texts) => (
    <>
      <h1>{texts.signIn.logout.notSignedIn}</h1>
      <p class="lead">{texts.signIn.logout.notSignedInMeans}</p>
      <p>
        <a class="button" href={site.pathTo('/login')}>
          {texts.layout.signIn}
        </a>
      </p>
    </>
  ),
};
