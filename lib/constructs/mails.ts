import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Settings } from '../settings';
import type { ChallengeTable } from './challenge-table';
import type { CodeKey } from './code-key';
import { IamUsers } from './iam-users';
import { JobQueue } from './job-queue';
import type { Mailer } from './mailer';
import type { PublicApi } from './public-api';
import { organisationVariable, ServiceFunction } from './service-function';
import type { UsersTable } from './users-table';

/** Properties of a `Mails`. */
export interface MailsProps {
  /** The public API. The links in mails point to it. */
  readonly api: PublicApi;

  /** Holds the codes and the links "This wasn't me". */
  readonly challenges: ChallengeTable;

  /** Makes the codes' MACs. */
  readonly codeKey: CodeKey;

  /** Sends the mails. */
  readonly mailer: Mailer;

  /** The directory whose people get the mails. */
  readonly users: IamUsers | UsersTable;

  /** The administrator's settings. */
  readonly settings: Pick<
    Settings,
    'allowedEmailDomains' | 'codeMinutes' | 'limits' | 'organisation' | 'languages' | 'tracing'
  >;
}

/**
 * The mails without a password: codes, for sign-in and for a new password, and a notice after every password change.
 * `send-mail` looks the account up, and registers it where people may register. Callers put a job into its queue and do
 * not wait, so the time of an answer does not reveal whether an account exists.
 */
export class Mails extends Construct {
  /** The mails that wait for `send-mail`. */
  readonly queue: JobQueue;

  /** Makes a code or a notice and mails it. */
  readonly sendMail: ServiceFunction<'send-mail'>;

  constructor(scope: Construct, id: string, props: MailsProps) {
    super(scope, id);
    const { api, challenges, codeKey, mailer, users, settings } = props;
    const timeout = Duration.seconds(30);
    // A mail takes about 0.4 seconds: six keep SES busy, which takes 14 a second or more outside the sandbox, and wait where it
    // throttles.
    this.queue = new JobQueue(this, 'Queue', { holds: 'mail', timeout, maxConcurrency: 6 });
    this.sendMail = new ServiceFunction(this, 'SendMail', {
      name: 'send-mail',
      description: 'Mails codes and notices',
      timeout,
      tracing: settings.tracing,
      environment: {
        PUBLIC_URL: api.publicUrl,
        ...organisationVariable(settings.organisation),
        LANGUAGES: settings.languages.join(','),
        CHALLENGE_TABLE: challenges.table.tableName,
        MAIL_QUEUE: this.queue.queue.queueUrl,
        CODE_KEY: codeKey.key.keyArn,
        SENDER: mailer.sender,
        SENDER_NAME: mailer.senderName,
        CONFIGURATION_SET: mailer.configurationSetName,
        ALLOWED_EMAIL_DOMAINS: settings.allowedEmailDomains.join(','),
        CODE_MINUTES: String(settings.codeMinutes),
        MAILS_AN_HOUR: String(settings.limits.overall),
        ...(users instanceof IamUsers ? { DIRECTORY: 'iam', ...users.environment } : users.environment),
      },
    });
    challenges.grantSeePause(this.sendMail);
    challenges.grantMakeCodes(this.sendMail);
    challenges.grantMakeDisputes(this.sendMail);
    challenges.grantMakeVouchLinks(this.sendMail);
    challenges.grantCountMails(this.sendMail);
    codeKey.grantMac(this.sendMail);
    mailer.grantSend(this.sendMail);
    if (users instanceof IamUsers) users.grantLookUp(this.sendMail);
    else users.grantRegister(this.sendMail);
    this.queue.feed(this.sendMail);
  }
}
