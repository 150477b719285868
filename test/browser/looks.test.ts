import axe from 'axe-core';
import type { BrowserContextOptions } from 'playwright-core';
import { siteDuringTests } from '../support/browser/during-tests';
import { samplePages, sampleSite } from '../support/web/sample-site';

jest.setTimeout(60_000);

const site = siteDuringTests(sampleSite().app);

/** The smallest phone that WCAG names, a usual one, and a desktop. */
const widths = [320, 390, 1280];
const colorSchemes = ['light', 'dark'] as const;

/** All checkable rules of WCAG 2.2 AA. axe leaves out target sizes by default. */
const checkEverything = `axe.run({ rules: { 'target-size': { enabled: true } } }).then(({ violations }) =>
  violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ html }) => html) })))`;

const neededWidth = 'document.documentElement.scrollWidth';

const focused = '[document.activeElement.outerHTML, getComputedStyle(document.activeElement).outlineStyle]';

/**
 * Opens a page in its own browser window. The page's policy applies, unless a test has to add a checker. That window
 * then ignores the policy, and another test covers it.
 */
async function open(name: string, options: BrowserContextOptions = {}) {
  const context = await site.browser().newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(`${site.url}/${name}`);
  return { page, complaints, requests, close: () => context.close() };
}

test('the checker finds what is wrong', async () => {
  const { page, close } = await open('start', { bypassCSP: true });
  await page.setContent(`<html lang="en"><title>Bad</title><main><h1 style="color: #ccc">Bad</h1>
    <input><a href="/a" style="font-size: 8px">a</a><a href="/b" style="font-size: 8px">b</a></main>`);
  await page.addScriptTag({ content: axe.source });
  const found = await page.evaluate<{ id: string }[]>(checkEverything);
  expect(found.map(({ id }) => id)).toStrictEqual(
    expect.arrayContaining(['color-contrast', 'label', 'target-size']),
  );
  await close();
});

describe.each(Object.keys(samplePages))('the page %s', (name) => {
  it.each(colorSchemes)(
    'is accessible and fits, on phones and desktops, in %s colours',
    async (colorScheme) => {
      const { page, close } = await open(name, { bypassCSP: true, colorScheme });
      await page.addScriptTag({ content: axe.source });
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 });
        expect(await page.evaluate(checkEverything)).toStrictEqual([]);
        expect(await page.evaluate(neededWidth)).toBe(width);
      }
      await close();
    },
  );

  it('can be zoomed: with text of twice the size it still fits a phone', async () => {
    const { page, close } = await open(name, { bypassCSP: true, viewport: { width: 390, height: 800 } });
    await page.addStyleTag({ content: 'html { font-size: 200%; }' });
    expect(await page.evaluate(neededWidth)).toBe(390);
    await close();
  });

  it('works under its policy, and loads nothing', async () => {
    const { complaints, requests, close } = await open(name);
    expect(complaints).toStrictEqual([]);
    expect(requests).toStrictEqual([`${site.url}/${name}`]);
    await close();
  });

  it('can be used with the keyboard only: every control is reachable, with a visible focus', async () => {
    const { page, close } = await open(name);
    const all = await page.locator('a, button:enabled, input').locator('visible=true').count();
    const reached = new Map<string, string>();
    for (let stop = 0; stop < all + 3; stop += 1) {
      await page.keyboard.press('Tab');
      const [element, outline] = await page.evaluate<[string, string]>(focused);
      if (/^<(a|button|input)\b/.test(element)) reached.set(element, outline);
    }
    expect([...reached.values()]).toStrictEqual(Array.from({ length: all }, () => 'solid'));
    await close();
  });
});
