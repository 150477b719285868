import { CfnOutput, RemovalPolicy, Stack, type Environment } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Admin } from './constructs/admin';
import { ChallengeTable } from './constructs/challenge-table';
import { CodeKey } from './constructs/code-key';
import { CodeReset } from './constructs/code-reset';
import { Mails } from './constructs/mails';
import { IamUsers } from './constructs/iam-users';
import type { JobQueue } from './constructs/job-queue';
import { LogQueries } from './constructs/log-queries';
import { Mailer } from './constructs/mailer';
import { PasswordLink } from './constructs/password-link';
import { Portal } from './constructs/portal';
import { PublicApi } from './constructs/public-api';
import { SecretVault } from './constructs/secret-vault';
import type { ServiceFunction } from './constructs/service-function';
import { SessionKey } from './constructs/session-key';
import { SignIn } from './constructs/sign-in';
import { Sweep } from './constructs/sweep';
import { UsersTable } from './constructs/users-table';
import { Monitoring } from './constructs/monitoring';
import type { Settings } from './settings';

/** Properties of a `PasslinkStack`. */
export interface PasslinkStackProps {
  /** The stage's name; stages are independent of each other. */
  readonly stage: string;

  /** The administrator's settings for this stage. */
  readonly settings: Settings;

  /**
   * Where the stack is deployed.
   *
   * @default - any account and region
   */
  readonly env?: Environment;
}

/**
 * The parts for delivering a new password by link. AWS asks for another password at the first sign-in, so this needs
 * IAM users.
 */
export interface Links {
  /** The directory whose passwords they reset. */
  readonly users: IamUsers;

  /** Holds secrets until somebody picks them up. */
  readonly vault: SecretVault;

  readonly passwordLink: PasswordLink;

  /** Cleans the vault. */
  readonly sweep: Sweep;
}

/** One stage of Passlink. */
export class PasslinkStack extends Stack {
  /** Holds challenges, sessions and counters. */
  readonly challenges: ChallengeTable;

  /** The accounts: IAM users, or the stack's own. */
  readonly users: IamUsers | UsersTable;

  /** Sends the mails. */
  readonly mailer: Mailer;

  /** The public API. */
  readonly api: PublicApi;

  /** Codes and notices by mail. */
  readonly mails: Mails;

  /** New passwords by link; `undefined` where people only choose their own. */
  readonly links: Links | undefined;

  /** The pages and forms. */
  readonly portal: Portal;

  /** New passwords by code. */
  readonly codeReset: CodeReset;

  /** What administrators do. */
  readonly admin: Admin;

  constructor(scope: Construct, id: string, props: PasslinkStackProps) {
    super(scope, id, {
      stackName: `passlink-${props.stage}`,
      description: `Passlink (${props.stage}): self-service recovery of access to AWS`,
      tags: { application: 'passlink', stage: props.stage },
      terminationProtection: false,
      ...(props.env !== undefined && { env: props.env }),
    });
    const { stage, settings } = props;
    const removalPolicy = settings.retention === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

    const codeKey = new CodeKey(this, 'CodeKey', { removalPolicy });
    const sessionKey = new SessionKey(this, 'SessionKey');
    this.mailer = new Mailer(this, 'Mailer', { settings });
    this.challenges = new ChallengeTable(this, 'Challenges', { removalPolicy });
    this.api = new PublicApi(this, 'Public', {
      stage,
      allowedCidrs: settings.allowedCidrs,
      organisation: settings.organisation,
      domain: settings.domain,
      webAcl: settings.webAcl,
      language: settings.languages[0],
      tracing: settings.tracing,
    });
    this.users =
      settings.directory === 'iam'
        ? new IamUsers(this, 'Users', {
            path: settings.iamUserPath,
            settings,
            signInUrl: settings.signInUrl,
          })
        : new UsersTable(this, 'Users', { removalPolicy });

    const { api, challenges, users, mailer } = this;
    const shared = { api, challenges, codeKey, mailer, settings };
    this.mails = new Mails(this, 'Mails', { ...shared, users });
    const { queue: mailQueue } = this.mails;
    if (users instanceof IamUsers) {
      const vault = new SecretVault(this, 'Vault', { prefix: `/passlink/${stage}/`, removalPolicy });
      const passwordLink = new PasswordLink(this, 'PasswordLink', { ...shared, vault, users, mailQueue });
      const sweep = new Sweep(this, 'Sweep', { challenges, vault, settings });
      sweep.runAfter(passwordLink.generate);
      this.links = { users, vault, passwordLink, sweep };
    }
    this.portal = new Portal(this, 'Portal', {
      api,
      challenges,
      codeKey,
      sessionKey,
      mailQueue,
      linkQueue: this.links?.passwordLink.queue,
      settings,
    });
    const portal = this.portal.function;
    new SignIn(this, 'SignIn', { api, challenges, sessionKey, portal });
    this.codeReset = new CodeReset(this, 'CodeReset', { ...shared, users, mailQueue, portal });
    this.links?.passwordLink.addTo(portal);

    this.admin = new Admin(this, 'Admin', { api, challenges, users, queues: this.queues, settings });

    for (const fn of this.functions) fn.keepLogFor(settings.logRetentionDays);
    const queries = new LogQueries(this, 'Queries', { functions: this.functions });
    this.admin.administrator.addStatements(...queries.runStatements);
    const { alarmTopic } = new Monitoring(this, 'Monitoring', {
      api,
      functions: this.functions,
      extract: this.links?.passwordLink.extract,
      reset: this.codeReset.reset,
      mailers: [this.mails.sendMail, ...(this.links ? [this.links.passwordLink.generate] : [])],
      queues: this.queues,
      alarmEmail: settings.alarmEmail,
    });

    this.addOutput('PortalUrl', 'Where people start', api.publicUrl);
    this.addOutput('Sender', 'From address of every mail', mailer.sender);
    this.addOutput('ChallengeTable', 'Pending challenges, sessions and counters', challenges.table.tableName);
    this.addOutput('AlarmTopic', 'Gets the alarms; subscribe to it', alarmTopic.topic.topicArn);
    if (users instanceof UsersTable) this.addOutput('UsersTable', 'The accounts', users.table.tableName);
    if (this.links !== undefined) {
      this.addOutput('VaultKey', 'Encrypts the secrets in the vault', this.links.vault.key.keyArn);
      const { generate } = this.links.passwordLink;
      this.addOutput('GenerateRole', 'Sets passwords of IAM users, for links', generate.role.roleArn);
      this.addOutput('ResetRole', 'Sets passwords of IAM users, by code', this.codeReset.reset.role.roleArn);
      this.addOutput('AdminRole', 'Locks IAM users, for administrators', this.admin.function.role.roleArn);
    }
    this.addOutput('HelpdeskPolicy', 'For those who help people', this.admin.helpdesk.managedPolicyArn);
    this.addOutput(
      'AdministratorPolicy',
      'For those who run Passlink',
      this.admin.administrator.managedPolicyArn,
    );
    for (const { holds, queue, deadLetters } of this.queues) {
      const name = `${holds[0]?.toUpperCase() ?? ''}${holds.slice(1)}`;
      this.addOutput(`${name}Jobs`, `Jobs that wait: ${holds}`, queue.queueUrl);
      this.addOutput(`${name}Failures`, `Jobs that failed for good: ${holds}`, deadLetters.queueUrl);
    }
    for (const [at, { name, value }] of mailer.dnsRecords.entries()) {
      this.addOutput(`DkimRecord${at + 1}Name`, `Name of CNAME record ${at + 1} of 3 for the domain`, name);
      this.addOutput(`DkimRecord${at + 1}Value`, `Value of CNAME record ${at + 1} of 3`, value);
    }
  }

  get functions(): readonly ServiceFunction[] {
    const always = [this.portal.function, this.mails.sendMail, this.codeReset.reset, this.admin.function];
    if (this.links === undefined) return always;
    const { passwordLink, sweep } = this.links;
    return [...always, passwordLink.generate, passwordLink.extract, sweep.function];
  }

  get mailingFunctions(): readonly ServiceFunction[] {
    const { sendMail } = this.mails;
    return this.links === undefined ? [sendMail] : [sendMail, this.links.passwordLink.generate];
  }

  get queues(): readonly JobQueue[] {
    return [this.mails.queue, ...(this.links === undefined ? [] : [this.links.passwordLink.queue])];
  }

  /** Adds an output for the administrator. */
  private addOutput(name: string, description: string, value: string): void {
    new CfnOutput(this, name, { value, description });
  }
}
