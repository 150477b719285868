import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Settings } from '../settings';
import type { ChallengeTable } from './challenge-table';
import type { CodeKey } from './code-key';
import type { IamUsers } from './iam-users';
import { JobQueue } from './job-queue';
import type { Mailer } from './mailer';
import type { PublicApi } from './public-api';
import type { SecretVault } from './secret-vault';
import { organisationVariable, ServiceFunction } from './service-function';

/** Properties of a `PasswordLink`. */
export interface PasswordLinkProps {
  /** The public API. */
  readonly api: PublicApi;

  /** Holds the links, from the request to the claim. */
  readonly challenges: ChallengeTable;

  /** Holds new passwords until somebody picks them up. */
  readonly vault: SecretVault;

  /** Checks the pickup codes. */
  readonly codeKey: CodeKey;

  /** Sends the links. */
  readonly mailer: Mailer;

  /** The users whose passwords it resets. */
  readonly users: IamUsers;

  /** Takes the notice after a password was shown. */
  readonly mailQueue: JobQueue;

  /** The administrator's settings. */
  readonly settings: Pick<
    Settings,
    'allowedEmailDomains' | 'limits' | 'linkMinutes' | 'organisation' | 'languages' | 'tracing'
  >;
}

/**
 * The password link. `generate` resets a password, stores it in the vault and mails a link. `extract` shows it once, to
 * the holder of both halves. `generate` cannot read the vault, and `extract` cannot change an account.
 */
export class PasswordLink extends Construct {
  /** The requests that wait for `generate`. */
  readonly queue: JobQueue;

  /** Resets a password and mails the link. */
  readonly generate: ServiceFunction<'generate'>;

  /** Shows a password once. */
  readonly extract: ServiceFunction<'extract'>;

  private readonly api: PublicApi;

  constructor(scope: Construct, id: string, props: PasswordLinkProps) {
    super(scope, id);
    this.api = props.api;
    const { api, challenges, vault, codeKey, mailer, users, mailQueue, settings } = props;
    // A lease of an account takes 20 seconds at most; looking the account up before it, with every retry, less than the rest.
    const timeout = Duration.seconds(60);
    // A reset takes up to a second: three keep SSM busy, which takes about 3 parameters a second, and wait where it throttles.
    // More would take the rate from others in the AWS account.
    this.queue = new JobQueue(this, 'Queue', { holds: 'link', timeout, maxConcurrency: 3 });

    this.generate = new ServiceFunction(this, 'Generate', {
      name: 'generate',
      description: 'Resets a password and mails the link to it',
      timeout,
      tracing: settings.tracing,
      environment: {
        PUBLIC_URL: api.publicUrl,
        ...organisationVariable(settings.organisation),
        LANGUAGES: settings.languages.join(','),
        CHALLENGE_TABLE: challenges.table.tableName,
        LINK_QUEUE: this.queue.queue.queueUrl,
        VAULT_PREFIX: vault.prefix,
        VAULT_KEY: vault.key.keyArn,
        SENDER: mailer.sender,
        SENDER_NAME: mailer.senderName,
        CONFIGURATION_SET: mailer.configurationSetName,
        ALLOWED_EMAIL_DOMAINS: settings.allowedEmailDomains.join(','),
        LINK_MINUTES: String(settings.linkMinutes),
        MAILS_AN_HOUR: String(settings.limits.overall),
        ...users.environment,
      },
    });
    challenges.grantSeePause(this.generate);
    challenges.grantPrepareLinks(this.generate);
    challenges.grantCountMails(this.generate);
    vault.grantStore(this.generate);
    users.grantReset(this.generate);
    mailer.grantSend(this.generate);
    this.queue.feed(this.generate);

    this.extract = new ServiceFunction(this, 'Extract', {
      name: 'extract',
      description: 'Shows a new password once',
      // As long as API Gateway waits. A function that stopped between claim and read would lose the link without a log
      // line.
      timeout: Duration.seconds(29),
      tracing: settings.tracing,
      logo: settings.organisation?.logo,
      environment: {
        PUBLIC_URL: api.publicUrl,
        ...organisationVariable(settings.organisation),
        LANGUAGES: settings.languages.join(','),
        CHALLENGE_TABLE: challenges.table.tableName,
        VAULT_PREFIX: vault.prefix,
        CODE_KEY: codeKey.key.keyArn,
        MAIL_QUEUE: mailQueue.queue.queueUrl,
        SIGN_IN_URL: users.signInUrl,
      },
    });
    challenges.grantSeePause(this.extract);
    challenges.grantClaimLinks(this.extract);
    vault.grantReveal(this.extract);
    codeKey.grantVerify(this.extract);
    mailQueue.grantSend(this.extract);

    api.addPage('/extract/{id}', this.extract);
    api.addRoute('POST', '/extract/{id}', this.extract);
  }

  /** Adds the feature's form to the portal, which the stack makes after `generate`. */
  addTo(portal: ServiceFunction<'portal'>): void {
    this.api.addPage('/generate', portal);
    this.api.addRoute('POST', '/generate', portal);
  }
}
