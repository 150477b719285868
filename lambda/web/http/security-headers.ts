import { createHash } from 'node:crypto';
import type { Language } from '../../core/language';
import type { Answer } from './request';

/** The one script and the one style that a page may use, as they are in the document. */
export interface InlineParts {
  readonly script?: string | undefined;
  readonly style?: string;
  /** Whether the page has images in it, as `data:` URLs. */
  readonly images?: boolean;
  /** Whether the page may send forms to its own site. By default a page may. */
  readonly forms?: boolean;
}

/** A CSP source that allows exactly this inline text. */
function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/**
 * The policy of one answer. It allows loading from nowhere, not even from this site. A page may run its own script, use
 * its own style, show the images in it and post to its own site; other answers may do nothing.
 */
export function contentSecurityPolicy({
  script,
  style,
  images = false,
  forms = style !== undefined,
}: InlineParts = {}): string {
  return [
    "default-src 'none'",
    ...(script === undefined ? [] : [`script-src ${hashOf(script)}`]),
    ...(style === undefined ? [] : [`style-src ${hashOf(style)}`]),
    ...(images ? ['img-src data:'] : []),
    "base-uri 'none'",
    `form-action ${forms ? "'self'" : "'none'"}`,
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Headers of every answer. */
export const everyAnswer: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  // Not `no-referrer`: with that, browsers send `Origin: null` with a page's own form.
  'Referrer-Policy': 'same-origin',
  'Strict-Transport-Security': 'max-age=31536000',
  'X-Content-Type-Options': 'nosniff',
};

/** The answer with the headers of every answer: a page, data, a refusal or a failure. Only a page has its own policy. */
export function withSecurityHeaders(answer: Answer, language: Language): Answer {
  const policy = { 'Content-Security-Policy': contentSecurityPolicy() };
  return {
    ...answer,
    headers: { ...policy, ...answer.headers, ...everyAnswer, 'Content-Language': language },
  };
}
