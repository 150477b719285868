import { dynamoAccounts } from '../../../lambda/aws/dynamo/accounts';
import { dynamoLinkClaims, dynamoLinkPreparation } from '../../../lambda/aws/dynamo/links';
import { accountKey } from '../../../lambda/core/account/account';
import type { Accounts } from '../../../lambda/core/account/ports';
import { browserHash, newBrowserHalf, pickupMessage } from '../../../lambda/core/crypto/browser-half';
import { sha256 } from '../../../lambda/core/crypto/hashing';
import { newLinkId, newLinkKey } from '../../../lambda/core/crypto/mailed-link';
import { VaultRefused, type LinkClaims } from '../../../lambda/core/link/ports';
import type { NoticeJob } from '../../../lambda/core/notice/ports';
import { systemRandom } from '../../../lambda/core/crypto/random';
import {
  revealPassword,
  viewLink,
  type Opening,
  type RevealPorts,
} from '../../../lambda/core/link/reveal-password';
import { seal } from '../../../lambda/core/crypto/sealing';
import { openTestTable, type TestTable } from '../../support/core/challenge-table';
import { MemoryVault, recordedLog, testClock, testCodeMac } from '../../support/core/fakes';

const secret = { user: 'alice@example.com', password: 'Correct-horse_9' };
const account = accountKey(secret.user);
const browserHalf = newBrowserHalf(systemRandom);
const unavailable = { code: 'link-unavailable', status: 410 };

let table: TestTable;
let clock = testClock();
let vault: MemoryVault;
let log = recordedLog();
let notices: NoticeJob[];
let accounts: Accounts;
let ports: RevealPorts;
let opening: Opening;

beforeEach(async () => {
  table = await openTestTable();
  clock = testClock();
  vault = new MemoryVault(clock.now);
  log = recordedLog();
  notices = [];
  accounts = dynamoAccounts(table.table, clock.now, systemRandom);
  let claims = 0;
  ports = {
    clock: clock.now,
    random: systemRandom,
    log,
    notices: { submit: (job) => Promise.resolve(void notices.push(job)) },
    links: dynamoLinkClaims(table.table, clock.now),
    accounts,
    vault,
    codes: testCodeMac,
    newClaimId: () => `claim ${(claims += 1)}`,
  };
  opening = await publishedLink();
});
afterEach(() => table.close());

async function publishedLink(): Promise<Opening> {
  const [linkId, key] = [newLinkId(systemRandom), newLinkKey(systemRandom)];
  const expiresAt = new Date(clock.now().getTime() + 3_600_000);
  const preparation = dynamoLinkPreparation(table.table, clock.now);
  await preparation.begin(linkId, {
    account,
    parameter: 'parameter',
    recovery: '0123456789ab',
    expiresAt,
  });
  await vault.store('parameter', seal(secret, key, linkId, systemRandom));
  const halves = {
    keyHash: sha256(key),
    browserHash: browserHash(browserHalf),
    pickupMac: await testCodeMac.generate(pickupMessage(linkId, '482913')),
  };
  await preparation.publish(linkId, halves, expiresAt);
  await accounts.setLink(account, linkId, (await accounts.find(account)).sessions);
  return { linkId, key, browserHalf, pickupCode: undefined, language: 'fr' };
}

const reveal = (changes: Partial<Opening> = {}, links: Partial<LinkClaims> = {}) =>
  revealPassword({ ...ports, links: { ...ports.links, ...links } }, { ...opening, ...changes });
const elsewhere = { browserHalf: undefined, pickupCode: '482913' };

describe('opening a link', () => {
  it('shows the password in the browser that asked, once, and deletes it', async () => {
    await expect(reveal()).resolves.toEqual(secret);
    expect(vault.parameters.size).toBe(0);
    await expect(reveal()).rejects.toMatchObject(unavailable);
    expect(log.events()).toEqual(['link.revealed', 'link.replayed']);
  });

  it('has the owner told that it was shown, once', async () => {
    await Promise.allSettled(Array.from({ length: 20 }, () => reveal()));
    expect(notices).toMatchObject([
      {
        kind: 'notice',
        user: 'alice@example.com',
        change: 'shown',
        changedAt: clock.now().getTime(),
        locks: 0,
      },
    ]);
  });

  it('has nobody told of what was not shown', async () => {
    await reveal({ key: newLinkKey(systemRandom) }).catch(() => undefined);
    await reveal({ browserHalf: undefined }).catch(() => undefined);
    await reveal({ ...elsewhere, pickupCode: '000000' }).catch(() => undefined);
    vault.failures.read = new VaultRefused(new Error('throttled'));
    await reveal().catch(() => undefined);
    await viewLink(ports, opening.linkId, browserHalf);
    expect(notices).toEqual([]);
  });

  it('shows it in another browser with the pickup code', async () => {
    await expect(reveal(elsewhere)).resolves.toEqual(secret);
  });

  it('shows it to one of twenty who come at once', async () => {
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => reveal()));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(vault.reads).toBe(1);
  });

  it('works until the last second, and not in the next', async () => {
    clock.advance(3_599_000);
    await expect(viewLink(ports, opening.linkId, browserHalf)).resolves.toBe('here');
    clock.advance(1000);
    await expect(viewLink(ports, opening.linkId, browserHalf)).resolves.toBe('unavailable');
    await expect(reveal()).rejects.toMatchObject(unavailable);
    expect(vault.reads).toBe(0);
  });

  it('leaves the link alone when the expiry passes between the look and the claim', async () => {
    const find = async (id: string) => {
      const record = await ports.links.find(id);
      clock.advance(3_600_000);
      return record;
    };
    await expect(reveal({}, { find })).rejects.toMatchObject(unavailable);
    expect(vault.reads).toBe(0);
  });

  it.each([
    ['the wrong key', () => ({ key: newLinkKey(systemRandom) })],
    ['half a key', () => ({ key: opening.key.slice(0, 20) })],
    ['an id that does not exist', () => ({ linkId: newLinkId(systemRandom) })],
    ['an id of another form', () => ({ linkId: 'x'.repeat(500) })],
  ])('is refused with %s, and uses nothing up', async (_, change) => {
    await expect(reveal(change())).rejects.toMatchObject(unavailable);
    await expect(reveal()).resolves.toEqual(secret);
  });

  it('asks for the browser half if it is missing, and counts nothing', async () => {
    for (let index = 0; index < 10; index += 1) {
      await expect(reveal({ browserHalf: undefined })).rejects.toMatchObject({
        code: 'pickup-code-required',
      });
    }
    await expect(reveal({ browserHalf: newBrowserHalf(systemRandom) })).rejects.toMatchObject({
      code: 'pickup-code-required',
    });
    await expect(reveal()).resolves.toEqual(secret);
  });

  it('takes the right pickup code after four wrong ones', async () => {
    for (let index = 0; index < 4; index += 1) {
      await expect(reveal({ ...elsewhere, pickupCode: '000000' })).rejects.toMatchObject({
        code: 'wrong-pickup-code',
      });
    }
    await expect(reveal(elsewhere)).resolves.toEqual(secret);
  });

  it('is withdrawn after five wrong pickup codes, for its owner too', async () => {
    for (let index = 0; index < 5; index += 1) {
      await expect(reveal({ ...elsewhere, pickupCode: '000000' })).rejects.toMatchObject({ status: 403 });
    }
    await expect(reveal(elsewhere)).rejects.toMatchObject(unavailable);
    await expect(reveal()).rejects.toMatchObject(unavailable);
  });

  it('is withdrawn even if whoever entered the fifth wrong code did not live to do it', async () => {
    const withdraw = () => Promise.reject(new Error('crashed'));
    for (let index = 0; index < 5; index += 1) {
      await reveal({ ...elsewhere, pickupCode: '000000' }, { withdraw }).catch(() => undefined);
    }
    await expect(viewLink(ports, opening.linkId, browserHalf)).resolves.toBe('here');
    await expect(reveal(elsewhere)).rejects.toMatchObject(unavailable);
    await expect(viewLink(ports, opening.linkId, browserHalf)).resolves.toBe('unavailable');
  });

  it('is known as replayed even if a newer link has replaced it since it was opened', async () => {
    await expect(reveal()).resolves.toEqual(secret);
    await accounts.setLink(account, 'newer', 0);
    await expect(reveal()).rejects.toMatchObject(unavailable);
    expect(log.events()).toContain('link.replayed');
  });

  it.each([
    ['a later request has replaced it', () => accounts.setLink(account, 'newer', 0)],
    ['a password was chosen with a code', () => accounts.endLink(account, opening.linkId)],
    ['the account was locked', () => accounts.revoke(account, { alsoLink: true })],
  ])('shows nothing, and does not look like a replay, once %s', async (_, meanwhile) => {
    await meanwhile();
    await expect(viewLink(ports, opening.linkId, browserHalf)).resolves.toBe('unavailable');
    for (let time = 0; time < 2; time += 1) await expect(reveal()).rejects.toMatchObject(unavailable);
    expect(vault.reads).toBe(0);
    expect(notices).toEqual([]);
    expect(log.entries).toMatchObject([
      { event: 'link.opened', details: { state: 'revoked' } },
      { event: 'link.refused', details: { state: 'revoked', rightKey: true } },
      { event: 'link.refused', details: { state: 'revoked', rightKey: true } },
    ]);
  });

  it.each([
    ['without the browser half', { browserHalf: undefined }],
    ['with a pickup code', elsewhere],
  ])('answers a revoked link as a used one, and counts nothing: %s', async (_, changes) => {
    await accounts.setLink(account, 'newer', 0);
    const before = await table.items();
    await expect(reveal(changes)).rejects.toMatchObject(unavailable);
    expect(await table.items()).toEqual(before);
  });

  it('answers a revoked link alike when its claim cannot be released', async () => {
    await accounts.setLink(account, 'newer', 0);
    const release = () => Promise.reject(new Error('no answer'));
    await expect(reveal({}, { release })).rejects.toMatchObject(unavailable);
    expect(log.events()).toEqual(['link.not-released', 'link.refused']);
  });

  it('has the notice carry how often the account was locked by then', async () => {
    await accounts.countLock(account);
    await reveal();
    expect(notices).toMatchObject([{ locks: 1 }]);
  });

  it('compares at most five of two hundred pickup codes that are guessed at once', async () => {
    const compared: string[] = [];
    const codes = {
      matches: (message: string, mac: string) => {
        compared.push(message);
        return testCodeMac.matches(message, mac);
      },
    };
    const guesses = Array.from({ length: 200 }, (_, n) => n.toString().padStart(6, '0'));
    await Promise.allSettled(
      guesses.map((pickupCode) =>
        revealPassword({ ...ports, codes }, { ...opening, ...elsewhere, pickupCode }),
      ),
    );
    expect(compared).toHaveLength(5);
  });

  it('counts no pickup code of somebody who lacks the key', async () => {
    for (let index = 0; index < 10; index += 1) {
      const attempt = reveal({ ...elsewhere, key: newLinkKey(systemRandom), pickupCode: '000000' });
      await expect(attempt).rejects.toMatchObject(unavailable);
    }
    await expect(reveal(elsewhere)).resolves.toEqual(secret);
  });

  it('looks the same from outside whether it is unknown, used or still being made', async () => {
    const draft = newLinkId(systemRandom);
    const preparation = dynamoLinkPreparation(table.table, clock.now);
    await preparation.begin(draft, {
      account,
      parameter: 'p',
      recovery: '0123456789ab',
      expiresAt: new Date(clock.now().getTime() + 1000),
    });
    await reveal();
    for (const id of [draft, opening.linkId, newLinkId(systemRandom), 'nonsense']) {
      await expect(viewLink(ports, id, browserHalf)).resolves.toBe('unavailable');
    }
  });

  it('is gone while its job makes another one, for whoever has the first key too', async () => {
    const preparation = dynamoLinkPreparation(table.table, clock.now);
    await preparation.begin(opening.linkId, {
      account,
      parameter: 'parameter',
      recovery: '0123456789ab',
      expiresAt: new Date(clock.now().getTime() + 1000),
    });
    await expect(reveal()).rejects.toMatchObject(unavailable);
    expect(log.entries).toMatchObject([
      { event: 'link.refused', details: { state: 'pending', rightKey: false } },
    ]);
  });

  it('can be looked at any number of times', async () => {
    for (let index = 0; index < 50; index += 1) {
      await expect(viewLink(ports, opening.linkId, undefined)).resolves.toBe('elsewhere');
    }
    await expect(reveal()).resolves.toEqual(secret);
  });
});

describe('when something fails while a link is opened', () => {
  it('gives the claim back if the vault gave nothing away', async () => {
    vault.failures.read = new VaultRefused(new Error('throttled'));
    await expect(reveal()).rejects.toMatchObject({ code: 'try-again', status: 503 });
    await expect(reveal()).resolves.toEqual(secret);
    expect(log.events()).toContain('link.released');
  });

  it('keeps the claim if the vault may have given the value away', async () => {
    vault.failures.read = new Error('connection lost');
    await expect(reveal()).rejects.toMatchObject(unavailable);
    await expect(reveal()).rejects.toMatchObject(unavailable);
    expect(log.events()).toEqual(['link.lost', 'link.replayed']);
  });

  it('gives back a claim whose outcome is unknown', async () => {
    const claim: LinkClaims['claim'] = async (...claimed) => {
      await ports.links.claim(...claimed);
      throw new Error('answer lost');
    };
    await expect(reveal({}, { claim })).rejects.toMatchObject({ code: 'try-again' });
    await expect(reveal()).resolves.toEqual(secret);
  });

  it('gives the claim back if the account cannot be looked at', async () => {
    const failing = { ...ports, accounts: { find: () => Promise.reject(new Error('throttled')) } };
    await expect(revealPassword(failing, opening)).rejects.toMatchObject({ code: 'try-again' });
    expect(vault.reads).toBe(0);
    await expect(reveal()).resolves.toEqual(secret);
  });

  it('never gives back the claim of somebody else', async () => {
    const claim = () => Promise.reject(new Error('answer lost'));
    await ports.links.claim(opening.linkId, sha256(opening.key), { claimId: 'claim of another' });
    await expect(reveal({}, { claim, find: () => Promise.resolve(liveRecord()) })).rejects.toThrow();
    await expect(reveal()).rejects.toMatchObject(unavailable);
  });

  it('says that the link is gone if the claim cannot be given back', async () => {
    vault.failures.read = new VaultRefused(new Error('throttled'));
    const release = () => Promise.reject(new Error('unreachable'));
    await expect(reveal({}, { release })).rejects.toMatchObject(unavailable);
    expect(log.events()).toEqual(['link.lost']);
  });

  it('says that the link is gone if its parameter is', async () => {
    vault.parameters.clear();
    await expect(reveal()).rejects.toMatchObject(unavailable);
    expect(log.entries).toMatchObject([{ event: 'link.lost', details: { reason: 'parameter-missing' } }]);
  });

  it('says that the link is gone if what the vault holds was tampered with', async () => {
    await vault.store('parameter', 'v1.AAAA.AAAA');
    await expect(reveal()).rejects.toMatchObject(unavailable);
    expect(log.entries).toMatchObject([{ event: 'link.lost', details: { reason: 'seal-broken' } }]);
  });

  it('still shows the password if its owner cannot be told of it', async () => {
    ports = { ...ports, notices: { submit: () => Promise.reject(new Error('throttled')) } };
    await expect(reveal()).resolves.toEqual(secret);
    expect(log.events()).toEqual(['notice.not-requested', 'link.revealed']);
  });

  it('still shows the password if it cannot be deleted or noted: the claim is what counts', async () => {
    vault.failures.delete = new Error('throttled');
    const markUsed = () => Promise.reject(new Error('throttled'));
    await expect(reveal({}, { markUsed })).resolves.toEqual(secret);
    await expect(reveal()).rejects.toMatchObject(unavailable);
    expect(log.events().slice(0, 2).sort()).toEqual(['link.not-marked', 'vault.delete-failed']);
  });

  const liveRecord = () => ({
    state: 'ready' as const,
    account,
    parameter: 'parameter',
    recovery: '0123456789ab',
    expiresAt: new Date(clock.now().getTime() + 1000),
    halves: { keyHash: sha256(opening.key), browserHash: browserHash(browserHalf), pickupMac: '' },
  });
});
