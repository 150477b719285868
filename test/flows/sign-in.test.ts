import type { Local } from '../../local';
import { dispute, newestNotice } from '../support/flows/code-reset';
import { Person, type Answer, type Revealed } from '../support/flows/person';
import { enterCode, newestCode, receiveCode, signIn } from '../support/flows/sign-in';
import { functionName, startTestStack } from '../support/flows/stack';

const alice = 'alice@example.com';

const wrongCodes = (right: string, count: number) =>
  Array.from({ length: count + 1 }, (_, index) => `0000-${index.toString(32).toUpperCase().padStart(4, '0')}`)
    .map((code) => code.replace(/[ILOU]/g, 'Z'))
    .filter((code) => code !== right)
    .slice(0, count);

describe('signing in with a mailed code', () => {
  let local: Local;

  beforeAll(async () => {
    local = await startTestStack({ stage: 'dev' });
  });
  afterAll(() => local.close());

  it('opens a session that shows who it is, and ends it at once when signing out', async () => {
    const person = new Person(local);
    const code = await receiveCode(local, person, alice);
    const entered = await enterCode(person, alice, code);
    expect(entered.status).toBe(200);
    expect(entered.json()).toMatchObject({ tokenType: 'Bearer', expiresIn: 480 * 60 });
    expect(entered.headers.getSetCookie().join()).toMatch(
      /__Host-access_token=[\w.-]+; Max-Age=28800; Path=\/; HttpOnly; Secure; SameSite=Lax/,
    );
    const account = (await person.send('GET', '/account')).json();
    expect(account).toMatchObject({ user: { email: alice } });

    const { accessToken } = entered.json() as { accessToken: string };
    const stolen = () =>
      new Person(local).send('GET', '/account', undefined, { authorization: `Bearer ${accessToken}` });
    expect((await stolen()).json()).toEqual(account);
    expect((await person.send('POST', '/logout')).status).toBe(204);
    expect((await stolen()).status).toBe(401);
    expect((await person.send('GET', '/account')).status).toBe(401);
  });

  it('begins a recovery, which the trail joins by one id from the code to the dispute', async () => {
    const person = new Person(local);
    const user = 'bob';
    await signIn(local, person, user, 'bob@example.com');
    const link = await person.receiveLink(user, 'bob@example.com');
    expect((await person.open(link)).status).toBe(200);
    await dispute(person, await newestNotice(local, 'bob@example.com'));
    const at = `${new URL(local.url).origin}/_local/trail`;
    const trail = async (query = '') =>
      (await (await fetch(`${at}.json${query}`)).json()) as { message: string; recovery: string }[];
    const recovery = (await trail()).find(({ message }) => message === 'account.locked')?.recovery ?? '';
    expect((await trail(`?recovery=${recovery}`)).map(({ message }) => message)).toEqual([
      'code.requested',
      'code.mailed',
      'session.started',
      'link.requested',
      'link.mailed',
      'link.revealed',
      'notice.mailed',
      'change.disputed',
      'account.locked',
    ]);
    const page = await (await fetch(`${at}?recovery=${recovery}`)).text();
    expect(page).toContain('account.locked');
    expect(await (await fetch(`${at}?recovery=none`)).text()).not.toContain('account.locked');
  });

  it('takes a code in any spelling, and none a second time', async () => {
    const person = new Person(local);
    const code = await receiveCode(local, person, alice);
    const typed = ` ${code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
    expect((await enterCode(person, 'ALICE@example.com', typed)).status).toBe(200);
    expect((await enterCode(person, alice, code)).status).toBe(401);
  });

  it('compares at most five of five hundred guesses at once, and then refuses the right code', async () => {
    const person = new Person(local);
    const code = await receiveCode(local, person, alice);
    const portal = await functionName(local, 'portal');
    const compared = () =>
      local.aws.calls.filter(({ function: name, action }) => name === portal && action === 'kms:GenerateMac')
        .length;
    const before = compared();
    const answers = await Promise.all(wrongCodes(code, 500).map((guess) => enterCode(person, alice, guess)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    expect(compared() - before).toBe(5);
    expect((await enterCode(person, alice, code)).status).toBe(401);
  });

  it('opens exactly one session for twenty who enter the right code at once', async () => {
    const person = new Person(local);
    const code = await receiveCode(local, person, alice);
    const answers = await Promise.all(Array.from({ length: 20 }, () => enterCode(person, alice, code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('refuses a code in another browser like a wrong one, without effect on the owner', async () => {
    const [owner, stranger] = [new Person(local), new Person(local)];
    const code = await receiveCode(local, owner, alice);
    await receiveCode(local, stranger, alice);
    const elsewhere = await enterCode(stranger, alice, code);
    const wrong = await enterCode(stranger, alice, '0000-0000');
    expect(elsewhere.status).toBe(401);
    expect(elsewhere.text).toBe(wrong.text);
    for (const guess of wrongCodes(code, 10)) await enterCode(stranger, alice, guess);
    expect((await enterCode(owner, alice, code)).status).toBe(200);
  });

  it('answers alike for accounts that are known, unknown and not allowed, and mails only the first', async () => {
    local.aws.users.add({ name: 'eve@elsewhere.example', path: '/staff/', password: 'Old-password-1!' });
    const before = local.mailbox.mails().length;
    const users = [alice, 'nobody@example.com', 'eve@elsewhere.example', 'root-admin@example.com'];
    const people = users.map((user) => ({ user, person: new Person(local) }));
    const told = ({ status, text, headers }: Answer) => ({
      status,
      text,
      headers: [...headers].filter(([name]) => !['date', 'set-cookie', 'x-amzn-requestid'].includes(name)),
      cookies: headers.getSetCookie().length,
    });
    const asked = await Promise.all(
      people.map(async ({ user, person }) => told(await person.send('POST', '/login', { email: user }))),
    );
    for (const answer of asked) expect(answer).toEqual(asked[0]);
    await local.aws.idle();
    const entered = await Promise.all(
      people.map(async ({ user, person }) => told(await enterCode(person, user, '0000-0000'))),
    );
    for (const answer of entered) expect(answer).toEqual(entered[0]);
    expect(
      local.mailbox
        .mails()
        .slice(before)
        .map(({ to }) => to),
    ).toEqual([alice]);
  });

  it('has no registration where the accounts are those of IAM', async () => {
    const person = new Person(local);
    expect((await person.send('GET', '/register')).status).toBe(404);
    expect((await person.send('POST', '/register', { email: alice })).status).toBe(404);
  });

  it('gives other services the key to verify tokens with', async () => {
    const { keys } = (await new Person(local).send('GET', '/.well-known/jwks.json')).json() as {
      keys: Record<string, string>[];
    };
    expect(keys).toMatchObject([{ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' }]);
    expect(keys[0]).not.toHaveProperty('d');
  });

  it('sends people from page to page: to the account when signed in, to the login when not', async () => {
    const person = new Person(local);
    const asPage = { accept: 'text/html' };
    const visit = async (method: string, path: string, body?: unknown) => {
      const { status, headers } = await person.send(method, path, body, asPage);
      return [status, headers.get('location')];
    };
    const { pathname } = new URL(local.url);
    await expect(visit('GET', '/account')).resolves.toEqual([303, `${pathname}/login`]);
    await expect(visit('GET', '/generate')).resolves.toEqual([303, `${pathname}/login`]);
    await expect(visit('POST', '/generate', {})).resolves.toEqual([303, `${pathname}/login`]);
    const code = await receiveCode(local, person, alice);
    await expect(visit('POST', '/token', { email: alice, code })).resolves.toEqual([
      303,
      `${pathname}/account`,
    ]);
    await expect(visit('GET', '/login')).resolves.toEqual([303, `${pathname}/account`]);
    await expect(visit('POST', '/logout')).resolves.toEqual([303, `${pathname}/login`]);
  });
});

describe('a reset by somebody who has signed in', () => {
  let local: Local;

  beforeAll(async () => {
    local = await startTestStack({ stage: 'dev' });
  });
  afterAll(() => local.close());

  it('is refused without a session, whatever name is sent along', async () => {
    const stranger = new Person(local);
    const answer = await stranger.ask(alice);
    expect(answer.status).toBe(401);
    expect(answer.json()).toMatchObject({ code: 'sign-in-required' });
    await local.aws.idle();
    expect(local.mailbox.mails()).toEqual([]);
  });

  it('is for the account of the session, never for the one in the body', async () => {
    const bob = new Person(local);
    await signIn(local, bob, 'bob', 'bob@example.com');
    const link = await bob.receiveLink(alice, 'bob@example.com');
    const { user, password } = (await bob.open(link)).json() as Revealed;
    expect(user).toBe('bob');
    expect(local.console.signIn('bob', password).signedIn).toBe(true);
    expect(local.console.signIn(alice, 'Old-password-1!').signedIn).toBe(true);
  });

  it('needs no body, and refuses one that cannot be read', async () => {
    const bob = new Person(local);
    await signIn(local, bob, 'bob', 'bob@example.com');
    const answers = await Promise.all([
      bob.send('POST', '/generate', undefined, { 'content-type': 'text/plain' }),
      fetch(`${local.url}/generate`, {
        method: 'POST',
        body: 'user=bob',
        headers: { 'content-type': 'text/plain', accept: 'application/json' },
      }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([202, 415]);
  });

  it('ends every session of the account, in every browser', async () => {
    const [desktop, phone] = [new Person(local), new Person(local)];
    await signIn(local, phone, alice);
    await signIn(local, desktop, alice);
    expect((await phone.send('GET', '/account')).status).toBe(200);
    await desktop.receiveLink(alice);
    expect((await phone.send('GET', '/account')).status).toBe(401);
    expect((await desktop.send('GET', '/account')).status).toBe(401);
    await signIn(local, desktop, alice);
    expect((await desktop.send('GET', '/account')).status).toBe(200);
  });
});

describe('accounts of the stack’s own', () => {
  let local: Local;
  const zoe = 'zoe@example.com';

  beforeAll(async () => {
    local = await startTestStack({ stage: 'table' });
  });
  afterAll(() => local.close());

  const users = async () =>
    Object.entries(await local.aws.tables.items()).find(([name]) => name.includes('Users'))?.[1] ?? [];

  it('are made by registering, verified by the first code, and then stay the same', async () => {
    const person = new Person(local);
    expect((await person.send('POST', '/register', { email: ' Zoe@Example.com ' })).status).toBe(202);
    const code = await newestCode(local, zoe);
    expect(await users()).toMatchObject([{ email: zoe }]);
    expect((await users())[0]).not.toHaveProperty('verifiedAt');
    await enterCode(person, zoe, code);
    await local.aws.idle();
    const [user] = await users();
    expect(user).toMatchObject({ email: zoe, verifiedAt: expect.any(String) as string });
    const account = (await person.send('GET', '/account')).json();
    expect(account).toMatchObject({ user: { id: user?.id, email: zoe } });

    const again = new Person(local);
    expect((await again.send('POST', '/register', { email: zoe })).status).toBe(202);
    await enterCode(again, zoe, await newestCode(local, zoe));
    expect((await again.send('GET', '/account')).json()).toMatchObject({ user: { id: user?.id } });
    expect(await users()).toHaveLength(1);
  });

  it('are not made by signing in, and not for addresses that may not be mailed', async () => {
    const before = (await users()).length;
    await new Person(local).send('POST', '/login', { email: 'new@example.com' });
    await new Person(local).send('POST', '/register', { email: 'eve@elsewhere.example' });
    await local.aws.idle();
    expect(await users()).toHaveLength(before);
  });

  it('have no AWS password to reset', async () => {
    expect((await new Person(local).ask(zoe)).status).toBe(404);
  });
});

describe('limits on codes', () => {
  it('let five requests an hour through for one account and address, at once or not, and mail no more', async () => {
    const local = await startTestStack({ stage: 'limited' });
    try {
      // Using up the codes of one purpose leaves those of the other.
      for (const path of ['/login', '/generate-otp']) {
        for (const email of [alice, 'nobody@example.com']) {
          const answers = await Promise.all(
            Array.from({ length: 7 }, () => new Person(local).send('POST', path, { email })),
          );
          expect(answers.filter(({ status }) => status === 202)).toHaveLength(5);
          const refused = answers.filter(({ status }) => status === 429);
          expect(refused).toHaveLength(2);
          for (const { headers } of refused) expect(Number(headers.get('retry-after'))).toBeGreaterThan(3500);
        }
      }
      await local.aws.idle();
      expect(local.mailbox.mails()).toHaveLength(10);
    } finally {
      await local.close();
    }
  });
});
