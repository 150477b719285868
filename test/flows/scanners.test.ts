import type { Local } from '../../local';
import { launchChromium } from '../support/chromium';
import { Person } from '../support/person';
import { startTestStack } from '../support/stack';

describe('a mail scanner', () => {
  let local: Local;

  beforeAll(async () => {
    local = await startTestStack();
  });
  afterAll(() => local.close());

  it('can open a link a thousand times, with GET and HEAD, and it still works for its owner', async () => {
    const alice = new Person(local);
    const link = await alice.receiveLink('alice@example.com');
    const scanner = new Person(local);
    for (let round = 0; round < 50; round += 1) {
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          scanner.send(index % 2 === 0 ? 'GET' : 'HEAD', `/extract/${link.id}`),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    }
    expect((await alice.open(link)).status).toBe(200);
  });

  it('can open a link in a browser, run its scripts and press every button, again and again', async () => {
    const alice = new Person(local);
    const link = await alice.receiveLink('alice@example.com');
    const browser = await launchChromium();
    try {
      const page = await (await browser.newContext()).newPage();
      for (let round = 0; round < 8; round += 1) {
        await page.goto(`${local.url}/extract/${link.id}#${link.key}`);
        // Scanners do not care for what a form asks for: they submit it as it is.
        await page.evaluate('for (const form of document.forms) form.noValidate = true');
        const buttons = await page.locator('button:visible').count();
        expect(buttons).toBeGreaterThan(0);
        for (let index = 0; index < buttons; index += 1) {
          await Promise.all([
            page.waitForLoadState('load'),
            page.locator('button:visible').nth(index).click(),
          ]);
        }
        expect(await page.content()).not.toContain('id="password"');
      }
    } finally {
      await browser.close();
    }
    expect((await alice.open(link)).status).toBe(200);
  });
});
