import type { Page } from './document';

/** A link that is not good any more, or never was, whatever it was for: nobody learns which. */
export function unavailablePage(problem: { readonly title: string; readonly detail: string }): Page {
  return {
    title: problem.title,
    main: (pathTo) => (
      <>
        <h1>{problem.title}</h1>
        <p class="lead">{problem.detail}</p>
        <p>
          <a class="button" href={pathTo('/')}>
            Get a new password
          </a>
        </p>
        <h2>Why links stop working</h2>
        <p>
          A link works a single time and not for ever, and a newer link takes the place of an older one. If
          none of this was you, tell your administrator.
        </p>
      </>
    ),
  };
}
