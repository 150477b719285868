import { browserHash, newBrowserHalf, pickupMessage } from '../../lambda/core/crypto/browser-half';
import { sha256 } from '../../lambda/core/crypto/hashing';
import { newLinkId, newLinkKey } from '../../lambda/core/crypto/mailed-link';
import type { LinkClaims } from '../../lambda/core/link/ports';
import type { NoticeJob } from '../../lambda/core/notice/ports';
import { systemRandom } from '../../lambda/core/crypto/random';
import { seal } from '../../lambda/core/crypto/sealing';
import { extractRoutes } from '../../lambda/extract/routes';
import { MemoryVault, recordedLog, testClock, testCodeMac } from '../support/core/fakes';
import { ask } from '../support/web/ask';

const id = newLinkId(systemRandom);
const key = newLinkKey(systemRandom);
const browserHalf = newBrowserHalf(systemRandom);
const cookie = `__Host-passlink=${browserHalf}`;
const json = { accept: 'application/json' };
const secret = { user: 'alice@example.com', password: 'Correct-horse_9' };

describe('the page of a link', () => {
  let app: ReturnType<typeof extractRoutes>;
  let notices: NoticeJob[];

  beforeEach(async () => {
    const clock = testClock();
    notices = [];
    const vault = new MemoryVault(clock.now);
    await vault.store('parameter', seal(secret, key, id, systemRandom));
    const halves = {
      keyHash: sha256(key),
      browserHash: browserHash(browserHalf),
      pickupMac: await testCodeMac.generate(pickupMessage(id, '482913')),
    };
    let tries = 0;
    let state: 'ready' | 'claimed' | 'withdrawn' = 'ready';
    const links: LinkClaims = {
      find: (linkId) =>
        Promise.resolve(
          linkId === id
            ? {
                state,
                account: sha256('account'),
                parameter: 'parameter',
                recovery: '0123456789ab',
                halves,
                expiresAt: new Date(clock.now().getTime() + 1000),
              }
            : undefined,
        ),
      countAttempt: () => Promise.resolve((tries += 1)),
      claim: () => {
        state = 'claimed';
        return Promise.resolve(true);
      },
      release: () => Promise.resolve(),
      markUsed: () => Promise.resolve(),
      withdraw: () => {
        state = 'withdrawn';
        return Promise.resolve();
      },
    };
    app = extractRoutes({
      publicUrl: 'https://api.example/dev',
      languages: ['en', 'de', 'ja'],
      clock: clock.now,
      random: systemRandom,
      log: recordedLog(),
      notices: { submit: (job) => Promise.resolve(void notices.push(job)) },
      links,
      accounts: { find: () => Promise.resolve({ codes: 0, sessions: 0, locks: 0, link: id, unlocks: 0 }) },
      vault,
      codes: testCodeMac,
      newClaimId: () => 'claim',
      signInUrl: 'https://signin.example/console',
    });
  });

  const open = async (fields: Record<string, string>, headers: Record<string, string> = json) =>
    ask(app, `/extract/${id}`, { method: 'POST', body: new URLSearchParams(fields), headers });

  it('has one button in the browser that asked, and asks others for the pickup code', async () => {
    const here = await (await ask(app, `/extract/${id}`, { headers: { cookie } })).text();
    const elsewhere = await (await ask(app, `/extract/${id}`)).text();
    expect(here.match(/<button/g)).toHaveLength(1);
    expect(here).not.toContain('name="pickupCode"');
    expect(elsewhere).toContain('name="pickupCode"');
  });

  it('takes the key out of a path in which a mail program wrote %23 for #', async () => {
    const page = await (await ask(app, `/extract/${id}%23${key}`, { headers: { cookie } })).text();
    expect(page).toContain(`type="hidden" name="key" value="${key}"`);
    expect(page).toContain(`action="/dev/extract/${id}"`);
  });

  it('answers a link that is not live with 410 and the sentence that people know', async () => {
    const response = await ask(app, `/extract/${newLinkId(systemRandom)}`);
    expect(response.status).toBe(410);
    await expect(response.text()).resolves.toContain(
      'Invalid! This link is expired or has been already used once',
    );
  });

  it('reveals the password once, to programs as JSON', async () => {
    const response = await open({ key }, { ...json, cookie });
    expect(response.status).toBe(200);
    await expect(response.json()).resolves.toEqual({
      ...secret,
      mustChangePassword: true,
      signInUrl: 'https://signin.example/console',
    });
    expect((await open({ key }, { ...json, cookie })).status).toBe(410);
  });

  it('sends the owner a notice of it, but not of opening the page', async () => {
    await ask(app, `/extract/${id}`, { headers: { cookie } });
    await ask(app, `/extract/${id}`, { method: 'HEAD', headers: { cookie } });
    await open({ key: newLinkKey(systemRandom) }, { ...json, cookie });
    expect(notices).toEqual([]);
    await open({ key }, { ...json, cookie });
    expect(notices).toMatchObject([{ kind: 'notice', user: 'alice@example.com', change: 'shown' }]);
  });

  it('reveals the password to people as a page, with the pickup code they typed in two groups', async () => {
    const response = await open({ key, pickupCode: '482 913' }, {});
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    await expect(response.text()).resolves.toContain('Correct-horse_9');
  });

  it('accepts the whole link where the key is asked for', async () => {
    const whole = `https://api.example/dev/extract/${id}#${key}`;
    expect((await open({ key: whole }, { ...json, cookie })).status).toBe(200);
  });

  it.each([
    [{ key }, 401, 'pickup-code-required'],
    [{ key, pickupCode: '' }, 401, 'pickup-code-required'],
    [{ key, pickupCode: '000000' }, 403, 'wrong-pickup-code'],
    [{ key: newLinkKey(systemRandom), pickupCode: '482913' }, 410, 'link-unavailable'],
    [{ pickupCode: '482913' }, 400, 'bad-request'],
    [{ key, pickupCode: '12' }, 400, 'bad-request'],
    [{ key, pickupCode: ' '.repeat(2001) }, 400, 'bad-request'],
    [{ key: key.padStart(2001), pickupCode: '482913' }, 400, 'bad-request'],
  ] as [Record<string, string>, number, string][])('answers %j with %i %s', async (fields, status, code) => {
    const response = await open(fields);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    await expect(response.json()).resolves.toMatchObject({ code });
  });

  it('asks again on the same page, and keeps the key, when the pickup code is missing or wrong', async () => {
    for (const fields of [{ key }, { key, pickupCode: '000000' }]) {
      const page = await (await open(fields, {})).text();
      expect(page).toContain('name="pickupCode"');
      expect(page).toContain(`value="${key}"`);
    }
  });

  it('shows the form again with every valid field when one is invalid', async () => {
    const typo = await open({ key, pickupCode: '48291' }, {});
    expect(typo.status).toBe(400);
    const html = await typo.text();
    expect(html).toContain(`name="key" value="${key}"`);
    expect(html).toContain('name="pickupCode"');
    const empty = await open({ key: '' }, {});
    expect(empty.status).toBe(400);
    expect(await empty.text()).toContain('Key from the mail');
    expect((await open({ key }, { cookie })).status).toBe(200);
  });
});
