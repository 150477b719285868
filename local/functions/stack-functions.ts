/** The functions of one stack, and what invokes them, from the start of the run to the stack's deletion. */
import type { Account } from '../account';
import { environmentOf, newAccessKeyId, type Surroundings } from './execution-environment';
import { FunctionPool } from './function-pool';
import { Invocations } from './invocations';
import { feedFromQueues } from './queue-sources';
import { withLocalAddresses } from './local-addresses';
import { Schedules } from './schedules';
import type { Stack } from '../template/stack';

/** What a run gives to its functions. */
type Options = Pick<Surroundings, 'log' | 'onCall' | 'clockShift'> & {
  /** The address where the stack's API is served. */
  readonly origin: string;
};

/** Runs the functions of a stack, with what the account gives to them. */
export class StackFunctions {
  readonly pools: readonly FunctionPool[];
  readonly invocations: Invocations;
  readonly schedules: Schedules;
  readonly #surroundings: Surroundings;
  readonly #stack: Stack;
  readonly #account: Account;
  readonly #pools: ReadonlyMap<string, FunctionPool>;
  #endFeeding: () => void = () => undefined;
  readonly #accessKeyIds: string[] = [];

  constructor(stack: Stack, account: Account, { origin, ...options }: Options) {
    const { authorizer, callers, place } = account;
    this.#stack = stack;
    this.#account = account;
    this.#surroundings = { ...options, authorizer, callers, place, awsUrl: account.endpoint.url };
    this.pools = withLocalAddresses(stack, origin).map(
      (definition) => new FunctionPool(definition, this.#surroundings),
    );
    this.#pools = new Map(this.pools.map((pool) => [pool.definition.arn, pool]));
    this.invocations = new Invocations(this.#pools);
    this.schedules = new Schedules(stack, (functionArn, event) =>
      this.invocations.invokeLater(functionArn, event),
    );
  }

  /** Starts to feed the functions from the stack's queues, once the account has them. */
  takeWork(): void {
    const { authorizer, place, queues } = this.#account;
    const { log } = this.#surroundings;
    const options = { place, pools: this.#pools, queues, authorizer, log };
    this.#endFeeding = feedFromQueues(this.#stack.queueSources, options);
  }

  /** Resolves when nothing waits in a queue, and nothing runs that was not answered at once. The one can start the other. */
  async idle(): Promise<void> {
    const { queues } = this.#account;
    do {
      await queues.idle();
      await this.invocations.idle();
    } while (queues.isBusy);
  }

  /**
   * The environment in which other code acts as one of the functions.
   *
   * @throws Error when the stack has no function of that name.
   */
  actAs(functionName: string): Readonly<Record<string, string>> {
    const pool = this.pools.find(({ definition }) => definition.name === functionName);
    if (!pool) throw new Error(`The stack has no function "${functionName}".`);
    const { definition } = pool;
    const { callers, onCall } = this.#surroundings;
    const accessKeyId = newAccessKeyId();
    this.#accessKeyIds.push(accessKeyId);
    callers.set(accessKeyId, {
      definition,
      invocation: undefined,
      messages: [],
      onCall,
      crash: () => Promise.resolve(),
    });
    return environmentOf(definition, this.#surroundings, { accessKeyId, logStream: 'test' });
  }

  /** Ends all functions. Nothing invokes them any more, and nobody can act as one of them. */
  async close(): Promise<void> {
    this.#endFeeding();
    this.schedules.close();
    this.invocations.close();
    for (const accessKeyId of this.#accessKeyIds.splice(0)) this.#surroundings.callers.delete(accessKeyId);
    await Promise.all(this.pools.map((pool) => pool.close()));
  }
}
