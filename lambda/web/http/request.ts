import type { Context } from 'hono';
import type { Problem } from '../../core/errors';
import type { Page, PathTo } from '../pages/layout/document';

/** What API Gateway knows about a request. The request itself could lie about it. */
export interface Gateway {
  readonly requestId: string;
  /** The caller's network address, as API Gateway saw it; never taken from a header. */
  readonly clientAddress: string;
}

/**
 * The page for a problem where the route has a better one than the default, usually the form to correct. Undefined for
 * any other problem.
 */
export type FormFor = (problem: Problem) => Page | undefined;

/** What Hono passes along with each request. */
export interface Web {
  Bindings: Partial<Gateway>;
  Variables: { gateway: Gateway; pathTo: PathTo; formFor?: FormFor };
}

/** One request and its answer. */
export type Call = Context<Web>;

/** Used when no gateway calls the app: in tests only. */
export const withoutGateway: Gateway = { requestId: 'none', clientAddress: '0.0.0.0' };

/** The id that finds this request's log lines. */
export function requestId(c: Call): string {
  return c.var.gateway.requestId;
}

/** The caller's network address. The limits count by it, so it comes from the gateway only. */
export function clientAddress(c: Call): string {
  return c.var.gateway.clientAddress;
}

/** Sends the browser to another page of the site. With 303 it opens that page with GET, even after a POST. */
export function redirect(c: Call, path: `/${string}`): Response {
  return c.redirect(c.var.pathTo(path), 303);
}
