/** A counter's answer: counted, or refused with the seconds until the next request can be counted. */
export type Counted = { readonly allowed: true } | { readonly allowed: false; readonly retryAfter: number };

/** Counts requests; the check and the count are one step, so parallel requests cannot slip by. */
export interface RequestCounter {
  count(counter: string, limit: number, windowSeconds: number): Promise<Counted>;
}

/** Counts attempts in a row: a success starts the row anew. */
export interface AttemptCounter extends RequestCounter {
  reset(counter: string): Promise<void>;
}
