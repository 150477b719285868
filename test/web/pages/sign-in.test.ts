import { accountPage } from '../../../lambda/web/pages/sign-in/account-page';
import { codePage } from '../../../lambda/web/pages/sign-in/code-page';
import { loginPage } from '../../../lambda/web/pages/sign-in/login-page';
import { logoutPage } from '../../../lambda/web/pages/sign-in/logout-page';
import { registerPage } from '../../../lambda/web/pages/sign-in/register-page';
import { linkRequestPage } from '../../../lambda/web/pages/password-link/link-request-page';
import { startPage } from '../../../lambda/web/pages/start/start-page';
import { sample } from '../../support/web/sample-site';
import {
  attribute,
  fieldOf,
  fieldsOf,
  formsOf,
  linksOf,
  markupOf,
  rendered,
  tags,
  wordsOf,
} from '../../support/web/markup';
import { told } from '../../support/web/told';

const { user, session } = sample;

describe('the start page', () => {
  it.each([
    [startPage({ directory: 'iam' }), 'text', '/generate-otp', ['/login'], '/reset'],
    [
      startPage({ directory: 'iam', verification: 'network' }),
      'text',
      '/generate-otp',
      ['/generate'],
      '/reset',
    ],
    [startPage({ directory: 'table' }), 'email', '/login', ['/register', '/generate-otp'], '/login?code'],
  ])('has one field, and a button for each way: %#', async (shown, type, first, others, withCode) => {
    const html = markupOf(await rendered(shown));
    expect(formsOf(html)).toStrictEqual([{ action: `/dev${first}`, hidden: [] }]);
    expect(tags(html, 'input')).toHaveLength(1);
    expect(attribute(fieldOf(html, 'email'), 'type')).toBe(type);
    const buttons = tags(html, 'button').map((button) => attribute(button, 'formaction'));
    expect(buttons).toStrictEqual([undefined, ...others.map((path) => `/dev${path}`)]);
    expect(linksOf(html)).toStrictEqual([[withCode, 'I have a code already']]);
  });

  it('says before a network vouches for a link that the old password ends', async () => {
    const shown = (verification: 'code' | 'network') =>
      rendered(startPage({ directory: 'iam', verification }));
    expect(wordsOf(await shown('network'))).toContain(
      'Your old password stops working as soon as we mail it.',
    );
    expect(wordsOf(await shown('code'))).toContain('You sign in here with a code first.');
  });
});

describe('asking for a code', () => {
  const forgotten = ['/generate-otp', 'Forgot your password?'];
  const withCode = ['/login?code', 'I have a code already'];
  it.each([
    ['by user name', loginPage({ directory: 'iam', user }), '/dev/login', 'text', [withCode, forgotten]],
    [
      'by address',
      loginPage({ directory: 'table', user }),
      '/dev/login',
      'email',
      [withCode, ['/register', 'Create an account'], forgotten],
    ],
    ['for a new account', registerPage({ user }), '/dev/register', 'email', [['/login', 'Sign in']]],
  ])('takes one field, %s', async (_, shown, action, type, links) => {
    const html = await rendered(shown);
    expect(formsOf(html)).toStrictEqual([{ action, hidden: [] }]);
    expect(tags(html, 'input')).toHaveLength(1);
    expect(attribute(fieldOf(html, 'email'), 'type')).toBe(type);
    expect(attribute(fieldOf(html, 'email'), 'value')).toBe(user);
    expect(wordsOf(html)).toContain('Send me a code');
    expect(linksOf(html)).toStrictEqual(links);
  });

  it.each([
    ['bad-request', 'true'],
    ['too-many-requests', undefined],
  ] as const)('marks the field only when it is the reason: %s', async (code, invalid) => {
    for (const shown of [
      loginPage({ directory: 'table', problem: told(code) }),
      registerPage({ problem: told(code) }),
    ]) {
      const html = await rendered(shown);
      expect(html).toContain('<title>Error: ');
      expect(attribute(fieldOf(html, 'email'), 'aria-invalid')).toBe(invalid);
    }
  });
});

describe('entering a code', () => {
  const byName = { directory: 'iam', user: 'bob', minutes: 10, from: '/login' } as const;
  const byAddress = { directory: 'table', user, minutes: 1, from: '/register' } as const;

  it('says where the code goes and how long it is valid', async () => {
    expect(wordsOf(await rendered(codePage(byName)))).toContain(
      'We mail a code to the mailbox of bob. It is valid for 10 minutes, in this browser only.',
    );
    expect(wordsOf(await rendered(codePage(byAddress)))).toContain(
      `We mail a code to ${user}. It is valid for 1 minute, in this browser only.`,
    );
  });

  it('says how long the mail may take, and that asking again does not help', async () => {
    expect(wordsOf(await rendered(codePage(byName)))).toContain(
      'it can take up to an hour, and asking again starts the wait anew.',
    );
  });

  it.each([
    [byName, 'Use another user name'],
    [byAddress, 'Use another address'],
  ])('takes the code, sends a new one, or goes back: %#', async (entry, another) => {
    const html = await rendered(codePage(entry));
    const hidden = [['email', entry.user]];
    expect(formsOf(html)).toStrictEqual([
      { action: '/dev/token', hidden },
      { action: `/dev${entry.from}`, hidden },
    ]);
    expect(linksOf(html)).toStrictEqual([[entry.from, another]]);
    expect(wordsOf(html)).toMatch(/looks the same for every (user name|address), known or not/);
  });

  it('lets the phone fill the code in, in capitals, and the button be pressed at once without the script', async () => {
    const html = await rendered(codePage(byName));
    const field = fieldOf(html, 'code');
    expect(attribute(field, 'autocomplete')).toBe('one-time-code');
    expect(attribute(field, 'inputmode')).toBe('text');
    expect(attribute(field, 'autocapitalize')).toBe('characters');
    expect(markupOf(html)).not.toMatch(/\sdisabled/);
    expect(markupOf(html)).toContain('<span id="countdown" role="timer" data-text="in {seconds} s"></span>');
  });

  it('is no different for any two accounts but for what was entered', async () => {
    const page = (name: string) => rendered(codePage({ ...byName, user: name }));
    expect((await page('alice')).replaceAll('alice', 'bob')).toBe(await page('bob'));
  });

  it.each([
    ['code-invalid', 'true'],
    ['bad-request', 'true'],
    ['too-many-requests', undefined],
  ] as const)('after %s says so first, for whom, and does not make anybody wait', async (code, invalid) => {
    const problem = told(code);
    const html = await rendered(codePage({ ...byName, problem }));
    const title = code === 'bad-request' ? 'Check what you entered' : problem.title;
    expect(html).toContain(`<title>Error: ${title} – Passlink</title>`);
    expect(html.indexOf('role="alert"')).toBeLessThan(html.indexOf('<form'));
    expect(wordsOf(html)).toContain('You are signing in as bob.');
    expect(attribute(fieldOf(html, 'code'), 'aria-invalid')).toBe(invalid);
    expect(attribute(fieldOf(html, 'code'), 'value')).toBeUndefined();
    expect(html).not.toContain('.disabled');
  });
});

describe('the page for a code that somebody has already', () => {
  const opened = { directory: 'iam', minutes: 10, from: '/login' } as const;

  it('asks whose it is, too, and makes nobody wait for another one', async () => {
    const html = await rendered(codePage(opened));
    expect(formsOf(html)).toStrictEqual([{ action: '/dev/token', hidden: [] }]);
    expect(attribute(fieldOf(html, 'email'), 'autocomplete')).toBe('username');
    expect(attribute(fieldOf(html, 'code'), 'autocomplete')).toBe('one-time-code');
    expect(linksOf(html)).toStrictEqual([['/login', 'Ask for a new code']]);
    expect(html).not.toContain('.disabled');
  });

  it('keeps a mistyped name in its field, which the problem is about', async () => {
    const problem = told('bad-request', { detail: 'Enter an IAM user name.' });
    const html = await rendered(codePage({ ...opened, mistypedUser: 'al ice', problem }));
    expect(attribute(fieldOf(html, 'email'), 'value')).toBe('al ice');
    expect(attribute(fieldOf(html, 'email'), 'aria-invalid')).toBe('true');
    expect(attribute(fieldOf(html, 'code'), 'aria-invalid')).toBeUndefined();
    expect(wordsOf(html)).not.toContain('You are signing in as');
  });
});

describe('the account page', () => {
  it('tells who, since when and until when, in UTC', async () => {
    const html = await rendered(accountPage({ user: { email: user }, session, resettable: true }));
    expect(wordsOf(html)).toContain(`As ${user} Since 15 Jan 2026, 09:05 UTC Until 15 Jan 2026, 17:05 UTC`);
    expect(tags(html, 'time').map((tag) => attribute(tag, 'datetime'))).toStrictEqual([
      '2026-01-15T09:05:00.000Z',
      '2026-01-15T17:05:00.000Z',
    ]);
  });

  it('offers a link where there is something to reset, to choose a password, and to sign out', async () => {
    const shown = (resettable: boolean) => accountPage({ user: { email: user }, session, resettable });
    const signOut = { action: '/dev/logout', hidden: [] };
    const choose = { action: '/dev/generate-otp', hidden: [['email', user]] };
    expect(formsOf(await rendered(shown(true)))).toStrictEqual([
      signOut,
      { action: '/dev/generate', hidden: [['user', user]] },
      choose,
    ]);
    expect(formsOf(await rendered(shown(false)))).toStrictEqual([signOut, choose]);
    expect(await rendered(shown(true))).toMatch(/<header>[^]*Sign out[^]*<\/header>/);
    expect(wordsOf(await rendered(shown(false)))).not.toContain('AWS');
  });
});

describe('the reset for a person who is signed in', () => {
  it.each([linkRequestPage({ user }), accountPage({ user: { email: user }, session, resettable: true })])(
    'says what it does before it is asked for, and asks for no name: %#',
    async (shown) => {
      const html = await rendered(shown);
      expect(wordsOf(html)).toContain(
        'Your old password stops working as soon as we mail it, and you are signed out here and on your other devices.',
      );
      // In a trusted network, the server does not take the name from the session.
      expect(formsOf(html)).toContainEqual({ action: '/dev/generate', hidden: [['user', user]] });
      expect(fieldsOf(html)).toHaveLength(0);
    },
  );
});

describe('signing out', () => {
  it('takes a button', async () => {
    const html = await rendered(logoutPage({ signedIn: true }));
    expect(formsOf(html)).toStrictEqual([{ action: '/dev/logout', hidden: [] }]);
  });

  it('is not offered to a person who is not signed in', async () => {
    const html = await rendered(logoutPage({ signedIn: false }));
    expect(formsOf(html)).toStrictEqual([]);
    expect(wordsOf(html)).toContain('You are not signed in');
    expect(wordsOf(html)).toContain('Sign in We never ask');
    expect(html).toContain('href="/dev/login"');
  });
});
