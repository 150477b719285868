import type { AccountDirectory } from '../../words/directories';
import type { Page } from '../layout/document';
import { Steps, ToContact } from '../layout/parts';

/** Says that the account is locked, and how to get back in. */
export function lockedPage({ directory }: { readonly directory: AccountDirectory }): Page {
  return {
    title: (texts) => texts.locked.title,
    path: '/',
    main: (site, texts) => (
      <>
        <h1>{texts.locked.title}</h1>
        <p class="lead">{texts.locked.lead[directory]}</p>
        <h2>{texts.layout.next}</h2>
        <Steps>
          <li>
            <ToContact site={site}>{texts.locked.tell}</ToContact> {texts.locked.tellMeans[directory]}
          </li>
          <li>{texts.locked.mailbox}</li>
          <li>{texts.locked.then}</li>
        </Steps>
        <p>
          <a class="button" href={site.pathTo('/generate-otp')}>
            {texts.shared.choose}
          </a>
        </p>
      </>
    ),
  };
}
