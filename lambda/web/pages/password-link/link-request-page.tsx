import type { Page } from '../layout/document';
import { LinkRequestForm } from './link-request-form';
import { sendOnce } from '../scripts/send-once';

/** Asks for a reset for the session's user. Opening the page changes nothing. */
export function linkRequestPage({ user }: { readonly user: string }): Page {
  return {
    title: 'Reset your AWS password',
    script: sendOnce,
    main: ({ pathTo }) => (
      <>
        <h1>Reset your AWS password</h1>
        <p class="lead">
          For <strong translate="no">{user}</strong>.
        </p>
        <LinkRequestForm action={pathTo('/generate')} user={user} />
        <p>
          Not you? <a href={pathTo('/logout')}>Sign out</a>
        </p>
      </>
    ),
  };
}
