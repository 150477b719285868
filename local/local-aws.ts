/**
 * The local AWS for tests: everything that happened, and everything that it holds. The tables, the functions, the policies
 * and the failures are those of the stack; all else is the account's.
 */
import type { PasswordPolicy } from '@aws-sdk/client-iam';
import type { Account } from './account';
import type { Administrator } from './administrators';
import type { Authorization, AwsCall } from './aws/calls';
import type { Outcome } from './functions/execution-environment';
import type { Policy } from './aws/policy';
import type { DeadLetter, Queues } from './aws/queues';
import type { Item } from './aws/services/dynamodb';
import type { NewUser } from './aws/services/user-directory';
import type { DeletionAnswer, StackDeletion } from './functions/stack-deletion';
import type { StackFunctions } from './functions/stack-functions';
import type { Stack } from './template/stack';
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
  /** How many calls were over a quota. They are not among `calls`. */
  throttled: () => number;
  /** Every permission that a call needed, and the answer. */
  readonly authorizations: readonly Authorization[];
  /** The policies of the functions' roles and of the keys. */
  readonly policies: readonly Policy[];
  /** What failed for good: the messages in the dead-letter queues, oldest first. */
  failures: () => readonly DeadLetter[];
  /** What is in each queue of the stack, by name. */
  depths: () => Readonly<Record<string, ReturnType<Queues['depth']>>>;

  /** Resolves when no message waits for a function, and nothing that was not answered at once is waiting or running. */
  idle: () => Promise<void>;
  /** Runs every scheduled rule's target now. */
  runSchedules: () => Promise<readonly Outcome[]>;
  /**
   * Deletes the stack: every custom resource deletes what it made, then the stack's resources go. The stack stays if one of
   * them does not answer with `SUCCESS`.
   */
  deleteStack: () => Promise<readonly DeletionAnswer[]>;
  /**
   * The environment in which code acts as one of the functions: its variables, the endpoint, and credentials with the
   * permissions of the function's role.
   *
   * @throws Error when the stack has no function of that name.
   */
  actAs: (functionName: string) => Readonly<Record<string, string>>;
}

interface Options {
  /** Address of `aws.json`. */
  readonly url: string;
  readonly account: Account;
  readonly template: Template;
  readonly stack: Stack;
  readonly functions: StackFunctions;
  readonly deletion: StackDeletion;
}

/** Shows the AWS around one stack of an account. */
export function localAws({ url, account, template, stack, functions, deletion }: Options): LocalAws {
  const { authorizer, database, endpoint, parameters, queues, quotas, users } = account;
  const tableNames = () => stack.tables.filter(({ arn }) => database.find(arn)).map(({ name }) => name);
  const items = async () =>
    Object.fromEntries(
      await Promise.all(tableNames().map(async (name) => [name, await database.items(name)] as const)),
    );
  return {
    url,
    template,
    describe: async () => ({
      parameters: parameters.names(),
      tables: Object.fromEntries(Object.entries(await items()).map(([name, all]) => [name, all.length])),
      functions: Object.fromEntries(
        (account.has(stack) ? functions.pools : []).map(({ definition, invocations, errors }) => [
          definition.name,
          { invocations, errors },
        ]),
      ),
    }),
    users: {
      add: (user) => users.add(user),
      names: () => users.names(),
      setPasswordPolicy: (policy) => {
        users.passwordPolicy = policy;
      },
    },
    parameters: { names: () => parameters.names(), values: () => parameters.values() },
    tables: { endpoint: database.url, names: tableNames, items },
    calls: endpoint.calls,
    authorizations: authorizer.authorizations,
    policies: [
      ...stack.functions.flatMap(({ role }) => role.policies),
      ...stack.keys.map(({ policy }) => policy),
    ],
    throttled: () => quotas.throttled,
    failures: () => queues.deadLetters(stack.queues.map(({ arn }) => arn)),
    depths: () => Object.fromEntries(stack.queues.map(({ name, arn }) => [name, queues.depth(arn)])),
    idle: () => functions.idle(),
    runSchedules: () => functions.schedules.runAll(),
    deleteStack: () => deletion.run(),
    actAs: (functionName) => functions.actAs(functionName),
  };
}

/** What the command line of the administrators needs to know of a run, in place of what it finds in an AWS account. */
export interface AdminAccess {
  readonly stackName: string;
  readonly region: string;
  /** The address of AWS. */
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** The stack's outputs, with the address at which the portal is served here. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** Describes a run to the command line. */
export const adminAccess = (
  { accessKeyId, secretAccessKey }: Administrator,
  { stack, url, account }: { readonly stack: Stack; readonly url: string; readonly account: Account },
): AdminAccess => ({
  stackName: stack.place.stackName,
  region: stack.place.region,
  endpoint: account.endpoint.url,
  credentials: { accessKeyId, secretAccessKey },
  outputs: { ...stack.outputs, PortalUrl: url },
});
