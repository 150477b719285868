import type { Page } from '../layout/document';

/** Says that the browser has limits of its own now, and what to do next. */
export function vouchedPage(): Page {
  return {
    title: (texts) => texts.vouch.done,
    path: '/',
    main: (site, texts) => (
      <>
        <h1>{texts.vouch.done}</h1>
        <p class="lead">{texts.vouch.askAgain}</p>
        <p>
          <a class="button" href={site.pathTo('/generate-otp')}>
            {texts.shared.choose}
          </a>
        </p>
        <p>
          <a href={site.pathTo('/login')}>{texts.layout.signIn}</a>
        </p>
      </>
    ),
  };
}
