import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { settingsTable } from '../../lib/settings';
import { choosePassword, receiveResetCode } from '../support/flows/code-reset';
import { Person } from '../support/flows/person';
import { startTestStack, type TestStage } from '../support/flows/stack';

const repository = join(__dirname, '..', '..');
const readme = readFile(join(repository, 'README.md'), 'utf8');
const run = promisify(execFile);

/** The shell scripts: the walk-through of each stage, with the definitions at their beginning. */
async function walkThroughs() {
  const document = await readFile(join(repository, 'docs', 'curl.md'), 'utf8');
  const blocks = [...document.matchAll(/```sh\n(.*?)```/gs)].map(([, block = '']) => block);
  const [definitions, forgotten, link, table] = blocks;
  expect(blocks).toHaveLength(4);
  return { dev: `${definitions}${forgotten}${link}`, table: `${definitions}${table}` };
}

/** Runs a script unchanged except for the port, and reads the answers, one per line. */
async function answersTo(script: string, stage: TestStage): Promise<readonly unknown[]> {
  const directory = await mkdtemp(join(tmpdir(), 'passlink-readme-'));
  const local = await startTestStack({ stage });
  try {
    const { stdout } = await run(
      'bash',
      ['-euc', script.replaceAll('http://127.0.0.1:3000', new URL(local.url).origin)],
      { cwd: directory },
    );
    return stdout.split(/\n(?=[{\d])/).map((answer) => JSON.parse(answer) as unknown);
  } finally {
    await local.close();
    await rm(directory, { recursive: true });
  }
}

/** The first JavaScript module of a page of the documentation. */
async function exampleIn(page: string): Promise<string> {
  const [, example = ''] =
    /```js\n(.*?)```/s.exec(await readFile(join(repository, 'docs', page), 'utf8')) ?? [];
  return example;
}

/** Runs a module, and returns what it prints. */
async function runModule(source: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', source, ...args], {
    cwd: repository,
  });
  return stdout.trim();
}

const sentCode = { status: 'code-sent' };
const token = { tokenType: 'Bearer', expiresIn: 28_800 };
const accountOf = (email: string) => ({ user: { email } });
const signInFirst = { status: 401, code: 'sign-in-required' };
const rejected = (reason: RegExp) => ({
  status: 422,
  code: 'password-rejected',
  reasons: [expect.stringMatching(reason)],
});
const passwordChanged = { status: 'password-changed' };

describe('the page on curl', () => {
  it('shows both ways to a new AWS password with curl, which work unchanged', async () => {
    const { dev } = await walkThroughs();
    expect(await answersTo(dev, 'dev')).toMatchObject([
      sentCode,
      rejected(/3 of these four/),
      passwordChanged,
      { signedIn: true, mustChangePassword: false },

      sentCode,
      token,
      accountOf('alice@example.com'),
      { status: 'submitted' },
      { user: 'alice@example.com', mustChangePassword: true },
      { signedIn: true, mustChangePassword: true },
      { status: 410, code: 'link-unavailable' },
      signInFirst,
    ]);
  });

  it('shows how to register and choose a password with curl, which works unchanged', async () => {
    const { table } = await walkThroughs();
    expect(await answersTo(table, 'table')).toMatchObject([
      sentCode,
      token,
      accountOf('dana@example.com'),
      204,
      sentCode,
      rejected(/common/),
      passwordChanged,
    ]);
  });
});

describe('the README', () => {
  it.each(['1-mail', '2-link', '3-password'])('has the picture %s, which is small', async (name) => {
    const path = `docs/pictures/${name}.png`;
    expect(await readme).toContain(`](${path})`);
    const picture = await readFile(join(repository, path));
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect(picture.length).toBeLessThan(60_000);
  });

  it('and the documents have diagrams without the characters that end a message in Mermaid', async () => {
    const names = await readdir(join(repository, 'docs'), { recursive: true });
    const pages = names.filter((name) => name.endsWith('.md'));
    const documents = pages.map((page) => readFile(join(repository, 'docs', page), 'utf8'));
    const texts = await Promise.all([readme, ...documents]);
    const diagrams = texts.flatMap((text) => text.match(/```mermaid\n.*?```/gs) ?? []);
    expect(diagrams.length).toBeGreaterThan(5);
    for (const diagram of diagrams) expect(diagram).not.toMatch(/[;#]/);
  });

  it('has the settings table that the schema makes', async () => {
    expect(await readme).toContain(settingsTable());
  });
});

describe('the page on verifying a token', () => {
  const user = 'alice@example.com';

  it('shows a module that works unchanged, except for the address', async () => {
    const example = await exampleIn('verify-a-token.md');
    const local = await startTestStack({ stage: 'dev' });
    try {
      const person = new Person(local);
      await person.send('POST', '/login', { email: user });
      const { text } = await local.mailbox.waitFor(({ to }) => to === user);
      const [code] = /^[0-9A-Z]{4}-[0-9A-Z]{4}$/m.exec(text) ?? [];
      const signedIn = await person.send('POST', '/token', { email: user, code });
      const { accessToken } = signedIn.json() as { accessToken: string };
      const account = (await person.send('GET', '/account')).json() as { user: { id: string } };

      const address = /https:\/\/abc123[^']+/;
      expect(example).toMatch(address);
      const script = `${example.replace(address, local.url)}
        const told = async (token) => accountOf(token).catch(({ code }) => code);
        const [token] = process.argv.slice(1);
        console.log(await told(token), await told(token.slice(0, -9) + 'AAAAAAAAA'));`;
      expect(await runModule(script, accessToken)).toBe(
        `${account.user.id} ERR_JWS_SIGNATURE_VERIFICATION_FAILED`,
      );
    } finally {
      await local.close();
    }
  });
});

describe('the page on verifying a password', () => {
  const typed = 'cafe\u0301 fin de sie\u0300cle';

  it('shows a module that works unchanged', async () => {
    const local = await startTestStack({ stage: 'table' });
    try {
      const person = new Person(local);
      await person.send('POST', '/register', { email: 'zoe@example.com' });
      await local.aws.idle();
      const code = await receiveResetCode(local, person, 'zoe@example.com');
      expect((await choosePassword(person, 'zoe@example.com', code, typed)).status).toBe(200);
      const items = Object.values(await local.aws.tables.items()).flat();

      const script = `${await exampleIn('verify-a-password.md')}
        const [items, typed] = process.argv.slice(1).map(JSON.parse);
        const item = items.find(({ email }) => email === accountKey(' Zoe@Example.COM '));
        const told = (password, hash) => isRightPassword(password, hash).catch(({ message }) => message);
        console.log(JSON.stringify([
          await told(typed, item.passwordHash),
          await told(typed.normalize('NFC'), item.passwordHash),
          await told(typed + ' ', item.passwordHash),
          await told(typed, undefined),
          await told(typed, item.passwordHash.replace('ln=17', 'ln=1')),
          await told(typed, item.passwordHash + '='),
        ]));`;
      const refused = 'This is no password hash of a known kind.';
      expect(JSON.parse(await runModule(script, JSON.stringify(items), JSON.stringify(typed)))).toEqual([
        true,
        true,
        false,
        false,
        refused,
        refused,
      ]);
    } finally {
      await local.close();
    }
  });
});
