import type { Page, PathTo } from './document';

/** The purpose of the link. Its path shows it, so saying it reveals nothing. */
export type LinkKind = 'password' | 'dispute' | 'vouch';

interface Words {
  readonly next: { readonly words: string; readonly path: Parameters<PathTo>[0] };
  readonly why: string;
}

const kinds: Readonly<Record<LinkKind, Words>> = {
  password: {
    next: { words: 'Get a new password', path: '/' },
    why: 'A link works once and expires after a while. A newer link replaces an older one. If none of this was you, tell your administrator.',
  },
  vouch: {
    next: { words: 'Go to the start page', path: '/' },
    why: 'The link in a mail expires after a day, and a new password ends it. If it was cut short, open it from the mail again.',
  },
  dispute: {
    next: { words: 'Choose a new password', path: '/generate-otp' },
    why: 'The link in a notice works once and expires after a while. If it was cut short, open it from the mail again.',
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
    main: (pathTo) => (
      <>
        <h1>{problem.title}</h1>
        <p class="lead">{problem.detail}</p>
        <p>
          <a class="button" href={pathTo(next.path)}>
            {next.words}
          </a>
        </p>
        <h2>Why links stop working</h2>
        <p>{why}</p>
      </>
    ),
  };
}
