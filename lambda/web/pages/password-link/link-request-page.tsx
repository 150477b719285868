import { fillWith } from '../../words/texts';
import type { Page } from '../layout/document';
import { LinkRequestForm } from './link-request-form';
import { sendOnce } from '../scripts/send-once';

/** Asks for a reset for the session's user. Opening the page changes nothing. */
export function linkRequestPage({ user }: { readonly user: string }): Page {
  return {
    title: (texts) => texts.shared.resetTitle,
    script: sendOnce,
    main: (site, texts) => (
      <>
        <h1>{texts.shared.resetTitle}</h1>
        <p class="lead">{fillWith(texts.request.for, { user: <strong translate="no">{user}</strong> })}</p>
        <LinkRequestForm site={site} action={site.pathTo('/generate')} user={user} />
        <p>
          {texts.request.notYou}
          {site.phrases.space}
          <a href={site.pathTo('/logout')}>{texts.layout.signOut}</a>
        </p>
      </>
    ),
  };
}
