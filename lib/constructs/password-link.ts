import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Settings } from '../settings';
import type { ChallengeTable } from './challenge-table';
import type { CodeKey } from './code-key';
import type { FailureQueue } from './failure-queue';
import type { IamUsers } from './iam-users';
import type { Mailer } from './mailer';
import type { PublicApi } from './public-api';
import type { SecretVault } from './secret-vault';
import { ServiceFunction } from './service-function';

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

  /** The asynchronous function that mails the notice after a password was shown. */
  readonly sendMail: ServiceFunction;

  /** Takes resets that failed for good. */
  readonly failures: FailureQueue;

  /** The administrator's settings. */
  readonly settings: Pick<Settings, 'allowedEmailDomains' | 'limits' | 'linkMinutes' | 'tracing'>;
}

/**
 * The password link. `generate` resets a password, stores it in the vault and mails a link. `extract` shows it once, to
 * the holder of both halves. `generate` cannot read the vault, and `extract` cannot change an account.
 */
export class PasswordLink extends Construct {
  /** Resets a password and mails the link. It runs asynchronously. */
  readonly generate: ServiceFunction<'generate'>;

  /** Shows a password once. */
  readonly extract: ServiceFunction<'extract'>;

  private readonly api: PublicApi;

  constructor(scope: Construct, id: string, props: PasswordLinkProps) {
    super(scope, id);
    this.api = props.api;
    const { api, challenges, vault, codeKey, mailer, users, sendMail, failures, settings } = props;

    this.generate = new ServiceFunction(this, 'Generate', {
      name: 'generate',
      description: 'Resets a password and mails the link to it',
      // Three leases of an account, at 20 seconds each: a call that waits for a lease still has time to use it.
      timeout: Duration.seconds(60),
      tracing: settings.tracing,
      asynchronous: { onFailure: failures.queue },
      environment: {
        PUBLIC_URL: api.publicUrl,
        CHALLENGE_TABLE: challenges.table.tableName,
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
    challenges.grantPrepareLinks(this.generate);
    challenges.grantCountMails(this.generate);
    vault.grantStore(this.generate);
    users.grantReset(this.generate);
    mailer.grantSend(this.generate);

    this.extract = new ServiceFunction(this, 'Extract', {
      name: 'extract',
      description: 'Shows a new password once',
      // As long as API Gateway waits. A function that stopped between claim and read would lose the link without a log
      // line.
      timeout: Duration.seconds(29),
      tracing: settings.tracing,
      environment: {
        PUBLIC_URL: api.publicUrl,
        CHALLENGE_TABLE: challenges.table.tableName,
        VAULT_PREFIX: vault.prefix,
        CODE_KEY: codeKey.key.keyArn,
        SEND_MAIL_FUNCTION: sendMail.function.functionName,
        SIGN_IN_URL: users.signInUrl,
      },
    });
    challenges.grantClaimLinks(this.extract);
    vault.grantReveal(this.extract);
    codeKey.grantVerify(this.extract);
    sendMail.grantInvoke(this.extract);

    api.addPage('/extract/{id}', this.extract);
    api.addRoute('POST', '/extract/{id}', this.extract);
  }

  /** Adds the feature's form to the portal, which the stack makes after `generate`. */
  addTo(portal: ServiceFunction<'portal'>): void {
    this.api.addPage('/generate', portal);
    this.api.addRoute('POST', '/generate', portal);
  }
}
