import type { Local } from '../../local';
import { browserDuringTests } from '../support/browser/during-tests';
import { startTestStack } from '../support/flows/stack';
import { Visitor } from '../support/browser/visitor';

describe('a person with a browser', () => {
  const user = 'alice@example.com';
  let local: Local;
  const browser = browserDuringTests();

  beforeAll(async () => {
    local = await startTestStack();
  });
  afterAll(() => local.close());

  const arrive = () => Visitor.arrive(browser(), local);

  /** From the start page to the page with the pickup code. */
  async function askForReset(person: Visitor): Promise<string> {
    await person.ask('Get a link instead', 'IAM user name', user);
    await person.sees('Check your mailbox');
    return (await person.page.locator('p.code').innerText()).replace(/\D/g, '');
  }

  async function showPassword(person: Visitor): Promise<string> {
    await person.press('Show my password');
    await person.sees('Your new password');
    return person.page.locator('#password').innerText();
  }

  it('resets a password with clicks alone, opens the link in the same browser and signs in', async () => {
    const person = await arrive();
    await askForReset(person);
    const opened = await person.openFromMail('/extract/');
    await opened.sees('Your new password is ready');
    expect(opened.page.url()).not.toContain('#');
    expect(await opened.page.getByLabel('Pickup code').count()).toBe(0);
    const password = await showPassword(opened);

    await expect(person.signInToConsole(user, password)).resolves.toMatch(/signed in/i);
    await expect(person.signInToConsole(user, 'Old-password-1!')).resolves.toContain(
      'The user name or the password is wrong',
    );

    await opened.page.reload();
    await expect(opened.page.locator('h1').innerText()).resolves.toContain('already used once');
  });

  it('is asked for the pickup code in another browser, and told what is wrong with a wrong one', async () => {
    const pickupCode = await askForReset(await arrive());
    const elsewhere = await (await arrive()).openFromMail('/extract/');
    await elsewhere.fill('Pickup code', pickupCode === '000000' ? '111111' : '000000');
    await elsewhere.press('Show my password');
    await elsewhere.page.getByRole('alert').filter({ hasText: 'That pickup code is wrong' }).waitFor();
    await elsewhere.fill('Pickup code', pickupCode);
    const password = await showPassword(elsewhere);
    expect(local.console.signIn(user, password).signedIn).toBe(true);
  });
});
