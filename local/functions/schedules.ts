/** The rules that invoke a function on a schedule. */
import { randomUUID } from 'node:crypto';
import type { Outcome } from './execution-environment';
import { mayInvoke } from './invoke-permission';
import type { Schedule } from '../template/schedules';
import type { Stack } from '../template/stack';

type InvokeLater = (functionArn: string, event: string) => Promise<Outcome>;

/** Runs the rules of the stack while the laptop run lasts. */
export class Schedules {
  readonly #stack: Stack;
  readonly #invokeLater: InvokeLater;
  readonly #timers: readonly NodeJS.Timeout[];

  constructor(stack: Stack, invokeLater: InvokeLater) {
    this.#stack = stack;
    this.#invokeLater = invokeLater;
    this.#timers = stack.schedules.map((schedule) =>
      setInterval(() => void this.#run(schedule), schedule.everyMilliseconds).unref(),
    );
  }

  /** Runs every rule's target now. Resolves with each outcome. */
  runAll(): Promise<readonly Outcome[]> {
    return Promise.all(this.#stack.schedules.map((schedule) => this.#run(schedule)));
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  async #run({ functionArn, ruleArn, input }: Schedule): Promise<Outcome> {
    if (!mayInvoke(this.#stack, functionArn, 'events.amazonaws.com', ruleArn)) {
      const errorMessage = `${ruleArn} may not invoke ${functionArn}`;
      return { ok: false, failure: { errorType: 'AccessDeniedException', errorMessage, trace: [] } };
    }
    return this.#invokeLater(functionArn, input ?? this.#event(ruleArn));
  }

  #event(ruleArn: string): string {
    const { account, region } = this.#stack.place;
    return JSON.stringify({
      version: '0',
      id: randomUUID(),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account,
      time: new Date().toISOString(),
      region,
      resources: [ruleArn],
      detail: {},
    });
  }
}
