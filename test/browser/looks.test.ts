/**
 * Every page fits in every language. Checks of accessibility and walks with the keyboard are in English;
 * `LANGUAGES=all npx jest test/browser/looks` makes them in every language, which takes some minutes.
 */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { type Language, languages } from '../../lambda/core/language';
import { accessibilityCheckDuringTests } from '../support/browser/accessibility-check';
import { siteDuringTests } from '../support/browser/during-tests';
import { samplePages, sampleSite } from '../support/web/sample-site';
import { type Served, serve } from '../support/web/serve';

jest.setTimeout(60_000);

const site = siteDuringTests(sampleSite(undefined, undefined, undefined, languages).app);
const accessibility = accessibilityCheckDuringTests();

/** The widest name that the settings take, with the widest logo. */
const organisation = {
  name: 'W'.repeat(60),
  logo: `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 90"/>')}`,
  contact: 'help@example.com',
};
let sites: Readonly<Record<'nobody' | 'organisation', Pick<Served, 'url'>>>;
let ofOrganisation: Served;
beforeAll(async () => {
  ofOrganisation = await serve(sampleSite(undefined, undefined, organisation, languages).app);
  sites = { nobody: site, organisation: ofOrganisation };
});
afterAll(() => ofOrganisation.close());

/** The smallest phone that WCAG names, a desktop, and a usual phone. Each change of the width is another picture to draw. */
const widths = [320, 1280, 390];
const smallest = { width: 320, height: 800 };

/** Each page in both colour schemes and for both owners; all four of them only for the frame, which is the same everywhere. */
const variants = [
  ['light', 'nobody'],
  ['dark', 'organisation'],
] as const;
const otherVariants = [
  ['dark', 'nobody'],
  ['light', 'organisation'],
] as const;
type Owner = (typeof variants)[number][1];

/** The languages in which everything is checked. */
const thorough: readonly Language[] = process.env.LANGUAGES === 'all' ? languages : ['en'];

const neededWidth = 'document.documentElement.scrollWidth';

const focused = '[document.activeElement.outerHTML, getComputedStyle(document.activeElement).outlineStyle]';

/** A window for all tests of the file: starting one takes longer than most of them. */
function windowDuringTests(options: BrowserContextOptions) {
  let page: Page;
  const complaints: string[] = [];
  const requests: string[] = [];
  beforeAll(async () => {
    page = await (await site.browser().newContext(options)).newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
  });
  return {
    /** Opens a page of a sample site anew, and forgets what the window has seen. */
    async open(
      name: string,
      owner: Owner = 'nobody',
      language: Language = 'en',
      viewport = { width: 1280, height: 800 },
    ) {
      await page.setViewportSize(viewport);
      complaints.length = 0;
      requests.length = 0;
      await page.goto(`${sites[owner].url}/${name}?lang=${language}`);
      return { page, complaints, requests };
    },
  };
}

const visitor = windowDuringTests({});
/** A test that has to add a checker or a style makes its window ignore the page's policy. Another test covers that. */
const inspector = windowDuringTests({ bypassCSP: true });

test('the checker finds what is wrong', async () => {
  const { page } = await inspector.open('start');
  await page.setContent(`<html lang="en"><title>Bad</title><main><h1 style="color: #ccc">Bad</h1>
    <input><a href="/a" style="font-size: 8px">a</a><a href="/b" style="font-size: 8px">b</a></main>`);
  await accessibility.addTo(page);
  const found = await accessibility.violations(page);
  expect(found.map(({ id }) => id)).toStrictEqual(
    expect.arrayContaining(['color-contrast', 'label', 'target-size']),
  );
});

async function expectToFit(
  name: string,
  language: Language,
  colorScheme: 'light' | 'dark',
  owner: Owner,
): Promise<void> {
  const { page } = await inspector.open(name, owner, language, smallest);
  await page.emulateMedia({ colorScheme });
  await accessibility.addTo(page);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    expect(await accessibility.violations(page)).toStrictEqual([]);
    expect(await page.evaluate(neededWidth)).toBe(width);
  }
}

test.each(otherVariants)(
  'the frame of pages is accessible and fits, in %s colours, of %s',
  async (...variant) => {
    await expectToFit('account', 'en', ...variant);
    await expectToFit('problem', 'en', ...variant);
  },
);

/** In a frame a page has the frame's width for its own, so one window shows all pages at once. */
const framesOf = `(async (sources) => {
  document.body.replaceChildren(...sources.map((source) => {
    const frame = document.createElement('iframe');
    frame.style = 'height: 800px; border: 0';
    frame.srcdoc = source;
    return frame;
  }));
  const frames = [...document.querySelectorAll('iframe')];
  await Promise.all(frames.map((frame) => new Promise((resolve) => (frame.onload = resolve))));
  return frames.map(({ contentDocument }) => contentDocument.documentElement.lang);
})`;
const neededWidthsAt = `(([width, fontSize]) => [...document.querySelectorAll('iframe')].map((frame) => {
  frame.style.width = width + 'px';
  frame.contentDocument.documentElement.style.fontSize = fontSize;
  return frame.contentDocument.documentElement.scrollWidth;
}))`;

test.each(languages.slice(1))('every page fits, in the language %s', async (language) => {
  const names = Object.keys(samplePages);
  const sources = await Promise.all(
    names.map(async (name) => (await fetch(`${ofOrganisation.url}/${name}?lang=${language}`)).text()),
  );
  const { page } = await inspector.open('start');
  const evaluate = async <Result>(code: string, given: unknown) =>
    page.evaluate<Result>(`${code}(${JSON.stringify(given)})`);
  expect(new Set(await evaluate<string[]>(framesOf, sources))).toStrictEqual(new Set([language]));
  const looks = [...widths.map((width) => [width, ''] as const), [390, '200%'] as const];
  for (const look of looks) {
    const needed = await evaluate<number[]>(neededWidthsAt, look);
    const tooWide = names.flatMap((name, index) =>
      needed[index] === look[0] ? [] : [[name, needed[index]]],
    );
    expect([look, tooWide]).toStrictEqual([look, []]);
  }
});

test('lines of Japanese end between words', async () => {
  const { page } = await inspector.open('code', 'nobody', 'ja');
  const breaks = await page.evaluate<string[]>(
    `[...document.querySelectorAll('h1, h2, p, label, button')].map((text) => getComputedStyle(text).wordBreak)`,
  );
  expect(new Set(breaks)).toStrictEqual(new Set(['auto-phrase']));
});

const pagesToCheck = thorough.flatMap((language) =>
  Object.keys(samplePages).map((name) => [name, language] as const),
);

describe.each(pagesToCheck)('the page %s in the language %s', (name, language) => {
  it.each(variants)('is accessible and fits, on phones and desktops, in %s colours, of %s', (...variant) =>
    expectToFit(name, language, ...variant),
  );

  it('can be zoomed: with text of twice the size it still fits a phone', async () => {
    const { page } = await inspector.open(name, 'organisation', language, {
      width: 390,
      height: 800,
    });
    await page.addStyleTag({ content: 'html { font-size: 200%; }' });
    expect(await page.evaluate(neededWidth)).toBe(390);
  });

  it('works under its policy, and loads nothing', async () => {
    const { complaints, requests } = await visitor.open(name, 'organisation', language);
    expect(complaints).toStrictEqual([]);
    expect(requests).toStrictEqual([`${ofOrganisation.url}/${name}?lang=${language}`]);
  });

  it('can be used with the keyboard only: every control is reachable, with a visible focus', async () => {
    const { page } = await visitor.open(name, 'nobody', language);
    const all = await page.locator('a, button:enabled, input').locator('visible=true').count();
    const reached = new Map<string, string>();
    for (let stop = 0; stop < all + 3; stop += 1) {
      await page.keyboard.press('Tab');
      const [element, outline] = await page.evaluate<[string, string]>(focused);
      if (/^<(a|button|input)\b/.test(element)) reached.set(element, outline);
    }
    expect([...reached.values()]).toStrictEqual(Array.from({ length: all }, () => 'solid'));
  });
});
