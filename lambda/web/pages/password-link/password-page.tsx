import { fillWith } from '../../words/texts';
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
    title: (texts) => texts.password.title,
    shownOnce: true,
    script: guardPassword,
    main: (site, texts) => (
      <>
        <h1>{texts.password.title}</h1>
        <p class="lead">{fillWith(texts.password.lead, { user: <strong translate="no">{user}</strong> })}</p>
        <section class="card" aria-label={texts.password.password}>
          <p>
            <code class="secret" id="password" translate="no" tabindex={0}>
              {password}
            </code>
          </p>
          <div class="actions" id="actions" hidden>
            <button type="button" id="copy">
              {texts.password.copy}
            </button>
            <button
              type="button"
              id="toggle"
              class="quiet"
              data-show={texts.shared.show}
              data-hide={texts.shared.hide}
            >
              {texts.shared.hide}
            </button>
          </div>
          <p
            class="hint"
            id="status"
            role="status"
            data-hidden={texts.password.hidden}
            data-gone={texts.password.gone}
            data-copied={texts.password.copied}
            data-cannot-copy={texts.password.cannotCopy}
          ></p>
        </section>
        <h2>{texts.layout.next}</h2>
        <Steps>
          <li>{texts.shared.wait}</li>
          <li>{fillWith(texts.password.signIn, { link: <SignInToAws site={site} url={signInUrl} /> })}</li>
          <li>
            {fillWith(texts.password.then, {
              link: <a href={site.pathTo('/generate-otp')}>{texts.password.thenLink}</a>,
            })}
          </li>
        </Steps>
      </>
    ),
  };
}
