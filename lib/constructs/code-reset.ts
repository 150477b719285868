import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Settings } from '../settings';
import type { ChallengeTable } from './challenge-table';
import type { CodeKey } from './code-key';
import { IamUsers } from './iam-users';
import type { JobQueue } from './job-queue';
import type { PublicApi } from './public-api';
import { organisationVariable, ServiceFunction } from './service-function';
import type { UsersTable } from './users-table';

/** Properties of a `CodeReset`. */
export interface CodeResetProps {
  /** The public API. */
  readonly api: PublicApi;

  /** Holds the codes and the links "This wasn't me". */
  readonly challenges: ChallengeTable;

  /** Makes the MACs of the codes that people enter. */
  readonly codeKey: CodeKey;

  /** The directory whose passwords it sets. */
  readonly users: IamUsers | UsersTable;

  /** Takes the notice of a change. */
  readonly mailQueue: JobQueue;

  /** The function with the pages and the form that asks for a code. */
  readonly portal: ServiceFunction<'portal'>;

  /** The administrator's settings. */
  readonly settings: Pick<
    Settings,
    | 'allowedEmailDomains'
    | 'passwordLength'
    | 'refuseCommonPasswords'
    | 'organisation'
    | 'languages'
    | 'tracing'
  >;
}

/**
 * "Forgot your password?" by code. The portal takes the address and hands it over, and `send-mail` mails a code.
 * `reset` takes the code with a new password, and sets it. `reset` also serves the link "This wasn't me", which locks
 * the account: the portal faces the public, so it can change no account.
 */
export class CodeReset extends Construct {
  /** Sets a password that a person chose, or one that nobody knows. */
  readonly reset: ServiceFunction<'reset'>;

  constructor(scope: Construct, id: string, props: CodeResetProps) {
    super(scope, id);
    const { api, challenges, codeKey, users, mailQueue, portal, settings } = props;
    this.reset = new ServiceFunction(this, 'Reset', {
      name: 'reset',
      description: 'Sets the password that a person chose, or locks an account after a dispute',
      // As long as API Gateway waits. A function that stopped between claiming the code and changing the password would
      // lose the code.
      timeout: Duration.seconds(29),
      tracing: settings.tracing,
      logo: settings.organisation?.logo,
      environment: {
        PUBLIC_URL: api.publicUrl,
        ...organisationVariable(settings.organisation),
        LANGUAGES: settings.languages.join(','),
        CHALLENGE_TABLE: challenges.table.tableName,
        CODE_KEY: codeKey.key.keyArn,
        MAIL_QUEUE: mailQueue.queue.queueUrl,
        ALLOWED_EMAIL_DOMAINS: settings.allowedEmailDomains.join(','),
        ...(users instanceof IamUsers
          ? {
              DIRECTORY: 'iam',
              ...users.environment,
              SIGN_IN_URL: users.signInUrl,
              REFUSE_COMMON_PASSWORDS: `${settings.refuseCommonPasswords}`,
            }
          : { ...users.environment, PASSWORD_LENGTH: String(settings.passwordLength) }),
      },
    });
    challenges.grantSeePause(this.reset);
    challenges.grantUseCodes(this.reset, 'reset');
    challenges.grantCountAttempts(this.reset);
    challenges.grantClaimDisputes(this.reset);
    codeKey.grantMac(this.reset);
    mailQueue.grantSend(this.reset);
    if (users instanceof IamUsers) users.grantReset(this.reset);
    else users.grantSetPassword(this.reset);
    challenges.grantReserveCodes(portal, 'reset');

    for (const path of ['/generate-otp', '/reset']) api.addPage(path, portal);
    api.addRoute('POST', '/generate-otp', portal);
    api.addRoute('POST', '/reset', this.reset);
    api.addPage('/dispute/{id}', this.reset);
    api.addRoute('POST', '/dispute/{id}', this.reset);
  }
}
