import { adminRoutes, type AdminPorts } from '../../lambda/admin/routes';
import type { Pause } from '../../lambda/core/admin/ports';
import { recordedLog, testClock } from '../support/core/fakes';
import { ask } from '../support/web/ask';

const gateway = { requestId: 'request-7', clientAddress: '192.0.2.1' };
const signer = 'arn:aws:iam::123456789012:user/ada';
const json = { Accept: 'application/json' };
const routes = [
  ['GET', '/admin/accounts/bob'],
  ['POST', '/admin/accounts/bob/lock'],
  ['POST', '/admin/accounts/bob/unlock'],
  ['POST', '/admin/pause'],
  ['POST', '/admin/resume'],
] as const;

/** Only the switch is there: whoever reaches for anything else gets an error. */
function app() {
  const begun: Pause[] = [];
  const ports: Partial<AdminPorts> = {
    publicUrl: 'https://passlink.example/dev',
    clock: testClock().now,
    log: recordedLog(),
    directoryKind: 'iam',
    pauseSwitch: {
      find: () => Promise.resolve(begun[0]),
      begin: (pause) => Promise.resolve((begun.push(pause), pause)),
      end: () => Promise.resolve(void begun.splice(0)),
    },
  };
  return { begun, routes: adminRoutes(ports as AdminPorts) };
}

describe('the routes of administrators', () => {
  it.each(routes)('%s %s is refused if nobody signed the request', async (method, path) => {
    const { begun, routes: served } = app();
    const answer = await ask(served, path, { method, headers: json }, gateway);
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'forbidden' }]);
    expect(begun).toEqual([]);
  });

  it('take the signer, and never a field of the request, for the one who asks', async () => {
    const { begun, routes: served } = app();
    const headers = { ...json, 'Content-Type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify({ by: 'mallory', signer: 'mallory' }) };
    const answer = await ask(served, '/admin/pause', init, { ...gateway, signer });
    expect(await answer.json()).toMatchObject({ status: 'paused', by: signer });
    expect(begun).toMatchObject([{ by: signer }]);
  });

  it('refuse what cannot be the name of a user', async () => {
    const { routes: served } = app();
    const answer = await ask(served, '/admin/accounts/a%20b', { headers: json }, { ...gateway, signer });
    expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'bad-request' }]);
  });
});
