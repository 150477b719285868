import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { settingsTable } from '../../lib/settings';
import { Person } from '../support/person';
import { startTestStack, type TestStage } from '../support/stack';

const repository = join(__dirname, '..', '..');
const readme = readFile(join(repository, 'README.md'), 'utf8');
const run = promisify(execFile);

/** What the shell is given: the walk-through of each stage, and the definitions that both begin with. */
async function walkThroughs() {
  const [, dev = '', table = ''] =
    /The same with curl.*?```sh\n(.*?)```.*?```sh\n(.*?)```/s.exec(await readme) ?? [];
  const [definitions = ''] = dev.split(/^# 1\./m);
  return { dev, table: definitions + table };
}

/** Runs a script as it stands, but for the port; and reads the answers, each of which starts a line. */
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

const sentCode = { status: 'code-sent' };
const token = { tokenType: 'Bearer', expiresIn: 28_800 };
const accountOf = (email: string) => ({ user: { email } });
const signInFirst = { status: 401, code: 'sign-in-required' };

describe('the README', () => {
  it('shows a verified reset with curl that works as it stands', async () => {
    const { dev } = await walkThroughs();
    expect(await answersTo(dev, 'dev')).toMatchObject([
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

  it('shows how to register and sign out with curl, which works as it stands', async () => {
    const { table } = await walkThroughs();
    expect(await answersTo(table, 'table')).toMatchObject([
      sentCode,
      token,
      accountOf('dana@example.com'),
      204,
      signInFirst,
    ]);
  });

  it('has the settings table that the schema makes', async () => {
    expect(await readme).toContain(settingsTable());
  });
});

describe('the page on verifying a token', () => {
  const user = 'alice@example.com';

  it('shows a module that works as it stands, but for the address', async () => {
    const page = await readFile(join(repository, 'docs', 'verify-a-token.md'), 'utf8');
    const [, example = ''] = /```js\n(.*?)```/s.exec(page) ?? [];
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
      const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script, accessToken], {
        cwd: repository,
      });
      expect(stdout.trim()).toBe(`${account.user.id} ERR_JWS_SIGNATURE_VERIFICATION_FAILED`);
    } finally {
      await local.close();
    }
  });
});
