/** The stage's throttle: a token bucket with a refill rate and a burst size. */
import { isLike } from '../aws/policy';
import type { Api, Route } from '../template/api';

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

/** A throttle for each setting of the stage. The setting for a method overrides the one for all. */
export function throttles({ stage, routes }: Api): (route: Route) => Throttle {
  const buckets = stage.MethodSettings.flatMap((setting) => {
    const { HttpMethod, ResourcePath, ThrottlingRateLimit, ThrottlingBurstLimit } = setting;
    if (ThrottlingRateLimit === undefined || ThrottlingBurstLimit === undefined) return [];
    // A setting writes the slashes of a path after the first as `~1`.
    const path = ResourcePath.replaceAll('~1', '/').replace(/^\/+/, '/');
    const take = tokenBucket(ThrottlingRateLimit, ThrottlingBurstLimit, () => performance.now());
    return [{ method: HttpMethod, path, take }];
  });
  const free: Throttle = () => true;
  const specific = new Map(
    routes.map((route) => {
      const matching = buckets.filter(
        ({ method, path }) => isLike(route.method, method) && (path === '/*' || path === route.path),
      );
      const chosen = matching.find(({ path }) => path === route.path) ?? matching[0];
      return [route, chosen?.take ?? free];
    }),
  );
  return (route) => specific.get(route) ?? free;
}
