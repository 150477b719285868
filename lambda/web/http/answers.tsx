import { html } from 'hono/html';
import { Document, type Page } from '../pages/layout/document';
import type { Site } from '../pages/layout/site';
import { styles } from '../pages/layout/styles';
import type { Answer, Call } from './request';
import { contentSecurityPolicy } from './security-headers';

/** Renders a page as a whole document. */
export function htmlOf(shown: Page, site: Site): string {
  const document = html`<!doctype html>${(<Document page={shown} site={site} />)}`;
  if (document instanceof Promise) throw new TypeError('A page waits for nothing while it is rendered.');
  return document.toString();
}

/** Answers with a page, under a policy that allows only the page's own script and style. */
export function page(call: Call, shown: Page, status = 200): Answer {
  const headers = {
    'Content-Type': 'text/html; charset=UTF-8',
    'Content-Security-Policy': contentSecurityPolicy({
      script: shown.script,
      style: styles,
      images: call.site.organisation?.logo !== undefined,
    }),
  };
  return { status, headers, body: htmlOf(shown, call.site) };
}

/** Answers with data. */
export function json(value: unknown, status = 200): Answer {
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) };
}

/** Answers that it is done. */
export const nothing: Answer = { status: 204, headers: {}, body: '' };

/** Sends the browser to another page of the site. With 303 it opens that page with GET, even after a POST. */
export function redirect(call: Call, path: `/${string}`): Answer {
  return { status: 303, headers: { Location: call.site.pathTo(path) }, body: '' };
}
