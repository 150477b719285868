/** Invokes functions: at once, or as Lambda does asynchronously, with its retries and its destination for failures. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Authorizer } from '../aws/authorizer';
import type { LogSink, Outcome } from './execution-environment';
import type { FailureQueues } from '../aws/failure-queues';
import type { FunctionPool } from './function-pool';

/**
 * Milliseconds that an event waits before work starts. On AWS it passes through a queue, so the caller's answer is on
 * its way by then. Here all share one machine, so the work would delay the answer.
 */
const queueDelay = 20;

/** Milliseconds before the first and the second retry. On AWS they are one minute and two, too long to wait here. */
const retryDelays = [100, 200];

interface Options {
  readonly pools: ReadonlyMap<string, FunctionPool>;
  readonly queues: FailureQueues;
  readonly authorizer: Authorizer;
  readonly log: LogSink;
}

/** Invokes any function, for the gateway, the functions themselves, schedules and custom resources. */
export class Invocations {
  readonly #options: Options;
  readonly #closed = new AbortController();
  readonly #pending = new Set<Promise<Outcome>>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** Invokes a function and waits for its answer. */
  invoke(functionArn: string, requestId: string, event: string): Promise<Outcome> {
    return this.#pool(functionArn).invoke(requestId, event);
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
    const pool = this.#options.pools.get(functionArn);
    if (!pool) throw new Error(`The stack has no function ${functionArn}.`);
    return pool;
  }

  /** Every attempt has the same request id, so that a function recognises its own retries. */
  async #attempt(pool: FunctionPool, requestId: string, event: string): Promise<Outcome> {
    const { retries, maximumAgeSeconds } = pool.definition.asynchronous;
    const givenUpAt = Date.now() + maximumAgeSeconds * 1000;
    await this.#pause(queueDelay);
    let outcome = await pool.invoke(requestId, event);
    let attempts = 1;
    while (!outcome.ok && attempts <= retries && Date.now() < givenUpAt) {
      await this.#pause(retryDelays[attempts - 1] ?? 0);
      if (this.#closed.signal.aborted) return outcome;
      outcome = await pool.invoke(requestId, event);
      attempts += 1;
    }
    if (!outcome.ok && !this.#closed.signal.aborted)
      this.#recordFailure(pool, requestId, event, attempts, outcome);
    return outcome;
  }

  #recordFailure(
    { definition }: FunctionPool,
    requestId: string,
    event: string,
    attempts: number,
    { failure }: Extract<Outcome, { ok: false }>,
  ): void {
    const { queues, authorizer, log } = this.#options;
    const { onFailure, retries } = definition.asynchronous;
    if (onFailure === undefined) return;
    const refusal = authorizer.refusal(definition, { action: 'sqs:SendMessage', resource: onFailure });
    if (refusal !== undefined) {
      log(JSON.stringify({ level: 'WARN', message: `The failure of ${requestId} is lost. ${refusal}` }));
      return;
    }
    queues.send(onFailure, {
      version: '1.0',
      timestamp: new Date().toISOString(),
      requestContext: {
        requestId,
        functionArn: `${definition.arn}:$LATEST`,
        condition: attempts > retries ? 'RetriesExhausted' : 'EventAgeExceeded',
        approximateInvokeCount: attempts,
      },
      requestPayload: JSON.parse(event) as unknown,
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: failure,
    });
  }

  async #pause(milliseconds: number): Promise<void> {
    try {
      await delay(milliseconds, undefined, { signal: this.#closed.signal });
    } catch {
      // The run was closed in the meantime.
    }
  }
}
