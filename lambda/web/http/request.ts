import { Problem } from '../../core/errors';
import type { Page } from '../pages/layout/document';
import type { Site } from '../pages/layout/site';
import type { ToldProblem } from '../words/told-problem';

/** What API Gateway knows about a request. The request itself could lie about it. */
export interface Gateway {
  readonly requestId: string;
  /** The caller's network address, as API Gateway saw it; never taken from a header. */
  readonly clientAddress: string;
  /** The AWS identity that signed the request, for a route that takes signed requests only. */
  readonly signer?: string | undefined;
}

/** A request as plain values, and not a global `Request`: see decision 16. */
export interface HttpRequest {
  readonly method: string;
  /** Without the stage and the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Values by name, in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** Empty if there is none. */
  readonly body: Uint8Array;
  readonly gateway: Gateway;
}

/**
 * The page for a problem where the route has a better one than the default, usually the form to correct. Undefined for
 * any other problem.
 */
export type FormFor = (problem: ToldProblem) => Page | undefined;

/** One request in its route, and what its answer will need. */
export interface Call<Parameter extends string = never> extends HttpRequest {
  /** The parts of the path that the route names, decoded. */
  readonly params: Readonly<Record<Parameter, string>>;
  readonly site: Site;
  /** The `Set-Cookie` headers of the answer. A route that fails later still sets them. */
  readonly cookies: string[];
  formFor?: FormFor;
}

/** What a route answers. The app adds what all answers have. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty if there is none. */
  readonly body: string;
}

/** An answer with everything that the caller gets. */
export interface FullAnswer extends Answer {
  /** The `Set-Cookie` headers. */
  readonly cookies: readonly string[];
}

/** The id that finds this request's log lines. */
export const requestId = (call: Call): string => call.gateway.requestId;

/** The caller's network address. The limits count by it, so it comes from the gateway only. */
export const clientAddress = (call: Call): string => call.gateway.clientAddress;

/**
 * Who signed the request. API Gateway has checked the signature; nothing that the caller writes into the request counts.
 *
 * @throws Problem `forbidden` if nobody did: then the route is open to everybody by mistake.
 */
export function signerOf({ gateway }: Call): string {
  if (gateway.signer === undefined) throw new Problem('forbidden');
  return gateway.signer;
}
