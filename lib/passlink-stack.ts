import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ChallengeTable } from './constructs/challenge-table';
import { CodeKey } from './constructs/code-key';
import { FailureQueue } from './constructs/failure-queue';
import { IamUsers } from './constructs/iam-users';
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
import { Watch } from './constructs/watch';
import type { Settings } from './settings';

/** Properties of a `PasslinkStack`. */
export interface PasslinkStackProps {
  /** The stage's name; stages are independent of each other. */
  readonly stage: string;

  /** The administrator's settings for this stage. */
  readonly settings: Settings;
}

/** What there is only where accounts have a password of AWS's that can be reset. */
export interface PasswordReset {
  /** The directory whose passwords are reset. */
  readonly users: IamUsers;

  /** Where secrets wait to be picked up. */
  readonly vault: SecretVault;

  /** The password link. */
  readonly passwordLink: PasswordLink;

  /** Housekeeping of the vault. */
  readonly sweep: Sweep;
}

/** Passlink, one stage of it. */
export class PasslinkStack extends Stack {
  /** Pending challenges, sessions and counters. */
  readonly challenges: ChallengeTable;

  /** Who may sign in: IAM users, or the stack's own. */
  readonly users: IamUsers | UsersTable;

  /** Where work goes that failed for good. */
  readonly failures: FailureQueue;

  /** The way in from outside. */
  readonly api: PublicApi;

  /** Code sign-in. */
  readonly signIn: SignIn;

  /** Resets of passwords; `undefined` where no account has one. */
  readonly passwordReset: PasswordReset | undefined;

  /** The pages and forms. */
  readonly portal: Portal;

  constructor(scope: Construct, id: string, props: PasslinkStackProps) {
    super(scope, id, {
      stackName: `passlink-${props.stage}`,
      description: `Passlink (${props.stage}): people recover access to AWS by themselves`,
      tags: { application: 'passlink', stage: props.stage },
      terminationProtection: false,
    });
    const { stage, settings } = props;
    const removalPolicy = settings.retention === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

    const codeKey = new CodeKey(this, 'CodeKey', { removalPolicy });
    const sessionKey = new SessionKey(this, 'SessionKey');
    const mailer = new Mailer(this, 'Mailer', { sender: settings.sender });
    this.challenges = new ChallengeTable(this, 'Challenges', { removalPolicy });
    this.failures = new FailureQueue(this, 'Failures');
    this.api = new PublicApi(this, 'Public', {
      stage,
      allowedCidrs: settings.allowedCidrs,
      tracing: settings.tracing,
    });
    this.users =
      settings.directory === 'iam'
        ? new IamUsers(this, 'Users', { path: settings.iamUserPath })
        : new UsersTable(this, 'Users', { removalPolicy });

    const { api, challenges, users, failures } = this;
    const shared = { api, challenges, codeKey, mailer, failures, settings };
    this.signIn = new SignIn(this, 'SignIn', { ...shared, sessionKey, users });
    if (users instanceof IamUsers) {
      const vault = new SecretVault(this, 'Vault', { prefix: `/passlink/${stage}/`, removalPolicy });
      const passwordLink = new PasswordLink(this, 'PasswordLink', { ...shared, vault, users });
      const sweep = new Sweep(this, 'Sweep', { vault, settings });
      sweep.runAfter(passwordLink.generate);
      this.passwordReset = { users, vault, passwordLink, sweep };
    }
    this.portal = new Portal(this, 'Portal', {
      api,
      challenges,
      codeKey,
      sessionKey,
      sendCode: this.signIn.sendCode,
      generate: this.passwordReset?.passwordLink.generate,
      settings,
    });
    this.signIn.addTo(this.portal.function);
    this.passwordReset?.passwordLink.addTo(this.portal.function);

    new Watch(this, 'Watch', {
      api,
      functions: this.functions,
      extract: this.passwordReset?.passwordLink.extract,
      failures,
    });

    this.tell('PortalUrl', 'Where people start', api.publicUrl);
    this.tell('Sender', 'From address of every mail', mailer.sender);
    this.tell('ChallengeTable', 'Pending challenges, sessions and counters', challenges.table.tableName);
    if (users instanceof UsersTable) this.tell('UsersTable', 'The accounts', users.table.tableName);
    if (this.passwordReset !== undefined) {
      this.tell('VaultKey', 'Encrypts what waits to be picked up', this.passwordReset.vault.key.keyArn);
    }
  }

  /** Every function of the stack. */
  get functions(): readonly ServiceFunction[] {
    const always = [this.portal.function, this.signIn.sendCode];
    if (this.passwordReset === undefined) return always;
    const { passwordLink, sweep } = this.passwordReset;
    return [...always, passwordLink.generate, passwordLink.extract, sweep.function];
  }

  /** The functions that send mail. */
  get mailingFunctions(): readonly ServiceFunction[] {
    const { sendCode } = this.signIn;
    return this.passwordReset === undefined
      ? [sendCode]
      : [sendCode, this.passwordReset.passwordLink.generate];
  }

  /** Adds an output, for the administrator to read after a deployment. */
  private tell(name: string, description: string, value: string): void {
    new CfnOutput(this, name, { value, description });
  }
}
