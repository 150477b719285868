import type { AccountDirectory } from '../../words/directories';
import type { Page } from '../layout/document';
import { CodeRequestForm } from '../shared/code-request-form';
import { sendOnce } from '../scripts/send-once';

export interface Start {
  readonly directory: AccountDirectory;
  /** What a person needs to ask for a link: a code from the mailbox, or only access from a trusted network. */
  readonly verification?: 'code' | 'network' | undefined;
}

/** The start page, for people who are not signed in: one field, and a button for each way. */
export function startPage({ directory, verification = 'code' }: Start): Page {
  return directory === 'table' ? signIn : getBackIn(verification);
}

/** Where to ask for a link. The code of a mail comes first, unless a network vouches for the person. */
const paths = { code: '/login', network: '/generate' } as const;

function getBackIn(verification: keyof typeof paths): Page {
  return {
    title: (texts) => texts.start.iam.title,
    script: sendOnce,
    main: (site, texts) => (
      <>
        <h1>{texts.start.iam.title}</h1>
        <p class="lead">{texts.start.iam.lead}</p>
        <CodeRequestForm site={site} action={site.pathTo('/generate-otp')} directory="iam">
          <button
            type="submit"
            class="quiet"
            formaction={site.pathTo(paths[verification])}
            aria-describedby="link-hint"
          >
            {texts.start.linkInstead}
          </button>
        </CodeRequestForm>
        <p class="hint">{texts.start.iam.codeHint}</p>
        <p class="hint" id="link-hint">
          {texts.start.iam.linkHint[verification]}
        </p>
        <p>
          <a href={site.pathTo('/reset')}>{texts.codes.haveOne}</a>
        </p>
      </>
    ),
  };
}

const signIn: Page = {
  title: (texts) => texts.start.table.title,
  script: sendOnce,
  main: (site, texts) => (
    <>
      <h1>{texts.start.table.title}</h1>
      <p class="lead">{texts.start.table.lead}</p>
      <CodeRequestForm site={site} action={site.pathTo('/login')} directory="table">
        <button type="submit" class="quiet" formaction={site.pathTo('/register')}>
          {texts.signIn.register.title}
        </button>
        <button type="submit" class="text" formaction={site.pathTo('/generate-otp')}>
          {texts.start.table.choosePassword}
        </button>
      </CodeRequestForm>
      <p class="hint">{texts.start.table.hint}</p>
      <p>
        <a href={site.pathTo('/login?code')}>{texts.codes.haveOne}</a>
      </p>
    </>
  ),
};
