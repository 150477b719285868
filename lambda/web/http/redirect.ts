import type { Call } from './request';

/** Sends the browser on to a page of ours. 303: it opens that page with GET, whatever it has just posted. */
export function redirect(c: Call, path: `/${string}`): Response {
  return c.redirect(c.var.pathTo(path), 303);
}
