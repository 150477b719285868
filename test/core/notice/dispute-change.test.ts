import { accountFingerprint, accountKey } from '../../../lambda/core/account/account';
import { changePassword } from '../../../lambda/core/code/change-password';
import {
  disputeChange,
  isOpenToDispute,
  type Dispute,
  type DisputePorts,
} from '../../../lambda/core/notice/dispute-change';
import type { Problem } from '../../../lambda/core/errors';
import { fingerprint, sha256 } from '../../../lambda/core/crypto/hashing';
import { newLinkId, newLinkKey } from '../../../lambda/core/crypto/mailed-link';
import {
  iamDefaultPolicy,
  passwordProblems,
  tablePolicy,
} from '../../../lambda/core/password/password-rules';
import { PasswordNotSet, type Directory } from '../../../lambda/core/account/ports';
import type { CodeJob } from '../../../lambda/core/code/ports';
import type { DisputeClaims } from '../../../lambda/core/notice/ports';
import { systemRandom } from '../../../lambda/core/crypto/random';
import { findSession, startSession } from '../../../lambda/core/session/session';
import { signIn } from '../../../lambda/core/session/sign-in';
import { withLease } from '../../../lambda/core/account/lease';
import { claimCode } from '../../../lambda/core/code/use-code';
import { newBrowser, openTestAccounts, wrongCode, type TestAccounts } from '../../support/core/test-accounts';
import { account } from '../../support/core/fakes';

const alice = 'alice@example.com';
const unavailable = { code: 'link-unavailable', status: 410 };
const tryAgain = { code: 'try-again', status: 503 };
const day = 24 * 3_600_000;

let test: TestAccounts;
let link: Dispute;

beforeEach(async () => {
  test = await openTestAccounts();
  link = await test.receiveNotice(alice);
  test.log.entries.length = 0;
});
afterEach(() => test.close());

const deadline = () => new Date(test.clock.now().getTime() + 25_000);
const dispute = (
  changes: Partial<Dispute> = {},
  disputes: Partial<DisputeClaims> = {},
  ports: Partial<DisputePorts> = {},
) =>
  disputeChange(
    { ...test.reset, ...ports, disputes: { ...test.reset.disputes, ...disputes } },
    { ...link, ...changes },
    deadline(),
  );
const passwords = (name = alice) => test.directory.passwords.get(name) ?? [];
/** Somebody with a code chooses a password, a moment later. */
const choose = async (password: string) => {
  test.clock.advance(1);
  const browser = newBrowser();
  const code = await test.receiveCode(alice, browser, 'reset');
  await changePassword(
    test.reset,
    { user: alice, code, password, browserHalf: browser, language: 'en' },
    deadline(),
  );
};
const startedSession = async (user = alice) => {
  const account = accountKey(user);
  const { sessions: generation } = await test.portal.accounts.find(account);
  const owner = { account, accountId: 'id', user, generation, recovery: undefined };
  const { accessToken } = await startSession(test.portal, owner);
  return () => findSession(test.portal, accessToken);
};
/** Asks for a link. Returns a function that delivers it, or says that it comes too late. */
const queueLink = async () => {
  const [account, link] = [accountKey(alice), newLinkId(systemRandom)];
  await test.reset.accounts.setLink(account, link, (await test.reset.accounts.find(account)).sessions);
  return () =>
    withLease(test.reset, { account, link, deadline: deadline() }, () => Promise.resolve('delivered'));
};
const isOpen = (disputeId = link.disputeId) => isOpenToDispute(test.reset, disputeId);

describe('"This wasn\'t me"', () => {
  it('gives the account a password that nobody knows, in place of the one that somebody chose', async () => {
    const chosen = 'The thief knows this, 1';
    await choose(chosen);
    await dispute();
    expect(passwords()).toEqual([chosen, expect.any(String)]);
    expect(passwords().at(-1)).not.toBe(chosen);
    expect(test.directory.mustChange.get(alice)).toBe(true);
  });

  it.each([
    ["IAM's own", iamDefaultPolicy],
    [
      "the account's",
      {
        ...iamDefaultPolicy,
        minimumLength: 40,
        requiredKinds: ['digit', 'symbol'] as const,
        differentKinds: 0,
      },
    ],
    ["the users table's", tablePolicy(15)],
  ])('gives it one that meets %s policy', async (_, policy) => {
    test.directory.policy = policy;
    await dispute();
    const [password = ''] = passwords();
    expect(passwordProblems(password, policy, alice, () => false)).toEqual([]);
    expect(password.length).toBeGreaterThanOrEqual(24);
  });

  it('gives it another one each time', async () => {
    await dispute();
    test.clock.advance(1);
    await dispute(await test.receiveNotice(alice));
    expect(new Set(passwords()).size).toBe(2);
  });

  it('raises an alarm and says what came of it, and names nobody', async () => {
    await dispute();
    const recovery = expect.stringMatching(/^[0-9a-f]{12}$/) as string;
    const details = {
      dispute: fingerprint(link.disputeId),
      account: accountFingerprint(alice),
      recovery,
    };
    expect(test.log.entries).toEqual([
      { level: 'warn', event: 'change.disputed', details, cause: undefined },
      { level: 'info', event: 'account.locked', details: { ...details, password: 'set' }, cause: undefined },
    ]);
    const written = JSON.stringify(test.log.entries);
    for (const secret of ['alice', link.key, link.disputeId, ...passwords()])
      expect(written).not.toContain(secret);
  });

  it('ends every session of the account, and no other one', async () => {
    const [thief, bobs] = [await startedSession(), await startedSession('bob')];
    test.clock.advance(1);
    await dispute();
    await expect(thief()).resolves.toBeUndefined();
    await expect(bobs()).resolves.toMatchObject({ user: 'bob' });
  });

  it.each<CodeJob['purpose']>(['sign-in', 'reset'])(
    'revokes every code that there is: %s',
    async (purpose) => {
      const browser = newBrowser();
      const code = await test.receiveCode(alice, browser, purpose);
      test.clock.advance(1);
      await dispute();
      const entry = { user: alice, code, browserHalf: browser, language: 'en' } as const;
      const attempt =
        purpose === 'reset'
          ? changePassword(test.reset, { ...entry, password: 'The thief again, 2' }, deadline())
          : signIn(test.portal, entry);
      await expect(attempt).rejects.toMatchObject({ code: 'code-invalid' });
      expect(passwords()).toHaveLength(1);
    },
  );

  it('revokes a link that was not yet picked up, and not that of another account', async () => {
    const [password, bobs] = [await test.leaveLink(alice), await test.leaveLink('bob')];
    await dispute();
    await expect(password()).resolves.toBe('revoked');
    await expect(bobs()).resolves.toBe('ready');
  });

  it('makes requests for a link too late that are still waiting', async () => {
    const earlier = await queueLink();
    await dispute();
    test.clock.advance(1);
    const later = await queueLink();
    await expect(earlier()).resolves.toBe('superseded');
    await expect(later()).resolves.toBe('delivered');
  });

  it('forgives the wrong guesses of both purposes: they must not keep the owner out, who comes next', async () => {
    const browser = newBrowser();
    const guesses = async (user: string) =>
      (await test.table.items())
        .filter(({ pk }) => String(pk).startsWith('count#attempts#') && String(pk).endsWith(accountKey(user)))
        .map(({ requests }) => requests);
    for (const user of [alice, 'bob']) {
      for (const purpose of ['sign-in', 'reset'] as const) {
        const code = wrongCode(await test.receiveCode(user, browser, purpose));
        await claimCode(test.reset, purpose, { user, code, browserHalf: browser }).catch(() => undefined);
      }
    }
    await dispute();
    expect([await guesses(alice), await guesses('bob')]).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });

  it.each([
    ['has none any more', [account(alice, alice, { usesPassword: false })]],
    ['is not there any more', []],
  ])('does all but the password where the account %s', async (_, there) => {
    const [session, password] = [await startedSession(), await test.leaveLink(alice)];
    test.clock.advance(1);
    test.directory.accounts = there;
    await expect(dispute()).resolves.toBeUndefined();
    expect(test.directory.passwords.size).toBe(0);
    await expect(session()).resolves.toBeUndefined();
    await expect(password()).resolves.toBe('revoked');
    expect(test.log.entries.slice(-2)).toMatchObject([
      { event: 'account.locked', details: { password: 'none there' } },
      { event: 'session.refused' },
    ]);
  });

  it('leaves another account alone that has the name by now', async () => {
    const [session, password] = [await startedSession(), await test.leaveLink(alice)];
    test.clock.advance(1);
    test.directory.accounts = [account(alice, alice, { id: 'another' })];
    await expect(dispute()).resolves.toBeUndefined();
    expect(test.directory.passwords.size).toBe(0);
    await expect(session()).resolves.toBeDefined();
    await expect(password()).resolves.toBe('ready');
    expect(test.log.entries).toContainEqual(
      expect.objectContaining({
        event: 'account.locked',
        details: expect.objectContaining({ password: 'of another account' }) as unknown,
      }),
    );
  });

  it('leaves that other account its own link, too', async () => {
    test.directory.accounts = [account(alice, alice, { id: 'another' })];
    const own = await test.receiveNotice(alice);
    test.clock.advance(1);
    await dispute();
    await dispute(own);
    expect(passwords()).toHaveLength(1);
  });

  it('locks the account even if its mailbox may not be mailed any more', async () => {
    test.directory.accounts = [account(alice, 'alice@elsewhere.example')];
    await dispute();
    expect(passwords()).toHaveLength(1);
  });
});

describe('what the owner did after locking the account', () => {
  const owners = 'My own again, 3 boats';
  let other: Dispute;

  beforeEach(async () => {
    await choose('The thief knows this, 1');
    other = await test.receiveNotice(alice);
    test.clock.advance(1);
    await dispute();
    await choose(owners);
    test.clock.advance(1);
  });

  it('is not undone by the link of another change, which came before that', async () => {
    const [session, password] = [await startedSession(), await test.leaveLink(alice)];
    const browser = newBrowser();
    const code = await test.receiveCode(alice, browser);
    test.clock.advance(1);
    await expect(dispute(other)).rejects.toMatchObject(unavailable);
    expect(test.log.events().slice(-2)).toEqual(['change.disputed', 'dispute.refused']);
    expect(passwords().at(-1)).toBe(owners);
    await expect(session()).resolves.toBeDefined();
    await expect(password()).resolves.toBe('ready');
    await expect(signIn(test.portal, { user: alice, code, browserHalf: browser })).resolves.toBeDefined();
  });

  it('is undone by the link of a change that came after that', async () => {
    await dispute(await test.receiveNotice(alice));
    expect(passwords()).toHaveLength(4);
  });

  it('works as long as it lasts for a password that a link of 30 days showed on its last day', async () => {
    const bob = accountKey('bob');
    await test.reset.accounts.countLock(bob);
    await test.reset.accounts.setLink(bob, 'link', 0);
    test.clock.advance(30 * day);
    const bobs = await test.receiveNotice('bob');
    test.clock.advance(7 * day - 1000);
    const [item] = (await test.table.items()).filter(({ pk }) => pk === `account#${bob}`);
    expect(Number(item?.expiresAt) * 1000).toBeGreaterThan(test.clock.now().getTime());
    await dispute(bobs);
    expect(passwords('bob')).toHaveLength(1);
  });

  it('is a matter of that account only', async () => {
    const bobs = await test.receiveNotice('bob');
    await dispute(bobs);
    expect(passwords('bob')).toHaveLength(1);
  });
});

describe('the link "This wasn\'t me"', () => {
  it('works a single time', async () => {
    await dispute();
    await expect(dispute()).rejects.toMatchObject(unavailable);
    expect(passwords()).toHaveLength(1);
  });

  it('works for one of twenty who press it at once', async () => {
    const pressed = await Promise.allSettled(Array.from({ length: 20 }, () => dispute()));
    expect(pressed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusals = pressed.flatMap((one) => (one.status === 'rejected' ? [one.reason as Problem] : []));
    // The others come too late, or while it is under way.
    expect(refusals).toHaveLength(19);
    for (const { code } of refusals) expect(['link-unavailable', 'try-again']).toContain(code);
    expect(passwords()).toHaveLength(1);
    expect(test.log.events().filter((event) => event === 'change.disputed')).toHaveLength(1);
  });

  it.each([
    ['the wrong key', () => ({ key: newLinkKey(systemRandom) })],
    ['half a key', () => ({ key: link.key.slice(0, 20) })],
    ['no key', () => ({ key: '' })],
    ['an id that does not exist', () => ({ disputeId: newLinkId(systemRandom) })],
    ['an id of another form', () => ({ disputeId: 'x'.repeat(500) })],
  ])('is refused with %s, and uses nothing up', async (_, change) => {
    const before = await test.table.items();
    await expect(dispute(change())).rejects.toMatchObject(unavailable);
    expect(passwords()).toEqual([]);
    expect(await test.table.items()).toEqual(before);
    await dispute();
    expect(passwords()).toHaveLength(1);
  });

  it("is not opened by another one's key", async () => {
    const other = await test.receiveNotice('bob');
    await expect(dispute({ key: other.key })).rejects.toMatchObject(unavailable);
    await expect(dispute({ disputeId: other.disputeId })).rejects.toMatchObject(unavailable);
    expect(test.directory.passwords.size).toBe(0);
  });

  it('works to its last second, and not in the next', async () => {
    const other = await test.receiveNotice(alice);
    test.clock.advance(7 * day - 1000);
    await expect(isOpen()).resolves.toBe(true);
    await dispute();
    test.clock.advance(1000);
    await expect(isOpen(other.disputeId)).resolves.toBe(false);
    await expect(dispute(other)).rejects.toMatchObject(unavailable);
    expect(passwords()).toHaveLength(1);
  });

  it('does nothing when the expiry passes between the look and the claim', async () => {
    const claim: DisputeClaims['claim'] = (...claimed) => {
      test.clock.advance(7 * day);
      return test.reset.disputes.claim(...claimed);
    };
    await expect(dispute({}, { claim })).rejects.toMatchObject(unavailable);
    expect(passwords()).toEqual([]);
  });

  it('does nothing more when somebody else has used it between the look and the claim', async () => {
    const claim: DisputeClaims['claim'] = async (...claimed) => {
      await dispute();
      test.clock.advance(60_000);
      return test.reset.disputes.claim(...claimed);
    };
    await expect(dispute({}, { claim })).rejects.toMatchObject(unavailable);
    expect(passwords()).toHaveLength(1);
  });

  it('does nothing when another key has come into its place between the look and the claim', async () => {
    const other = newLinkKey(systemRandom);
    const record = await test.reset.disputes.find(link.disputeId);
    const find = jest.fn(() => Promise.resolve(record));
    find.mockResolvedValueOnce(record && { ...record, keyHash: sha256(other) });
    await expect(dispute({ key: other }, { find })).rejects.toMatchObject(unavailable);
    expect(passwords()).toEqual([]);
    await dispute();
    expect(passwords()).toHaveLength(1);
  });

  it('is refused alike, whatever the reason', async () => {
    const told = new Set<string>();
    const keep = async (attempt: Promise<void>) => {
      const problem = await attempt.then(
        () => Promise.reject(new Error('It was not refused.')),
        (reason: unknown) => reason as Problem,
      );
      told.add(JSON.stringify([problem, problem.message]));
    };
    const [overtaken, expired] = [await test.receiveNotice(alice), await test.receiveNotice(alice)];
    await keep(dispute({ key: newLinkKey(systemRandom) }));
    await keep(dispute({ disputeId: newLinkId(systemRandom) }));
    await dispute();
    await keep(dispute());
    await keep(dispute(overtaken));
    test.clock.advance(7 * day);
    await keep(dispute(expired));
    expect(told.size).toBe(1);
    // Not that of a link to a password: another request would not undo what somebody else has done.
    expect([...told][0]).toContain('dispute-link');
    expect(test.log.events().filter((event) => event === 'dispute.refused')).toHaveLength(5);
  });

  it('can be looked at any number of times, by anybody, and nothing happens', async () => {
    const before = await test.table.items();
    for (let time = 0; time < 30; time += 1) await expect(isOpen()).resolves.toBe(true);
    expect(await test.table.items()).toEqual(before);
    expect(passwords()).toEqual([]);
    await dispute();
    expect(passwords()).toHaveLength(1);
  });

  it('looks the same whether it was used, or was never there', async () => {
    await dispute();
    for (const id of [link.disputeId, newLinkId(systemRandom), 'nonsense', 'x'.repeat(500)]) {
      await expect(isOpen(id)).resolves.toBe(false);
    }
  });

  it('is in the log without its id', async () => {
    await isOpen();
    expect(test.log.entries).toMatchObject([{ event: 'dispute.opened', details: { live: true } }]);
    expect(JSON.stringify(test.log.entries)).not.toContain(link.disputeId);
  });
});

describe('when the account cannot be locked', () => {
  it('says so, and the link is good for another try', async () => {
    test.directory.failure = new Error(`User ${alice} could not be reached.`);
    await expect(dispute()).rejects.toMatchObject({ ...tryAgain, retryAfter: 30 });
    await expect(isOpen()).resolves.toBe(true);
    test.clock.advance(30_000);
    await dispute();
    expect(passwords()).toHaveLength(1);
    expect(test.log.events()).toEqual([
      'change.disputed',
      'lease.kept',
      'dispute.released',
      'dispute.opened',
      'change.disputed',
      'account.locked',
    ]);
  });

  it('raises the alarm all the same, before anything can fail', async () => {
    const takeLease = () => Promise.reject(new Error('throttled'));
    const accounts = { ...test.reset.accounts, takeLease };
    await expect(dispute({}, {}, { accounts })).rejects.toMatchObject(tryAgain);
    expect(test.log.events()).toEqual(['change.disputed', 'dispute.released']);
  });

  it('is locked by the link of another change all the same, where the first one could not', async () => {
    const other = await test.receiveNotice(alice);
    test.clock.advance(60_000);
    test.directory.failure = new Error('lost');
    await expect(dispute()).rejects.toMatchObject(tryAgain);
    test.clock.advance(60_000);
    await dispute(other);
    expect(passwords()).toHaveLength(1);
  });

  it('can be tried again at once where the password was certainly not set', async () => {
    test.directory.failure = new PasswordNotSet('IAM did not set it.', undefined);
    await expect(dispute()).rejects.toMatchObject(tryAgain);
    const before = test.clock.now();
    await dispute();
    expect(test.clock.now()).toEqual(before);
    expect(passwords()).toHaveLength(1);
  });

  it('waits for what may still take effect: what nobody knows comes last', async () => {
    const onTheirWay: (() => Promise<void>)[] = [];
    const arrive = () => Promise.all(onTheirWay.splice(0).map((one) => one()));
    const setPassword: Directory['setPassword'] = (...given) => {
      onTheirWay.push(() => test.directory.setPassword(...given));
      return Promise.reject(new Error('answer lost'));
    };
    const directory = Object.assign(Object.create(test.directory) as Directory, { setPassword });
    const browser = newBrowser();
    const code = await test.receiveCode(alice, browser, 'reset');
    const thiefs = {
      user: alice,
      code,
      password: 'The thief knows this, 1',
      browserHalf: browser,
      language: 'en',
    } as const;
    await expect(changePassword({ ...test.reset, directory }, thiefs, deadline())).rejects.toMatchObject(
      tryAgain,
    );
    test.clock.advance(16_000);
    const sleep = async (milliseconds: number) => {
      await arrive();
      await test.reset.sleep(milliseconds);
    };
    await dispute({}, {}, { sleep });
    await arrive();
    expect(passwords()).toEqual([thiefs.password, expect.any(String)]);
  });

  it('names nobody in the log, nor in what is thrown', async () => {
    test.directory.failure = new Error(`User ${alice} could not be reached.`);
    const problem = await dispute().catch((reason: unknown) => reason as Problem);
    expect(problem).toMatchObject(tryAgain);
    expect((problem as Problem).cause).toBeUndefined();
    expect(test.log.entries).toMatchObject([
      { level: 'warn', event: 'change.disputed' },
      { level: 'warn', event: 'lease.kept' },
      { level: 'error', event: 'dispute.released', details: { error: 'Error' }, cause: undefined },
    ]);
    expect(JSON.stringify(test.log.entries)).not.toContain('alice');
  });

  it('keeps everybody out all the same', async () => {
    const [session, password] = [await startedSession(), await test.leaveLink(alice)];
    test.clock.advance(1);
    test.directory.failure = new Error('lost');
    await expect(dispute()).rejects.toMatchObject(tryAgain);
    await expect(session()).resolves.toBeUndefined();
    await expect(password()).resolves.toBe('revoked');
  });

  it('waits for another reset that is under way, and gives the link back if that takes long', async () => {
    const until = new Date(test.clock.now().getTime() + 20_000);
    await test.reset.accounts.takeLease(accountKey(alice), { leaseId: 'held', until, link: undefined });
    await expect(dispute()).rejects.toMatchObject(tryAgain);
    expect(passwords()).toEqual([]);
    test.clock.advance(14_000);
    await dispute();
    expect(passwords()).toHaveLength(1);
  });

  it('sets nothing where it is late in its lease, and gives the link back', async () => {
    const slow: Directory = {
      find: (name) => {
        test.clock.advance(6000);
        return test.directory.find(name);
      },
      passwordPolicy: () => test.directory.passwordPolicy(),
      setPassword: (...given) => test.directory.setPassword(...given),
    };
    await expect(dispute({}, {}, { directory: slow })).rejects.toMatchObject(tryAgain);
    expect(passwords()).toEqual([]);
    await dispute();
    expect(passwords()).toHaveLength(1);
  });

  it('gives back a claim whose outcome is unknown', async () => {
    const claim: DisputeClaims['claim'] = async (...claimed) => {
      await test.reset.disputes.claim(...claimed);
      throw new Error('answer lost');
    };
    await expect(dispute({}, { claim })).rejects.toMatchObject(tryAgain);
    expect(passwords()).toEqual([]);
    await dispute();
    expect(passwords()).toHaveLength(1);
  });

  it('never gives back the claim of somebody else', async () => {
    const record = await test.reset.disputes.find(link.disputeId);
    const find = () => Promise.resolve(record);
    const until = new Date(test.clock.now().getTime() + 30_000);
    const claim = { claimId: 'claim of another', until };
    await test.reset.disputes.claim(link.disputeId, sha256(link.key), claim);
    await expect(dispute({}, { find })).rejects.toMatchObject(tryAgain);
    await expect(test.reset.disputes.claim(link.disputeId, sha256(link.key), claim)).resolves.toBe(true);
    expect(passwords()).toEqual([]);
  });

  it('gives back no claim of somebody else when the outcome of its own is unknown', async () => {
    const until = new Date(test.clock.now().getTime() + 30_000);
    const theirs = { claimId: 'claim of another', until };
    await test.reset.disputes.claim(link.disputeId, sha256(link.key), theirs);
    const claim = () => Promise.reject(new Error('answer lost'));
    await expect(dispute({}, { claim })).rejects.toMatchObject(tryAgain);
    await expect(dispute()).rejects.toMatchObject(tryAgain);
    expect(passwords()).toEqual([]);
  });

  it('can be pressed again half a minute after a function died with it, and not before', async () => {
    const until = new Date(test.clock.now().getTime() + 30_000);
    await test.reset.disputes.claim(link.disputeId, sha256(link.key), { claimId: 'of the dead', until });
    test.clock.advance(29_999);
    await expect(dispute()).rejects.toMatchObject({ ...tryAgain, retryAfter: 30 });
    expect(passwords()).toEqual([]);
    test.clock.advance(1);
    await dispute();
    expect(passwords()).toHaveLength(1);
    test.clock.advance(60_000);
    await expect(dispute()).rejects.toMatchObject(unavailable);
  });

  it('counts as locked even if that cannot be noted', async () => {
    const markUsed = () => Promise.reject(new Error('throttled'));
    await expect(dispute({}, { markUsed })).resolves.toBeUndefined();
    expect(passwords()).toHaveLength(1);
    expect(test.log.events()).toEqual(['change.disputed', 'account.locked', 'dispute.not-marked']);
  });

  it('says the same where the link cannot be given back, which then comes back by itself', async () => {
    test.directory.failure = new Error(`User ${alice} could not be reached.`);
    const release = () => Promise.reject(new Error('throttled'));
    await expect(dispute({}, { release })).rejects.toMatchObject(tryAgain);
    expect(test.log.events().slice(-2)).toEqual(['dispute.released', 'dispute.not-released']);
    test.clock.advance(30_000);
    await dispute();
    expect(passwords()).toHaveLength(1);
  });
});
