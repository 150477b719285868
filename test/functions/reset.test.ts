import { accountKey } from '../../lambda/core/account/account';
import type { CodePurpose } from '../../lambda/core/limits/purposes';
import { vouch } from '../../lambda/core/limits/vouched-browser';
import { newLinkId, newLinkKey } from '../../lambda/core/crypto/mailed-link';
import { tablePolicy } from '../../lambda/core/password/password-rules';
import { PasswordNotSet, PasswordRefused } from '../../lambda/core/account/ports';
import { systemRandom } from '../../lambda/core/crypto/random';
import { isCommonPassword } from '../../lambda/reset/common-passwords';
import { resetRoutes, type ResetPorts } from '../../lambda/reset/routes';
import {
  codeMinutes,
  newBrowser,
  openTestAccounts,
  wrongCode,
  type TestAccounts,
} from '../support/core/test-accounts';
import { ask } from '../support/web/ask';

const alice = 'alice@example.com';
const json = { accept: 'application/json' };
const html = { accept: 'text/html' };
const vouchedCookie = expect.stringMatching(
  /^__Host-passlink-vouched=[\w-]{22}\.\d+\.\d+\.[\w-]{43}; Max-Age=15552000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
) as string;
const good = 'A quiet river, 7 boats';

/** The wait that an answer asks for. After it, a call with an unknown outcome has happened, or never will. */
const halfAMinute = 30_000;

let test: TestAccounts;
let ports: ResetPorts;
let browser: string;

async function setUp(directoryKind: ResetPorts['directoryKind']): Promise<void> {
  test = await openTestAccounts();
  browser = newBrowser();
  if (directoryKind === 'table') test.directory.policy = tablePolicy(15);
  ports = {
    ...test.reset,
    publicUrl: 'https://api.example/dev',
    languages: ['en', 'de', 'ja'],
    directoryKind,
    isCommonPassword,
    signInUrl: directoryKind === 'iam' ? 'https://signin.example/console' : undefined,
  };
}
afterEach(() => test.close());

const passwords = () => test.directory.passwords.get(alice) ?? [];
const problemOf = (response: Response) => response.json() as Promise<Record<string, unknown>>;
/** A whole answer. */
const told = async (response: Response) => ({
  status: response.status,
  headers: [...response.headers],
  body: await response.text(),
});

type Fields = Record<string, string>;

const send = (
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: URLSearchParams | string,
): Promise<Response> =>
  Promise.resolve(
    ask(resetRoutes(ports), path, {
      method,
      headers: { ...headers, cookie: `__Host-passlink=${browser}` },
      ...(body !== undefined && { body }),
    }),
  );
const post = (path: string, fields: Fields, headers: Record<string, string> = json) =>
  send('POST', path, headers, new URLSearchParams(fields));
const postJson = (path: string, text: string, headers = json) =>
  send('POST', path, { ...headers, 'content-type': 'application/json' }, text);
const receiveCode = (purpose: CodePurpose = 'reset') => test.receiveCode(alice, browser, purpose);

/** The mailed code from `setUpWithCode`. */
let otp: string;

async function setUpWithCode(directoryKind: ResetPorts['directoryKind']): Promise<void> {
  await setUp(directoryKind);
  otp = await receiveCode();
}

/** Chooses a password with that code; `fields` can replace each field. */
const reset = (fields: Fields = {}, headers = json) =>
  post('/reset', { email: alice, otp, password: good, ...fields }, headers);

describe('choosing a password for an IAM user', () => {
  beforeEach(() => setUpWithCode('iam'));

  it('tells a program that it is done, and vouches for its browser', async () => {
    const response = await reset();
    expect(response.status).toBe(200);
    await expect(response.json()).resolves.toEqual({ status: 'password-changed' });
    expect(response.headers.getSetCookie()).toEqual([vouchedCookie]);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(passwords()).toEqual([good]);
    expect(test.notices).toMatchObject([{ user: alice, change: 'chosen' }]);
  });

  it('vouches for a person’s browser, too', async () => {
    expect((await reset({}, html)).headers.getSetCookie()).toEqual([vouchedCookie]);
  });

  it('vouches for no browser where it sets no password', async () => {
    const failures: Response[] = [];
    for (const headers of [json, html]) {
      failures.push(await reset({ otp: wrongCode(otp) }, headers));
      failures.push(await reset({ password: 'short' }, headers));
      failures.push(await reset({ email: 'bob' }, headers));
      failures.push(await reset({ otp: '' }, headers));
      test.directory.failure = new PasswordRefused('No.', new Error('IAM'));
      failures.push(await reset({}, headers));
      test.directory.failure = new PasswordNotSet('No.', undefined);
      failures.push(await reset({}, headers));
      test.directory.failure = new Error('lost');
      failures.push(await reset({}, headers));
      test.clock.advance(halfAMinute);
    }
    expect(failures.map(({ status }) => status)).toEqual(
      [1, 2].flatMap(() => [401, 422, 401, 400, 422, 503, 503]),
    );
    for (const response of failures) expect(response.headers.getSetCookie()).toEqual([]);
  });

  it('sets the password all the same where KMS fails when it vouches for the browser afterwards', async () => {
    const { codeMac } = ports;
    const generate = (message: string) =>
      message.startsWith('vouched:')
        ? Promise.reject(new Error('KMS is on fire'))
        : codeMac.generate(message);
    ports = { ...ports, codeMac: { generate } };
    const response = await reset();
    expect([response.status, response.headers.getSetCookie()]).toEqual([200, []]);
    await expect(response.json()).resolves.toEqual({ status: 'password-changed' });
    expect(passwords()).toEqual([good]);
    expect(test.notices).toHaveLength(1);
    expect(test.log.events()).toContain('browser.not-vouched');
  });

  it('goes on in a vouched browser when strangers have guessed wrong a hundred times', async () => {
    const { counter } = ports;
    const attempts = `attempts#reset#${accountKey(alice)}`;
    for (let guess = 0; guess < 100; guess += 1) await counter.count(attempts, 100, 24 * 3600);
    expect((await reset()).status).toBe(401);
    const vouching = await vouch(ports, accountKey(alice), 0);
    const response = await ask(resetRoutes(ports), '/reset', {
      method: 'POST',
      headers: { ...json, cookie: `__Host-passlink=${browser}; __Host-passlink-vouched=${vouching}` },
      body: new URLSearchParams({ email: alice, otp, password: good }),
    });
    expect(response.status).toBe(200);
  });

  it('tells a browser that sends no cookie so, whatever the code is, and counts nothing', async () => {
    const bodies = new Set<string>();
    for (const entered of [otp, wrongCode(otp), 'no code']) {
      const body = new URLSearchParams({ email: alice, otp: entered, password: good });
      const response = await ask(resetRoutes(ports), '/reset', { method: 'POST', headers: json, body });
      expect(response.status).toBe(401);
      bodies.add(await response.text());
    }
    expect(bodies.size).toBe(1);
    expect([...bodies].join()).toContain('allow cookies for this site');
    expect(test.compared()).toBe(0);
    expect((await reset()).status).toBe(200);
  });

  it('tells a person that it is done, and where to sign in', async () => {
    const response = await reset({}, html);
    expect(response.status).toBe(200);
    const page = await response.text();
    expect(page).toContain('Your password has been changed');
    expect(page).toContain('href="https://signin.example/console"');
    expect(page).toContain(alice);
    expect(passwords()).toEqual([good]);
  });

  it('reads JSON as well as forms, every character as it was typed', async () => {
    const password = '  Å ½ "quotes" \\ <tags> & 7 ';
    const response = await postJson('/reset', JSON.stringify({ email: alice, otp, password }));
    expect(response.status).toBe(200);
    expect(passwords()).toEqual([password]);
  });

  it('takes a form’s password as it was typed, too', async () => {
    const password = '  Å ½ + %41 & kiwi 7 ';
    expect((await reset({ password })).status).toBe(200);
    expect(passwords()).toEqual([password]);
  });

  it('tells a program everything that is wrong with a password, and does not use up the code', async () => {
    const response = await reset({ password: 'short' });
    expect(response.status).toBe(422);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    await expect(problemOf(response)).resolves.toEqual({
      type: 'urn:passlink:problem:password-rejected',
      title: 'Choose another password',
      status: 422,
      detail: 'This one is not accepted. Your code is not used up.',
      code: 'password-rejected',
      reasons: [
        'Use at least 8 characters.',
        'Use 3 of these four: lower-case letters, upper-case letters, digits, symbols.',
      ],
    });
    expect((await reset()).status).toBe(200);
  });

  it('shows a person the form again, with what is wrong, the name and the code, and not the password', async () => {
    const response = await reset({ password: 'short and wrong' }, html);
    expect(response.status).toBe(422);
    const page = await response.text();
    expect(page).toContain('Choose another password');
    expect(page).toContain('Use 3 of these four');
    expect(page).toContain('action="/dev/reset"');
    expect(page).toContain(`value="${alice}"`);
    expect(page).toContain(`value="${otp}"`);
    expect(page).not.toContain('short and wrong');
    expect((await reset({}, html)).status).toBe(200);
  });

  it('reports what only AWS knows about a password, and does not use up the code', async () => {
    for (const headers of [json, html]) {
      test.directory.failure = new PasswordRefused('you had it before.', new Error('IAM'));
      const response = await reset({}, headers);
      expect(response.status).toBe(422);
      await expect(response.text()).resolves.toContain('AWS refused it: you had it before.');
    }
    expect((await reset()).status).toBe(200);
  });

  it("uses the account's own rules, and shows all of them", async () => {
    test.directory.policy = { ...test.directory.policy, minimumLength: 40, requiredKinds: ['digit'] };
    const response = await reset({ password: 'A quiet river, seven boats' }, html);
    expect(response.status).toBe(422);
    const page = await response.text();
    expect(page).toContain('at least 40 characters');
    expect(page).toContain('a digit');
  });

  it('answers alike for a code that is wrong, expired, used or out of attempts', async () => {
    const answers: unknown[] = [];
    const keep = async (response: Promise<Response>) => answers.push(await told(await response));
    for (let attempt = 0; attempt < 5; attempt += 1) await keep(reset({ otp: wrongCode(otp) }));
    await keep(reset());
    await keep(reset({ email: 'nobody' }));
    test.clock.advance(1);
    const used = await receiveCode();
    expect((await reset({ otp: used })).status).toBe(200);
    await keep(reset({ otp: used }));
    test.clock.advance(1);
    const old = await receiveCode();
    test.clock.advance(codeMinutes * 60_000);
    await keep(reset({ otp: old }));
    const forSignIn = await receiveCode('sign-in');
    await keep(reset({ otp: forSignIn }));
    browser = newBrowser();
    await keep(reset({ otp: forSignIn }));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers).toHaveLength(11);
    expect(answers[0]).toMatchObject({ status: 401 });
    expect(JSON.stringify(answers[0])).toContain('code-invalid');
    expect(passwords()).toEqual([good]);
  });

  it('shows a person the form again when the code is wrong, and not the password', async () => {
    const response = await reset({ otp: wrongCode(otp) }, html);
    expect(response.status).toBe(401);
    const page = await response.text();
    expect(page).toContain('That code is not valid');
    expect(page).toContain('action="/dev/reset"');
    expect(page).not.toContain(good);
    expect(passwords()).toEqual([]);
  });

  it('says to send the form again when the outcome is unknown', async () => {
    for (const headers of [json, html]) {
      test.directory.failure = new Error('connection lost');
      const response = await reset({}, headers);
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '30']);
      const text = await response.text();
      expect(text).toContain('may have been changed or not');
      expect(text).toContain('your code is still good');
      expect(text).not.toContain(good);
      expect(text).not.toContain('connection lost');
      test.clock.advance(halfAMinute);
    }
    expect(test.notices).toHaveLength(2);
    expect((await reset()).status).toBe(200);
  });

  it('says to send the form again when it certainly did not work', async () => {
    for (const headers of [json, html]) {
      test.directory.failure = new PasswordNotSet('IAM did not set it.', new Error('gone'));
      const response = await reset({}, headers);
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '30']);
      const text = await response.text();
      expect(text).toContain('was not changed');
      expect(text).toContain('your code is still good');
      for (const secret of [good, 'IAM did not', 'gone']) expect(text).not.toContain(secret);
    }
    expect((await reset()).status).toBe(200);
    expect(test.notices).toHaveLength(1);
  });

  it('gives up in time to answer while another reset is under way', async () => {
    const startedAt = test.clock.now().getTime();
    const held = { leaseId: 'held', until: new Date(startedAt + 60_000), link: undefined };
    await test.reset.accounts.takeLease(accountKey(alice), held);
    const response = await reset();
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '30']);
    // API Gateway waits for 29 seconds. A lease may take 20 of them, and the answer needs some.
    expect(test.clock.now().getTime() - startedAt).toBeLessThan(6000);
  });

  it.each([
    ['no name', { email: '' }],
    ['an invalid name', { email: 'not a user' }],
    ['no code', { otp: '' }],
    ['a code that is far too long', { otp: 'x'.repeat(65) }],
  ])('cannot read a form with %s', async (_, fields) => {
    for (const headers of [json, html]) {
      const response = await reset(fields, headers);
      expect(response.status).toBe(400);
      await expect(response.text()).resolves.not.toContain(good);
    }
    expect((await reset()).status).toBe(200);
  });

  it('gives a person back what cannot be read, but for the password', async () => {
    const mistyped = await (await reset({ email: 'not a user' }, html)).text();
    expect(mistyped).toContain('Enter an IAM user name of 1 to 64 letters');
    expect(mistyped).toContain('value="not a user"');
    expect(mistyped).toContain(`value="${otp}"`);
    const withoutCode = await (await reset({ otp: '' }, html)).text();
    expect(withoutCode).toContain('Enter the code from the mail, 8 letters and digits.');
    expect(withoutCode).toContain(`value="${alice}"`);
    for (const page of [mistyped, withoutCode]) expect(page).not.toContain(good);
  });

  it.each(['email', 'otp', 'password'])('says so where there is no field "%s"', async (missing) => {
    const fields: Fields = { email: alice, otp, password: good };
    const rest = Object.fromEntries(Object.entries(fields).filter(([name]) => name !== missing));
    const response = await post('/reset', rest);
    expect(response.status).toBe(400);
    await expect(problemOf(response)).resolves.toMatchObject({
      code: 'bad-request',
      detail: expect.stringContaining(`${missing}: `) as string,
    });
    const page = await (await post('/reset', rest, html)).text();
    expect(page).toContain('action="/dev/reset"');
    expect(page).not.toContain(good);
  });

  it.each([
    ['the first half', '"A quiet river, 7 boats \\ud83d"'],
    ['the second half', '"A quiet river, 7 boats \\ude00"'],
    ['halves in the wrong order', '"A quiet river, 7 boats \\ude00\\ud83d"'],
    ['a number', '1234567890'],
    ['a list', '["A quiet river, 7 boats"]'],
    ['nothing', 'null'],
  ])('takes only whole characters for a password: %s', async (_, password) => {
    const response = await postJson('/reset', `{"email":"${alice}","otp":"${otp}","password":${password}}`);
    expect(response.status).toBe(400);
    await expect(problemOf(response)).resolves.toMatchObject({
      code: 'bad-request',
      detail: 'Expected password: the new password, in well-formed Unicode.',
    });
    expect(passwords()).toEqual([]);
    expect((await reset()).status).toBe(200);
  });

  it('refuses what another site makes a browser send', async () => {
    const response = await reset({}, { ...json, 'sec-fetch-site': 'cross-site' } as typeof json);
    expect(response.status).toBe(403);
    expect(passwords()).toEqual([]);
    expect((await reset()).status).toBe(200);
  });

  it('has no page of its own: opening the address changes nothing', async () => {
    for (const method of ['GET', 'HEAD']) {
      const address = `/reset?email=${alice}&otp=${otp}&password=${encodeURIComponent(good)}`;
      expect((await send(method, address, html)).status).toBe(404);
    }
    expect(passwords()).toEqual([]);
    expect((await reset()).status).toBe(200);
  });

  it('answers an unexpected error with a bland 500, without the password', async () => {
    const passwordPolicy = () => Promise.reject(new Error('IAM is on fire'));
    ports = { ...ports, directory: { ...ports.directory, passwordPolicy } };
    for (const headers of [json, html]) {
      const response = await reset({}, headers);
      expect(response.status).toBe(500);
      const text = await response.text();
      expect(text).not.toContain('fire');
      expect(text).not.toContain(good);
    }
    expect(test.log.entries.map(({ event }) => event)).toContain('request.failed');
  });

  it('never repeats a password, in no answer and no line of the log', async () => {
    const tried = [
      'Kiwi',
      `Kiwi-${'k'.repeat(200)}`,
      'Kiwi-and-ключ-1',
      'Kiwi-by-code-1',
      'Kiwi-refused-1',
      'Kiwi-unset-1',
      'Kiwi-lost-1',
    ];
    const answers: string[] = [];
    for (const headers of [json, html]) {
      for (const password of tried) {
        if (password.includes('refused'))
          test.directory.failure = new PasswordRefused('No.', new Error('IAM'));
        if (password.includes('unset')) test.directory.failure = new PasswordNotSet('No.', undefined);
        if (password.includes('lost')) test.directory.failure = new Error('lost');
        const wrong = password.includes('by-code') ? { otp: wrongCode(otp) } : {};
        answers.push(JSON.stringify(await told(await reset({ password, ...wrong }, headers))));
        if (password.includes('lost')) test.clock.advance(halfAMinute);
      }
    }
    answers.push(JSON.stringify(await told(await reset({ password: 'Kiwi-at-last-1' }, html))));
    expect(passwords()).toEqual(['Kiwi-at-last-1']);
    expect(answers).toHaveLength(15);
    expect(answers.join('\n')).not.toContain('Kiwi');
    expect(JSON.stringify(test.log.entries)).not.toContain('Kiwi');
  });

  it('logs neither the code nor the name', async () => {
    await reset({ otp: wrongCode(otp) });
    await reset();
    const logged = JSON.stringify(test.log.entries);
    for (const secret of [otp, 'alice', browser]) expect(logged).not.toContain(secret);
  });
});

describe('choosing a password for an account of the stack itself', () => {
  beforeEach(() => setUpWithCode('table'));

  it('reads an address in every spelling', async () => {
    expect((await reset({ email: ' ALICE@Example.com ' })).status).toBe(200);
    expect(passwords()).toEqual([good]);
  });

  it('takes the password in its normal form', async () => {
    const response = await reset({ password: 'Ein ruhiger Fluss mit 7 Bo\u0308ten' });
    expect(response.status).toBe(200);
    expect(passwords()).toEqual(['Ein ruhiger Fluss mit 7 B\u00f6ten']);
  });

  it.each([
    ['alice-example-com', 'made from your address'],
    ['SunshineSunshine', 'list of common passwords'],
    ['a quiet river', 'at least 15 characters'],
  ])('refuses %s, and says why', async (password, why) => {
    for (const headers of [json, html]) {
      const response = await reset({ password }, headers);
      expect(response.status).toBe(422);
      const text = await response.text();
      expect(text).toContain(why);
      expect(text).not.toContain(password);
    }
    expect((await reset()).status).toBe(200);
  });

  it('does not know where people sign in with it', async () => {
    const page = await (await reset({}, html)).text();
    expect(page).toContain('Your password has been changed');
    expect(page).not.toContain('signin');
  });
});

describe('the page "This wasn\'t me"', () => {
  let id: string;
  let key: string;

  beforeEach(async () => {
    await setUp('iam');
    const notice = await test.receiveNotice(alice);
    [id, key] = [notice.disputeId, notice.key];
    // The reader of the mail may use another browser than the one that changed the password.
    browser = newBrowser();
  });

  const lock = (fields: Fields = {}, headers = json) =>
    post(`/dispute/${id}`, { key, confirmation: 'LOCK', ...fields }, headers);

  it('can be opened by any program, any number of times, and nothing happens', async () => {
    const before = await test.table.items();
    for (const path of [
      `/dispute/${id}`,
      `/dispute/${id}%23${key}`,
      `/dispute/${id}?key=${key}&confirmation=LOCK`,
    ]) {
      for (const method of ['GET', 'HEAD', 'GET']) expect((await send(method, path, html)).status).toBe(200);
    }
    expect(await test.table.items()).toEqual(before);
    expect(passwords()).toEqual([]);
    expect((await lock()).status).toBe(200);
  });

  it('asks for a word, and shows no name', async () => {
    const page = await (await send('GET', `/dispute/${id}`, html)).text();
    expect(page).toContain('name="confirmation"');
    expect(page).toContain(`action="/dev/dispute/${id}"`);
    expect(page).toContain('name="key"');
    expect(page).not.toContain('alice');
  });

  it('takes the key out of a path in which a mail program wrote %23 for #', async () => {
    const page = await (await send('GET', `/dispute/${id}%23${key}`, html)).text();
    expect(page).toContain(`name="key" value="${key}"`);
    expect(page).toContain(`action="/dev/dispute/${id}"`);
    const response = await post(`/dispute/${id}%23${key}`, { key, confirmation: 'LOCK' });
    expect(response.status).toBe(200);
  });

  it('tells a program that the account is locked', async () => {
    const response = await lock();
    expect(response.status).toBe(200);
    await expect(response.json()).resolves.toEqual({ status: 'account-locked' });
    expect(passwords()).toHaveLength(1);
    expect(test.directory.mustChange.get(alice)).toBe(true);
    expect(test.log.events()).toContain('change.disputed');
  });

  it('tells a person so, and shows nobody the password', async () => {
    const response = await lock({}, html);
    expect(response.status).toBe(200);
    const page = await response.text();
    expect(page).toContain('Your account is locked');
    expect(page).not.toContain(passwords()[0]);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it.each(['LOCK', 'lock', 'Lock', ' lOcK \n'])(
    'reads the word however it is written: %j',
    async (confirmation) => {
      expect((await lock({ confirmation })).status).toBe(200);
      expect(passwords()).toHaveLength(1);
    },
  );

  it('reads JSON as well as forms, and the whole link for the key', async () => {
    const whole = `https://api.example/dev/dispute/${id}#${key}`;
    const response = await postJson(`/dispute/${id}`, JSON.stringify({ key: whole, confirmation: 'LOCK' }));
    expect(response.status).toBe(200);
  });

  it.each([
    ['nothing', undefined],
    ['an empty field', ''],
    ['the label', 'Type the word LOCK'],
    ['another word', 'on'],
    ['more than the word', 'LOCKED'],
    ['letters that only look like it', 'ＬＯＣＫ'],
  ])('does nothing for a program that presses the button: %s', async (_, confirmation) => {
    const before = await test.table.items();
    const fields: Fields = confirmation === undefined ? { key } : { key, confirmation };
    const response = await post(`/dispute/${id}`, fields);
    expect(response.status).toBe(400);
    await expect(problemOf(response)).resolves.toMatchObject({
      code: 'bad-request',
      detail: 'Expected confirmation: the word LOCK.',
    });
    expect(await test.table.items()).toEqual(before);
    expect(passwords()).toEqual([]);
    expect((await lock()).status).toBe(200);
  });

  it('shows a person the form again, with the key in it, when the word is missing', async () => {
    const response = await post(`/dispute/${id}`, { key }, html);
    expect(response.status).toBe(400);
    const page = await response.text();
    expect(page).toContain('name="confirmation"');
    expect(page).toContain(`name="key" value="${key}"`);
    expect(page).toContain('Type the word LOCK, then press the button again.');
    expect(page).not.toContain('Expected');
  });

  it('says so where there is no key', async () => {
    const response = await post(`/dispute/${id}`, { confirmation: 'LOCK' });
    expect(response.status).toBe(400);
    await expect(problemOf(response)).resolves.toMatchObject({
      detail: expect.stringContaining('key: ') as string,
    });
    const page = await (await post(`/dispute/${id}`, { confirmation: 'LOCK' }, html)).text();
    expect(page).toContain(`action="/dev/dispute/${id}"`);
    expect(page).toContain('Enter the key from the mail, or the whole link.');
    expect(passwords()).toEqual([]);
  });

  it('answers a link that is used, unknown or expired, or has another key, alike', async () => {
    const answers: unknown[] = [];
    const keep = async (response: Promise<Response>) => answers.push(await told(await response));
    const [overtaken, late] = [await test.receiveNotice(alice), await test.receiveNotice(alice)];
    await keep(lock({ key: newLinkKey(systemRandom) }));
    await keep(post(`/dispute/${newLinkId(systemRandom)}`, { key, confirmation: 'LOCK' }));
    await keep(post('/dispute/nonsense', { key, confirmation: 'LOCK' }));
    expect((await lock()).status).toBe(200);
    await keep(lock());
    await keep(post(`/dispute/${overtaken.disputeId}`, { key: overtaken.key, confirmation: 'LOCK' }));
    test.clock.advance(7 * 24 * 3_600_000);
    await keep(post(`/dispute/${late.disputeId}`, { key: late.key, confirmation: 'LOCK' }));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers).toHaveLength(6);
    expect(answers[0]).toMatchObject({ status: 410 });
    expect(JSON.stringify(answers[0])).toContain('link-unavailable');
    expect(JSON.stringify(answers[0])).toContain('choose a new password now');
    expect(passwords()).toHaveLength(1);
  });

  it('shows the same page for all links that do not work', async () => {
    const pages = new Set<string>();
    const late = await test.receiveNotice(alice);
    const keep = async (response: Promise<Response>) => pages.add(JSON.stringify(await told(await response)));
    await keep(send('GET', `/dispute/${newLinkId(systemRandom)}`, html));
    await keep(send('GET', '/dispute/nonsense', html));
    await lock();
    await keep(send('GET', `/dispute/${id}`, html));
    await keep(lock({}, html));
    test.clock.advance(7 * 24 * 3_600_000);
    await keep(send('GET', `/dispute/${late.disputeId}`, html));
    expect(pages.size).toBe(1);
    expect([...pages][0]).toContain('This link is expired or has been already used once');
    expect([...pages][0]).toContain('If you have not locked the account');
  });

  it('answers a program that cannot read pages with only 200 or 410', async () => {
    expect((await send('GET', `/dispute/${id}`, json)).status).toBe(200);
    const response = await send('GET', '/dispute/nonsense', json);
    expect(response.status).toBe(410);
    await expect(problemOf(response)).resolves.toMatchObject({ code: 'link-unavailable' });
  });

  it('says to try again when the account could not be locked, with the key still in the form', async () => {
    test.directory.failure = new Error(`User ${alice} could not be reached.`);
    const response = await lock({}, html);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '30']);
    const page = await response.text();
    expect(page).toContain(`name="key" value="${key}"`);
    expect(page).not.toContain('alice');
    test.clock.advance(halfAMinute);
    expect((await lock()).status).toBe(200);
  });

  it('works for one of twenty who press it at once', async () => {
    const statuses = (await Promise.all(Array.from({ length: 20 }, () => lock()))).map(
      ({ status }) => status,
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    for (const status of statuses) expect([200, 410, 503]).toContain(status);
    expect(passwords()).toHaveLength(1);
  });

  it('refuses what another site makes a browser send', async () => {
    const response = await lock({}, { ...json, 'sec-fetch-site': 'cross-site' } as typeof json);
    expect(response.status).toBe(403);
    expect(passwords()).toEqual([]);
  });

  it('logs neither the key nor the name nor the link', async () => {
    await send('GET', `/dispute/${id}`, html);
    await post(`/dispute/${id}`, { key });
    await lock({ key: newLinkKey(systemRandom) });
    await lock();
    const logged = JSON.stringify(test.log.entries);
    for (const secret of [key, 'alice', id, ...passwords()]) expect(logged).not.toContain(secret);
  });
});
