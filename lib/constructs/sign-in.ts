import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Settings } from '../settings';
import type { ChallengeTable } from './challenge-table';
import type { CodeKey } from './code-key';
import type { FailureQueue } from './failure-queue';
import { IamUsers } from './iam-users';
import type { Mailer } from './mailer';
import type { PublicApi } from './public-api';
import { ServiceFunction } from './service-function';
import type { SessionKey } from './session-key';
import type { UsersTable } from './users-table';

/** Properties of a `SignIn`. */
export interface SignInProps {
  /** The way in from outside. */
  readonly api: PublicApi;

  /** Where codes and sessions are. */
  readonly challenges: ChallengeTable;

  /** Makes the codes' MACs. */
  readonly codeKey: CodeKey;

  /** Signs the sessions' tokens. */
  readonly sessionKey: SessionKey;

  /** Sends the codes. */
  readonly mailer: Mailer;

  /** Who may sign in. */
  readonly users: IamUsers | UsersTable;

  /** Where codes go that could not be sent. */
  readonly failures: FailureQueue;

  /** The administrator's settings. */
  readonly settings: Pick<Settings, 'allowedEmailDomains' | 'codeMinutes' | 'tracing'>;
}

/**
 * Sign-in with a mailed code: the portal takes the address, `send-code` finds the account and mails a code, the portal
 * takes the code and opens a session. The function that callers can time looks nobody up, and the one that does
 * answers nobody.
 */
export class SignIn extends Construct {
  /** Makes a code and mails it; invoked asynchronously. */
  readonly sendCode: ServiceFunction<'send-code'>;

  private readonly props: SignInProps;

  constructor(scope: Construct, id: string, props: SignInProps) {
    super(scope, id);
    this.props = props;
    const { api, challenges, codeKey, mailer, users, failures, settings } = props;

    this.sendCode = new ServiceFunction(this, 'SendCode', {
      name: 'send-code',
      description: 'Makes a code and mails it',
      timeout: Duration.seconds(30),
      tracing: settings.tracing,
      asynchronous: { onFailure: failures.queue },
      environment: {
        PUBLIC_URL: api.publicUrl,
        CHALLENGE_TABLE: challenges.table.tableName,
        CODE_KEY: codeKey.key.keyArn,
        SENDER: mailer.sender,
        CONFIGURATION_SET: mailer.configurationSetName,
        ALLOWED_EMAIL_DOMAINS: settings.allowedEmailDomains.join(','),
        CODE_MINUTES: String(settings.codeMinutes),
        ...placeOf(users),
      },
    });
    challenges.grantMakeCodes(this.sendCode);
    codeKey.grantMac(this.sendCode);
    mailer.grantSend(this.sendCode);
    if (users instanceof IamUsers) users.grantLookUp(this.sendCode);
    else users.grantRegister(this.sendCode);
  }

  /** Puts the feature's pages and forms into the portal. */
  addTo(portal: ServiceFunction<'portal'>): void {
    const { api, challenges, sessionKey } = this.props;
    challenges.grantSignIn(portal);
    sessionKey.grantSign(portal);
    this.sendCode.grantInvoke(portal);

    for (const path of ['/register', '/login', '/logout']) {
      api.addPage(path, portal);
      api.addRoute('POST', path, portal);
    }
    api.addRoute('POST', '/token', portal);
    api.addPage('/account', portal);
    api.addPage('/.well-known/jwks.json', portal);
  }
}

/** Tells `send-code` where the accounts are. */
function placeOf(users: IamUsers | UsersTable) {
  return users instanceof IamUsers
    ? ({ DIRECTORY: 'iam', IAM_USER_PATH: users.path } as const)
    : ({ DIRECTORY: 'table', USERS_TABLE: users.table.tableName } as const);
}
