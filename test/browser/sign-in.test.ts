import type { Local } from '../../local';
import { browserDuringTests } from '../support/browser/during-tests';
import { startTestStack } from '../support/flows/stack';
import { Visitor } from '../support/browser/visitor';

let local: Local;

const browser = browserDuringTests();

const arrive = () => Visitor.arrive(browser(), local);

/** Asks for a code on the start page. */
async function askForCode(person: Visitor, button: string, field: string, user: string): Promise<void> {
  await person.ask(button, field, user);
  await person.sees('Check your mailbox');
}

async function enterCode(person: Visitor): Promise<void> {
  await person.fill('Code from the mail', await person.readCode());
  await person.press('Sign in');
  await person.sees('Your account');
}

async function expectSignedInAs({ page }: Visitor, user: string): Promise<void> {
  expect(page.url()).toBe(`${local.url}/account`);
  expect(await page.locator('dl').innerText()).toContain(user);
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
    const person = await arrive();
    await askForCode(person, 'Create an account', 'Email address', user);
    await enterCode(person);
    await expectSignedInAs(person, user);
    expect(await person.destination('/login')).toBe('/account');
    expect(await person.destination('/register')).toBe('/account');

    await person.press('Sign out');
    await person.sees('Sign in');
    expect(await person.destination('/account')).toBe('/login');

    await askForCode(person, 'Send me a code', 'Email address', user);
    await enterCode(person);
    await expectSignedInAs(person, user);
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

  /** Goes from the start page to the page with the pickup code, and returns the code. */
  async function signInAndReset(person: Visitor): Promise<string> {
    await askForCode(person, 'Get a link instead', 'IAM user name', user);
    await enterCode(person);
    await expectSignedInAs(person, user);
    await person.press('Reset my AWS password');
    await person.sees('Check your mailbox');
    return (await person.page.locator('p.code').innerText()).replace(/\D/g, '');
  }

  /** Opens the link in the newest mail that has one. */
  async function openLink(person: Visitor): Promise<Visitor> {
    const opened = await person.openFromMail('/extract/');
    await opened.sees('Your new password is ready');
    return opened;
  }

  async function showPassword(person: Visitor): Promise<string> {
    await person.press('Show my password');
    await person.sees('Your new password');
    return person.page.locator('#password').innerText();
  }

  it('proves the mailbox, resets the password, opens the link with one button and signs in to AWS', async () => {
    const person = await arrive();
    const pickupCode = await signInAndReset(person);
    expect(pickupCode).toMatch(/^\d{6}$/);
    const opened = await openLink(person);
    const { page } = opened;
    expect(await page.locator('main').getByRole('button').count()).toBe(1);
    expect(await page.locator('main').getByRole('textbox').count()).toBe(0);
    const password = await showPassword(opened);
    await expect(person.signInToConsole(user, password)).resolves.toMatch(/signed in/i);
  });

  it('is signed out by the reset, in every browser', async () => {
    const [person, another] = [await arrive(), await arrive()];
    await askForCode(another, 'Get a link instead', 'IAM user name', user);
    await enterCode(another);
    expect(await another.destination('/login')).toBe('/account');
    await signInAndReset(person);
    await local.aws.idle();
    expect(await person.destination('/account')).toBe('/login');
    expect(await another.destination('/account')).toBe('/login');
    expect(await another.destination('/generate')).toBe('/login');
  });

  it('needs the pickup code in another browser', async () => {
    const pickupCode = await signInAndReset(await arrive());
    const elsewhere = await openLink(await arrive());
    await elsewhere.fill('Pickup code', pickupCode);
    const password = await showPassword(elsewhere);
    expect(local.console.signIn(user, password).signedIn).toBe(true);
  });
});
