import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { Web } from './request';

/** The one script and the one style that a page may run, as they stand in the document. */
export interface InlineParts {
  readonly script?: string | undefined;
  readonly style?: string;
  /** Whether it may send forms to its own site; a page may unless told otherwise. */
  readonly forms?: boolean;
}

/** A CSP source that allows exactly this text, wherever it is inline. */
function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/**
 * The policy of one answer. Nothing may be loaded from anywhere, this site included: a page runs its own script,
 * wears its own style and posts to its own site, and an answer that is no page does none of it.
 */
export function contentSecurityPolicy({
  script,
  style,
  forms = style !== undefined,
}: InlineParts = {}): string {
  return [
    "default-src 'none'",
    ...(script === undefined ? [] : [`script-src ${hashOf(script)}`]),
    ...(style === undefined ? [] : [`style-src ${hashOf(style)}`]),
    "base-uri 'none'",
    `form-action ${forms ? "'self'" : "'none'"}`,
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Headers of every answer. */
export const everyAnswer: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  // Not `no-referrer`: with it browsers send `Origin: null` along with a page's own form.
  'Referrer-Policy': 'same-origin',
  'Strict-Transport-Security': 'max-age=31536000',
  'X-Content-Type-Options': 'nosniff',
};

/** Sets the security headers on whatever comes out: pages, data, refusals and failures. */
export function securityHeaders(): MiddlewareHandler<Web> {
  return async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(everyAnswer)) c.res.headers.set(name, value);
    if (!c.res.headers.has('Content-Security-Policy')) {
      c.res.headers.set('Content-Security-Policy', contentSecurityPolicy());
    }
  };
}
