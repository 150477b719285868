/** A function in a process of its own. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What a number of calls came to. */
export interface Measured {
  /** Milliseconds of processor time of each call, with what it left to do after its answer. */
  readonly processor: readonly number[];
  /** Bytes on the heap after all calls that were not there before them, both after a collection. */
  readonly heapGrowth: number;
}

/** How a function is called. */
export interface Calls {
  readonly event: unknown;
  /** @default 1 */
  readonly calls?: number;
  /** The status that each answer must have; a queue's function answers none. */
  readonly status: number | undefined;
}

type Message = { readonly ready: true } | { readonly error: string } | Measured;

/** A function that is loaded, and can be called. */
export class FunctionHost {
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess) {
    this.#process = process;
  }

  /**
   * Starts a process and loads a function in it.
   *
   * @param environment all that the function finds in its environment
   */
  static async load(bundle: string, environment: Readonly<Record<string, string>>): Promise<FunctionHost> {
    const child = fork(join(__dirname, 'host.mjs'), [pathToFileURL(bundle).href], {
      // Inherits no loader and no flag of this process.
      execArgv: ['--expose-gc'],
      env: { PATH: process.env.PATH, ...environment },
      // Its log lines cost it what they cost, and go nowhere.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const host = new FunctionHost(child);
    await host.#next();
    return host;
  }

  /** Calls the function, one call after the other. @throws Error when an answer is not as expected. */
  async call({ event, calls = 1, status }: Calls): Promise<Measured> {
    this.#process.send({ event, calls, status });
    const message = await this.#next();
    if ('ready' in message) throw new Error('The function was loaded twice.');
    if ('error' in message) throw new Error(message.error);
    return message;
  }

  /** Ends the process. */
  async close(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const exit = once(this.#process, 'exit');
    this.#process.kill();
    await exit;
  }

  async #next(): Promise<Exclude<Message, { error: string }> | { readonly error: string }> {
    const aborted = new AbortController();
    const ended = once(this.#process, 'exit', { signal: aborted.signal }).then(() => {
      throw new Error('The process of the function ended.');
    });
    try {
      const message = once(this.#process, 'message', { signal: aborted.signal });
      const [answer] = (await Promise.race([message, ended])) as [Message];
      return answer;
    } finally {
      ended.catch(() => undefined);
      aborted.abort();
    }
  }
}

/** Loads a function, measures something, and ends it. */
export async function withFunction<Value>(
  bundle: string,
  environment: Readonly<Record<string, string>>,
  measure: (host: FunctionHost) => Promise<Value>,
): Promise<Value> {
  const host = await FunctionHost.load(bundle, environment);
  try {
    return await measure(host);
  } finally {
    await host.close();
  }
}
