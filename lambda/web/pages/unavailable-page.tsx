import type { Page } from './document';

/** A link that is not good any more, or never was: nobody learns which. */
export function unavailablePage(problem: { readonly title: string; readonly detail: string }): Page {
  return {
    title: problem.title,
    main: (pathTo) => (
      <>
        <h1>{problem.title}</h1>
        <p class="lead">{problem.detail}</p>
        <p>
          <a class="button" href={pathTo('/generate')}>
            Ask for a new link
          </a>
        </p>
        <h2>You did not open it before?</h2>
        <p>Then someone else may have tried. Ask for a new reset and tell your administrator about it.</p>
      </>
    ),
  };
}
