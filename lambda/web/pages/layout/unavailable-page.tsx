import type { Page } from './document';
import { AskAdministrator } from './parts';

/** The purpose of the link. Its path shows it, so saying it reveals nothing. */
export type LinkKind = 'password' | 'dispute' | 'vouch';

/** Where to go instead. */
const paths = { password: '/', vouch: '/', dispute: '/generate-otp' } as const;

/** The page for a link that does not work. It does not say whether the link ever worked. */
export function unavailablePage(
  problem: { readonly title: string; readonly detail: string },
  kind: LinkKind = 'password',
): Page {
  return {
    title: () => problem.title,
    main: (site, texts) => (
      <>
        <h1>{problem.title}</h1>
        <p class="lead">{problem.detail}</p>
        <p class="actions">
          <a class="button" href={site.pathTo(paths[kind])}>
            {texts.unavailable[kind].next}
          </a>
          <AskAdministrator site={site} />
        </p>
        <h2>{texts.unavailable.why}</h2>
        <p>{texts.unavailable[kind].means}</p>
      </>
    ),
  };
}
