import { Construct } from 'constructs';
import type { ChallengeTable } from './challenge-table';
import type { PublicApi } from './public-api';
import type { ServiceFunction } from './service-function';
import type { SessionKey } from './session-key';

/** Properties of a `SignIn`. */
export interface SignInProps {
  /** The way in from outside. */
  readonly api: PublicApi;

  /** Where codes and sessions are. */
  readonly challenges: ChallengeTable;

  /** Signs the sessions' tokens. */
  readonly sessionKey: SessionKey;

  /** The function that has the pages and forms. */
  readonly portal: ServiceFunction<'portal'>;
}

/**
 * Sign-in with a mailed code: the portal takes the address and hands it over, `send-mail` finds the account and mails a
 * code, the portal takes the code and opens a session. The function that callers can time looks nobody up, and the one
 * that does answers nobody.
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
