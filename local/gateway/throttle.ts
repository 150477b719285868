/** The stage's throttle: a bucket of tokens that fills at a rate and holds a burst. */

/** Takes one token; false when there is none. */
export type Throttle = () => boolean;

/** @param clock milliseconds, from anywhere */
export function tokenBucket(ratePerSecond: number, burst: number, clock: () => number): Throttle {
  let tokens = burst;
  let filledAt = clock();
  return () => {
    const now = clock();
    tokens = Math.min(burst, tokens + ((now - filledAt) / 1000) * ratePerSecond);
    filledAt = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
