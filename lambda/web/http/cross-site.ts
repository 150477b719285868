import { Problem } from '../../core/errors';
import type { Call } from './request';

/** Methods that change nothing here. */
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** `none` is a person: a bookmark or the address bar. `same-site` can be another tenant of the same domain. */
const ownFetchSites = new Set(['same-origin', 'none']);

/**
 * Refuses requests that another site makes a browser send. Browsers name the source of a request in `Sec-Fetch-Site`,
 * older ones in `Origin`, and no page can forge either. A caller that sends neither is not a browser, so it holds
 * nobody's cookies.
 *
 * @param ownOrigin where this site is; never taken from the request, because the caller chooses its `Host`
 * @throws Problem `cross-site`
 */
export function refuseCrossSite(call: Call, ownOrigin: string): void {
  if (!safeMethods.has(call.method) && !comesFromHere(call, ownOrigin)) throw new Problem('cross-site');
}

function comesFromHere({ headers }: Call, ownOrigin: string): boolean {
  const fetchSite = headers.get('sec-fetch-site');
  if (fetchSite !== undefined) return ownFetchSites.has(fetchSite);
  const origin = headers.get('origin');
  return origin === undefined || origin === ownOrigin;
}
