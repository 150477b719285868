/** What the tests of a file share. It starts before the first test, and closes after the last. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { App } from '../../../lambda/web/http/app';
import { type Served, serve } from '../web/serve';
import { launchChromium } from './chromium';

/** One browser for all tests of the file or the block that calls this. */
export function browserDuringTests(): () => Browser {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  return () => browser;
}

/** A site for all tests, and a browser for it. */
export interface SiteInBrowser {
  /** The site's address, without a slash at the end. */
  readonly url: string;
  readonly browser: () => Browser;
  /** Opens an empty page with no cookies, and closes it when `act` is done. */
  withPage: (options: BrowserContextOptions, act: (page: Page) => Promise<void>) => Promise<void>;
}

/** Serves an app to a browser during the tests. */
export function siteDuringTests(app: App): SiteInBrowser {
  let site: Served;
  const browser = browserDuringTests();
  beforeAll(async () => {
    site = await serve(app);
  });
  afterAll(() => site.close());
  return {
    get url() {
      return site.url;
    },
    browser,
    withPage: async (options, act) => {
      const context = await browser().newContext(options);
      await act(await context.newPage());
      await context.close();
    },
  };
}
