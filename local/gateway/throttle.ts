/** The stage's throttle: a token bucket with a refill rate and a burst size. */

/** Takes one token; false when the bucket is empty. */
export type Throttle = () => boolean;

/** @param clock milliseconds since any point in time */
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
