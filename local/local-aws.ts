/** The local AWS for tests: everything that happened, and everything that it holds. */
import type { PasswordPolicy } from '@aws-sdk/client-iam';
import type { Authorization, AwsCall } from './aws/calls';
import type { Outcome } from './functions/execution-environment';
import type { FailureRecord } from './aws/failure-queues';
import type { Policy } from './aws/policy';
import type { Item } from './aws/services/dynamodb';
import type { NewUser } from './aws/services/iam';
import type { DeletionAnswer } from './functions/stack-deletion';
import type { Template } from './template/template';

/** What the local AWS holds: names and numbers only. */
export interface AwsSummary {
  readonly parameters: readonly string[];
  readonly tables: Readonly<Record<string, number>>;
  readonly functions: Readonly<Record<string, { readonly invocations: number; readonly errors: number }>>;
}

/** What a test can inspect and change in the local AWS. */
export interface LocalAws {
  /** Address of `aws.json`. */
  readonly url: string;
  /** The template as it runs, after the changes of the option `template`. */
  readonly template: Template;
  describe: () => Promise<AwsSummary>;

  readonly users: {
    add: (user: NewUser) => void;
    names: () => readonly string[];
    /** Sets the account's password policy. Without one, AWS's default rules apply. */
    setPasswordPolicy: (policy: Partial<PasswordPolicy> | undefined) => void;
  };

  readonly parameters: {
    names: () => readonly string[];
    /** Every value, decrypted. */
    values: () => Readonly<Record<string, string>>;
  };

  readonly tables: {
    /** The address for a test's own DynamoDB client, with any credentials. */
    readonly endpoint: string;
    names: () => readonly string[];
    /** Every item of every table. */
    items: () => Promise<Readonly<Record<string, readonly Item[]>>>;
  };

  /** Every allowed call, in order. A retry by the SDK is a separate call. */
  readonly calls: readonly AwsCall[];
  /** Every permission that a call needed, and the answer. */
  readonly authorizations: readonly Authorization[];
  /** The policies of the functions' roles and of the keys. */
  readonly policies: readonly Policy[];
  /** The records in the failure queues, oldest first. */
  failures: () => readonly FailureRecord[];

  /** Resolves when no asynchronous invocation is waiting or running. */
  idle: () => Promise<void>;
  /** Runs every scheduled rule's target now. */
  runSchedules: () => Promise<readonly Outcome[]>;
  /** Makes every custom resource delete what it made, as the deletion of the stack does. */
  deleteStack: () => Promise<readonly DeletionAnswer[]>;
  /**
   * The environment in which code acts as one of the functions: its variables, the endpoint, and credentials with the
   * permissions of the function's role.
   *
   * @throws Error when the stack has no function of that name.
   */
  actAs: (functionName: string) => Readonly<Record<string, string>>;
}
