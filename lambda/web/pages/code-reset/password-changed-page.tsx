import { fillWith } from '../../words/texts';
import type { AccountDirectory } from '../../words/directories';
import type { Page } from '../layout/document';
import { Steps } from '../layout/parts';
import { SignInToAws } from '../shared/sign-in-to-aws';

export interface PasswordChanged {
  readonly directory: AccountDirectory;
  readonly user: string;
  /** Where to sign in with it; undefined where Passlink does not know. */
  readonly signInUrl: string | undefined;
}

/** Says that the chosen password is set, and what ended with it. It signs nobody in, and does not show the password. */
export function passwordChangedPage({ directory, user, signInUrl }: PasswordChanged): Page {
  return {
    title: (texts) => texts.changed.title,
    path: '/',
    main: (site, texts) => (
      <>
        <h1>{texts.changed.title}</h1>
        <p class="lead">{fillWith(texts.changed.lead, { user: <strong translate="no">{user}</strong> })}</p>
        <h2>{texts.layout.next}</h2>
        {signInUrl === undefined ? (
          <p>{texts.changed.use}</p>
        ) : (
          <Steps>
            <li>{texts.shared.wait}</li>
            <li>{fillWith(texts.changed.signIn, { link: <SignInToAws site={site} url={signInUrl} /> })}</li>
          </Steps>
        )}
        <h2>{texts.changed.ended}</h2>
        <p>{texts.changed.endedMeans[directory]}</p>
      </>
    ),
  };
}
