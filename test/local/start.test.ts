import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

type Command = readonly [string, ...string[]];

/** What `npm start` runs, without npm in between. */
const withoutNpm: Command = [process.execPath, '--import', 'tsx', join('bin', 'local.ts')];

function start(environment: Readonly<Record<string, string>>, [command, ...words]: Command = withoutNpm) {
  return spawn(command, words, {
    cwd: join(__dirname, '..', '..'),
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Waits until it serves. Returns its output and the portal's address. */
async function ready({ stdout }: ReturnType<typeof start>) {
  let output = '';
  for await (const chunk of stdout as AsyncIterable<Buffer>) {
    output += String(chunk);
    if (/^Passlink is ready: /m.test(output)) break;
  }
  return { output, url: /^Passlink is ready: (http:\/\/127\.0\.0\.1:\d+\/dev)$/m.exec(output)?.[1] ?? '' };
}

const statusOf = (address: string) => fetch(address).then(({ status }) => status);

async function failure(environment: Readonly<Record<string, string>>, command = withoutNpm) {
  const child = start(environment, command);
  const [said, [status]] = await Promise.all([text(child.stderr), once(child, 'exit') as Promise<[number]>]);
  return { status, said };
}

describe('npm start', () => {
  it('prints the addresses, the demo users and as npm run dev what it watches, and ends on a signal', async () => {
    const child = start({ npm_config_update_notifier: 'false' }, ['npm', 'run', 'dev']);
    const exit = once(child, 'exit');
    const { output, url } = await ready(child);
    expect(output).toContain(`${new URL(url).origin}/_local/mailbox`);
    expect(output).toContain(`${new URL(url).origin}/_local/console`);
    for (const user of ['alice@example.com', 'bob', 'carol@example.com', 'root-admin@example.com']) {
      expect(output).toContain(user);
    }
    expect(output).toMatch(/^Watching {2}lambda\/: .*restart/m);
    await expect(statusOf(`${url}/health`)).resolves.toBe(200);
    child.kill('SIGTERM');
    await expect(exit).resolves.toEqual([0, null]);
  }, 60_000);

  it('takes settings, ends and leaves nothing behind when npm gets the signal; an empty HOST means only this machine', async () => {
    const child = start(
      {
        HOST: '',
        PASSLINK_USERS: '20',
        PASSLINK_QUOTAS: '{"ses:SendEmail":14}',
        PASSLINK_SETTINGS: '{"organisation":{"name":"Acme","logo":"test/support/local/logo.svg"}}',
        npm_config_update_notifier: 'false',
      },
      ['npm', 'start'],
    );
    const exit = once(child, 'exit');
    const { output, url } = await ready(child);
    expect(output).toMatch(/^ {2}user0001@example\.com +… user0020@example\.com: as alice@example\.com$/m);
    // A page of a function, which has the logo in its folder, and an answer of API Gateway itself.
    for (const path of ['/', '/nowhere']) {
      const answer = await fetch(url + path);
      expect(answer.headers.get('content-security-policy')).toContain('img-src data:');
      expect(await answer.text()).toMatch(
        /<img class="logo" src="data:image\/svg\+xml;base64,PHN2[^"]+" alt=""\/><bdi>Acme<\/bdi>/,
      );
    }
    child.kill('SIGTERM');
    await expect(exit).resolves.toEqual([0, null]);
    await expect(statusOf(`${url}/health`)).rejects.toThrow('fetch failed');
  }, 60_000);

  it('treats an empty PORT as absent', async () => {
    const server = createServer().listen(3000, '127.0.0.1');
    // If another process has the port already, the test works too.
    await once(server, 'listening').catch(() => undefined);
    await expect(failure({ PORT: '' })).resolves.toEqual({
      status: 1,
      said: expect.stringContaining('Port 3000 is in use') as string,
    });
    server.close();
  }, 30_000);

  it('says so when the port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const PORT = String((server.address() as AddressInfo).port);
    await expect(failure({ PORT })).resolves.toEqual({
      status: 1,
      said: `Port ${PORT} is in use. Stop what uses it, or choose another: PORT=3001 npm start (0 picks a free one).\n`,
    });
    server.close();
  }, 30_000);

  it.each([
    ['settings that are not JSON', { PASSLINK_SETTINGS: '{' }, 'PASSLINK_SETTINGS must be a JSON object'],
    [
      'settings that are a list',
      { PASSLINK_SETTINGS: '[]' },
      'PASSLINK_SETTINGS must be a JSON object, not [].',
    ],
    ['an invalid port', { PORT: 'http' }, 'PORT must be a number from 0 to 65535, not "http".'],
    ['quotas that are not JSON', { PASSLINK_QUOTAS: '3' }, 'PASSLINK_QUOTAS must be a JSON object, not 3.'],
    [
      'quotas that are no rates, or of nothing',
      { PASSLINK_QUOTAS: '{"ssm:PutParameter":0,"ses:SendEmail":"14","iam":1,"iam:GetUser":5}' },
      'and not {"ssm:PutParameter":0,"ses:SendEmail":"14","iam":1}.',
    ],
    [
      'too many users',
      { PASSLINK_USERS: '5001' },
      'PASSLINK_USERS must be a number from 0 to 5000, not "5001".',
    ],
    [
      'users in words',
      { PASSLINK_USERS: 'many' },
      'PASSLINK_USERS must be a number from 0 to 5000, not "many".',
    ],
    // TEST-NET-1 of RFC 5737: no machine has it.
    ["another machine's address", { HOST: '192.0.2.1' }, '127.0.0.1 for this machine alone, 0.0.0.0 for'],
    // Longer than a name may be, so no resolver is asked.
    ['an invalid host', { HOST: 'x'.repeat(300) }, 'HOST must be an address or a name of this machine'],
  ])(
    'says what is wrong with %s',
    async (_, environment, message) => {
      await expect(failure(environment)).resolves.toEqual({
        status: 1,
        said: expect.stringContaining(message) as string,
      });
    },
    30_000,
  );

  it('says so when an option is unknown', async () => {
    await expect(failure({}, [...withoutNpm, '--wach'])).resolves.toEqual({
      status: 1,
      said: expect.stringContaining("Unknown option '--wach'") as string,
    });
  }, 30_000);
});
