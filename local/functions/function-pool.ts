/** The running copies of one function: as many as it needs, each busy with one invocation at a time. */
import { ExecutionEnvironment, type Outcome, type Surroundings } from './execution-environment';
import type { FunctionDefinition } from '../template/stack';

/** As many as a queue of the stack uses at once. More would not make two cores faster. Further invocations wait. */
const mostCopies = 6;

const closed: Outcome = {
  ok: false,
  failure: { errorType: 'ServiceException', errorMessage: 'The laptop run is being closed.', trace: [] },
};

/** One function with all its copies. It finds or starts a free one for each invocation. */
export class FunctionPool {
  readonly definition: FunctionDefinition;
  /** Invocations so far, including retries, as CloudWatch counts them. */
  invocations = 0;
  /** How many of them failed. */
  errors = 0;
  readonly #surroundings: Surroundings;
  readonly #environments = new Set<ExecutionEnvironment>();
  readonly #idle: ExecutionEnvironment[] = [];
  /** Those that have old code and work on their last invocation. */
  readonly #outdated = new WeakSet<ExecutionEnvironment>();
  readonly #waiting: ((environment: ExecutionEnvironment | undefined) => void)[] = [];
  #closed = false;

  constructor(definition: FunctionDefinition, surroundings: Surroundings) {
    this.definition = definition;
    this.#surroundings = surroundings;
  }

  /**
   * Invokes the function with an event in JSON.
   *
   * @param onStart called when a copy takes the invocation.
   */
  async invoke(requestId: string, event: string, onStart: () => void = () => undefined): Promise<Outcome> {
    this.invocations += 1;
    const environment = await this.#acquire();
    if (!environment) return closed;
    onStart();
    const outcome = await environment.run(requestId, event);
    this.#release(environment);
    if (!outcome.ok) this.errors += 1;
    return outcome;
  }

  /** New copies, which import the bundle anew, take over. Copies at work finish their invocation. */
  restart(): void {
    for (const environment of this.#environments) this.#outdated.add(environment);
    for (const idle of this.#idle.splice(0)) this.#end(idle);
  }

  /** Ends all copies. Their current and all later invocations fail. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const waiting of this.#waiting.splice(0)) waiting(undefined);
    await Promise.all([...this.#environments].map((environment) => environment.crash()));
  }

  #acquire(): Promise<ExecutionEnvironment | undefined> {
    if (this.#closed) return Promise.resolve(undefined);
    for (let idle = this.#idle.pop(); idle; idle = this.#idle.pop()) {
      if (idle.running) return Promise.resolve(idle);
      this.#environments.delete(idle);
    }
    if (this.#environments.size < mostCopies) return Promise.resolve(this.#start());
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #release(environment: ExecutionEnvironment): void {
    const free = environment.running && !this.#outdated.has(environment) ? environment : undefined;
    if (!free) this.#end(environment);
    if (this.#closed) return;
    const next = this.#waiting.shift();
    if (next) next(free ?? this.#start());
    else if (free) this.#idle.push(free);
  }

  #end(environment: ExecutionEnvironment): void {
    this.#environments.delete(environment);
    void environment.crash();
  }

  #start(): ExecutionEnvironment {
    const environment = new ExecutionEnvironment(this.definition, this.#surroundings);
    this.#environments.add(environment);
    return environment;
  }
}
