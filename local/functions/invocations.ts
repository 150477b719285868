/** Invokes functions: at once, or as Lambda does asynchronously, with its retries. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Outcome } from './execution-environment';
import type { FunctionPool } from './function-pool';

/**
 * Milliseconds that an event waits before work starts. On AWS it passes through a queue, so the caller's answer is on
 * its way by then. Here all share one machine, so the work would delay the answer.
 */
export const queueDelay = 20;

/** Milliseconds before the first and the second retry. On AWS they are one minute and two, too long to wait here. */
const retryDelays = [100, 200];

/** Invokes any function, for the gateway, the functions themselves, schedules and custom resources. */
export class Invocations {
  readonly #pools: ReadonlyMap<string, FunctionPool>;
  readonly #closed = new AbortController();
  readonly #pending = new Set<Promise<Outcome>>();

  constructor(pools: ReadonlyMap<string, FunctionPool>) {
    this.#pools = pools;
  }

  /**
   * Invokes a function and waits for its answer.
   *
   * @param onStart called when a copy of the function takes the invocation.
   */
  invoke(functionArn: string, requestId: string, event: string, onStart?: () => void): Promise<Outcome> {
    return this.#pool(functionArn).invoke(requestId, event, onStart);
  }

  /** Takes an event and returns at once. The promise settles with the last outcome, after any retries. */
  invokeLater(functionArn: string, event: string): Promise<Outcome> {
    const attempts = this.#attempt(this.#pool(functionArn), randomUUID(), event);
    this.#pending.add(attempts);
    void attempts.finally(() => this.#pending.delete(attempts));
    return attempts;
  }

  /** Resolves when no asynchronous invocation is waiting or running, including those that start in the meantime. */
  async idle(): Promise<void> {
    while (this.#pending.size > 0) await Promise.allSettled(this.#pending);
  }

  /** Drops the events that wait for a retry. */
  close(): void {
    this.#closed.abort();
  }

  #pool(functionArn: string): FunctionPool {
    const pool = this.#pools.get(functionArn);
    if (!pool) throw new Error(`The stack has no function ${functionArn}.`);
    return pool;
  }

  /** Every attempt has the same request id, so that a function recognises its own retries. */
  async #attempt(pool: FunctionPool, requestId: string, event: string): Promise<Outcome> {
    await this.#pause(queueDelay);
    let outcome = await pool.invoke(requestId, event);
    for (const milliseconds of retryDelays) {
      if (outcome.ok) return outcome;
      await this.#pause(milliseconds);
      if (this.#closed.signal.aborted) return outcome;
      outcome = await pool.invoke(requestId, event);
    }
    return outcome;
  }

  async #pause(milliseconds: number): Promise<void> {
    try {
      await delay(milliseconds, undefined, { signal: this.#closed.signal });
    } catch {
      // The run was closed in the meantime.
    }
  }
}
