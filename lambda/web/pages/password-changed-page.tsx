import type { Page } from './document';

export interface PasswordChanged {
  readonly user: string;
  /** Where to sign in with it; undefined where Passlink does not know. */
  readonly signInUrl: string | undefined;
}

/** Says that the chosen password is set, and what ended with it. */
export function passwordChangedPage({ user }: PasswordChanged): Page {
  return {
    title: 'Your password is changed',
    main: () => (
      <>
        <h1>Your password is changed</h1>
        <p class="lead">
          For <strong translate="no">{user}</strong>.
        </p>
      </>
    ),
  };
}
