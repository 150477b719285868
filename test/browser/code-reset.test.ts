import type { Local } from '../../local';
import { browserDuringTests } from '../support/browser/during-tests';
import { startTestStack } from '../support/flows/stack';
import { Visitor } from '../support/browser/visitor';

let local: Local;

const browser = browserDuringTests();

const arrive = () => Visitor.arrive(browser(), local);

/** From the start page to the page that asks for code and password. */
async function askForCode(person: Visitor, button: string, field: string, user: string): Promise<void> {
  await person.ask(button, field, user);
  await person.sees('Choose a new password');
}

async function choose(person: Visitor, password: string): Promise<void> {
  await person.fill('New password', password);
  await person.press('Set my new password');
}

const alertWith = (person: Visitor, text: string): Promise<void> =>
  person.page.getByRole('alert').filter({ hasText: text }).waitFor();

describe('a person who forgot the password of an IAM user', () => {
  const user = 'alice@example.com';
  const password = 'My-own-choice-2';

  beforeAll(async () => {
    local = await startTestStack({ stage: 'dev' });
  });
  afterAll(() => local.close());

  it('chooses another one with clicks only, after mistakes in the password and the code', async () => {
    const person = await arrive();
    await askForCode(person, 'Send me a code', 'IAM user name', user);
    await person.fill('Code from the mail', '0000-0000');
    await choose(person, password);
    await alertWith(person, 'That code is not valid');
    await person.fill('Code from the mail', await person.readCode());
    await choose(person, 'too-simple');
    await alertWith(person, 'Choose another password');
    // The code is still in the form, and still works.
    await choose(person, password);
    await person.sees('Your password has been changed');
    expect(await person.page.content()).not.toContain(password);
    expect(await person.destination('/account')).toBe('/login');
    const told = await person.signInToConsole(user, password);
    expect(told).toMatch(/signed in/i);
    expect(local.console.signIn(user, password)).toEqual({ signedIn: true, mustChangePassword: false });
    await expect(person.signInToConsole(user, 'Old-password-1!')).resolves.toContain('is wrong');
  });

  it("locks the account from the notice after another person's change", async () => {
    const owner = await arrive();
    const notice = await owner.openFromMail('/dispute/');
    await notice.sees('This wasn’t me');
    expect(notice.page.url()).not.toContain('#');
    await notice.fill('Type the word LOCK', 'yes please');
    await notice.page.evaluate('for (const form of document.forms) form.noValidate = true');
    await notice.press('Lock my account');
    await alertWith(notice, 'LOCK');
    await notice.fill('Type the word LOCK', 'lock');
    await notice.press('Lock my account');
    await notice.sees('Your account is locked');
    expect(local.console.signIn(user, password).signedIn).toBe(false);

    // The owner chooses a new password from the page.
    await notice.follow('Choose a new password');
    await notice.fill('IAM user name', user);
    await notice.press('Send me a code');
    await notice.sees('Choose a new password');
    await notice.fill('Code from the mail', await notice.readCode());
    await choose(notice, 'Mine-again-4');
    await notice.sees('Your password has been changed');
    expect(local.console.signIn(user, 'Mine-again-4').signedIn).toBe(true);
  });
});

describe('a person with an account of the stack', () => {
  const user = 'dana@example.com';

  beforeAll(async () => {
    local = await startTestStack({ stage: 'table' });
  });
  afterAll(() => local.close());

  it('sees during typing what is missing, and opens the form again in the browser that asked', async () => {
    const person = await arrive();
    await person.goTo('/register');
    await person.fill('Email address', user);
    await person.press('Send me a code');
    await person.sees('Check your mailbox');
    await local.aws.idle();
    await askForCode(person, 'Choose a password', 'Email address', user);
    const code = await person.readCode();

    await person.goTo('/reset');
    await person.fill('Email address', user);
    await person.fill('Code from the mail', code);
    await person.fill('New password', 'ten tiny');
    await person.page.getByRole('status').filter({ hasText: '15 characters' }).waitFor();
    await person.press('Show');
    expect(await person.page.getByLabel('New password').getAttribute('type')).toBe('text');
    await choose(person, 'ten tiny tugboats');
    await person.sees('Your password has been changed');
  });
});
