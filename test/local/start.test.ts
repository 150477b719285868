import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** `npm start`, without npm in between. */
function start(environment: Readonly<Record<string, string>>) {
  const command = ['--import', 'tsx', join('bin', 'local.ts')];
  return spawn(process.execPath, command, {
    cwd: join(__dirname, '..', '..'),
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function failure(environment: Readonly<Record<string, string>>) {
  const child = start(environment);
  const [said, [status]] = await Promise.all([text(child.stderr), once(child, 'exit') as Promise<[number]>]);
  return { status, said };
}

describe('npm start', () => {
  it('says where everything is and whom to try it with, and ends when told to', async () => {
    const child = start({});
    const exit = once(child, 'exit');
    let output = '';
    for await (const chunk of child.stdout) {
      output += String(chunk);
      if (/^Passlink is ready: /m.test(output)) break;
    }
    const url = /^Passlink is ready: (http:\/\/127\.0\.0\.1:\d+\/dev)$/m.exec(output)?.[1] ?? '';
    expect(output).toContain(`${new URL(url).origin}/_local/mailbox`);
    expect(output).toContain(`${new URL(url).origin}/_local/console`);
    for (const user of ['alice@example.com', 'bob', 'carol@example.com', 'root-admin@example.com']) {
      expect(output).toContain(user);
    }
    await expect(fetch(`${url}/health`).then(({ status }) => status)).resolves.toBe(200);
    child.kill('SIGTERM');
    await expect(exit).resolves.toEqual([0, null]);
  }, 60_000);

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
    ['a port that is none', { PORT: 'http' }, 'PORT must be a number from 0 to 65535, not "http".'],
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
});
