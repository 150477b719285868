import { DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Local } from '../../local';
import { choosePassword, dispute, newestNotice, receiveResetCode } from '../support/flows/code-reset';
import { lockCodes } from '../support/flows/used-up';
import { Person, type Answer } from '../support/flows/person';
import { verifiesPhc } from '../support/flows/phc';
import { leaked } from '../support/flows/secrets';
import { enterCode, receiveCode, signIn } from '../support/flows/sign-in';
import { functionName, startTestStack } from '../support/flows/stack';

const alice = 'alice@example.com';
const oldPassword = 'Old-password-1!';
const newPassword = 'My-own-choice-2';
const works = { signedIn: true, mustChangePassword: false };
const rejected = { code: 'password-rejected', status: 422 };
const invalid = { code: 'code-invalid', status: 401 };

/** Makes an account for one test, so that limits and policies of tests do not mix. */
function newUser(local: Local): string {
  const name = `user-${local.aws.users.names().length}@example.com`;
  local.aws.users.add({ name, path: '/staff/', password: oldPassword });
  return name;
}

describe('choosing a new password with a code', () => {
  const lines: string[] = [];
  let local: Local;

  beforeAll(async () => {
    local = await startTestStack({ stage: 'dev', log: (line) => lines.push(line) });
  });
  afterAll(() => local.close());

  it('sets the password for good, tells the owner, and signs nobody in', async () => {
    const person = new Person(local);
    const asked = await person.send('POST', '/generate-otp', { email: alice });
    expect([asked.status, asked.json()]).toEqual([202, { status: 'code-sent' }]);
    const answer = await choosePassword(
      person,
      alice,
      await receiveResetCode(local, person, alice),
      newPassword,
    );
    expect([answer.status, answer.json()]).toEqual([200, { status: 'password-changed' }]);
    // No session: only the browser is vouched.
    const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split('=')[0]);
    expect(cookies).toEqual(['__Host-passlink-vouched']);
    expect(local.console.signIn(alice, newPassword)).toEqual(works);
    expect(local.console.signIn(alice, oldPassword).signedIn).toBe(false);
    expect((await person.send('GET', '/account')).status).toBe(401);

    await newestNotice(local, alice);
    const notice = local.mailbox.mails().at(-1);
    expect(notice?.to).toBe(alice);
    expect(notice?.text).toContain(alice);
    expect(notice?.text).toContain('UTC');
    expect(notice?.text).not.toContain(newPassword);
  });

  it('finds the mailbox of a user whose name is no address', async () => {
    const bob = new Person(local);
    const code = await receiveResetCode(local, bob, 'bob', 'bob@example.com');
    expect((await choosePassword(bob, 'BOB', code, newPassword)).status).toBe(200);
    expect(local.console.signIn('bob', newPassword)).toEqual(works);
  });

  it('allows several passwords with one code until one is accepted', async () => {
    const user = newUser(local);
    const person = new Person(local);
    const code = await receiveResetCode(local, person, user);
    for (const password of [
      '',
      'Short-1',
      'no-capitals-and-digits',
      'ABCDEFGH',
      'Ünïcode-☃-1',
      'x'.repeat(129),
    ]) {
      const answer = await choosePassword(person, user, code, password);
      const reasons = expect.arrayContaining([expect.stringMatching(/^Use .+\.$/)]) as unknown;
      expect(answer.json()).toMatchObject({ ...rejected, reasons });
      expect(password !== '' && answer.text.includes(password)).toBe(false);
    }
    expect(local.console.signIn(user, oldPassword)).toEqual(works);
    expect((await choosePassword(person, user, code, newPassword)).status).toBe(200);
    expect(local.console.signIn(user, newPassword)).toEqual(works);
  });

  it('reports what only AWS knows, without using the code up', async () => {
    const user = newUser(local);
    const person = new Person(local);
    local.aws.users.setPasswordPolicy({ MinimumPasswordLength: 8, PasswordReusePrevention: 3 });
    try {
      const code = await receiveResetCode(local, person, user);
      for (let round = 0; round < 6; round += 1) {
        const answer = await choosePassword(person, user, code, oldPassword);
        expect(answer.json()).toMatchObject({ ...rejected, reasons: [expect.stringContaining('before')] });
      }
      expect((await choosePassword(person, user, code, newPassword)).status).toBe(200);
    } finally {
      local.aws.users.setPasswordPolicy(undefined);
    }
  });

  it('takes a code once, in the browser that asked, and for this alone', async () => {
    const user = newUser(local);
    const [person, stranger] = [new Person(local), new Person(local)];
    const code = await receiveResetCode(local, person, user);
    const signInCode = await receiveCode(local, person, user);
    // A browser with a cookie of its own; without one, the answer says so.
    await receiveResetCode(local, stranger, alice);
    const refusals = [
      await choosePassword(person, user, '0000-0000', newPassword),
      await choosePassword(person, user, signInCode, newPassword),
      await choosePassword(stranger, user, code, newPassword),
      await choosePassword(person, alice, code, newPassword),
    ];
    expect((await enterCode(person, user, code)).json()).toMatchObject(invalid);
    expect(local.console.signIn(user, oldPassword)).toEqual(works);
    expect((await choosePassword(person, user, code.toLowerCase(), newPassword)).status).toBe(200);
    refusals.push(await choosePassword(person, user, code, 'Another-choice-3'));
    for (const refusal of refusals) {
      expect(refusal.json()).toMatchObject(invalid);
      expect(refusal.text).toBe(refusals[0]?.text);
    }
    expect(local.console.signIn(user, newPassword)).toEqual(works);
  });

  it.each([1, 2, 3])('lets exactly one of twenty different passwords win, run %d of three', async () => {
    const user = newUser(local);
    const person = new Person(local);
    const code = await receiveResetCode(local, person, user);
    const passwords = Array.from({ length: 20 }, (_, index) => `My-choice-number-${index}`);
    const answers = await Promise.all(
      passwords.map((password) => choosePassword(person, user, code, password)),
    );
    const winners = passwords.filter((_, index) => answers[index]?.status === 200);
    expect(winners).toHaveLength(1);
    for (const { status } of answers) expect([200, 401]).toContain(status);
    const working = passwords.filter((password) => local.console.signIn(user, password).signedIn);
    expect(working).toEqual(winners);
    await local.aws.idle();
    expect(
      local.mailbox.mails().filter(({ to, text }) => to === user && text.includes('/dispute/')),
    ).toHaveLength(1);
  });

  it('lets exactly one of two browsers with a code each win', async () => {
    const user = newUser(local);
    const people = [new Person(local), new Person(local)] as const;
    const codes = [
      await receiveResetCode(local, people[0], user),
      await receiveResetCode(local, people[1], user),
    ] as const;
    const passwords = ['The-first-choice-1', 'The-other-choice-2'] as const;
    const answers = await Promise.all([
      choosePassword(people[0], user, codes[0], passwords[0]),
      choosePassword(people[1], user, codes[1], passwords[1]),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    const winner = answers[0].status === 200 ? passwords[0] : passwords[1];
    expect(passwords.filter((password) => local.console.signIn(user, password).signedIn)).toEqual([winner]);
  });

  it('ends all sessions, codes and links, in every browser', async () => {
    const user = newUser(local);
    const [owner, other] = [new Person(local), new Person(local)];
    const [session, pending] = [new Person(local), new Person(local)];
    await signIn(local, session, user);
    await signIn(local, pending, user);
    const link = await pending.receiveLink(user);
    await signIn(local, session, user);
    const otherCode = await receiveResetCode(local, other, user);
    const signInCode = await receiveCode(local, other, user);
    expect((await session.send('GET', '/account')).status).toBe(200);
    expect((await pending.send('GET', `/extract/${link.id}`)).status).toBe(200);

    const code = await receiveResetCode(local, owner, user);
    expect((await choosePassword(owner, user, code, newPassword)).status).toBe(200);

    expect((await session.send('GET', '/account')).status).toBe(401);
    expect((await pending.send('GET', `/extract/${link.id}`)).status).toBe(410);
    expect((await pending.open(link)).json()).toMatchObject({ code: 'link-unavailable' });
    expect((await choosePassword(other, user, otherCode, 'Another-choice-3')).json()).toMatchObject(invalid);
    expect((await enterCode(other, user, signInCode)).json()).toMatchObject(invalid);
    expect(local.console.signIn(user, newPassword)).toEqual(works);
    // A code from after the change works.
    await signIn(local, other, user);
    expect((await other.send('GET', '/account')).status).toBe(200);
  });

  it('resets the counts of wrong codes, including those for signing in', async () => {
    const user = newUser(local);
    const person = new Person(local);
    await lockCodes(local, 'sign-in', user);
    expect((await enterCode(person, user, await receiveCode(local, person, user))).status).toBe(401);
    const code = await receiveResetCode(local, person, user);
    expect((await choosePassword(person, user, code, newPassword)).status).toBe(200);
    await signIn(local, person, user);
    expect((await person.send('GET', '/account')).status).toBe(200);

    await lockCodes(local, 'reset', user);
    const stranger = new Person(local);
    const locked = await receiveResetCode(local, stranger, user);
    expect((await choosePassword(stranger, user, locked, newPassword)).json()).toMatchObject(invalid);
  });

  it('answers alike for accounts that are known, unknown and not allowed, and mails only the first', async () => {
    const known = newUser(local);
    const before = local.mailbox.mails().length;
    const people = [known, 'nobody@example.com', 'carol@example.com', 'root-admin@example.com'].map(
      (user) => ({
        user,
        person: new Person(local),
      }),
    );
    const told = ({ status, text, headers }: Answer) => ({
      status,
      text,
      headers: [...headers].filter(([name]) => !['date', 'set-cookie', 'x-amzn-requestid'].includes(name)),
      cookies: headers.getSetCookie().length,
    });
    const ask = async (send: (person: Person, user: string) => Promise<Answer>) => {
      const answers = await Promise.all(
        people.map(async ({ user, person }) => told(await send(person, user))),
      );
      for (const answer of answers) expect(answer).toEqual(answers[0]);
    };
    await ask((person, user) => person.send('POST', '/generate-otp', { email: user }));
    await local.aws.idle();
    await ask((person, user) => choosePassword(person, user, '0000-0000', newPassword));
    await ask((person, user) => choosePassword(person, user, '0000-0000', 'short'));
    const mailed = local.mailbox.mails().slice(before);
    expect(mailed.map(({ to }) => to)).toEqual([known]);
  });

  it('has written none of the passwords anywhere', async () => {
    await local.aws.idle();
    const passwords = [newPassword, 'Another-choice-3', 'My-choice-number-7'];
    const written = [...lines, JSON.stringify(await local.aws.tables.items())];
    expect(lines.join()).toContain('password.changed');
    expect(leaked(passwords, written)).toEqual([]);
  });
});

describe('"This wasn’t me"', () => {
  const lines: string[] = [];
  let local: Local;

  beforeAll(async () => {
    local = await startTestStack({ stage: 'dev', log: (line) => lines.push(line) });
  });
  afterAll(() => local.close());

  async function changed(user: string): Promise<Person> {
    const thief = new Person(local);
    const code = await receiveResetCode(local, thief, user);
    expect((await choosePassword(thief, user, code, newPassword)).status).toBe(200);
    return thief;
  }

  it('makes the old and the new password worthless, ends everything pending, and works once', async () => {
    const user = newUser(local);
    const thief = await changed(user);
    await signIn(local, thief, user);
    const link = await thief.receiveLink(user);
    await signIn(local, thief, user);
    const notice = await newestNotice(local, user);

    const owner = new Person(local);
    const answer = await dispute(owner, notice, ' lock ');
    expect([answer.status, answer.json()]).toEqual([200, { status: 'account-locked' }]);
    expect(local.console.signIn(user, oldPassword).signedIn).toBe(false);
    expect(local.console.signIn(user, newPassword).signedIn).toBe(false);
    expect((await thief.send('GET', '/account')).status).toBe(401);
    expect((await thief.open(link)).status).toBe(410);
    expect(lines.filter((line) => line.includes('"change.disputed"'))).toHaveLength(1);

    // The owner gets back in, and the earlier link cannot undo that.
    const code = await receiveResetCode(local, owner, user);
    expect((await choosePassword(owner, user, code, 'Mine-again-4')).status).toBe(200);
    expect((await dispute(owner, notice)).json()).toMatchObject({ status: 410, code: 'link-unavailable' });
    expect((await owner.send('GET', `/dispute/${notice.id}`)).status).toBe(410);
    expect(local.console.signIn(user, 'Mine-again-4')).toEqual(works);
  });

  it('is also offered after a link was opened', async () => {
    const user = newUser(local);
    const thief = new Person(local);
    await signIn(local, thief, user);
    const { password } = (await thief.open(await thief.receiveLink(user))).json() as { password: string };
    expect(local.console.signIn(user, password).signedIn).toBe(true);
    expect((await dispute(new Person(local), await newestNotice(local, user))).status).toBe(200);
    expect(local.console.signIn(user, password).signedIn).toBe(false);
  });

  it('locks once for twenty who press it at once', async () => {
    const user = newUser(local);
    await changed(user);
    const notice = await newestNotice(local, user);
    const updates = () => local.aws.calls.filter(({ action }) => action === 'iam:UpdateLoginProfile').length;
    const before = updates();
    const answers = await Promise.all(Array.from({ length: 20 }, () => dispute(new Person(local), notice)));
    // The others come too late, or during the lock.
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { status } of answers) expect([200, 410, 503]).toContain(status);
    expect(updates() - before).toBe(1);
  });

  it('takes its own key, and the word that a program does not type', async () => {
    const user = newUser(local);
    await changed(user);
    const notice = await newestNotice(local, user);
    const person = new Person(local);
    const wrongKey = { ...notice, key: notice.key.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')) };
    expect((await dispute(person, wrongKey)).status).toBe(410);
    expect((await dispute(person, { ...notice, id: 'A'.repeat(22) })).status).toBe(410);
    for (const word of ['', 'yes', user]) {
      expect((await dispute(person, notice, word)).json()).toMatchObject({
        status: 400,
        code: 'bad-request',
      });
    }
    expect(local.console.signIn(user, newPassword)).toEqual(works);
    expect((await dispute(person, notice)).status).toBe(200);
  });
});

describe('accounts of the stack’s own', () => {
  const zoe = 'zoe@example.com';
  const passphrase = 'ten tiny tugboats';
  let local: Local;

  beforeAll(async () => {
    local = await startTestStack({ stage: 'table' });
  });
  afterAll(() => local.close());

  const account = async (email: string): Promise<Readonly<Record<string, unknown>> | undefined> =>
    Object.entries(await local.aws.tables.items())
      .find(([name]) => name.includes('Users'))?.[1]
      .find((item) => item.email === email);

  const verifies = async (email: string, password: string) => {
    const phc = String((await account(email))?.passwordHash);
    expect(phc).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$/);
    return verifiesPhc(phc, password);
  };

  it('have a password once their owner chose one, which other services can verify', async () => {
    const person = new Person(local);
    await person.send('POST', '/register', { email: zoe });
    await local.aws.idle();
    const code = await receiveResetCode(local, person, zoe);
    expect(await account(zoe)).not.toHaveProperty('passwordHash');
    const answer = await choosePassword(person, ' Zoe@Example.com', code, passphrase);
    expect(answer.json()).toEqual({ status: 'password-changed' });
    expect(await account(zoe)).toHaveProperty('verifiedAt');
    expect(JSON.stringify(await local.aws.tables.items())).not.toContain(passphrase);
    await expect(verifies(zoe, passphrase)).resolves.toBe(true);
    await expect(verifies(zoe, 'ten tiny tugboat')).resolves.toBe(false);
  });

  it('take any characters, however the keyboard spells them, and refuse what is easy to guess', async () => {
    const person = new Person(local);
    const email = 'yan@example.com';
    await person.send('POST', '/register', { email });
    await local.aws.idle();
    const code = await receiveResetCode(local, person, email);
    const refused = {
      'fourteen chars': /at least 15 characters/,
      passwordpassword: /common/,
      '123456789012345': /common/,
      'Password-12345678': /common/,
      'yan@example.com!': /address/,
      'moc.elpmaxe@nay2026': /address/,
      ['ä'.repeat(129)]: /at most 128 characters/,
    };
    for (const [password, reason] of Object.entries(refused)) {
      const answer = await choosePassword(person, email, code, password);
      expect(answer.json()).toMatchObject({ ...rejected, reasons: [expect.stringMatching(reason)] });
    }
    // "é" as one character is the same as "e" with an accent. A ligature is the same as its letters.
    const typed = 'cafe\u0301 ﬁn de siècle 🏰';
    expect((await choosePassword(person, email, code, typed)).status).toBe(200);
    await expect(verifies(email, 'café fin de siècle 🏰')).resolves.toBe(true);
  });

  it('have passwords that no function can read or set but "reset"', async () => {
    const name = await functionName(local, 'send-mail');
    const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '', ...variables } = local.aws.actAs(name);
    const client = new DynamoDBClient({
      endpoint: String(variables.AWS_ENDPOINT_URL),
      region: 'eu-west-1',
      credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
    });
    const of = { TableName: variables.USERS_TABLE, Key: { email: { S: zoe } } };
    const hash = { '#hash': 'passwordHash' };
    const attempts = [
      () => client.send(new GetItemCommand(of)),
      () =>
        client.send(
          new GetItemCommand({ ...of, ProjectionExpression: '#hash', ExpressionAttributeNames: hash }),
        ),
      () =>
        client.send(
          new UpdateItemCommand({
            ...of,
            UpdateExpression: 'SET #hash = :mine',
            ExpressionAttributeNames: hash,
            ExpressionAttributeValues: { ':mine': { S: 'mine' } },
          }),
        ),
    ];
    attempts.push(() =>
      client.send(
        new UpdateItemCommand({
          ...of,
          UpdateExpression: 'SET #seen = :now',
          ExpressionAttributeNames: { '#seen': 'verifiedAt' },
          ExpressionAttributeValues: { ':now': { S: 'now' } },
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow(/not authorized/i);
    client.destroy();
  });

  it('are locked by "This wasn’t me" as others are', async () => {
    const person = new Person(local);
    const email = 'xaver@example.com';
    await person.send('POST', '/register', { email });
    await local.aws.idle();
    const code = await receiveResetCode(local, person, email);
    expect((await choosePassword(person, email, code, passphrase)).status).toBe(200);
    const before = (await account(email))?.passwordHash;
    expect((await dispute(new Person(local), await newestNotice(local, email))).status).toBe(200);
    expect((await account(email))?.passwordHash).not.toBe(before);
  });

  it('are not made by asking for a new password', async () => {
    const person = new Person(local);
    const email = 'nobody@example.com';
    expect((await person.send('POST', '/generate-otp', { email })).status).toBe(202);
    await local.aws.idle();
    expect(await account(email)).toBeUndefined();
    expect(local.mailbox.mails().filter(({ to }) => to === email)).toEqual([]);
    expect((await choosePassword(person, email, '0000-0000', passphrase)).json()).toMatchObject(invalid);
  });
});
