import { accountKey } from '../../../lambda/core/account/account';
import { changePassword } from '../../../lambda/core/code/change-password';
import {
  vouch,
  vouchAfterwards,
  vouchedBrowser,
  type VouchedBrowserPorts,
} from '../../../lambda/core/limits/vouched-browser';
import { disputeChange } from '../../../lambda/core/notice/dispute-change';
import { signIn } from '../../../lambda/core/session/sign-in';
import { recordedLog, testCodeMac } from '../../support/core/fakes';
import { newBrowser, openTestAccounts, type TestAccounts } from '../../support/core/test-accounts';

const user = 'alice@example.com';
const alice = accountKey(user);
const day = 24 * 3600_000;

let test: TestAccounts;
/** Every message that a MAC was made of. */
let messages: string[];
let ports: VouchedBrowserPorts;

beforeEach(async () => {
  test = await openTestAccounts();
  messages = [];
  const codeMac = {
    generate: (message: string) => {
      messages.push(message);
      return testCodeMac.generate(message);
    },
  };
  ports = { clock: test.clock.now, codeMac, accounts: test.portal.accounts };
});
afterEach(() => test.close());

const recognised = (kept: string | undefined, account = alice) => vouchedBrowser(ports, account, kept);
const sessions = async () => (await test.portal.accounts.find(alice)).sessions;
const vouchNow = async () => vouch(test.portal, alice, await sessions());
const deadline = () => new Date(test.clock.now().getTime() + 25_000);
const signInHere = async () => {
  const browserHalf = newBrowser();
  const code = await test.receiveCode(user, browserHalf);
  return (await signIn(test.portal, { user, code, browserHalf })).vouching;
};
const choosePassword = async () => {
  const browserHalf = newBrowser();
  const code = await test.receiveCode(user, browserHalf, 'reset');
  return changePassword(
    test.reset,
    { user, code, password: 'A quiet river, 7 boats', browserHalf, language: 'en' },
    deadline(),
  );
};

describe('a vouched browser', () => {
  it('is recognised under the same id each time, for its account only', async () => {
    const kept = await vouchNow();
    const id = await recognised(kept);
    expect(id).toMatch(/^[\w-]{22}$/);
    await expect(recognised(kept)).resolves.toBe(id);
    for (const other of [accountKey('bob'), accountKey('nobody'), accountKey(`${user}x`)]) {
      await expect(recognised(kept, other)).resolves.toBeUndefined();
    }
  });

  it('has an id of its own', async () => {
    const ids = new Set<string | undefined>();
    for (let browser = 0; browser < 20; browser += 1) ids.add(await recognised(await vouchNow()));
    expect(ids.size).toBe(20);
    expect(ids).not.toContain(undefined);
  });

  it('keeps neither the name of the account nor its key, nor anything that both of two browsers have', async () => {
    const [kept, another] = [await vouchNow(), await vouch(test.portal, accountKey('bob'), 0)];
    for (const secret of [user, 'alice', alice, alice.slice(0, 12)]) expect(kept).not.toContain(secret);
    const [id, , , mac] = kept.split('.');
    expect(another).not.toContain(id);
    expect(another).not.toContain(mac);
  });

  it('is a stranger’s as soon as one character of it is another', async () => {
    const kept = await vouchNow();
    for (let at = 0; at < kept.length; at += 1) {
      for (const changed of ['0', '9', 'A', 'z', '-', '_', '.', '']) {
        if (kept[at] === changed) continue;
        const forged = kept.slice(0, at) + changed + kept.slice(at + 1);
        expect([forged, await recognised(forged)]).toEqual([forged, undefined]);
      }
    }
    await expect(recognised(kept)).resolves.toBeDefined();
  });

  it('is none with a part of another one', async () => {
    const one = (await vouchNow()).split('.');
    test.clock.advance(1000);
    await test.portal.accounts.revoke(alice);
    const two = (await vouchNow()).split('.');
    for (let part = 0; part < 4; part += 1) {
      const mixed = two.map((each, index) => (index === part ? one[index] : each)).join('.');
      expect([part, await recognised(mixed)]).toEqual([part, undefined]);
    }
    await expect(recognised(two.join('.'))).resolves.toBeDefined();
  });

  it('lasts for 180 days, and no longer', async () => {
    const kept = await vouchNow();
    test.clock.advance(180 * day);
    await expect(recognised(kept)).resolves.toBeDefined();
    test.clock.advance(1);
    await expect(recognised(kept)).resolves.toBeUndefined();
  });

  it('cannot give itself more time', async () => {
    const kept = await vouchNow();
    test.clock.advance(181 * day);
    const [id, number, , mac] = kept.split('.');
    const forged = [id, number, String(test.clock.now().getTime() / 1000 + 3600), mac].join('.');
    await expect(recognised(forged)).resolves.toBeUndefined();
  });

  it.each([
    ['nothing', undefined],
    ['an empty text', ''],
    ['some text', 'junk'],
    ['a text that is far too long', 'x'.repeat(5000)],
    ['dots', '...'],
    ['an id that is too short', `${'a'.repeat(21)}.0.1784030400.${'m'.repeat(43)}`],
    ['a number that is none', `${'a'.repeat(22)}.-1.1784030400.${'m'.repeat(43)}`],
    ['a number that is far too long', `${'a'.repeat(22)}.${'1'.repeat(400)}.1784030400.${'m'.repeat(43)}`],
    ['a time that is none', `${'a'.repeat(22)}.0.never.${'m'.repeat(43)}`],
    ['a MAC that is too long', `${'a'.repeat(22)}.0.1784030400.${'m'.repeat(44)}`],
    ['letters beyond ASCII', `${'ä'.repeat(22)}.0.1784030400.${'m'.repeat(43)}`],
    ['a line more', `${'a'.repeat(22)}.0.1784030400.${'m'.repeat(43)}\n`],
    ['a time that is over', `${'a'.repeat(22)}.0.1700000000.${'m'.repeat(43)}`],
  ])('is not one that keeps %s: no MAC is made of that, and nothing is read', async (_, kept) => {
    let found = 0;
    const find = (account: string) => {
      found += 1;
      return test.portal.accounts.find(account);
    };
    ports = { ...ports, accounts: { find } };
    await expect(recognised(kept)).resolves.toBeUndefined();
    expect(messages).toEqual([]);
    expect(found).toBe(0);
  });

  it('makes a MAC of nothing that could be a code', async () => {
    await recognised(await vouchNow());
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(/^vouched:/);
  });
});

describe('what ends vouching', () => {
  it('is not a sign-in, here or elsewhere', async () => {
    const kept = await signInHere();
    await signInHere();
    test.clock.advance(90 * day);
    await signInHere();
    await expect(recognised(kept)).resolves.toBeDefined();
  });

  it('is a new password, but for the browser in which it was chosen', async () => {
    const [before, elsewhere] = [await signInHere(), await vouchNow()];
    const now = await choosePassword();
    await expect(recognised(before)).resolves.toBeUndefined();
    await expect(recognised(elsewhere)).resolves.toBeUndefined();
    await expect(recognised(now)).resolves.toBeDefined();
    await choosePassword();
    await expect(recognised(now)).resolves.toBeUndefined();
  });

  it('is a password by link', async () => {
    const kept = await signInHere();
    await test.portal.accounts.revoke(alice);
    await expect(recognised(kept)).resolves.toBeUndefined();
  });

  it('is a lock, "This wasn’t me", also for the browser that chose the password', async () => {
    const kept = await choosePassword();
    const { disputeId, key } = await test.receiveNotice(user);
    await disputeChange(test.reset, { disputeId, key }, deadline());
    await expect(recognised(kept)).resolves.toBeUndefined();
  });

  it('is nothing that happens to another account', async () => {
    const kept = await signInHere();
    await test.portal.accounts.revoke(accountKey('bob'));
    await expect(recognised(kept)).resolves.toBeDefined();
  });
});

describe('vouching after a success', () => {
  it('leaves a stranger’s browser where it fails, and says so in the log, without names', async () => {
    const log = recordedLog();
    const codeMac = { generate: () => Promise.reject(new Error('KMS is on fire')) };
    await expect(vouchAfterwards({ ...test.portal, codeMac, log }, alice, 0)).resolves.toBeUndefined();
    expect(log.entries).toMatchObject([
      { level: 'warn', event: 'browser.not-vouched', cause: { message: 'KMS is on fire' } },
    ]);
    expect(JSON.stringify(log.entries)).not.toContain(alice);
  });
});
