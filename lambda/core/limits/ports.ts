/** A counter's answer: counted, or refused with the seconds until it counts again. */
export type Counted = { readonly allowed: true } | { readonly allowed: false; readonly retryAfter: number };

/** Counts requests. Check and count are one step, so that parallel requests cannot pass the limit. */
export interface RequestCounter {
  count(counter: string, limit: number, windowSeconds: number): Promise<Counted>;
}

/** Counts attempts in a row. A success resets the count. */
export interface AttemptCounter extends RequestCounter {
  reset(counter: string): Promise<void>;
}
