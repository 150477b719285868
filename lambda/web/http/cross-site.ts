import type { MiddlewareHandler } from 'hono';
import { Problem } from '../../core/errors';
import type { Call, Web } from './request';

/** Methods that change nothing here. */
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** `none` is a person: a bookmark or the address bar. `same-site` can be another tenant of the same domain. */
const ownFetchSites = new Set(['same-origin', 'none']);

/**
 * Refuses requests that another site makes a browser send. Browsers name the source of a request in `Sec-Fetch-Site`,
 * older ones in `Origin`, and no page can forge either. A caller that sends neither is not a browser, so it holds
 * nobody's cookies.
 *
 * @param publicUrl where this site is; never taken from the request, because the caller chooses its `Host`
 */
export function refuseCrossSite(publicUrl: string): MiddlewareHandler<Web> {
  const ownOrigin = new URL(publicUrl).origin;
  return async (c, next) => {
    if (!safeMethods.has(c.req.method) && !comesFromHere(c, ownOrigin)) throw new Problem('cross-site');
    await next();
  };
}

function comesFromHere(c: Call, ownOrigin: string): boolean {
  const fetchSite = c.req.header('Sec-Fetch-Site');
  if (fetchSite !== undefined) return ownFetchSites.has(fetchSite);
  const origin = c.req.header('Origin');
  return origin === undefined || origin === ownOrigin;
}
