import type { Browser, FrameLocator, Page } from 'playwright-core';
import type { Local } from '../../../local';

/** A person at a screen: clicks, types, and reads mails in the local mailbox. */
export class Visitor {
  private constructor(
    readonly page: Page,
    private readonly local: Local,
  ) {}

  /** A new visitor with a browser without cookies. */
  static async arrive(browser: Browser, local: Local): Promise<Visitor> {
    return new Visitor(await (await browser.newContext()).newPage(), local);
  }

  goTo(path: string): Promise<unknown> {
    return this.page.goto(this.local.url + path);
  }

  /** The page that an address leads to. */
  async destination(path: string): Promise<string> {
    await this.goTo(path);
    return this.page.url().slice(this.local.url.length);
  }

  /** Waits for a page by its heading. */
  sees(heading: string): Promise<void> {
    return this.page.getByRole('heading', { name: heading, level: 1 }).waitFor();
  }

  follow(link: string): Promise<void> {
    return this.page.getByRole('link', { name: link, exact: true }).click();
  }

  press(button: string): Promise<void> {
    return this.page.getByRole('button', { name: button }).click();
  }

  fill(label: string, text: string): Promise<void> {
    return this.page.getByLabel(label).fill(text);
  }

  /** Asks for something on the start page: fills its one field in, and presses one of its buttons. */
  async ask(button: string, field: string, user: string): Promise<void> {
    await this.goTo('/');
    await this.fill(field, user);
    await this.press(button);
  }

  /** Reads the code off the newest mail that has one, as a person does. */
  async readCode(): Promise<string> {
    return this.withMails(async (mails) => {
      for (const mail of mails) {
        const code = mail.getByText(/^\s*[0-9A-Z]{4}-[0-9A-Z]{4}\s*$/);
        if ((await code.count()) > 0) return (await code.innerText()).trim();
      }
      throw new Error('No mail has a code.');
    });
  }

  /** Clicks the link to such a page in the newest mail that has one. The link opens in the browser of the mailbox. */
  async openFromMail(path: '/extract/' | '/dispute/'): Promise<Visitor> {
    return this.withMails(async (mails) => {
      for (const mail of mails) {
        const link = mail.locator(`a[href*="${path}"]`);
        if ((await link.count()) === 0) continue;
        const [opened] = await Promise.all([this.page.context().waitForEvent('page'), link.click()]);
        await opened.waitForLoadState();
        return new Visitor(opened, this.local);
      }
      throw new Error(`No mail has a link to ${path}.`);
    });
  }

  /** Signs in at the local console. Returns what the page says. */
  async signInToConsole(user: string, password: string): Promise<string> {
    await this.page.goto(this.local.console.url);
    await this.fill('User name', user);
    await this.fill('Password', password);
    await this.press('Sign in');
    return this.page.locator('main').innerText();
  }

  /** Opens the mailbox in another tab. Its newest mail is the first. */
  private async withMails<Result>(
    look: (mails: readonly FrameLocator[]) => Promise<Result>,
  ): Promise<Result> {
    await this.local.aws.idle();
    const tab = await this.page.context().newPage();
    await tab.goto(this.local.mailbox.url);
    const frames = await tab.locator('iframe').all();
    const result = await look(frames.map((frame) => frame.contentFrame()));
    await tab.close();
    return result;
  }
}
