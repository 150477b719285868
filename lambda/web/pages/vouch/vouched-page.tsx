import type { Page } from '../layout/document';

/** Says that the browser has limits of its own now, and what to do next. */
export function vouchedPage(): Page {
  return {
    title: 'This browser is let through',
    main: ({ pathTo }) => (
      <>
        <h1>This browser is let through</h1>
        <p class="lead">Ask again for what you need. Requests of other people no longer stop you here.</p>
        <p>
          <a class="button" href={pathTo('/generate-otp')}>
            Choose a new password
          </a>
        </p>
        <p>
          Or <a href={pathTo('/login')}>sign in</a>.
        </p>
      </>
    ),
  };
}
