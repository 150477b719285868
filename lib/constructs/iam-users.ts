import { Aws, CfnMapping, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Settings } from '../settings';
import type { ServiceFunction } from './service-function';

/** Properties of `IamUsers`. */
export interface IamUsersProps {
  /** Only users under this path can sign in and be reset; starts and ends with a slash. */
  readonly path: string;

  /** The administrator's settings. */
  readonly settings: Pick<Settings, 'emailTag' | 'mfa'>;
  /**
   * The page where these users sign in to AWS.
   *
   * @default - the account's own page, in the stack's partition
   */
  readonly signInUrl?: string | undefined;
}

/** The host of the sign-in pages, by partition. CloudFormation has no pseudo parameter for it. */
const signInHosts = {
  aws: { host: 'signin.aws.amazon.com' },
  'aws-us-gov': { host: 'signin.amazonaws-us-gov.com' },
  'aws-cn': { host: 'signin.amazonaws.cn' },
} as const;

/** The account's IAM users under one path, as a directory. The users themselves are not part of the stack. */
export class IamUsers extends Construct {
  /** Only users under this path can sign in and be reset. */
  readonly path: string;

  /** The page where these users sign in with their password. */
  readonly signInUrl: string;

  private readonly settings: IamUsersProps['settings'];

  constructor(scope: Construct, id: string, props: IamUsersProps) {
    super(scope, id);
    if (!/^\/(.*\/)?$/.test(props.path)) {
      throw new Error(`An IAM path starts and ends with a slash: "${props.path}" does not.`);
    }
    this.path = props.path;
    this.settings = props.settings;
    this.signInUrl = props.signInUrl ?? this.ownPage();
  }

  /** The environment variables that tell a function which users there are, and what to read of them. */
  get environment() {
    return {
      IAM_USER_PATH: this.path,
      EMAIL_TAG: this.settings.emailTag,
      REQUIRE_MFA: `${this.settings.mfa === 'required'}`,
    } as const;
  }

  /** The actions that look a user up: whether the user has a password, and an MFA device where one is required. */
  private get lookUp(): readonly string[] {
    const always = ['iam:GetUser', 'iam:GetLoginProfile'];
    return this.settings.mfa === 'required' ? [...always, 'iam:ListMFADevices'] : always;
  }

  /** Lets a function look a user up. */
  grantLookUp(finder: ServiceFunction): void {
    finder.grant(new PolicyStatement({ actions: [...this.lookUp], resources: [this.members()] }));
  }

  /** Lets a function look a user up and reset an existing password. It cannot set a first password. */
  grantReset(resetter: ServiceFunction): void {
    resetter.grant(
      new PolicyStatement({
        actions: [...this.lookUp, 'iam:UpdateLoginProfile'],
        resources: [this.members()],
      }),
    );
    resetter.grant(
      // The action has no resource: the policy belongs to the account.
      new PolicyStatement({ actions: ['iam:GetAccountPasswordPolicy'], resources: ['*'] }),
    );
  }

  /** Lets an administrator see which users can recover, and make and remove the throw-away user of `smoke`. */
  get administratorStatements(): readonly PolicyStatement[] {
    const throwAway = ['GetLoginProfile', 'CreateUser', 'TagUser', 'CreateLoginProfile'];
    const removal = ['DeleteLoginProfile', 'DeleteUser'];
    return [
      // The two have no resource: the policy and the list belong to the account.
      new PolicyStatement({ actions: ['iam:GetAccountPasswordPolicy', 'iam:ListUsers'], resources: ['*'] }),
      new PolicyStatement({ actions: ['iam:SimulatePrincipalPolicy'], resources: [this.members()] }),
      new PolicyStatement({
        actions: [...throwAway, ...removal].map((action) => `iam:${action}`),
        resources: [this.throwAwayUsers],
      }),
      // How many links a second the vault takes.
      new PolicyStatement({
        actions: ['ssm:GetServiceSetting'],
        resources: [
          Stack.of(this).formatArn({
            service: 'ssm',
            resource: 'servicesetting/ssm/parameter-store/high-throughput-enabled',
          }),
        ],
      }),
    ];
  }

  /** The users that `smoke` makes. */
  get throwAwayUsers(): string {
    const resource = `user${this.path}passlink-smoke-*`;
    return Stack.of(this).formatArn({ service: 'iam', region: '', resource });
  }

  /** The account's own page. It knows the account by its number, so it needs no alias. */
  private ownPage(): string {
    const hosts = new CfnMapping(this, 'SignIn', { mapping: signInHosts, lazy: true });
    return `https://${Aws.ACCOUNT_ID}.${hosts.findInMap(Stack.of(this).partition, 'host')}/console`;
  }

  private members(): string {
    return Stack.of(this).formatArn({ service: 'iam', region: '', resource: `user${this.path}*` });
  }
}
