import { html } from 'hono/html';
import type { StatusCode } from 'hono/utils/http-status';
import { Document, type Page, type PathTo } from '../pages/layout/document';
import { styles } from '../pages/layout/styles';
import type { Call } from './request';
import { contentSecurityPolicy } from './security-headers';

/** Renders a page as a whole document. */
export function htmlOf(shown: Page, pathTo: PathTo) {
  const document = <Document page={shown} pathTo={pathTo} />;
  return html`<!doctype html>${document}`;
}

/** Answers with a page, under a policy that allows only the page's own script and style. */
export function page(c: Call, shown: Page, status: StatusCode = 200): Response | Promise<Response> {
  c.status(status);
  c.header('Content-Security-Policy', contentSecurityPolicy({ script: shown.script, style: styles }));
  return c.html(htmlOf(shown, c.var.pathTo));
}
