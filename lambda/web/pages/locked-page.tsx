import type { Page } from './document';

/** Says that the account is locked, and how to get a new password. */
export function lockedPage(): Page {
  return {
    title: 'Your account is locked',
    main: (pathTo) => (
      <>
        <h1>Your account is locked</h1>
        <p>
          <a class="button" href={pathTo('/generate-otp')}>
            Choose a new password
          </a>
        </p>
      </>
    ),
  };
}
