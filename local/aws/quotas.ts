/** The rates at which AWS takes calls. Beyond them it answers that the caller should come later. */
import { tokenBucket, type Throttle } from '../gateway/throttle';
import { ServiceError } from './service-error';

/** Calls a second, by action: `{ 'ssm:PutParameter': 3 }`. */
export type Rates = Readonly<Record<string, number>>;

/** Counts the calls of the actions that have a quota. */
export class Quotas {
  /** How many calls were over their quota so far. */
  throttled = 0;
  readonly #throttles: ReadonlyMap<string, Throttle>;

  /** @param clock milliseconds since any point in time */
  constructor(rates: Rates, clock: () => number = Date.now) {
    this.#throttles = new Map(
      Object.entries(rates).map(([action, rate]) => [action, tokenBucket(rate, Math.max(1, rate), clock)]),
    );
  }

  /** @throws ServiceError when the quota of the action is used up for now. */
  use(action: string): void {
    if (this.#throttles.get(action)?.() ?? true) return;
    this.throttled += 1;
    throw new ServiceError('ThrottlingException', 'Rate exceeded', 400, 'Throttling');
  }
}
