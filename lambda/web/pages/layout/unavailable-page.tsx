import type { Page } from './document';
import { AskAdministrator } from './parts';
import type { PathTo } from './site';

/** The purpose of the link. Its path shows it, so saying it reveals nothing. */
export type LinkKind = 'password' | 'dispute' | 'vouch';

interface Words {
  readonly next: { readonly words: string; readonly path: Parameters<PathTo>[0] };
  readonly why: string;
}

const kinds: Readonly<Record<LinkKind, Words>> = {
  password: {
    next: { words: 'Get a new password', path: '/' },
    why: 'A link works once, and only for a while. A newer link replaces an older one. If none of this was you, tell your administrator.',
  },
  vouch: {
    next: { words: 'Start over', path: '/' },
    why: 'The link works for a day, and a new password ends it. If it was cut short, open it from the mail again.',
  },
  dispute: {
    next: { words: 'Choose a new password', path: '/generate-otp' },
    why: 'The link works once, and only for a while. If it was cut short, open it from the mail again.',
  },
};

/** The page for a link that does not work. It does not say whether the link ever worked. */
export function unavailablePage(
  problem: { readonly title: string; readonly detail: string },
  kind: LinkKind = 'password',
): Page {
  const { next, why } = kinds[kind];
  return {
    title: problem.title,
    main: (site) => (
      <>
        <h1>{problem.title}</h1>
        <p class="lead">{problem.detail}</p>
        <p class="actions">
          <a class="button" href={site.pathTo(next.path)}>
            {next.words}
          </a>
          <AskAdministrator site={site} />
        </p>
        <h2>Why links stop working</h2>
        <p>{why}</p>
      </>
    ),
  };
}
