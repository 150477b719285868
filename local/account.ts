/** The AWS account of the laptop: what exists once, however many stacks are in it, and which stack owns what. */
import { Authorizer } from './aws/authorizer';
import type { Caller } from './aws/calls';
import { Endpoint } from './aws/endpoint';
import { asOnAws, shortened } from './aws/pace';
import { Queues } from './aws/queues';
import { Quotas, type Rates } from './aws/quotas';
import { Database, dynamodbService } from './aws/services/dynamodb';
import { iamService } from './aws/services/iam';
import { KeyRing, kmsService } from './aws/services/kms';
import { Senders, sesService } from './aws/services/ses';
import { sqsService } from './aws/services/sqs';
import { ParameterStore, ssmService } from './aws/services/ssm';
import { UserDirectory } from './aws/services/user-directory';
import { demoUsers, staff } from './demo-users';
import { Mailbox } from './site/mailbox';
import { somewhere } from './template/place';
import type { Owned } from './template/owned';
import type { Stack } from './template/stack';

/** What is special about an account. */
export interface AccountOptions {
  /** The clock of its services, which date parameters with it. @default - the time */
  readonly now?: (() => Date) | undefined;
  /** Calls a second that AWS takes, by action. Waits are then as long as on AWS. @default - any number */
  readonly quotas?: Rates | undefined;
  /** How many IAM users there are besides the demo users; see `staff`. @default 0 */
  readonly users?: number | undefined;
}

/** One account in one region. */
export class Account {
  readonly place = somewhere;
  readonly authorizer = new Authorizer(somewhere);
  /** Who may call, by access key id. */
  readonly callers = new Map<string, Caller>();
  readonly mailbox = new Mailbox();
  readonly queues: Queues;
  readonly quotas: Quotas;
  readonly keys = new KeyRing();
  readonly senders = new Senders();
  readonly database: Database;
  readonly parameters: ParameterStore;
  readonly users: UserDirectory;
  readonly endpoint: Endpoint;
  readonly #stacks = new Set<string>();
  /** The owner of each resource, by type and id. */
  readonly #owners = new Map<string, string>();
  /** How to remove a resource, by its type. Of other types the account holds no more than the names. */
  readonly #removals: Readonly<Record<string, (id: string) => unknown>> = {
    'AWS::DynamoDB::Table': (arn) => this.database.remove(arn),
    'AWS::KMS::Key': (arn) => this.keys.remove(arn),
    'AWS::SES::ConfigurationSet': (name) => this.senders.configurationSets.delete(name),
    'AWS::SES::EmailIdentity': (name) => this.senders.identities.delete(name),
    'AWS::SQS::Queue': (arn) => this.queues.remove(arn),
  };

  private constructor(database: Database, { now = () => new Date(), quotas, users = 0 }: AccountOptions) {
    const { authorizer, callers, keys, mailbox, place, senders } = this;
    this.database = database;
    this.quotas = new Quotas(quotas ?? {});
    this.queues = new Queues(quotas ? asOnAws : shortened);
    this.parameters = new ParameterStore(place, keys, now);
    this.users = new UserDirectory(place, now);
    for (const user of [...demoUsers, ...staff(users)]) this.users.add(user);
    this.endpoint = new Endpoint({
      callers,
      authorizer,
      quotas: this.quotas,
      services: [
        dynamodbService(database),
        iamService(this.users, place),
        kmsService(keys),
        sesService(place, senders, mailbox, now),
        sqsService(this.queues),
        ssmService(this.parameters, keys, place),
      ],
    });
  }

  /** Opens a new account, with its users and nothing else in it. */
  static async open(options: AccountOptions = {}): Promise<Account> {
    const account = new Account(await Database.start(), options);
    await account.endpoint.start();
    return account;
  }

  /** Ends it with all that it holds. Close the runs of its stacks first. */
  async close(): Promise<void> {
    this.queues.close();
    await this.endpoint.close();
    await this.database.close();
  }

  /**
   * Makes the resources of a stack: all of them, or none.
   *
   * @throws Error when the account has the stack, or a resource of the same name.
   */
  async deploy(stack: Stack): Promise<void> {
    this.#claim(stack);
    const { configurationSets, emailIdentities, existingSender, keys, queues, tables } = stack;
    for (const key of keys) this.keys.add(key);
    for (const queue of queues) this.queues.add(queue);
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
