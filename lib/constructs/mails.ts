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
import type { UsersTable } from './users-table';

/** Properties of a `Mails`. */
export interface MailsProps {
  /** The way in from outside, where the mails lead. */
  readonly api: PublicApi;

  /** Where codes are kept, and the links "This wasn't me". */
  readonly challenges: ChallengeTable;

  /** Makes the codes' MACs. */
  readonly codeKey: CodeKey;

  /** Sends the mails. */
  readonly mailer: Mailer;

  /** Whose mailboxes they go to. */
  readonly users: IamUsers | UsersTable;

  /** Where mails go that could not be sent. */
  readonly failures: FailureQueue;

  /** The administrator's settings. */
  readonly settings: Pick<Settings, 'allowedEmailDomains' | 'codeMinutes' | 'tracing'>;
}

/**
 * The mails that carry no password: codes, for sign-in and for a new password, and the notices that follow every change
 * of one. `send-mail` finds the account, and registers it where people may; nobody waits for it, so nobody can tell from
 * the time that an answer takes whether there is an account.
 */
export class Mails extends Construct {
  /** Makes a code or a notice and mails it; invoked asynchronously. */
  readonly sendMail: ServiceFunction<'send-mail'>;

  constructor(scope: Construct, id: string, props: MailsProps) {
    super(scope, id);
    const { api, challenges, codeKey, mailer, users, failures, settings } = props;
    this.sendMail = new ServiceFunction(this, 'SendMail', {
      name: 'send-mail',
      description: 'Mails codes and notices',
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
        ...users.environment,
      },
    });
    challenges.grantMakeCodes(this.sendMail);
    challenges.grantMakeDisputes(this.sendMail);
    codeKey.grantMac(this.sendMail);
    mailer.grantSend(this.sendMail);
    if (users instanceof IamUsers) users.grantLookUp(this.sendMail);
    else users.grantRegister(this.sendMail);
  }
}
