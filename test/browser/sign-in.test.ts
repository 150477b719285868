import type { Browser, Page } from 'playwright-core';
import type { Local } from '../../local';
import { launchChromium } from '../support/chromium';
import { startTestStack } from '../support/stack';

jest.setTimeout(60_000);

let browser: Browser;
let local: Local;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** A browser of somebody's own: no cookies yet. */
const newBrowser = async (): Promise<Page> => (await browser.newContext()).newPage();

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 }).waitFor();

/** Clicks the way in on the start page, and asks for a code. */
async function askForCode(page: Page, link: string, field: string, user: string): Promise<void> {
  await page.goto(`${local.url}/`);
  await page.getByRole('link', { name: link, exact: true }).click();
  await page.getByLabel(field).fill(user);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await heading(page, 'Check your mailbox');
}

/** Opens the mailbox in another tab; its newest mail is the first. */
async function newestMail(page: Page) {
  await local.aws.idle();
  const mailbox = await page.context().newPage();
  await mailbox.goto(local.mailbox.url);
  return { mailbox, mail: mailbox.locator('iframe').first().contentFrame() };
}

/** Reads the code off the newest mail, as a person does, and enters it. */
async function enterCode(page: Page): Promise<void> {
  const { mailbox, mail } = await newestMail(page);
  const code = await mail.getByText(/^\s*[0-9A-Z]{4}-[0-9A-Z]{4}\s*$/).innerText();
  await mailbox.close();
  await page.getByLabel('Code from the mail').fill(code);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await heading(page, 'Your account');
}

async function expectSignedInAs(page: Page, user: string): Promise<void> {
  expect(page.url()).toBe(`${local.url}/account`);
  expect(await page.locator('dl').innerText()).toContain(user);
}

/** Where an address leads. */
async function destination(page: Page, path: string): Promise<string> {
  await page.goto(local.url + path);
  return page.url().slice(local.url.length);
}

describe('a person with an account of the stack', () => {
  beforeAll(async () => {
    local = await startTestStack({ stage: 'table' });
  });
  afterAll(() => local.close());

  const user = 'dana@example.com';
  const accounts = async () =>
    Object.entries(await local.aws.tables.items())
      .filter(([name]) => name.toLowerCase().includes('users'))
      .flatMap(([, items]) => items);

  it('registers, is signed in, signs out and in again, with clicks alone', async () => {
    const page = await newBrowser();
    await askForCode(page, 'Create an account', 'Email address', user);
    await enterCode(page);
    await expectSignedInAs(page, user);
    expect(await destination(page, '/login')).toBe('/account');
    expect(await destination(page, '/register')).toBe('/account');

    await page.getByRole('button', { name: 'Sign out' }).click();
    await heading(page, 'Sign in');
    expect(await destination(page, '/account')).toBe('/login');

    await askForCode(page, 'Sign in', 'Email address', user);
    await enterCode(page);
    await expectSignedInAs(page, user);
    await local.aws.idle();
    expect(await accounts()).toHaveLength(1);
  });
});

describe('a person with an IAM user', () => {
  beforeAll(async () => {
    local = await startTestStack({ stage: 'dev' });
  });
  afterAll(() => local.close());

  const user = 'alice@example.com';

  /** From the start page to the page with the pickup code, which it returns. */
  async function signInAndReset(page: Page): Promise<string> {
    await askForCode(page, 'Sign in to reset my AWS password', 'IAM user name', user);
    await enterCode(page);
    await expectSignedInAs(page, user);
    await page.getByRole('button', { name: 'Reset my AWS password' }).click();
    await heading(page, 'Check your mailbox');
    return (await page.locator('p.code').innerText()).replace(/\D/g, '');
  }

  /** Clicks the link in the newest mail; it opens in the same browser as the mailbox. */
  async function openLink(page: Page): Promise<Page> {
    const { mailbox, mail } = await newestMail(page);
    const link = mail.getByRole('link').first();
    const [opened] = await Promise.all([mailbox.context().waitForEvent('page'), link.click()]);
    await opened.getByRole('button', { name: 'Show my password' }).waitFor();
    return opened;
  }

  async function showPassword(page: Page): Promise<string> {
    await page.getByRole('button', { name: 'Show my password' }).click();
    await heading(page, 'Your new password');
    return page.locator('#password').innerText();
  }

  async function signInToConsole(page: Page, password: string): Promise<string> {
    await page.goto(local.console.url);
    await page.getByLabel('User name').fill(user);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    return page.locator('main').innerText();
  }

  it('proves the mailbox, resets the password, opens the link with one button and signs in to AWS', async () => {
    const page = await newBrowser();
    const pickupCode = await signInAndReset(page);
    expect(pickupCode).toMatch(/^\d{6}$/);
    const opened = await openLink(page);
    expect(await opened.locator('main').getByRole('button').count()).toBe(1);
    expect(await opened.locator('main').getByRole('textbox').count()).toBe(0);
    const password = await showPassword(opened);
    await expect(signInToConsole(page, password)).resolves.toMatch(/signed in/i);
  });

  it('is signed out by the reset, in every browser', async () => {
    const [page, another] = [await newBrowser(), await newBrowser()];
    await askForCode(another, 'Sign in to reset my AWS password', 'IAM user name', user);
    await enterCode(another);
    expect(await destination(another, '/login')).toBe('/account');
    await signInAndReset(page);
    await local.aws.idle();
    expect(await destination(page, '/account')).toBe('/login');
    expect(await destination(another, '/account')).toBe('/login');
    expect(await destination(another, '/generate')).toBe('/login');
  });

  it('needs the pickup code in another browser', async () => {
    const pickupCode = await signInAndReset(await newBrowser());
    const elsewhere = await openLink(await newBrowser());
    await elsewhere.getByLabel('Pickup code').fill(pickupCode);
    const password = await showPassword(elsewhere);
    expect(local.console.signIn(user, password).signedIn).toBe(true);
  });
});
