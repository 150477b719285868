import { version } from '../../lambda/web/version';
import { accountKey } from '../../lambda/core/account/account';
import { dynamoCodeReservation } from '../../lambda/aws/dynamo/codes';
import { dynamoVouchLinks } from '../../lambda/aws/dynamo/vouch-links';
import { mailFlood } from '../../lambda/core/limits/mail-flood';
import { mailCode } from '../../lambda/core/code/mail-code';
import type { CodeJob } from '../../lambda/core/code/ports';
import type { FloodJob } from '../../lambda/core/limits/ports';
import type { LinkJob } from '../../lambda/core/link/ports';
import type { VerifiedJob } from '../../lambda/core/account/ports';
import type { LinkRoutePorts } from '../../lambda/portal/link-routes';
import { portalRoutes, type PortalPorts } from '../../lambda/portal/routes';
import {
  codeIn,
  codeMinutes,
  newBrowser,
  openTestAccounts,
  vouchLinkIn,
  wrongCode,
  type TestAccounts,
} from '../support/core/test-accounts';
import { fullCounter, testCodeMac } from '../support/core/fakes';
import { ask } from '../support/web/ask';
import { sample } from '../support/web/sample-site';

const alice = 'alice@example.com';
const json = { accept: 'application/json' };
const keySet = { keys: [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }] };
const attributes = 'Path=/; HttpOnly; Secure; SameSite=Lax';
const vouchedCookie = expect.stringMatching(
  /^__Host-passlink-vouched=[\w-]{22}\.\d+\.\d+\.[\w-]{43}; Max-Age=15552000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
) as string;

/** The setup of a portal: the directory, and the proof before a reset. */
type Setup = 'iam, code' | 'iam, network' | 'table';

let test: TestAccounts;
let ports: PortalPorts;
let codeJobs: (CodeJob | FloodJob | VerifiedJob)[];
let linkJobs: LinkJob[];

async function setUp(setup: Setup): Promise<void> {
  test = await openTestAccounts();
  codeJobs = [];
  linkJobs = [];
  const common = {
    ...test.portal,
    slots: dynamoCodeReservation(test.table.table),
    publicUrl: 'https://api.example/dev',
    languages: ['en', 'de', 'ja'] as const,
    limits: { accountAndAddress: 5, account: 20, address: 30 },
    mailQueue: {
      submit: (job: CodeJob | FloodJob | VerifiedJob) => Promise.resolve(void codeJobs.push(job)),
    },
  };
  const links: LinkRoutePorts = {
    ...common,
    codeMac: testCodeMac,
    verification: setup === 'iam, network' ? 'network' : 'code',
    linkQueue: { submit: (job) => Promise.resolve(void linkJobs.push(job)) },
    linkMinutes: 60,
  };
  ports = {
    ...common,
    directory: setup === 'table' ? 'table' : 'iam',
    vouchLinks: dynamoVouchLinks(test.table.table, test.clock.now),
    codeMinutes,
    keySet: () => Promise.resolve(keySet),
    passwordLength: setup === 'table' ? 15 : undefined,
    refuseCommonPasswords: true,
    links: setup === 'table' ? undefined : links,
  };
}
afterEach(() => test.close());

/** A browser that keeps cookies. With JSON as `Accept`, it is a program with a cookie jar. */
class Browser {
  readonly cookies = new Map<string, string>();

  constructor(
    private readonly headers: Record<string, string> = json,
    private readonly clientAddress = '192.0.2.1',
  ) {}

  async send(
    method: string,
    path: string,
    fields?: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const request = {
      method,
      headers: { ...(cookie !== '' && { cookie }), ...this.headers, ...headers },
      ...(fields && { body: new URLSearchParams(fields) }),
    };
    const gateway = { requestId: 'none', clientAddress: this.clientAddress };
    const response = await ask(portalRoutes(ports), path, request, gateway);
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  get(path: string, headers?: Record<string, string>): Promise<Response> {
    return this.send('GET', path, undefined, headers);
  }

  post(
    path: string,
    fields: Record<string, string> = {},
    headers?: Record<string, string>,
  ): Promise<Response> {
    return this.send('POST', path, fields, headers);
  }

  /** Asks for a code, runs `send-mail`, and reads the mail. */
  async receiveCode(user = alice): Promise<string> {
    const response = await this.post('/login', { email: user });
    if (response.status !== 202) throw new Error(`No code was asked for: ${response.status}`);
    const [job] = codeJobs.splice(0);
    if (job?.kind !== 'code') throw new Error('No code was asked for.');
    await mailCode(test.sendMail, job, test.deadline());
    return codeIn(test.mailer.mails.at(-1));
  }

  async signIn(user = alice): Promise<void> {
    const response = await this.post('/token', { email: user, code: await this.receiveCode(user) });
    if (response.status >= 400) throw new Error(`Nobody is signed in: ${response.status}`);
  }
}

const cookiesOf = (response: Response) =>
  response.headers.getSetCookie().map((cookie) => cookie.replace(/=[\w.-]{43,};/, '=…;'));
const problemOf = (response: Response) => response.json() as Promise<Record<string, unknown>>;
/** The whole answer, except for the cookie's value. */
const told = async (response: Response) => ({
  status: response.status,
  headers: [...response.headers].filter(([name]) => name !== 'set-cookie'),
  cookies: cookiesOf(response),
  body: await response.text(),
});

describe.each<Setup>(['iam, code', 'iam, network', 'table'])('the portal (%s)', (setup) => {
  beforeEach(() => setUp(setup));

  const program = () => new Browser();
  const person = () => new Browser({});

  it('answers that it is healthy', async () => {
    const response = await program().get('/health');
    expect(response.status).toBe(200);
    await expect(response.json()).resolves.toEqual({ status: 'ok', version });
  });

  it('shows its public key to other services', async () => {
    const response = await program().get('/.well-known/jwks.json');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('application/json');
    await expect(response.json()).resolves.toEqual(keySet);
  });

  const pages = ['/', '/login', '/logout', '/generate-otp', '/reset', `/vouch/${sample.id}`];

  it.each(pages)('shows the page %s, which nobody can keep or frame', async (path) => {
    const response = await person().get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(codeJobs).toEqual([]);
  });

  it('changes nothing when a person only opens pages, whatever the address is', async () => {
    const browser = person();
    for (const path of pages) {
      const address = `${path}?email=${alice}&user=${alice}&otp=K7QP-0M1X&password=A-quiet-river-7`;
      for (const method of ['GET', 'HEAD']) {
        const response = await browser.send(method, address);
        expect([response.status, response.headers.getSetCookie()]).toEqual([200, []]);
        await expect(response.text()).resolves.not.toContain('A-quiet-river-7');
      }
    }
    expect(codeJobs).toEqual([]);
    expect(linkJobs).toEqual([]);
    expect(await test.table.items()).toEqual([]);
  });

  it.each([
    ['/login', 'sign-in'],
    ['/generate-otp', 'reset'],
  ])('accepts a request for a code and leaves the browser half: %s', async (path, purpose) => {
    const response = await program().post(path, { email: alice });
    expect(response.status).toBe(202);
    await expect(response.json()).resolves.toEqual({ status: 'code-sent' });
    expect(response.headers.get('set-cookie')).toMatch(
      /^__Host-passlink=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(codeJobs).toMatchObject([{ kind: 'code', purpose, user: alice, register: false }]);
  });

  it.each(['/login', '/generate-otp'])('shows people where to enter the code: %s', async (path) => {
    const response = await person().post(path, { email: alice });
    expect(response.status).toBe(202);
    const page = await response.text();
    expect(page).toContain('one-time-code');
    expect(page).toContain(alice);
    expect(page.includes('new-password')).toBe(path === '/generate-otp');
  });

  it('uses the browser half again when the browser has asked before', async () => {
    const browser = program();
    await browser.post('/login', { email: alice });
    const response = await browser.post('/generate-otp', { email: alice });
    expect(response.headers.get('set-cookie')).toBeNull();
    const [first, second] = codeJobs as CodeJob[];
    expect(second?.browserHash).toBe(first?.browserHash);
  });

  it.each([
    ['en', 'Too many requests'],
    ['de', 'Zu viele Anfragen'],
    ['ja', 'リクエストが多すぎます'],
  ])(
    'answers programs alike, whichever code they ask for and for whom, below and above the limits: %s',
    async (language, tooMany) => {
      const answers = new Set<string>();
      for (const path of ['/login', '/generate-otp']) {
        for (const email of [alice, 'nobody@example.com']) {
          const browser = new Browser({ ...json, 'Accept-Language': language });
          const answersOf: unknown[] = [];
          for (let request = 0; request < 6; request += 1) {
            answersOf.push(await told(await browser.post(path, { email })));
          }
          answers.add(JSON.stringify(answersOf));
        }
      }
      expect(answers.size).toBe(1);
      expect([...answers][0]).toContain('too-many-requests');
      expect([...answers][0]).toContain(tooMany);
      expect((codeJobs as CodeJob[]).map((job) => job.language)).toStrictEqual(codeJobs.map(() => language));
    },
  );

  it.each(['en', 'de', 'ja'])(
    'shows the same page for every account that asks for a code to choose a password: %s',
    async (language) => {
      const pagesOf = ['alice@example.com', 'nobody@example.com'].map(async (email) => {
        const browser = new Browser({ 'Accept-Language': language });
        const { cookies, ...answer } = await told(await browser.post('/generate-otp', { email }));
        return { ...answer, cookies: cookies.length, body: answer.body.replaceAll(email, 'somebody') };
      });
      const [known, unknown] = await Promise.all(pagesOf);
      expect(known).toEqual(unknown);
      expect(known?.body).toContain(`<html lang="${language}">`);
    },
  );

  it('counts codes for a reset separately from codes to sign in', async () => {
    const browser = program();
    for (let request = 0; request < 6; request += 1) await browser.post('/generate-otp', { email: alice });
    expect((await browser.post('/generate-otp', { email: alice })).status).toBe(429);
    expect((await browser.post('/login', { email: alice })).status).toBe(202);
  });

  it('signs nobody in with a code for a reset', async () => {
    const browser = program();
    await browser.post('/generate-otp', { email: alice });
    const [job] = codeJobs.splice(0);
    if (job?.kind !== 'code') throw new Error('No code was asked for.');
    await mailCode(test.sendMail, job, test.deadline());
    const code = codeIn(test.mailer.mails.at(-1));
    expect((await browser.post('/token', { email: alice, code })).status).toBe(401);
  });

  it('shows the form again, with the name and what was wrong, to people who asked for a code', async () => {
    ports = { ...ports, counter: fullCounter(60) };
    const response = await person().post('/generate-otp', { email: alice });
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '60']);
    const page = await response.text();
    expect(page).toContain('Too many requests');
    expect(page).toContain('action="/dev/generate-otp"');
    expect(page).toContain(`value="${alice}"`);
    expect(codeJobs).toEqual([]);
  });

  it('shows the rules for a new password that it knows', async () => {
    const page = await (await person().get('/reset')).text();
    expect(page).toContain('action="/dev/reset"');
    expect(page).toContain(setup === 'table' ? 'at least 15 characters' : 'at least 8 characters');
    expect(page.includes('lower-case letters')).toBe(setup !== 'table');
  });

  it('does not set passwords: that is for another function', async () => {
    const response = await program().post('/reset', { email: alice, otp: 'K7QP-0M1X', password: 'p' });
    expect(response.status).toBe(404);
  });

  it('keeps a valid browser half, and replaces an invalid one', async () => {
    const browser = program();
    await browser.post('/login', { email: alice });
    expect((await browser.post('/login', { email: alice })).headers.get('set-cookie')).toBeNull();
    const [first, second] = codeJobs as CodeJob[];
    expect(second?.browserHash).toBe(first?.browserHash);
    expect(second?.requestId).not.toBe(first?.requestId);
    const foreign = await program().post('/login', { email: alice }, { cookie: '__Host-passlink=guessable' });
    expect(cookiesOf(foreign)).toEqual([`__Host-passlink=…; ${attributes}`]);
  });

  it('answers byte for byte alike for every account, below the limits and above them', async () => {
    const answers = new Set<string>();
    const users = [alice, 'nobody@example.com', 'eve@elsewhere.example'];
    for (const user of users) {
      const browser = program();
      const answersOf: unknown[] = [];
      for (let request = 0; request < 6; request += 1) {
        answersOf.push(await told(await browser.post('/login', { email: user })));
      }
      for (let attempt = 0; attempt < 6; attempt += 1) {
        answersOf.push(await told(await browser.post('/token', { email: user, code: '0000-0000' })));
      }
      answers.add(JSON.stringify(answersOf));
    }
    expect(answers.size).toBe(1);
    expect([...answers][0]).toContain('too-many-requests');
  });

  it('refuses the sixth request within the hour, even of many at once, and says when to come back', async () => {
    const browser = program();
    await browser.post('/login', { email: alice });
    test.clock.advance(600_000);
    const responses = await Promise.all(
      Array.from({ length: 20 }, () => browser.post('/login', { email: alice })),
    );
    expect(responses.filter(({ status }) => status === 202)).toHaveLength(4);
    expect(codeJobs).toHaveLength(5);
    const refused = responses.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(16);
    for (const response of refused) {
      expect(response.headers.get('retry-after')).toBe('3000');
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      await expect(problemOf(response)).resolves.toMatchObject({ code: 'too-many-requests', status: 429 });
    }
  });

  it('tells people when to come back above the form', async () => {
    ports = { ...ports, counter: fullCounter(60) };
    const response = await person().post('/login', { email: alice });
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('60');
    const page = await response.text();
    expect(page).toContain('Too many requests');
    expect(page).toContain('<form');
    expect(codeJobs).toEqual([]);
  });

  it.each(['', 'not a user', 'a@b@c.example, d@e.example', 'x'.repeat(300)])(
    'says what a name looks like where it is %j, and hands nothing over',
    async (email) => {
      for (const path of ['/login', '/generate-otp']) {
        const response = await program().post(path, { email });
        expect(response.status).toBe(400);
        await expect(problemOf(response)).resolves.toMatchObject({ code: 'bad-request' });
        const page = await person().post(path, { email });
        expect(page.status).toBe(400);
        await expect(page.text()).resolves.toContain(`action="/dev${path}"`);
      }
      expect(codeJobs).toEqual([]);
      expect(await test.table.items()).toEqual([]);
    },
  );

  it('refuses what another site makes a browser send', async () => {
    for (const path of [
      ...['/login', '/token', '/logout', '/register', '/generate'],
      '/generate-otp',
      '/reset',
      '/vouch/id',
    ]) {
      const response = await program().post(path, { email: alice }, { 'sec-fetch-site': 'cross-site' });
      expect(response.status).toBe(403);
      await expect(problemOf(response)).resolves.toMatchObject({ code: 'cross-site' });
    }
    expect(codeJobs).toEqual([]);
    expect(linkJobs).toEqual([]);
  });

  it('signs a program in: token, account, sign out', async () => {
    const browser = program();
    const code = await browser.receiveCode();
    const response = await browser.post('/token', { email: alice, code });
    expect(response.status).toBe(200);
    const body = (await response.json()) as { accessToken: string };
    expect(body).toEqual({
      accessToken: expect.any(String) as string,
      tokenType: 'Bearer',
      expiresIn: 28_800,
    });
    expect(response.headers.getSetCookie()).toEqual([
      `__Host-access_token=${body.accessToken}; Max-Age=28800; ${attributes}`,
      vouchedCookie,
    ]);

    const account = await browser.get('/account');
    expect(account.status).toBe(200);
    const seen: unknown = await account.json();
    expect(seen).toEqual({
      user: { id: expect.any(String) as string, email: alice },
      session: { createdAt: '2026-01-15T12:00:00.000Z', expiresAt: '2026-01-15T20:00:00.000Z' },
    });
    const bearer = { authorization: `Bearer ${body.accessToken}` };
    const elsewhere = await program().get('/account', bearer);
    await expect(elsewhere.json()).resolves.toEqual(seen);

    const logout = await browser.post('/logout');
    expect(logout.status).toBe(204);
    expect(logout.headers.getSetCookie()).toEqual([`__Host-access_token=; Max-Age=0; ${attributes}`]);
    expect((await program().get('/account', bearer)).status).toBe(401);
    expect((await program().post('/logout', {}, bearer)).status).toBe(401);
  });

  it('signs a person in, sends them on from the sign-in pages, and signs them out', async () => {
    const browser = person();
    const response = await browser.post('/token', { email: alice, code: await browser.receiveCode() });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/dev/account');
    const account = await browser.get('/account');
    expect(account.status).toBe(200);
    await expect(account.text()).resolves.toContain(alice);
    const login = await browser.get('/login');
    expect([login.status, login.headers.get('location')]).toEqual([303, '/dev/account']);
    await expect((await browser.get('/logout')).text()).resolves.toContain('<form');

    const logout = await browser.post('/logout');
    expect([logout.status, logout.headers.get('location')]).toEqual([303, '/dev/login']);
    const after = await browser.get('/account');
    expect([after.status, after.headers.get('location')]).toEqual([303, '/dev/login']);
  });

  it('reads JSON as well as forms', async () => {
    const response = await ask(portalRoutes(ports), '/login', {
      method: 'POST',
      headers: { ...json, 'content-type': 'application/json' },
      body: JSON.stringify({ email: alice }),
    });
    expect(response.status).toBe(202);
    expect(codeJobs).toMatchObject([{ user: alice }]);
  });

  it('answers alike for a code that is wrong, expired, used or out of attempts', async () => {
    const answers: unknown[] = [];
    const keep = async (response: Response) => answers.push(await told(response));
    const [wrong, used, expired, spent] = [program(), program(), program(), program()];
    const withoutCode = () => {
      const browser = program();
      browser.cookies.set('__Host-passlink', newBrowser());
      return browser;
    };
    const code = await wrong.receiveCode();
    await keep(await wrong.post('/token', { email: alice, code: wrongCode(code) }));
    await keep(await withoutCode().post('/token', { email: alice, code }));
    const tried = await spent.receiveCode();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await keep(await spent.post('/token', { email: alice, code: wrongCode(tried) }));
    }
    await keep(await spent.post('/token', { email: alice, code: tried }));
    const old = await expired.receiveCode();
    test.clock.advance(codeMinutes * 60_000);
    await keep(await expired.post('/token', { email: alice, code: old }));
    const once = await used.receiveCode();
    await used.post('/token', { email: alice, code: once });
    await keep(await used.post('/token', { email: alice, code: once }));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ status: 401, cookies: [] });
  });

  it('tells a browser that sends no cookie so, whatever the code is', async () => {
    const browser = program();
    const code = await browser.receiveCode();
    const bodies = new Set<string>();
    for (const entered of [code, wrongCode(code), 'no code']) {
      const response = await program().post('/token', { email: alice, code: entered });
      expect(response.status).toBe(401);
      bodies.add(await response.text());
    }
    expect(bodies.size).toBe(1);
    expect(JSON.parse([...bodies].join())).toMatchObject({
      code: 'code-invalid',
      detail: expect.stringContaining('allow cookies for this site') as string,
    });
    const page = await (await person().post('/token', { email: alice, code })).text();
    expect(page).toContain('Your browser sent no cookie');
    expect(page).not.toContain('not valid');
    expect((await browser.post('/token', { email: alice, code })).status).toBe(200);
  });

  it('has a form for people who have a code already, and shows it again with what was mistyped', async () => {
    const page = await (await person().get('/login?code')).text();
    expect(page).toContain('action="/dev/token"');
    expect(page).toContain('Enter your code');
    const again = await person().post('/token', { email: 'al ice', code: 'K7QP-0M1X' });
    expect(again.status).toBe(400);
    expect(await again.text()).toContain('value="al ice"');
  });

  it('shows people the form again when the code is wrong', async () => {
    const browser = person();
    const code = await browser.receiveCode();
    const response = await browser.post('/token', { email: alice, code: wrongCode(code) });
    expect(response.status).toBe(401);
    const page = await response.text();
    expect(page).toContain('one-time-code');
    expect(page).toContain('That code is not valid');
    expect(page).not.toContain(wrongCode(code));
  });

  it.each([
    { email: alice },
    { email: alice, code: '' },
    { email: alice, code: 'x'.repeat(65) },
    { code: 'x' },
  ])('cannot read %j as a code', async (fields) => {
    const response = await program().post('/token', fields);
    expect(response.status).toBe(400);
    await expect(problemOf(response)).resolves.toMatchObject({ code: 'bad-request' });
  });

  it('asks a person who is not signed in to sign in', async () => {
    for (const headers of [{}, { authorization: 'Bearer none' }, { cookie: '__Host-access_token=none' }]) {
      for (const [method, path] of [
        ['GET', '/account'],
        ['POST', '/logout'],
      ] as const) {
        const told = await program().send(method, path, undefined, headers);
        expect(told.status).toBe(401);
        await expect(problemOf(told)).resolves.toMatchObject({ code: 'sign-in-required' });
        const sent = await person().send(method, path, undefined, headers);
        expect([sent.status, sent.headers.get('location')]).toEqual([303, '/dev/login']);
      }
    }
  });

  it('answers an unexpected error with a bland 500, and logs the cause', async () => {
    const failing = { submit: () => Promise.reject(new Error('the queue is on fire')) };
    ports = { ...ports, mailQueue: failing };
    const response = await program().post('/login', { email: alice });
    expect(response.status).toBe(500);
    const problem = await problemOf(response);
    expect(problem.code).toBe('internal-error');
    expect(JSON.stringify(problem)).not.toContain('fire');
    expect(test.log.entries.find(({ event }) => event === 'request.failed')).toMatchObject({
      cause: { message: expect.stringContaining('fire') as string },
    });
  });

  it('logs neither names nor codes nor cookies', async () => {
    const browser = program();
    const code = await browser.receiveCode();
    await browser.post('/token', { email: alice, code: wrongCode(code) });
    await browser.post('/token', { email: alice, code });
    const secrets = [code, 'alice', ...browser.cookies.values()];
    await browser.get('/account');
    await browser.post('/logout');
    const logged = JSON.stringify(test.log.entries);
    for (const secret of secrets) expect(logged).not.toContain(secret);
  });
});

describe('the portal of a directory of IAM users', () => {
  beforeEach(() => setUp('iam, code'));

  it("takes a user's name, in upper or lower case, and mails to the user's mailbox", async () => {
    const browser = new Browser();
    const code = await browser.receiveCode('bob');
    expect(test.mailer.mails.at(-1)?.to).toBe('bob@example.com');
    expect((await browser.post('/token', { email: 'BOB', code })).status).toBe(200);
    expect(codeJobs).toEqual([]);
  });

  it.each(['GET', 'POST'])('has no registration: %s is not found', async (method) => {
    const response = await new Browser().send(
      method,
      '/register',
      method === 'POST' ? { email: alice } : undefined,
    );
    expect(response.status).toBe(404);
    await expect(problemOf(response)).resolves.toMatchObject({ code: 'not-found' });
    expect(codeJobs).toEqual([]);
  });
});

describe('the portal of the accounts of the stack itself', () => {
  beforeEach(() => setUp('table'));

  it('registers with the same answer as it signs in with', async () => {
    const [registering, signingIn] = [new Browser(), new Browser()];
    const registered = await told(await registering.post('/register', { email: alice }));
    expect(registered).toEqual(await told(await signingIn.post('/login', { email: alice })));
    expect(registered).toMatchObject({ status: 202, body: '{"status":"code-sent"}' });
    expect(codeJobs).toMatchObject([
      { user: alice, register: true },
      { user: alice, register: false },
    ]);
  });

  it('shows the form of registration, also with what was wrong', async () => {
    const browser = new Browser({});
    await expect((await browser.get('/register')).text()).resolves.toContain('/dev/register');
    const response = await browser.post('/register', { email: 'nobody' });
    expect(response.status).toBe(400);
    await expect(response.text()).resolves.toContain('/dev/register');
    ports = { ...ports, counter: fullCounter(5) };
    const limited = await browser.post('/register', { email: alice });
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '5']);
  });

  it('counts registering and signing in as one', async () => {
    const browser = new Browser();
    for (let request = 0; request < 5; request += 1) {
      await browser.post(request % 2 ? '/login' : '/register', { email: alice });
    }
    expect((await browser.post('/register', { email: alice })).status).toBe(429);
    expect((await browser.post('/login', { email: alice })).status).toBe(429);
  });

  it.each(['/login', '/generate-otp'])('reads one address under every way to write it: %s', async (path) => {
    await new Browser().post(path, { email: ' ALICE@Example.COM ' });
    expect(codeJobs).toMatchObject([{ user: alice }]);
  });

  it('makes no account for a person who has forgotten a password', async () => {
    await new Browser().post('/generate-otp', { email: alice });
    expect(codeJobs).toMatchObject([{ purpose: 'reset', register: false }]);
  });

  it('redirects a person who is signed in from the registration', async () => {
    const browser = new Browser({});
    await browser.signIn();
    const response = await browser.get('/register');
    expect([response.status, response.headers.get('location')]).toEqual([303, '/dev/account']);
  });

  it('marks an account as verified after the use of a code, and not before', async () => {
    const browser = new Browser();
    const code = await browser.receiveCode();
    await browser.post('/token', { email: alice, code: wrongCode(code) });
    expect(codeJobs).toEqual([]);
    await browser.post('/token', { email: alice, code });
    expect(codeJobs).toEqual([{ kind: 'verified', user: alice }]);
  });

  it('signs in even when that cannot be noted', async () => {
    const browser = new Browser();
    const code = await browser.receiveCode();
    ports = { ...ports, mailQueue: { submit: () => Promise.reject(new Error('the queue is on fire')) } };
    expect((await browser.post('/token', { email: alice, code })).status).toBe(200);
    expect(test.log.events()).toContain('account.not-verified');
  });

  it.each(['GET', 'POST'])('has no password to reset: %s is not found', async (method) => {
    const browser = new Browser();
    await browser.signIn();
    const response = await browser.send(method, '/generate', method === 'POST' ? { user: alice } : undefined);
    expect(response.status).toBe(404);
    expect(linkJobs).toEqual([]);
  });
});

describe('asking for a reset, signed in', () => {
  beforeEach(() => setUp('iam, code'));

  it('is only for people who are signed in', async () => {
    const response = await new Browser().post('/generate', { user: alice });
    expect(response.status).toBe(401);
    await expect(problemOf(response)).resolves.toMatchObject({ code: 'sign-in-required' });
    for (const method of ['GET', 'POST']) {
      const sent = await new Browser({}).send(method, '/generate');
      expect([sent.status, sent.headers.get('location')]).toEqual([303, '/dev/login']);
    }
    expect(linkJobs).toEqual([]);
  });

  it('shows the account in place of the start page', async () => {
    const browser = new Browser({});
    expect(await (await browser.get('/')).text()).toContain('<h1>Get back into AWS</h1>');
    await browser.signIn();
    expect(await (await browser.get('/')).text()).toBe(await (await browser.get('/account')).text());
  });

  it('takes the account from the session and never from the body', async () => {
    const browser = new Browser();
    await browser.signIn();
    const response = await browser.post('/generate', { user: 'bob', email: 'bob' });
    expect(response.status).toBe(202);
    await expect(response.json()).resolves.toEqual({
      status: 'submitted',
      message: 'Your request has been submitted. Please check your email for further details.',
      pickupCode: expect.stringMatching(/^\d{6}$/) as string,
    });
    expect(linkJobs).toMatchObject([{ user: alice }]);
  });

  it('shows the button, and then the pickup code, to people', async () => {
    const browser = new Browser({});
    await browser.signIn();
    const form = await (await browser.get('/generate?user=bob')).text();
    expect(form).toContain(alice);
    expect(form).not.toContain('bob');
    expect(linkJobs).toEqual([]);
    const response = await browser.post('/generate');
    expect(response.status).toBe(202);
    await expect(response.text()).resolves.toMatch(/\d{3}\s?\d{3}/);
  });

  it('binds the reset to the browser half of the sign-in, and to a new one where that is gone', async () => {
    const browser = new Browser();
    await browser.signIn();
    expect((await browser.post('/generate')).headers.get('set-cookie')).toBeNull();
    browser.cookies.delete('__Host-passlink');
    expect(cookiesOf(await browser.post('/generate'))).toEqual([`__Host-passlink=…; ${attributes}`]);
  });

  it('is refused after the end of the session, also with a stolen token', async () => {
    const [browser, thief] = [new Browser(), new Browser()];
    await browser.signIn();
    thief.cookies.set('__Host-access_token', browser.cookies.get('__Host-access_token') ?? '');
    expect((await thief.post('/generate')).status).toBe(202);
    await browser.post('/logout');
    expect((await thief.post('/generate')).status).toBe(401);
    expect(linkJobs).toHaveLength(1);
  });

  it('comes too late when the password changed after the session was seen', async () => {
    const browser = new Browser();
    await browser.signIn();
    const { accounts } = ports;
    const find: typeof accounts.find = async (account) => {
      const state = await accounts.find(account);
      await accounts.revoke(account);
      return state;
    };
    ports = { ...ports, accounts: { ...accounts, find } };
    expect((await browser.post('/generate')).status).toBe(202);
    // The answer takes the same steps. `generate` finds that the link is not the account's.
    expect(linkJobs).toHaveLength(1);
    await expect(accounts.find(accountKey(alice))).resolves.toMatchObject({ link: undefined });
  });

  it('is limited', async () => {
    const browser = new Browser();
    await browser.signIn();
    const statuses: number[] = [];
    for (let request = 0; request < 6; request += 1) {
      const response = await browser.post('/generate');
      statuses.push(response.status);
      expect(response.headers.get('retry-after')).toBe(response.status === 429 ? '3600' : null);
    }
    // Requests for codes count separately: anybody can make them, because they take no session.
    expect(statuses).toEqual([202, 202, 202, 202, 202, 429]);
  });
});

describe('asking for a reset where the network vouches', () => {
  beforeEach(() => setUp('iam, network'));

  const post = (user: string, headers: Record<string, string> = json) =>
    new Browser(headers).post('/generate', { user });

  it('shows the start page and, filled in, the form', async () => {
    const browser = new Browser({});
    await expect((await browser.get('/')).text()).resolves.toContain('/dev/generate');
    const form = await (await browser.get('/generate?user=alice%40example.com')).text();
    expect(form).toContain('value="alice@example.com"');
    expect(linkJobs).toHaveLength(0);
  });

  it('takes the name from the field of the start page, too', async () => {
    const fromStart = await new Browser(json).post('/generate', { email: alice });
    expect(fromStart.status).toBe(202);
    expect(linkJobs).toMatchObject([{ user: alice }]);
    const page = await new Browser({}).post('/generate', { email: 'not a user' });
    expect(page.status).toBe(400);
    expect(await page.text()).toContain('value="not a user"');
  });

  it('accepts a request, with a pickup code and the browser half', async () => {
    const response = await post(alice);
    expect(response.status).toBe(202);
    await expect(response.json()).resolves.toEqual({
      status: 'submitted',
      message: 'Your request has been submitted. Please check your email for further details.',
      pickupCode: expect.stringMatching(/^\d{6}$/) as string,
    });
    expect(response.headers.get('set-cookie')).toMatch(
      /^__Host-passlink=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(linkJobs).toMatchObject([{ user: alice }]);
    await expect(test.portal.accounts.find(accountKey(alice))).resolves.toMatchObject({
      link: linkJobs[0]?.linkId,
    });
  });

  it('shows people the same as a page', async () => {
    const response = await post(alice, {});
    expect(response.status).toBe(202);
    await expect(response.text()).resolves.toContain('Check your mailbox');
  });

  it('keeps the browser half that the browser already has', async () => {
    const response = await post('bob', { ...json, cookie: `__Host-passlink=${'a'.repeat(43)}` });
    expect(response.headers.get('set-cookie')).toBeNull();
  });

  it('replaces a browser half that is not one of ours', async () => {
    const response = await post('bob', { ...json, cookie: '__Host-passlink=guessable' });
    expect(response.headers.get('set-cookie')).toMatch(/^__Host-passlink=/);
  });

  it('says what a user name looks like, and hands nothing over', async () => {
    const response = await post('not a user');
    expect(response.status).toBe(400);
    await expect(response.json()).resolves.toMatchObject({
      code: 'bad-request',
      detail: expect.stringContaining('1 to 64 letters') as string,
    });
    expect(linkJobs).toHaveLength(0);
  });

  it('tells when to come back, above the form', async () => {
    const { links } = ports;
    if (links === undefined) throw new Error('There are no links.');
    ports = { ...ports, links: { ...links, counter: fullCounter(60) } };
    const response = await post(alice, {});
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('60');
    const page = await response.text();
    expect(page).toContain('Too many requests');
    expect(page).toContain('<form');
  });

  it('answers byte for byte alike for every account, but for the pickup code', async () => {
    const answers = await Promise.all(
      [alice, 'nobody'].map(async (user) => {
        const answer = await told(await post(user));
        return { ...answer, body: answer.body.replace(/\d{6}/, 'code') };
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
  });
});

describe.each<Setup>(['iam, code', 'table'])('the link "It was me" (%s)', (setup) => {
  let link: { linkId: string; key: string };
  beforeEach(async () => {
    await setUp(setup);
    await new Browser().receiveCode();
    link = vouchLinkIn(test.mailer.mails.at(-1));
  });

  const vouch = (browser = new Browser(), key = link.key) => browser.post(`/vouch/${link.linkId}`, { key });
  const open = async (path: string, method = 'GET', headers = {}) =>
    told(await new Browser(headers).send(method, path));

  it('can be opened by any program, any number of times, and nothing happens', async () => {
    const before = await test.table.items();
    for (const end of ['', `%23${link.key}`, `?key=${link.key}`]) {
      for (const method of ['GET', 'HEAD', 'GET']) {
        const answer = await open(`/vouch/${link.linkId}${end}`, method);
        expect(answer).toMatchObject({ status: 200, cookies: [] });
      }
    }
    expect(await test.table.items()).toEqual(before);
    expect(codeJobs).toEqual([]);
  });

  it('shows the same page for every id: known, unknown, expired, ended or none', async () => {
    const pageOf = async (id: string) => {
      const answer = await open(`/vouch/${id}`);
      return { ...answer, body: answer.body.replaceAll(id, 'id') };
    };
    const known = await pageOf(link.linkId);
    expect(known.body).toContain('action="/dev/vouch/id"');
    expect(known.body).not.toContain('alice');
    for (const id of [sample.id, 'nonsense']) expect(await pageOf(id)).toEqual(known);
    await test.portal.accounts.revoke(accountKey(alice));
    expect(await pageOf(link.linkId)).toEqual(known);
    test.clock.advance(24 * 3_600_000);
    expect(await pageOf(link.linkId)).toEqual(known);
  });

  it('takes the key out of a path in which a mail program wrote %23 for #', async () => {
    const page = await open(`/vouch/${link.linkId}%23${link.key}`);
    expect(page.body).toContain(`type="hidden" name="key" value="${link.key}"`);
    expect(page.body).toContain(`action="/dev/vouch/${link.linkId}"`);
    const path = `/vouch/${link.linkId}%23${link.key}`;
    expect((await new Browser().post(path, { key: link.key })).status).toBe(200);
  });

  it('lets a program’s browser through, as often as it is used, and signs nobody in', async () => {
    for (let time = 0; time < 3; time += 1) {
      const browser = new Browser();
      const response = await vouch(browser);
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('no-store');
      await expect(response.json()).resolves.toEqual({ status: 'browser-vouched' });
      expect(response.headers.getSetCookie()).toEqual([vouchedCookie]);
      expect((await browser.get('/account')).status).toBe(401);
    }
  });

  it('tells a person so, and what to do next', async () => {
    const response = await vouch(new Browser({}));
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()).toEqual([vouchedCookie]);
    const page = await response.text();
    expect(page).toContain('This browser is let through');
    for (const path of ['/dev/generate-otp', '/dev/login']) expect(page).toContain(`href="${path}"`);
    expect(page).not.toContain('alice');
  });

  it('reads JSON as well as forms, and the whole link for the key', async () => {
    const response = await ask(portalRoutes(ports), `/vouch/${link.linkId}`, {
      method: 'POST',
      headers: { ...json, 'content-type': 'application/json' },
      body: JSON.stringify({ key: `https://api.example/dev/vouch/${link.linkId}#${link.key}` }),
    });
    expect(response.status).toBe(200);
  });

  it('answers one that is unknown, expired or ended, or has another key, alike and without a cookie', async () => {
    const answers: unknown[] = [];
    const keep = async (response: Promise<Response>) => answers.push(await told(await response));
    await keep(vouch(new Browser(), sample.key));
    await keep(new Browser().post(`/vouch/${sample.id}`, { key: link.key }));
    await keep(new Browser().post('/vouch/nonsense', { key: link.key }));
    const { accounts } = test.portal;
    await accounts.revoke(accountKey(alice));
    await keep(vouch());
    test.clock.advance(24 * 3_600_000);
    await keep(vouch());
    expect(answers).toHaveLength(5);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ status: 410, cookies: [] });
    expect(JSON.stringify(answers[0])).toContain('link-unavailable');
  });

  it('tells a person what to do about one that does not work', async () => {
    const response = await vouch(new Browser({}), sample.key);
    expect([response.status, response.headers.getSetCookie()]).toEqual([410, []]);
    const page = await response.text();
    expect(page).toContain('works for a day, and a new password ends it');
    expect(page).toContain('works for 24\u00a0hours');
    // It can be used many times.
    expect(page).toContain('<h1>This link does not work any more</h1>');
    expect(page).not.toContain('used once');
  });

  it.each([
    ['no field', {}],
    ['an empty field', { key: '' }],
    ['no key in it', { key: 'please' }],
  ] as [string, Record<string, string>][])('asks for the key again: %s', async (_, fields) => {
    const response = await new Browser().post(`/vouch/${link.linkId}`, fields);
    expect([response.status, response.headers.getSetCookie()]).toEqual([400, []]);
    await expect(problemOf(response)).resolves.toMatchObject({
      code: 'bad-request',
      detail: expect.stringContaining('key: ') as string,
    });
    const page = await new Browser({}).post(`/vouch/${link.linkId}`, fields);
    expect([page.status, page.headers.getSetCookie()]).toEqual([400, []]);
    const html = await page.text();
    expect(html).toContain(`action="/dev/vouch/${link.linkId}"`);
    expect(html).toContain('name="key"');
  });

  it('says so where the browser cannot be vouched, and can be used again then', async () => {
    const { codeMac } = ports;
    ports = { ...ports, codeMac: { generate: () => Promise.reject(new Error('KMS is on fire')) } };
    const response = await vouch();
    expect([response.status, response.headers.getSetCookie()]).toEqual([500, []]);
    expect(await response.text()).not.toContain('fire');
    ports = { ...ports, codeMac };
    expect((await vouch()).status).toBe(200);
  });

  it('logs neither the key nor the id nor the cookie nor the name', async () => {
    const browser = new Browser();
    await vouch(browser);
    await vouch(browser, sample.key);
    const logged = JSON.stringify(test.log.entries);
    const secrets = [link.key, link.linkId, 'alice', ...browser.cookies.values()];
    expect(secrets).toHaveLength(4);
    for (const secret of secrets) expect(logged).not.toContain(secret);
  });

  it.each(['code', 'flood'] as const)(
    'lets an owner in whose account is flooded, with a mail of the flood: %s',
    async (kind) => {
      const strangers: number[] = [];
      for (let host = 1; host <= 24; host += 1) {
        const stranger = new Browser(json, `198.51.100.${host}`);
        strangers.push((await stranger.post('/login', { email: alice })).status);
      }
      // One request came before them, from the test itself.
      expect(strangers.filter((status) => status === 202)).toHaveLength(19);
      expect(codeJobs.map((job) => job.kind)).toEqual([...Array<string>(19).fill('code'), 'flood']);
      const owner = new Browser(json, '203.0.113.1');
      expect((await owner.post('/login', { email: alice })).status).toBe(429);

      const job = codeJobs.find((each) => each.kind === kind);
      codeJobs.length = 0;
      if (job?.kind === 'code') await mailCode(test.sendMail, job, test.deadline());
      if (job?.kind === 'flood') await mailFlood(test.sendMail, job);
      link = vouchLinkIn(test.mailer.mails.at(-1));
      expect((await vouch(owner)).status).toBe(200);
      await owner.signIn();
      expect((await owner.get('/account')).status).toBe(200);
    },
  );
});

describe('the cookie of a vouched browser', () => {
  beforeEach(() => setUp('table'));
  const name = '__Host-passlink-vouched';

  it('is set by a right code, and by nothing else', async () => {
    const browser = new Browser();
    const code = await browser.receiveCode();
    await browser.post('/token', { email: alice, code: wrongCode(code) });
    await browser.post('/token', { email: alice, code: '' });
    await browser.post('/login', { email: alice });
    await new Browser().post('/token', { email: alice, code });
    expect([...browser.cookies.keys()]).toEqual(['__Host-passlink']);
    await browser.post('/token', { email: alice, code });
    expect([...browser.cookies.keys()].sort()).toEqual(['__Host-access_token', '__Host-passlink', name]);
  });

  it('stays after signing out', async () => {
    const browser = new Browser();
    await browser.signIn();
    await browser.post('/logout');
    expect([...browser.cookies.keys()].sort()).toEqual(['__Host-passlink', name]);
  });

  it('is not set where KMS fails after the success, and the person is signed in all the same', async () => {
    const browser = new Browser();
    const code = await browser.receiveCode();
    const { codeMac } = ports;
    const generate = (message: string) =>
      message.startsWith('vouched:')
        ? Promise.reject(new Error('KMS is on fire'))
        : codeMac.generate(message);
    ports = { ...ports, codeMac: { generate } };
    const response = await browser.post('/token', { email: alice, code });
    expect(response.status).toBe(200);
    expect(cookiesOf(response)).toEqual([expect.stringMatching(/^__Host-access_token=/)]);
    expect(test.log.events()).toContain('browser.not-vouched');
    expect((await browser.get('/account')).status).toBe(200);
  });

  it.each(['/login', '/generate-otp'])('gives a browser limits of its own: %s', async (path) => {
    const browser = new Browser();
    await browser.signIn();
    codeJobs.length = 0;
    ports = { ...ports, limits: { ...ports.limits, account: 2, address: 3 } };
    for (let request = 0; request < 10; request += 1) await new Browser().post(path, { email: alice });
    expect((await new Browser().post(path, { email: alice })).status).toBe(429);
    codeJobs.length = 0;
    const answers: number[] = [];
    for (let request = 0; request < 6; request += 1) {
      answers.push((await browser.post(path, { email: alice })).status);
    }
    expect(answers).toEqual([202, 202, 202, 202, 202, 429]);
    expect(codeJobs).toMatchObject(Array(5).fill({ kind: 'code', vouched: true }));
    // For another account it is a stranger's.
    expect((await browser.post(path, { email: 'bob@example.com' })).status).toBe(429);
  });

  it('makes no difference to the answer, nor does one that is forged', async () => {
    const vouched = new Browser();
    await vouched.signIn();
    const [cookie = ''] = [vouched.cookies.get(name)];
    const answers = new Set<string>();
    for (const kept of [undefined, cookie, `${cookie.slice(0, -1)}!`, 'junk', 'x'.repeat(4000)]) {
      const browser = new Browser();
      if (kept !== undefined) browser.cookies.set(name, kept);
      answers.add(JSON.stringify(await told(await browser.post('/login', { email: alice }))));
    }
    expect(answers.size).toBe(1);
    expect([...answers][0]).toContain('code-sent');
  });
});

describe('asking for a reset, signed in, in a vouched browser', () => {
  beforeEach(() => setUp('iam, code'));

  it('has limits of its own, and says in the queue that it is vouched', async () => {
    const browser = new Browser();
    await browser.signIn();
    ports = { ...ports, limits: { ...ports.limits, account: 1, address: 1 } };
    const { links } = ports;
    if (links === undefined) throw new Error('There are no links.');
    ports = { ...ports, links: { ...links, limits: { accountAndAddress: 5, account: 1, address: 1 } } };
    for (let request = 0; request < 5; request += 1) {
      expect((await browser.post('/generate')).status).toBe(202);
    }
    expect((await browser.post('/generate')).status).toBe(429);
    expect(linkJobs.map(({ vouched }) => vouched)).toEqual(Array(5).fill(true));
  });
});
