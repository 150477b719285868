import { accountKeptSeconds, dynamoAccounts } from '../../../lambda/aws/dynamo/accounts';
import { accountKey } from '../../../lambda/core/account/account';
import { vouchedDays } from '../../../lambda/core/limits/vouched-browser';
import { systemRandom } from '../../../lambda/core/crypto/random';
import type { Accounts } from '../../../lambda/core/account/ports';
import { openTestTable, type TestTable } from '../../support/core/challenge-table';
import { testClock } from '../../support/core/fakes';

const [alice, bob] = [accountKey('alice@example.com'), accountKey('bob')];
const untouched = { codes: 0, sessions: 0, locks: 0, link: undefined, unlocks: 0 };

let table: TestTable;
let clock = testClock();
let accounts: Accounts;

beforeEach(async () => {
  table = await openTestTable();
  clock = testClock();
  accounts = dynamoAccounts(table.table, clock.now, systemRandom);
});
afterEach(() => table.close());

const use = (generation: number, mac = `code of ${generation}`) =>
  accounts.useCode(alice, { generation, mac });
const resetBy = (generation: number, mac = `code of ${generation}`) =>
  accounts.useCode(alice, { generation, mac }, { revokeSessions: true });

describe("an account's numbers", () => {
  it('start at 0 without an item, and a look makes none', async () => {
    await expect(accounts.find(alice)).resolves.toEqual(untouched);
    expect(await table.items()).toEqual([]);
  });

  it('go up for codes at a sign-in, and no other number does', async () => {
    await expect(use(0)).resolves.toEqual({ ...untouched, codes: 1 });
    await expect(use(1)).resolves.toEqual({ ...untouched, codes: 2 });
    await expect(accounts.find(alice)).resolves.toEqual({ ...untouched, codes: 2 });
  });

  it('go up for codes and sessions at a reset by code, and at a delivery or a lock', async () => {
    await expect(resetBy(0)).resolves.toEqual({ ...untouched, codes: 1, sessions: 1 });
    await accounts.revoke(alice);
    await expect(accounts.find(alice)).resolves.toEqual({ ...untouched, codes: 2, sessions: 2 });
  });

  it('go up for locks only when a lock is counted', async () => {
    await accounts.countLock(alice);
    await accounts.countLock(alice);
    await expect(accounts.find(alice)).resolves.toEqual({ ...untouched, locks: 2 });
  });

  it('are those of one account only', async () => {
    await accounts.revoke(alice, { alsoLink: true });
    await accounts.countLock(alice);
    await expect(accounts.find(bob)).resolves.toEqual(untouched);
  });

  it('are kept longer than a vouched browser, a link and the notice of its reveal can last, after every write', async () => {
    const writes: readonly (() => Promise<unknown>)[] = [
      () => use(0),
      () => accounts.revoke(alice),
      () => accounts.countLock(alice),
      () => accounts.setLink(alice, 'link', 1),
      () => accounts.takeLease(alice, { leaseId: 'mine', until: clock.now(), link: undefined }),
    ];
    for (const days of [30 + 7, vouchedDays]) expect(accountKeptSeconds).toBeGreaterThan(days * 24 * 3600);
    for (const write of writes) {
      clock.advance(1000);
      await write();
      const [item] = await table.items();
      expect(item?.expiresAt).toBe(clock.now().getTime() / 1000 + accountKeptSeconds);
    }
  });
});

describe('a code', () => {
  it.each([
    ['a sign-in', () => use(0, 'another')],
    ['a reset by code', () => resetBy(0, 'another')],
    ['a delivery or a lock', () => accounts.revoke(alice)],
  ])('is revoked by %s, for signing in and for a reset', async (_, meanwhile) => {
    await meanwhile();
    const before = await table.items();
    await expect(use(0)).resolves.toBeUndefined();
    await expect(resetBy(0)).resolves.toBeUndefined();
    expect(await table.items()).toEqual(before);
  });

  it('wins again when it is used again, and revokes sessions again on request', async () => {
    await resetBy(0, 'mine');
    await expect(resetBy(0, 'mine')).resolves.toEqual({ ...untouched, codes: 1, sessions: 2 });
    await expect(use(0, 'mine')).resolves.toMatchObject({ codes: 1 });
    await expect(use(1, 'next')).resolves.toMatchObject({ codes: 2 });
    await expect(use(0, 'mine')).resolves.toBeUndefined();
  });

  it('does not win again after a delivery or a lock', async () => {
    await use(0, 'mine');
    await accounts.revoke(alice);
    await expect(use(0, 'mine')).resolves.toBeUndefined();
  });

  it('is one of twenty that wins at once', async () => {
    const used = await Promise.all(Array.from({ length: 20 }, (_, index) => use(0, `code ${index}`)));
    expect(used.filter((state) => state !== undefined)).toHaveLength(1);
    await expect(accounts.find(alice)).resolves.toMatchObject({ codes: 1 });
  });

  it('of another number than the account has is revoked', async () => {
    await use(0);
    await expect(use(2)).resolves.toBeUndefined();
    await expect(use(0, 'another')).resolves.toBeUndefined();
  });

  it('is good after the item of a long idle account is gone', async () => {
    await expect(use(5)).resolves.toMatchObject({ codes: 6 });
  });
});

describe("an account's link", () => {
  it('is the one that was asked for last', async () => {
    await accounts.setLink(alice, 'first', 0);
    await accounts.setLink(alice, 'second', 0);
    await expect(accounts.find(alice)).resolves.toEqual({ ...untouched, link: 'second' });
  });

  it('is not set by a request from before a change', async () => {
    await accounts.setLink(alice, 'first', 0);
    await resetBy(0);
    await accounts.setLink(alice, 'late', 0);
    await expect(accounts.find(alice)).resolves.toMatchObject({ link: 'first' });
    await accounts.setLink(alice, 'second', 1);
    await expect(accounts.find(alice)).resolves.toMatchObject({ link: 'second' });
  });

  it('stays through a sign-in and a delivery, and ends with a lock', async () => {
    await accounts.setLink(alice, 'link', 0);
    await use(0);
    await accounts.revoke(alice);
    await expect(accounts.find(alice)).resolves.toMatchObject({ link: 'link' });
    await accounts.revoke(alice, { alsoLink: true });
    await expect(accounts.find(alice)).resolves.toMatchObject({ link: undefined });
  });

  it('is ended by its own name, and a later one stays', async () => {
    await accounts.setLink(alice, 'first', 0);
    await accounts.setLink(alice, 'second', 0);
    await accounts.endLink(alice, 'first');
    await expect(accounts.find(alice)).resolves.toMatchObject({ link: 'second' });
    await accounts.endLink(alice, 'second');
    await expect(accounts.find(alice)).resolves.toMatchObject({ link: undefined });
  });
});
