import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { page as answer } from '../../lambda/web/page';
import { extractPage } from '../../lambda/web/pages/extract-page';
import { passwordPage } from '../../lambda/web/pages/password-page';
import { focusOn, launchChromium } from '../support/chromium';
import { sample, sampleSite } from '../support/sample-site';
import { type Served, serve } from '../support/serve';

jest.setTimeout(60_000);

const { id, key, user, password, signInUrl } = sample;

let browser: Browser;
let site: Served;
/** The bodies that were posted to the link. */
let posted: string[];

/** A site with one link that shows its password to whoever posts to it first. */
function siteWithLink() {
  const { app } = sampleSite();
  app.get('/extract/:id', (c) => answer(c, extractPage({ id, askForPickupCode: false })));
  app.post('/extract/:id', async (c) => {
    posted.push(await c.req.text());
    return posted.length === 1
      ? answer(c, passwordPage({ user, password, signInUrl }))
      : c.text('used already', 410);
  });
  return app;
}

beforeAll(async () => {
  [browser, site] = await Promise.all([launchChromium(), serve(siteWithLink())]);
});

beforeEach(() => {
  posted = [];
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

async function withPage(options: BrowserContextOptions, act: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext(options);
  await act(await context.newPage());
  await context.close();
}

const showMyPassword = (page: Page) => page.getByRole('button', { name: 'Show my password' }).click();

describe('the page of a link', () => {
  it.each([
    ['as it was mailed', `#${key}`],
    ['with its # as %23', `%23${key}`],
    ['with more hung onto it', `#${key}&utm_source=mail`],
    ['with a full stop behind it', `#${key}.`],
    ['with its # as %23 and something of somebody else behind it', `%23${key}#section`],
  ])('takes the key out of the link and out of the address bar: %s', async (_, ending) => {
    await withPage({}, async (page) => {
      await page.goto(`${site.url}/extract/${id}${ending}`);
      expect(page.url()).toBe(`${site.url}/extract/${id}`);
      expect(await page.getByLabel('Key from the mail').isVisible()).toBe(false);
      expect(posted).toStrictEqual([]);

      await showMyPassword(page);
      expect(await page.locator('#password').textContent()).toBe(password);
      expect(posted).toStrictEqual([`key=${key}`]);
      expect(page.url()).toBe(`${site.url}/extract/${id}`);
    });
  });

  it('leaves no trace of the key in the history', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${site.url}/start`);
      await page.goto(`${site.url}/extract/${id}#${key}`);
      await page.goto(`${site.url}/generate`);
      await page.goBack();
      expect(page.url()).toBe(`${site.url}/extract/${id}`);
    });
  });

  it('asks for the key when the mail program cut it off, and takes a link that is pasted into the address bar', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${site.url}/extract/${id}`);
      expect(await page.getByLabel('Key from the mail').isVisible()).toBe(true);
      await showMyPassword(page);
      expect(posted).toStrictEqual([]);

      await page.evaluate(`location.hash = '${key}'`);
      await page.getByLabel('Key from the mail').waitFor({ state: 'hidden' });
      expect(page.url()).toBe(`${site.url}/extract/${id}`);
      await showMyPassword(page);
      expect(posted).toStrictEqual([`key=${key}`]);
    });
  });

  it('keeps asking when what is in the fragment is no key', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${site.url}/extract/${id}#section-2`);
      expect(await page.getByLabel('Key from the mail').isVisible()).toBe(true);
      expect(await page.getByLabel('Key from the mail').inputValue()).toBe('');
    });
  });

  it('works without scripts: the key is pasted', async () => {
    await withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`${site.url}/extract/${id}#${key}`);
      await page.getByLabel('Key from the mail').fill(key);
      await showMyPassword(page);
      expect(await page.locator('#password').textContent()).toBe(password);
      expect(await page.getByRole('button').count()).toBe(0);
    });
  });

  it('puts what went wrong first: the eye, the focus and the title find it', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${site.url}/extract-again`);
      expect(await page.title()).toMatch(/^Error: That pickup code is wrong/);
      await focusOn(page, 'problem');
    });
  });
});

describe('the password page', () => {
  /** Opens it as a person does: by the button of the link's page. */
  async function opened(page: Page): Promise<void> {
    await page.goto(`${site.url}/extract/${id}#${key}`);
    await showMyPassword(page);
    await page.getByRole('button', { name: 'Hide' }).waitFor();
  }

  const shown = (page: Page) => page.locator('#password').textContent();
  const told = (page: Page) => page.getByRole('status').textContent();
  const everything = (page: Page) => page.evaluate<string>('document.body.innerHTML');

  it('copies the password, hidden or not, and says so', async () => {
    await withPage({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
      await opened(page);
      for (const name of ['Hide', 'Show']) {
        await page.evaluate(`navigator.clipboard.writeText('something else')`);
        await page.getByRole('button', { name: 'Copy' }).click();
        await page.getByText('Copied.').waitFor();
        expect(await page.evaluate('navigator.clipboard.readText()')).toBe(password);
        await page.getByRole('button', { name }).click();
        expect(await told(page)).toBe('');
      }
    });
  });

  it('selects the password where copying is not allowed', async () => {
    await withPage({}, async (page) => {
      await page.addInitScript('navigator.clipboard.writeText = () => Promise.reject(new Error("denied"))');
      await opened(page);
      await page.getByRole('button', { name: 'Hide' }).click();
      await page.getByRole('button', { name: 'Copy' }).click();
      await page.getByText('The password is selected').waitFor();
      expect(await page.evaluate('getSelection().toString()')).toBe(password);
    });
  });

  it('hides the password and shows it again', async () => {
    await withPage({}, async (page) => {
      await opened(page);
      await page.getByRole('button', { name: 'Hide' }).click();
      expect(await shown(page)).toMatch(/^•{12}$/);
      expect(await everything(page)).not.toContain(password);
      await page.getByRole('button', { name: 'Show' }).click();
      expect(await shown(page)).toBe(password);
    });
  });

  it('hides it by itself after a minute, each time anew', async () => {
    await withPage({}, async (page) => {
      await page.clock.install();
      await opened(page);
      await page.clock.runFor(59_000);
      expect(await shown(page)).toBe(password);
      await page.clock.runFor(1_000);
      expect(await shown(page)).toMatch(/^•{12}$/);
      expect(await told(page)).toContain('The password was hidden');

      await page.getByRole('button', { name: 'Show' }).click();
      await page.clock.runFor(59_000);
      expect(await shown(page)).toBe(password);
      await page.clock.runFor(1_000);
      expect(await everything(page)).not.toContain(password);
    });
  });

  it('forgets the password when the page is left, should the browser keep the page', async () => {
    await withPage({}, async (page) => {
      await opened(page);
      await page.evaluate(`dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))`);
      expect(await everything(page)).not.toContain(password);
      expect(await told(page)).toContain('The password is gone from this page');
      expect(await page.getByRole('button').count()).toBe(0);
    });
  });

  it('does not come back with the back button', async () => {
    await withPage({}, async (page) => {
      await opened(page);
      await page.goto(`${site.url}/start`);
      // A browser asks before it sends a form again, and this one has nobody to ask: going back may fail.
      await page.goBack().catch(() => null);
      await page.waitForFunction(`document.readyState === 'complete'`);
      expect(await page.content()).not.toContain(password);
    });
  });

  it('stays when the person signs in on another tab, which knows nothing of this one', async () => {
    await withPage({}, async (page) => {
      await page.context().route(`${signInUrl}*`, (route) => route.fulfill({ body: 'sign in' }));
      await opened(page);
      const [tab] = await Promise.all([
        page.context().waitForEvent('page'),
        page.getByRole('link', { name: /Sign in to AWS/ }).click(),
      ]);
      await tab.waitForLoadState();
      expect(tab.url()).toBe(signInUrl);
      expect(await tab.evaluate('[window.opener, document.referrer]')).toStrictEqual([null, '']);
      expect(await shown(page)).toBe(password);
    });
  });
});
