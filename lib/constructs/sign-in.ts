import { Construct } from 'constructs';
import type { ChallengeTable } from './challenge-table';
import type { PublicApi } from './public-api';
import type { ServiceFunction } from './service-function';
import type { SessionKey } from './session-key';

/** Properties of a `SignIn`. */
export interface SignInProps {
  /** The public API. */
  readonly api: PublicApi;

  /** Holds the codes and sessions. */
  readonly challenges: ChallengeTable;

  /** Signs the session tokens. */
  readonly sessionKey: SessionKey;

  /** The function with the pages and forms. */
  readonly portal: ServiceFunction<'portal'>;
}

/**
 * Sign-in with a mailed code. The portal takes the address and hands it over, and `send-mail` finds the account and
 * mails a code. The portal takes the code and opens a session. The portal looks up no account, so its timing reveals
 * none; `send-mail` does, but answers no caller.
 */
export class SignIn extends Construct {
  constructor(scope: Construct, id: string, props: SignInProps) {
    super(scope, id);
    const { api, challenges, sessionKey, portal } = props;
    challenges.grantUseCodes(portal, 'sign-in');
    challenges.grantKeepSessions(portal);
    sessionKey.grantSign(portal);

    for (const path of ['/register', '/login', '/logout']) {
      api.addPage(path, portal);
      api.addRoute('POST', path, portal);
    }
    api.addRoute('POST', '/token', portal);
    api.addPage('/account', portal);
    api.addPage('/.well-known/jwks.json', portal);
  }
}
