import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { settingsTable } from '../../lib/settings';
import { startTestStack } from '../support/stack';

const readme = readFile(join(__dirname, '..', '..', 'README.md'), 'utf8');

describe('the README', () => {
  it('shows a reset with curl that works as it stands', async () => {
    const [, script = ''] = /The same with curl.*?```sh\n(.*?)```/s.exec(await readme) ?? [];
    const directory = await mkdtemp(join(tmpdir(), 'passlink-readme-'));
    const local = await startTestStack();
    try {
      const origin = new URL(local.url).origin;
      const { stdout } = await promisify(execFile)(
        'bash',
        ['-euc', script.replaceAll('http://127.0.0.1:3000', origin)],
        { cwd: directory },
      );
      const [submitted, revealed, signedIn, used] = stdout
        .split(/(?<=\})\s*(?=\{)/)
        .map((answer) => JSON.parse(answer) as Record<string, unknown>);
      expect(submitted).toMatchObject({ status: 'submitted' });
      expect(revealed).toMatchObject({ user: 'alice@example.com', mustChangePassword: true });
      expect(signedIn).toEqual({ signedIn: true, mustChangePassword: true });
      expect(used).toMatchObject({ status: 410, code: 'link-unavailable' });
    } finally {
      await local.close();
      await rm(directory, { recursive: true });
    }
  });

  it('has the settings table that the schema makes', async () => {
    expect(await readme).toContain(settingsTable());
  });
});
