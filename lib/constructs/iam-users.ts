import { Aws, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function';

/** Properties of `IamUsers`. */
export interface IamUsersProps {
  /** Only users under this path can sign in and be reset; starts and ends with a slash. */
  readonly path: string;
}

/** The account's IAM users under one path, as a directory. The users themselves are not part of the stack. */
export class IamUsers extends Construct {
  /** Only users under this path can sign in and be reset. */
  readonly path: string;

  /** The account's own page, where these users sign in with their password. */
  readonly signInUrl = `https://${Aws.ACCOUNT_ID}.signin.aws.amazon.com/console`;

  constructor(scope: Construct, id: string, props: IamUsersProps) {
    super(scope, id);
    if (!/^\/(.*\/)?$/.test(props.path)) {
      throw new Error(`An IAM path starts and ends with a slash: "${props.path}" does not.`);
    }
    this.path = props.path;
  }

  /** The environment variables that tell a function where the accounts are. */
  get environment() {
    return { DIRECTORY: 'iam', IAM_USER_PATH: this.path } as const;
  }

  /** Lets a function look a user up, and check whether the user has a password. */
  grantLookUp(finder: ServiceFunction): void {
    finder.grant(
      new PolicyStatement({ actions: ['iam:GetUser', 'iam:GetLoginProfile'], resources: [this.members()] }),
    );
  }

  /** Lets a function look a user up and reset an existing password. It cannot set a first password. */
  grantReset(resetter: ServiceFunction): void {
    resetter.grant(
      new PolicyStatement({
        actions: ['iam:GetUser', 'iam:GetLoginProfile', 'iam:UpdateLoginProfile'],
        resources: [this.members()],
      }),
    );
    resetter.grant(
      // The action has no resource: the policy belongs to the account.
      new PolicyStatement({ actions: ['iam:GetAccountPasswordPolicy'], resources: ['*'] }),
    );
  }

  private members(): string {
    return Stack.of(this).formatArn({ service: 'iam', region: '', resource: `user${this.path}*` });
  }
}
