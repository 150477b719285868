/** The AWS account of the laptop: what exists once, however many stacks are in it, and which stack owns what. */
import { Authorizer } from './aws/authorizer';
import type { Caller } from './aws/calls';
import { Endpoint } from './aws/endpoint';
import { FailureQueues } from './aws/failure-queues';
import { Database, dynamodbService } from './aws/services/dynamodb';
import { iamService, UserDirectory } from './aws/services/iam';
import { KeyRing, kmsService } from './aws/services/kms';
import { lambdaService } from './aws/services/lambda';
import { Senders, sesService } from './aws/services/ses';
import { ParameterStore, ssmService } from './aws/services/ssm';
import { demoUsers } from './demo-users';
import type { Invocations } from './functions/invocations';
import { Mailbox } from './site/mailbox';
import { somewhere } from './template/place';
import type { Owned } from './template/owned';
import type { Stack } from './template/stack';

/** One account in one region. */
export class Account {
  readonly place = somewhere;
  readonly authorizer = new Authorizer(somewhere);
  /** Who may call, by access key id. */
  readonly callers = new Map<string, Caller>();
  readonly mailbox = new Mailbox();
  readonly queues = new FailureQueues();
  readonly keys = new KeyRing();
  readonly senders = new Senders();
  readonly database: Database;
  readonly parameters: ParameterStore;
  readonly users: UserDirectory;
  readonly endpoint: Endpoint;
  readonly #invokers = new Map<string, Pick<Invocations, 'invokeLater'>>();
  readonly #stacks = new Set<string>();
  /** The owner of each resource, by type and id. */
  readonly #owners = new Map<string, string>();
  /** How to remove a resource, by its type. Of other types the account holds no more than the names. */
  readonly #removals: Readonly<Record<string, (id: string) => unknown>> = {
    'AWS::DynamoDB::Table': (arn) => this.database.remove(arn),
    'AWS::KMS::Key': (arn) => this.keys.remove(arn),
    'AWS::Lambda::Function': (arn) => this.#invokers.delete(arn),
    'AWS::SES::ConfigurationSet': (name) => this.senders.configurationSets.delete(name),
    'AWS::SES::EmailIdentity': (name) => this.senders.identities.delete(name),
    'AWS::SQS::Queue': (arn) => this.queues.remove(arn),
  };

  private constructor(database: Database, now: () => Date) {
    const { authorizer, callers, keys, mailbox, place, senders } = this;
    this.database = database;
    this.parameters = new ParameterStore(place, keys, now);
    this.users = new UserDirectory(place, now);
    for (const user of demoUsers) this.users.add(user);
    this.endpoint = new Endpoint({
      callers,
      authorizer,
      services: [
        dynamodbService(database),
        iamService(this.users),
        kmsService(keys),
        lambdaService(place, this.#invokers),
        sesService(place, senders, mailbox, now),
        ssmService(this.parameters, keys, place),
      ],
    });
  }

  /**
   * Opens a new account, with the demo users and nothing else in it.
   *
   * @param now the clock of its services
   */
  static async open(now: () => Date = () => new Date()): Promise<Account> {
    const account = new Account(await Database.start(), now);
    await account.endpoint.start();
    return account;
  }

  /** Ends it with all that it holds. Close the runs of its stacks first. */
  async close(): Promise<void> {
    await this.endpoint.close();
    await this.database.close();
  }

  /**
   * Makes the resources of a stack: all of them, or none.
   *
   * @param invocations what invokes the functions of the stack
   * @throws Error when the account has the stack, or a resource of the same name.
   */
  async deploy(stack: Stack, invocations: Pick<Invocations, 'invokeLater'>): Promise<void> {
    this.#claim(stack);
    const { configurationSets, emailIdentities, existingSender, functions, keys, queues, tables } = stack;
    for (const { arn } of functions) this.#invokers.set(arn, invocations);
    for (const key of keys) this.keys.add(key);
    for (const { arn } of queues) this.queues.add(arn);
    for (const set of configurationSets) this.senders.configurationSets.add(set);
    for (const identity of emailIdentities) this.senders.identities.add(identity);
    if (existingSender !== undefined) this.#verify(existingSender);
    try {
      for (const table of tables) await this.database.create(table);
    } catch (error) {
      await this.#release(stack, stack.owned);
      throw error;
    }
  }

  /** Removes what a stack owns, except what its template retains. What its functions made at run time stays. */
  async remove(stack: Stack): Promise<void> {
    await this.#release(
      stack,
      stack.owned.filter(({ retained }) => !retained),
    );
  }

  /** Whether the stack is in the account: deployed, and not yet deleted. */
  has({ place }: Stack): boolean {
    return this.#stacks.has(place.stackName);
  }

  /** Every resource of any stack, as `type id`. */
  resources(): readonly string[] {
    return [...this.#owners.keys()].sort();
  }

  #claim(stack: Stack): void {
    const { stackName } = stack.place;
    if (this.has(stack)) {
      throw new Error(
        `The account has a stack "${stackName}". The laptop cannot update one: delete it first.`,
      );
    }
    for (const { type, id } of stack.owned) {
      const owner = this.#owners.get(`${type} ${id}`);
      if (owner !== undefined) {
        throw new Error(`"${stackName}" cannot make ${id} (${type}): the account has it, from ${owner}.`);
      }
    }
    this.#stacks.add(stackName);
    for (const { type, id } of stack.owned) this.#owners.set(`${type} ${id}`, `the stack "${stackName}"`);
  }

  async #release({ place }: Stack, owned: readonly Owned[]): Promise<void> {
    for (const { type, id } of owned) {
      await this.#removals[type]?.(id);
      this.#owners.delete(`${type} ${id}`);
    }
    this.#stacks.delete(place.stackName);
  }

  /** An administrator has verified the sender before the stack came, unless an identity covers it. */
  #verify(sender: string): void {
    if (this.senders.identityOf(sender) !== undefined) return;
    this.senders.identities.add(sender);
    this.#owners.set(`AWS::SES::EmailIdentity ${sender}`, 'an administrator');
  }
}
