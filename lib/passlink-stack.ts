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
import { Sweep } from './constructs/sweep';
import { Watch } from './constructs/watch';
import type { Settings } from './settings';

/** Properties of a `PasslinkStack`. */
export interface PasslinkStackProps {
  /** The stage's name; stages are independent of each other. */
  readonly stage: string;

  /** The administrator's settings for this stage. */
  readonly settings: Settings;
}

/** Passlink, one stage of it. */
export class PasslinkStack extends Stack {
  /** Pending challenges and counters. */
  readonly challenges: ChallengeTable;

  /** Where secrets wait to be picked up. */
  readonly vault: SecretVault;

  /** The directory whose passwords are reset. */
  readonly users: IamUsers;

  /** Where work goes that failed for good. */
  readonly failures: FailureQueue;

  /** The way in from outside. */
  readonly api: PublicApi;

  /** The password link. */
  readonly passwordLink: PasswordLink;

  /** The pages and forms. */
  readonly portal: Portal;

  /** Housekeeping. */
  readonly sweep: Sweep;

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
    const mailer = new Mailer(this, 'Mailer', { sender: settings.sender });
    this.challenges = new ChallengeTable(this, 'Challenges', { removalPolicy });
    this.vault = new SecretVault(this, 'Vault', { prefix: `/passlink/${stage}/`, removalPolicy });
    this.users = new IamUsers(this, 'Users', { path: settings.iamUserPath });
    this.failures = new FailureQueue(this, 'Failures');
    this.api = new PublicApi(this, 'Public', {
      stage,
      allowedCidrs: settings.allowedCidrs,
      tracing: settings.tracing,
    });

    this.passwordLink = new PasswordLink(this, 'PasswordLink', {
      api: this.api,
      challenges: this.challenges,
      vault: this.vault,
      codeKey,
      mailer,
      users: this.users,
      failures: this.failures,
      settings,
    });
    this.portal = new Portal(this, 'Portal', {
      api: this.api,
      challenges: this.challenges,
      codeKey,
      generate: this.passwordLink.generate,
      settings,
    });
    this.sweep = new Sweep(this, 'Sweep', { vault: this.vault, settings });
    this.sweep.runAfter(this.passwordLink.generate);

    new Watch(this, 'Watch', {
      api: this.api,
      functions: this.functions,
      extract: this.passwordLink.extract,
      failures: this.failures,
    });

    new CfnOutput(this, 'PortalUrl', { value: this.api.publicUrl, description: 'Where people start' });
    new CfnOutput(this, 'Sender', { value: mailer.sender, description: 'From address of every mail' });
    new CfnOutput(this, 'ChallengeTable', {
      value: this.challenges.table.tableName,
      description: 'Pending challenges and counters',
    });
    new CfnOutput(this, 'VaultKey', {
      value: this.vault.key.keyArn,
      description: 'Encrypts what waits to be picked up',
    });
  }

  /** Every function of the stack. */
  get functions(): readonly ServiceFunction[] {
    return [this.portal.function, this.passwordLink.generate, this.passwordLink.extract, this.sweep.function];
  }
}
