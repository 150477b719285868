import type { Context } from 'hono';
import type { Problem } from '../../core/errors';
import type { Page, PathTo } from '../pages/layout/document';

/** What the gateway knows about a request and the request itself cannot be trusted to say. */
export interface Gateway {
  readonly requestId: string;
  /** The network address of the caller, as API Gateway saw it; never taken from a header. */
  readonly clientAddress: string;
}

/**
 * The page for a problem where the request has a better one than the general: mostly the form again, where it can be put
 * right. Undefined for any other problem.
 */
export type FormFor = (problem: Problem) => Page | undefined;

/** What hono carries along with each request. */
export interface Web {
  Bindings: Partial<Gateway>;
  Variables: { gateway: Gateway; pathTo: PathTo; formFor?: FormFor };
}

/** One request and the answer in the making. */
export type Call = Context<Web>;

/** Where a call without a gateway in front of it comes from: tests only. */
export const withoutGateway: Gateway = { requestId: 'none', clientAddress: '0.0.0.0' };

/** The id under which this request's log lines can be found. */
export function requestId(c: Call): string {
  return c.var.gateway.requestId;
}

/** The caller's network address. Limits are counted by it, so it comes from the gateway alone. */
export function clientAddress(c: Call): string {
  return c.var.gateway.clientAddress;
}

/** Sends the browser on to a page of ours. 303: it opens that page with GET, whatever it has just posted. */
export function redirect(c: Call, path: `/${string}`): Response {
  return c.redirect(c.var.pathTo(path), 303);
}
