import type { Page } from 'playwright-core';
import type { Local } from '../../local';
import { launchChromium } from '../support/browser/chromium';
import { choosePassword, dispute, newestNotice, receiveResetCode } from '../support/flows/code-reset';
import { Person } from '../support/flows/person';
import { startTestStack } from '../support/flows/stack';

describe('a mail scanner', () => {
  let local: Local;

  beforeAll(async () => {
    local = await startTestStack();
  });
  afterAll(() => local.close());

  /** Opens a page with GET and HEAD, a thousand times. */
  async function openAgainAndAgain(path: string): Promise<void> {
    const scanner = new Person(local);
    for (let round = 0; round < 50; round += 1) {
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) => scanner.send(index % 2 === 0 ? 'GET' : 'HEAD', path)),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    }
  }

  /** Submits a form as it is, as scanners do: they ignore what it requires. Returns the status, once the next page is there. */
  async function press(page: Page, button: number): Promise<number> {
    await page.evaluate('for (const form of document.forms) form.noValidate = true');
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.request().method() === 'POST'),
      page.waitForEvent('load'),
      page.locator('button:visible').nth(button).click(),
    ]);
    return answer.status();
  }

  /** Opens a page in its own browser, runs its scripts and presses every button, eight times. */
  async function pressEveryButton(path: string, after: (page: Page) => Promise<void>): Promise<void> {
    const browser = await launchChromium();
    try {
      const page = await (await browser.newContext()).newPage();
      for (let round = 0; round < 8; round += 1) {
        await page.goto(local.url + path);
        const buttons = await page.locator('button:visible').count();
        expect(buttons).toBeGreaterThan(0);
        for (let index = 0; index < buttons; index += 1) {
          await press(page, index);
        }
        await after(page);
      }
    } finally {
      await browser.close();
    }
  }

  /** A user whose password was changed by code, and the link "This wasn't me" from the notice. */
  async function changedPassword() {
    const user = `user-${local.aws.users.names().length}@example.com`;
    local.aws.users.add({ name: user, path: '/staff/', password: 'Old-password-1!' });
    const person = new Person(local);
    await choosePassword(person, user, await receiveResetCode(local, person, user), 'My-own-choice-2');
    return { user, notice: await newestNotice(local, user) };
  }

  it('can open a link a thousand times, with GET and HEAD, and it still works for its owner', async () => {
    const alice = new Person(local);
    const link = await alice.receiveLink('alice@example.com');
    await openAgainAndAgain(`/extract/${link.id}`);
    expect((await alice.open(link)).status).toBe(200);
  });

  it('can open a link in a browser, run its scripts and press every button, again and again', async () => {
    const alice = new Person(local);
    const link = await alice.receiveLink('alice@example.com');
    await pressEveryButton(`/extract/${link.id}#${link.key}`, async (page) => {
      expect(await page.content()).not.toContain('id="password"');
    });
    expect((await alice.open(link)).status).toBe(200);
  });

  it('can open "This wasn’t me" a thousand times, and the password still works', async () => {
    const { user, notice } = await changedPassword();
    await openAgainAndAgain(`/dispute/${notice.id}`);
    expect(local.console.signIn(user, 'My-own-choice-2').signedIn).toBe(true);
    expect((await dispute(new Person(local), notice)).status).toBe(200);
  });

  it('can press every button of "This wasn’t me", and fill fields with what it knows', async () => {
    const { user, notice } = await changedPassword();
    await pressEveryButton(`/dispute/${notice.id}#${notice.key}`, async (page) => {
      for (const guess of [user, 'test']) {
        await page.locator('input:visible').last().fill(guess);
        expect(await press(page, -1)).toBe(400);
        await page.getByRole('alert').waitFor();
      }
    });
    expect(local.console.signIn(user, 'My-own-choice-2').signedIn).toBe(true);
    expect((await dispute(new Person(local), notice)).status).toBe(200);
  });
});
