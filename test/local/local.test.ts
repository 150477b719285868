import { version } from '../../lambda/web/version';
import type { Local, Template } from '../../local';
import { startTestStack } from '../support/flows/stack';

/** The real stack, in the stage that needs only a user name. */
let local: Local;
const lines: string[] = [];
const log = (line: string) => lines.push(line);

beforeAll(async () => {
  local = await startTestStack({ log });
});

afterAll(() => local.close());

const post = (url: string, body: object, headers: Readonly<Record<string, string>> = {}) =>
  fetch(url, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
  });

describe('the stack on this machine', () => {
  it('is where it says', async () => {
    expect(local.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/network$/);
    const response = await fetch(`${local.url}/health`);
    await expect(response.json()).resolves.toEqual({ status: 'ok', version });
  });

  it('knows the module that each function is bundled from', () => {
    const folders = ['admin', 'extract', 'generate', 'portal', 'reset', 'send-mail', 'sweep'];
    expect(local.functions.map(({ definition }) => definition.handler).sort()).toEqual(
      folders.map((folder) => `lambda/${folder}/handler.ts`),
    );
  });

  it('takes a person from the request through the mail to the console', async () => {
    const asked = await post(`${local.url}/generate`, { user: 'bob' });
    expect(asked.status).toBe(202);
    const [cookie = ''] = asked.headers.getSetCookie();
    const mail = await local.mailbox.waitFor({ to: 'bob@example.com' });
    const [, link = '', key = ''] = /(http\S+)#(\S+)/.exec(mail.text) ?? [];
    const revealed = await post(link, { key }, { cookie: cookie.split(';')[0] ?? '' });
    expect(revealed.status).toBe(200);
    const { password } = (await revealed.json()) as { password: string };
    expect(local.console.signIn('bob', password)).toEqual({ signedIn: true, mustChangePassword: true });
    expect(local.console.signIn('bob', 'Old-password-1!').signedIn).toBe(false);
    expect(local.aws.parameters.names()).toEqual([]);
    await expect(post(link, { key }).then(({ status }) => status)).resolves.toBe(410);
  });

  it('asks for nothing that its roles do not allow', () => {
    expect(local.aws.authorizations.filter(({ allowed }) => !allowed)).toEqual([]);
  });

  it('notices when one permission is missing', async () => {
    const withoutVault = await startTestStack({
      template: (template) =>
        JSON.parse(
          JSON.stringify(template).replaceAll('"ssm:PutParameter"', '"ssm:AnotherAction"'),
        ) as Template,
      log,
    });
    try {
      await post(`${withoutVault.url}/generate`, { user: 'bob' });
      await withoutVault.aws.idle();
      expect(withoutVault.aws.failures()).toHaveLength(1);
      const refused = withoutVault.aws.authorizations.filter(({ allowed }) => !allowed);
      expect(new Set(refused.map(({ action }) => action))).toEqual(new Set(['ssm:PutParameter']));
    } finally {
      await withoutVault.close();
    }
  });

  it('sweeps', async () => {
    await expect(local.aws.runSchedules()).resolves.toMatchObject([{ ok: true }]);
  });
});

describe('the stack with accounts of its own', () => {
  let table: Local;
  beforeAll(async () => {
    table = await startTestStack({ stage: 'table', log });
  });
  afterAll(() => table.close());

  it('starts without a vault and without links', async () => {
    await expect(fetch(`${table.url}/health`).then((response) => response.json())).resolves.toEqual({
      status: 'ok',
      version,
    });
    await expect(post(`${table.url}/generate`, { user: 'bob' }).then(({ status }) => status)).resolves.toBe(
      404,
    );
    const { tables, functions } = await table.aws.describe();
    expect(Object.keys(tables)).toHaveLength(2);
    expect(Object.keys(functions)).toHaveLength(4);
  });

  it('answers HEAD wherever it answers GET', async () => {
    const statuses = (method: string) =>
      Promise.all(
        ['/health', '/', '/.well-known/jwks.json', '/generate-otp', '/reset'].map((path) =>
          fetch(table.url + path, { method }).then(({ status }) => status),
        ),
      );
    await expect(statuses('HEAD')).resolves.toEqual([200, 200, 200, 200, 200]);
    await expect(statuses('GET')).resolves.toEqual([200, 200, 200, 200, 200]);
  });

  it('leads a new password and a dispute to the function that may touch accounts', async () => {
    const { length } = lines;
    const change = { email: 'zoe@example.com', otp: '0000-0000', password: 'ten tiny tugboats' };
    await expect(post(`${table.url}/reset`, change).then(({ status }) => status)).resolves.toBe(401);
    const dispute = await fetch(`${table.url}/dispute/q83vEjRWeJCrze8SNFZ4kA`);
    expect(dispute.status).toBe(410);
    const logged = lines.slice(length).join('\n');
    expect(logged).toMatch(/code\.refused[^]*dispute\.opened/);
    expect(logged).not.toContain(change.password);
  });

  it('is gone when it is deleted, while the local pages go on', async () => {
    await expect(table.aws.deleteStack()).resolves.toEqual([]);
    await expect(table.aws.describe()).resolves.toEqual({ parameters: [], tables: {}, functions: {} });
    await expect(fetch(`${table.url}/health`).then(({ status }) => status)).resolves.toBe(403);
    await expect(fetch(table.mailbox.url).then(({ status }) => status)).resolves.toBe(200);
  });
});

describe('the local pages', () => {
  it('list the mails for programs', async () => {
    const mails = await fetch(`${local.mailbox.url}.json`).then((response) => response.json());
    expect(mails).toEqual(local.mailbox.mails());
  });

  it('show the mails to people', async () => {
    const response = await fetch(local.mailbox.url);
    expect(response.headers.get('content-type')).toContain('text/html');
    await expect(response.text()).resolves.toContain('bob@example.com');
  });

  it('check a password, for programs and for people', async () => {
    const right = { user: 'alice@example.com', password: 'Old-password-1!' };
    const signedIn = { signedIn: true, mustChangePassword: false };
    await expect(post(local.console.url, right).then((response) => response.json())).resolves.toEqual(
      signedIn,
    );
    const body = new URLSearchParams({ ...right, password: 'wrong' });
    const form = await fetch(local.console.url, { method: 'POST', body });
    await expect(form.json()).resolves.toEqual({ signedIn: false, mustChangePassword: false });
    const page = await fetch(local.console.url, { method: 'POST', body, headers: { accept: 'text/html' } });
    await expect(page.text()).resolves.toContain('is wrong');
    await expect(post(local.console.url, {}).then(({ status }) => status)).resolves.toBe(400);
    await expect(fetch(local.console.url).then(({ status }) => status)).resolves.toBe(200);
  });

  it('name what the local AWS holds', async () => {
    const summary: unknown = await fetch(local.aws.url).then((response) => response.json());
    expect(summary).toEqual(await local.aws.describe());
    expect(summary).toMatchObject({ parameters: [] });
  });

  it.each(['/_local', '/_local/'])('can be found from %s', async (path) => {
    const response = await fetch(new URL(path, local.url));
    expect(response.headers.get('content-type')).toContain('text/html');
    const page = await response.text();
    for (const address of ['/network/', '/_local/mailbox', '/_local/console']) {
      expect(page).toContain(`<a href="${address}"`);
    }
  });

  it('leave the origin to the portal', async () => {
    const response = await fetch(new URL('/', local.url), { redirect: 'manual' });
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('/network/');
    await expect(fetch(new URL('/', local.url)).then(({ status }) => status)).resolves.toBe(200);
  });

  it('are no others', async () => {
    await expect(fetch(new URL('/_local/other', local.url)).then(({ status }) => status)).resolves.toBe(404);
    await expect(fetch(new URL('/_localother', local.url)).then(({ status }) => status)).resolves.toBe(403);
    const nobody = await fetch(new URL('/_local/cloudformation/1', local.url), { method: 'PUT', body: '{}' });
    expect(nobody.status).toBe(404);
  });
});

describe('the deletion of the stack', () => {
  it('tidies up', async () => {
    const answers = await local.aws.deleteStack();
    expect(answers.map(({ status }) => status)).toEqual(['SUCCESS']);
    await expect(local.aws.describe()).resolves.toEqual({ parameters: [], tables: {}, functions: {} });
  });
});
