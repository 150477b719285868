import type { Browser, Page } from 'playwright-core';
import type { Local } from '../../local';
import { launchChromium } from '../support/chromium';
import { startTestStack } from '../support/stack';

describe('a person with a browser', () => {
  let local: Local;
  let browser: Browser;

  beforeAll(async () => {
    [local, browser] = await Promise.all([startTestStack(), launchChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await local.close();
  });

  /** A browser of somebody's own: no cookies yet. */
  const newBrowser = async (): Promise<Page> => (await browser.newContext()).newPage();

  /** From the start page to the page with the pickup code. */
  async function askForReset(page: Page): Promise<string> {
    await page.goto(`${local.url}/`);
    await page.getByRole('link', { name: 'Reset my AWS password' }).click();
    await page.getByLabel('IAM user name').fill('alice@example.com');
    await page.getByRole('button', { name: 'Send me the link' }).click();
    await page.getByRole('heading', { name: 'Check your mailbox' }).waitFor();
    return (await page.locator('p.code').innerText()).replace(/\D/g, '');
  }

  /** Opens the newest mail in the mailbox and clicks the link in it, in that browser. */
  async function openLinkFromMailbox(page: Page): Promise<Page> {
    await local.aws.idle();
    await page.goto(local.mailbox.url);
    const link = page.locator('iframe').first().contentFrame().getByRole('link').first();
    const [opened] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
    await opened.getByRole('button', { name: 'Show my password' }).waitFor();
    return opened;
  }

  async function signIn(page: Page, password: string): Promise<string> {
    await page.goto(local.console.url);
    await page.getByLabel('User name').fill('alice@example.com');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    return page.locator('main').innerText();
  }

  it('resets a password with clicks alone, opens the link in the same browser and signs in', async () => {
    const page = await newBrowser();
    await askForReset(page);
    const opened = await openLinkFromMailbox(page);
    expect(opened.url()).not.toContain('#');
    expect(await opened.getByLabel('Pickup code').count()).toBe(0);
    await opened.getByRole('button', { name: 'Show my password' }).click();
    await opened.getByRole('heading', { name: 'Your new password' }).waitFor();
    const password = await opened.locator('#password').innerText();

    await expect(signIn(page, password)).resolves.toMatch(/signed in/i);
    await expect(signIn(page, 'Old-password-1!')).resolves.toContain(
      'The user name or the password is wrong',
    );

    await opened.reload();
    await expect(opened.locator('h1').innerText()).resolves.toContain('already used once');
  });

  it('is asked for the pickup code in another browser, and told what is wrong with a wrong one', async () => {
    const pickupCode = await askForReset(await newBrowser());
    const elsewhere = await openLinkFromMailbox(await newBrowser());
    await elsewhere.getByLabel('Pickup code').fill(pickupCode === '000000' ? '111111' : '000000');
    await elsewhere.getByRole('button', { name: 'Show my password' }).click();
    await elsewhere.getByRole('alert').filter({ hasText: 'That pickup code is wrong' }).waitFor();
    await elsewhere.getByLabel('Pickup code').fill(pickupCode);
    await elsewhere.getByRole('button', { name: 'Show my password' }).click();
    await elsewhere.getByRole('heading', { name: 'Your new password' }).waitFor();
    const password = await elsewhere.locator('#password').innerText();
    expect(local.console.signIn('alice@example.com', password).signedIn).toBe(true);
  });
});
