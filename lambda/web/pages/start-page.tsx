import type { Page } from './document';
import { Steps } from './parts';

/** The first page: what this is, and the one thing to do. */
export function startPage(): Page {
  return {
    title: 'Get back into AWS',
    main: (pathTo) => (
      <>
        <h1>Get back into AWS</h1>
        <p class="lead">
          Is your AWS password forgotten or expired? Get a new one by yourself, through a link to your
          mailbox.
        </p>
        <p>
          <a class="button" href={pathTo('/generate')}>
            Reset my AWS password
          </a>
        </p>
        <h2>How it works</h2>
        <Steps>
          <li>You ask for a reset. This page shows you a pickup code.</li>
          <li>You get a mail with a link. It works a single time.</li>
          <li>The link shows your new password once. You sign in with it and choose your own.</li>
        </Steps>
      </>
    ),
  };
}
