/** The local AWS as a test sees it: everything that happened, and everything that is there. */
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

/** What a test can look at and change in the local AWS. */
export interface LocalAws {
  /** Address of `aws.json`. */
  readonly url: string;
  /** The template as it runs, after the hook of `startLocal`. */
  readonly template: Template;
  describe: () => Promise<AwsSummary>;

  readonly users: {
    add: (user: NewUser) => void;
    names: () => readonly string[];
    /** Sets the account's password policy; without one, AWS's default rules hold. */
    setPasswordPolicy: (policy: Partial<PasswordPolicy> | undefined) => void;
  };

  readonly parameters: {
    names: () => readonly string[];
    /** Every value, decrypted. */
    values: () => Readonly<Record<string, string>>;
  };

  readonly tables: {
    /** Where a DynamoDB client of the test's own reaches them, with any credentials. */
    readonly endpoint: string;
    names: () => readonly string[];
    /** Every item of every table. */
    items: () => Promise<Readonly<Record<string, readonly Item[]>>>;
  };

  /** Every call that was allowed, in order; a retry by the SDK is a call of its own. */
  readonly calls: readonly AwsCall[];
  /** Every permission that was asked for, and the answer. */
  readonly authorizations: readonly Authorization[];
  /** The policies that decide: those of the functions' roles, and those of the keys. */
  readonly policies: readonly Policy[];
  /** What is in the failure queues, oldest first. */
  failures: () => readonly FailureRecord[];

  /** Resolves when no asynchronous invocation is waiting or running. */
  idle: () => Promise<void>;
  /** Runs every scheduled rule's target now. */
  runSchedules: () => Promise<readonly Outcome[]>;
  /** Has every custom resource delete what it made, as when the stack is deleted. */
  deleteStack: () => Promise<readonly DeletionAnswer[]>;
  /**
   * The environment in which code acts as one of the functions: its variables, the endpoint, and credentials that may do
   * what the function's role may.
   *
   * @throws Error when the stack has no function of that name.
   */
  actAs: (functionName: string) => Readonly<Record<string, string>>;
}
