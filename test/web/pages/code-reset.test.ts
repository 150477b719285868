import { disputePage, type DisputedChange } from '../../../lambda/web/pages/dispute/dispute-page';
import { forgotPasswordPage } from '../../../lambda/web/pages/code-reset/forgot-password-page';
import { lockedPage } from '../../../lambda/web/pages/dispute/locked-page';
import { newPasswordPage } from '../../../lambda/web/pages/code-reset/new-password-page';
import { passwordChangedPage } from '../../../lambda/web/pages/code-reset/password-changed-page';
import { unavailablePage } from '../../../lambda/web/pages/layout/unavailable-page';
import { ruleSets, sample } from '../../support/web/sample-site';
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

const { id, key, user, code, signInUrl } = sample;
const sent = { minutes: 10 };

describe('asking for a code for a new password', () => {
  it.each([
    ['iam', 'text', 'With it, you choose a new AWS password.'],
    ['table', 'email', 'With it, you choose a new password, or your first one.'],
  ] as const)('takes one field, for the directory %s', async (directory, type, words) => {
    const html = await rendered(forgotPasswordPage({ directory, user }));
    expect(formsOf(html)).toStrictEqual([{ action: '/dev/generate-otp', hidden: [] }]);
    expect(fieldsOf(html)).toHaveLength(1);
    expect(attribute(fieldOf(html, 'email'), 'type')).toBe(type);
    expect(attribute(fieldOf(html, 'email'), 'value')).toBe(user);
    expect(wordsOf(html)).toContain(words);
    expect(linksOf(html)).toStrictEqual([['/reset', 'I have a code already']]);
  });

  it.each([
    ['bad-request', 'true'],
    ['too-many-requests', undefined],
  ] as const)('marks the field only when it is the reason: %s', async (problem, invalid) => {
    const html = await rendered(forgotPasswordPage({ directory: 'iam', problem: told(problem) }));
    expect(html).toContain('<title>Error: ');
    expect(attribute(fieldOf(html, 'email'), 'aria-invalid')).toBe(invalid);
  });
});

describe('choosing a password', () => {
  const onItsWay = { ...ruleSets.iam, user: 'bob', sent };

  it('says where the code goes, how long it is valid, and what ends', async () => {
    const words = wordsOf(await rendered(newPasswordPage(onItsWay)));
    expect(words).toContain(
      'We mail a code to the mailbox of bob. It is valid for 10 minutes, in this browser only.',
    );
    expect(words).toContain(
      'Your old password and unused codes and password links then stop working, and you are signed out here on all your devices.',
    );
  });

  it('takes code and password for the person who asked, sends a new code, or goes back', async () => {
    const html = await rendered(newPasswordPage(onItsWay));
    expect(formsOf(html)).toStrictEqual([
      { action: '/dev/reset', hidden: [['email', 'bob']] },
      { action: '/dev/generate-otp', hidden: [['email', 'bob']] },
    ]);
    expect(fieldsOf(html).map((field) => attribute(field, 'name'))).toStrictEqual(['otp', 'password']);
    expect(linksOf(html)).toStrictEqual([['/generate-otp', 'Use another user name']]);
  });

  it('offers a link instead, for which a person signs in, where there are links', async () => {
    const orLink = { ...onItsWay, sent: { ...sent, orLink: true } };
    expect(formsOf(await rendered(newPasswordPage(orLink)))).toContainEqual({
      action: '/dev/login',
      hidden: [['email', 'bob']],
    });
  });

  it('asks for the account too when a person opens it directly', async () => {
    const html = await rendered(newPasswordPage(ruleSets.table));
    expect(formsOf(html)).toStrictEqual([{ action: '/dev/reset', hidden: [] }]);
    expect(fieldsOf(html).map((field) => attribute(field, 'name'))).toStrictEqual([
      'email',
      'otp',
      'password',
    ]);
    expect(linksOf(html)).toStrictEqual([['/generate-otp', 'Ask for a new code']]);
  });

  it('is no different for any two accounts but for what was entered', async () => {
    const page = (name: string) => rendered(newPasswordPage({ ...onItsWay, user: name }));
    expect((await page('alice')).replaceAll('alice', 'bob')).toBe(await page('bob'));
  });

  it('lets a password manager make the password, of any length, and keep it under the account', async () => {
    const html = await rendered(newPasswordPage(onItsWay));
    const password = fieldOf(html, 'password');
    expect(attribute(password, 'type')).toBe('password');
    expect(attribute(password, 'autocomplete')).toBe('new-password');
    expect(attribute(password, 'passwordrules')).toContain('required: upper');
    expect(password).not.toMatch(/\s(maxlength|pattern|value)=/);
    const [account = ''] = tags(html, 'input');
    expect(attribute(account, 'autocomplete')).toBe('username');
    expect(attribute(account, 'type')).toBe('text');
    expect(account).toContain(' readonly=""');
  });

  it('asks for nothing that only the script can do', async () => {
    const html = markupOf(await rendered(newPasswordPage(onItsWay)));
    const toggle = tags(html, 'button').find((tag) => attribute(tag, 'id') === 'toggle');
    expect(toggle).toContain(' hidden=""');
    expect(html).not.toMatch(/\sdisabled/);
  });

  it.each([
    [
      'iam',
      [
        'Use at least 8 characters.',
        'Use at most 128 characters.',
        'Use 3 of these four: lower-case letters, upper-case letters, digits, symbols.',
        'Use only characters of Western European languages.',
      ],
      'Your organisation may have more rules.',
    ],
    [
      'table',
      ['Use at least 15 characters.', 'Use at most 128 characters.'],
      'Do not use your address, or anything else that is easy to guess.',
    ],
  ] as const)('shows the rules, and what they leave out: %s', async (directory, rules, more) => {
    const html = markupOf(await rendered(newPasswordPage(ruleSets[directory])));
    const items = [...html.matchAll(/<li data-pattern="[^"]+">([^<]*)<\/li>/g)].map(([, words]) => words);
    expect(items).toStrictEqual(rules);
    expect(wordsOf(html)).toContain(more);
  });

  it('says that a common password is refused, where it is', async () => {
    const words = async (refuseCommonPasswords: boolean) =>
      rendered(newPasswordPage({ ...ruleSets.iam, refuseCommonPasswords }));
    expect(await words(true)).toContain('Do not use a common password, such as “Password1!”.');
    expect(await words(true)).toContain('we check whether it is a common one');
    expect(await words(false)).not.toContain('common');
  });

  it('does not call the rules incomplete where they are known', async () => {
    expect(await rendered(newPasswordPage(ruleSets.strict))).not.toContain('Your organisation');
  });

  it('after a password that cannot be used gives the reasons, and keeps all but the password', async () => {
    const problem = told('password-rejected', {
      faults: [{ name: 'minimum', count: 14 }, { name: 'digit' }],
    });
    const html = markupOf(
      await rendered(newPasswordPage({ ...ruleSets.strict, user: 'bob', code, problem })),
    );
    expect(html).toContain('<title>Error: Choose another password – Passlink</title>');
    expect(html).toContain('<ul><li>Use at least 14 characters.</li><li>Use a digit.</li></ul>');
    expect(html.indexOf('role="alert"')).toBeLessThan(html.indexOf('<form'));
    expect(wordsOf(html)).toContain('You are choosing a new password for bob.');
    expect(formsOf(html)[0]?.hidden).toStrictEqual([['email', 'bob']]);
    expect(attribute(fieldOf(html, 'otp'), 'value')).toBe(code);
    const password = fieldOf(html, 'password');
    expect(attribute(password, 'aria-invalid')).toBe('true');
    expect(attribute(password, 'aria-describedby')).toMatch(/^problem /);
    expect(password).not.toContain('value=');
  });

  it.each([
    ['code-invalid', 'true', undefined],
    ['password-rejected', undefined, 'true'],
    ['try-again', undefined, undefined],
    ['bad-request', 'true', undefined],
  ] as const)('after %s marks what to correct', async (name, codeInvalid, passwordInvalid) => {
    const html = await rendered(newPasswordPage({ ...ruleSets.table, user, code, problem: told(name) }));
    expect(attribute(fieldOf(html, 'otp'), 'aria-invalid')).toBe(codeInvalid);
    expect(attribute(fieldOf(html, 'password'), 'aria-invalid')).toBe(passwordInvalid);
    expect(wordsOf(html)).not.toContain('We mail a code');
    expect(html).not.toMatch(/\sdisabled/);
  });
});

describe('choosing a password after what cannot be read', () => {
  const problem = told('bad-request');

  it('shows the name for correction, and keeps the code', async () => {
    const html = await rendered(
      newPasswordPage({ ...ruleSets.table, mistypedUser: 'alice@', code, problem }),
    );
    const [name, otp] = [fieldOf(html, 'email'), fieldOf(html, 'otp')];
    expect([attribute(name, 'value'), attribute(name, 'aria-invalid')]).toStrictEqual(['alice@', 'true']);
    expect([attribute(otp, 'value'), attribute(otp, 'aria-invalid')]).toStrictEqual([code, undefined]);
  });
});

describe('the page after the change', () => {
  it('tells where to sign in to AWS, and not before a minute has passed', async () => {
    const html = await rendered(passwordChangedPage({ directory: 'iam', user, signInUrl }));
    const words = wordsOf(html);
    expect(words).toContain('Wait a minute.');
    expect(words).toContain('You do not have to change it again.');
    expect(html).toContain(`<a href="${signInUrl}" target="_blank" rel="noopener noreferrer">`);
  });

  it('knows no address where an application has the account', async () => {
    const html = await rendered(passwordChangedPage({ directory: 'table', user, signInUrl: undefined }));
    expect(wordsOf(html)).toContain('Use it to sign in to your application.');
    expect(wordsOf(html)).not.toContain('AWS');
    expect(linksOf(html)).toStrictEqual([]);
  });

  it.each([
    ['iam', 'every session, code and password link of your account.'],
    ['table', 'every session and code of your account.'],
  ] as const)('says what ended, and that a notice comes: %s', async (directory, ended) => {
    const words = wordsOf(await rendered(passwordChangedPage({ directory, user, signInUrl: undefined })));
    expect(words).toContain(ended);
    expect(words).toContain('We mail you a notice of this change.');
  });
});

describe('the page "This wasn\'t me"', () => {
  const shown = (more: Partial<DisputedChange> = {}) =>
    rendered(disputePage({ directory: 'iam', id, ...more }));

  it('takes the key and a word that is typed, and says what it does', async () => {
    const html = await shown();
    expect(formsOf(html)).toStrictEqual([{ action: `/dev/dispute/${id}`, hidden: [] }]);
    expect(fieldsOf(html).map((field) => attribute(field, 'name'))).toStrictEqual(['key', 'confirmation']);
    expect(attribute(fieldOf(html, 'confirmation'), 'value')).toBeUndefined();
    const words = wordsOf(html);
    expect(words).toContain('The old and the new password stop working.');
    expect(words).toContain('Every session, code and password link of your account ends.');
    expect(words).toContain('Anyone who is signed in to AWS stays signed in. Tell your administrator.');
  });

  it('does not mention AWS or links to people who have none', async () => {
    for (const page of [
      disputePage({ directory: 'table', id }),
      lockedPage({ directory: 'table' }),
      newPasswordPage(ruleSets.table),
    ]) {
      const words = wordsOf(await rendered(page));
      expect(words).not.toContain('AWS');
      expect(words).not.toMatch(/password link|codes? and /);
    }
  });

  it.each([
    ['bad-request', 'true'],
    ['try-again', undefined],
  ] as const)('after %s keeps the key, and never the word', async (name, invalid) => {
    const html = await shown({ key, problem: told(name) });
    expect(formsOf(html)).toStrictEqual([{ action: `/dev/dispute/${id}`, hidden: [['key', key]] }]);
    expect(attribute(fieldOf(html, 'confirmation'), 'aria-invalid')).toBe(invalid);
    expect(attribute(fieldOf(html, 'confirmation'), 'value')).toBeUndefined();
  });

  it('asks for the key again where there was none, and not for the word', async () => {
    const html = await shown({ problem: told('bad-request') });
    expect(html).toContain('<title>Error: Check what you entered – Passlink</title>');
    expect(attribute(fieldOf(html, 'key'), 'aria-invalid')).toBe('true');
    expect(attribute(fieldOf(html, 'confirmation'), 'aria-invalid')).toBeUndefined();
  });

  it.each([
    ['LOCK', true],
    [' lock ', true],
    ['Lock', true],
    ['', false],
    ['UNLOCK', false],
    ['LOCK IT', false],
  ])('lets pass what the server lets pass: %j', async (typed, passes) => {
    const pattern = attribute(fieldOf(await shown(), 'confirmation'), 'pattern') ?? '';
    expect(new RegExp(`^(?:${pattern})$`, 'v').test(typed)).toBe(passes);
  });

  it('leads to a new password afterwards', async () => {
    const html = await rendered(lockedPage({ directory: 'iam' }));
    expect(linksOf(html).map(([path]) => path)).toStrictEqual(['/generate-otp']);
    expect(wordsOf(html)).toContain('Make sure that nobody else reads your mailbox.');
    expect(wordsOf(html)).toContain('Tell your administrator');
  });

  it('leads to a new password when it no longer works', async () => {
    const html = await rendered(
      unavailablePage(told('link-unavailable', { special: 'dispute-link' }), 'dispute'),
    );
    expect(linksOf(html)).toStrictEqual([['/generate-otp', 'Choose a new password']]);
    expect(wordsOf(html)).toContain('If you have not locked the account, choose a new password now');
    expect(wordsOf(html)).not.toContain('newer link');
  });
});
