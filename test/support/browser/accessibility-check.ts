import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds wrong with pages. */
export interface AccessibilityCheck {
  /** Adds the checker to an open page, which must not hold it to its own policy. */
  addTo(page: Page): Promise<unknown>;
  violations(page: Page): Promise<{ readonly id: string; readonly where: readonly string[] }[]>;
}

/**
 * All checkable rules of WCAG 2.2 AA. axe leaves out target sizes by default. Of what is right it describes one example for
 * each rule: it would take longer to describe all than to check them.
 */
const checkEverything = `axe.run({ resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })
  .then(({ violations }) => violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ html }) => html) })))`;

/** Serves the checker during the tests, at an address where the browser keeps what it has compiled. */
export function accessibilityCheckDuringTests(): AccessibilityCheck {
  let server: Server;
  beforeAll(async () => {
    server = createServer((_, answer) => {
      answer.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'max-age=3600' });
      answer.end(axe.source);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(async () => {
    server.closeAllConnections();
    await once(server.close(), 'close');
  });
  return {
    addTo: (page) =>
      page.addScriptTag({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/axe.js` }),
    violations: (page) => page.evaluate(checkEverything),
  };
}
