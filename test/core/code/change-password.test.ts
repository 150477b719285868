import { accountFingerprint, accountKey } from '../../../lambda/core/account/account';
import { changePassword, type ChangePasswordPorts } from '../../../lambda/core/code/change-password';
import { codeAttempts } from '../../../lambda/core/code/code';
import { accountAttempts } from '../../../lambda/core/limits/attempts';
import type { Problem } from '../../../lambda/core/errors';
import { isLinkId, newLinkId } from '../../../lambda/core/crypto/mailed-link';
import { tablePolicy } from '../../../lambda/core/password/password-rules';
import { PasswordNotSet, PasswordRefused, type Directory } from '../../../lambda/core/account/ports';
import { systemRandom } from '../../../lambda/core/crypto/random';
import { findSession, startSession } from '../../../lambda/core/session/session';
import { signIn } from '../../../lambda/core/session/sign-in';
import { withLease } from '../../../lambda/core/account/lease';
import {
  codeMinutes,
  newBrowser,
  openTestAccounts,
  wrongCode,
  type TestAccounts,
} from '../../support/core/test-accounts';
import { account } from '../../support/core/fakes';

const alice = 'alice@example.com';
const good = 'A quiet river, 7 boats';
const invalid = { code: 'code-invalid', status: 401 };
const rejected = { code: 'password-rejected', status: 422 };
const tryAgain = { code: 'try-again', status: 503 };

let test: TestAccounts;
let browser: string;
let code: string;

beforeEach(async () => {
  test = await openTestAccounts();
  browser = newBrowser();
  code = await test.receiveCode(alice, browser, 'reset');
});
afterEach(() => test.close());

const deadline = () => new Date(test.clock.now().getTime() + 25_000);
/** Sends the form, with what differs. */
const change = (
  given: {
    readonly user?: string;
    readonly code?: string;
    readonly password?: string;
    readonly browserHalf?: string | undefined;
  } = {},
  ports: Partial<ChangePasswordPorts> = {},
) =>
  changePassword(
    { ...test.reset, ...ports },
    { user: alice, code, password: good, browserHalf: browser, language: 'en', ...given },
    deadline(),
  );
const passwords = (name = alice) => test.directory.passwords.get(name) ?? [];
const problemOf = (attempt: Promise<unknown>): Promise<Problem> =>
  attempt.then(
    () => Promise.reject(new Error('The password was changed.')),
    (problem: unknown) => problem as Problem,
  );
const reasons = () =>
  test.log.entries.filter(({ event }) => event === 'code.refused').map(({ details }) => details?.reason);
const sessionOf = async (user = alice) => {
  const account = accountKey(user);
  const { sessions: generation } = await test.portal.accounts.find(account);
  const { accessToken } = await startSession(test.portal, {
    account,
    accountId: 'id',
    user,
    generation,
    recovery: undefined,
  });
  return () => findSession(test.portal, accessToken);
};
/** The directory, but for some of its methods. */
const withDirectory = (changes: Partial<Directory>): Directory => ({
  find: (name) => test.directory.find(name),
  passwordPolicy: () => test.directory.passwordPolicy(),
  setPassword: (...given) => test.directory.setPassword(...given),
  ...changes,
});
const atOnce = () => new Promise<void>((resolve) => setImmediate(resolve));
/** Asks for a link. Returns a function that delivers it, or says that it comes too late. */
const queueLink = async () => {
  const [account, link] = [accountKey(alice), newLinkId(systemRandom)];
  await test.reset.accounts.setLink(account, link, (await test.reset.accounts.find(account)).sessions);
  return () =>
    withLease(test.reset, { account, link, deadline: deadline() }, () => Promise.resolve('delivered'));
};
/** Waits until a change whose outcome is unknown can have no effect any more. */
const waitForTheLease = () => {
  test.clock.advance(20_000);
};

describe('choosing a new password with a code', () => {
  it('makes it the password, which need not be changed again', async () => {
    await change();
    expect(passwords()).toEqual([good]);
    expect(test.directory.mustChange.get(alice)).toBe(false);
    expect(test.log.events().at(-1)).toBe('password.changed');
  });

  it("goes by the directory's own spelling of the name, whatever was typed", async () => {
    await change({ user: 'ALICE@Example.com' });
    expect([...test.directory.passwords.keys()]).toEqual([alice]);
  });

  it('takes the code in small letters and without its hyphen', async () => {
    await change({ code: code.toLowerCase().replace('-', '') });
    expect(passwords()).toEqual([good]);
  });

  it('leaves the passwords of others alone', async () => {
    await change();
    expect([...test.directory.passwords.keys()]).toEqual([alice]);
  });

  it('takes a password as every keyboard means it where the directory does, and else as it was typed', async () => {
    const typed = 'Ein ruhiger Fluss, 7 Bo\u0308te';
    test.directory.policy = tablePolicy(15);
    await change({ password: typed });
    expect(passwords()).toEqual(['Ein ruhiger Fluss, 7 B\u00f6te']);
  });

  it('changes no character that AWS would see', async () => {
    await change({ password: '  Caf\u00e9 7 \u00bd  ' });
    expect(passwords()).toEqual(['  Caf\u00e9 7 \u00bd  ']);
  });

  it('has the owner told, of the change and of when it was', async () => {
    await change();
    expect(test.notices).toEqual([
      {
        kind: 'notice',
        disputeId: expect.any(String) as string,
        user: alice,
        change: 'chosen',
        changedAt: test.clock.now().getTime(),
        locks: 0,
        recovery: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
        language: 'en',
      },
    ]);
    expect(isLinkId(test.notices[0]?.disputeId ?? '')).toBe(true);
  });

  it('dates the change when it was made, however long that took', async () => {
    const madeAt = test.clock.now().getTime();
    const directory = withDirectory({
      setPassword: async (...given) => {
        await test.directory.setPassword(...given);
        test.clock.advance(3000);
      },
    });
    await change({}, { directory });
    expect(test.notices).toMatchObject([{ changedAt: madeAt }]);
  });

  it('is done even if nobody can be told of it, and says so in the log', async () => {
    const notices = { submit: () => Promise.reject(new Error('the queue is on fire')) };
    await expect(change({}, { notices })).resolves.toEqual(expect.any(String));
    expect(passwords()).toEqual([good]);
    expect(test.log.events()).toContain('notice.not-requested');
  });
});

describe('a password that is refused', () => {
  it('uses nothing up, not even a try, however often', async () => {
    const before = await test.table.items();
    const compared = test.compared();
    for (let time = 0; time < 2 * codeAttempts; time += 1) {
      await expect(change({ password: 'short' })).rejects.toMatchObject({
        ...rejected,
        faults: [
          { name: 'minimum', count: 8 },
          { name: 'mixture', count: 3 },
        ],
      });
    }
    expect(await test.table.items()).toEqual(before);
    expect(test.compared()).toBe(compared);
    expect(passwords()).toEqual([]);
    expect(test.notices).toEqual([]);
    await change();
    expect(passwords()).toEqual([good]);
  });

  it('is refused alike for every account and every code: it tells nothing of them', async () => {
    const told = [
      {},
      { code: wrongCode(code) },
      { browserHalf: undefined },
      { user: 'nobody@example.com' },
      { user: 'carol' },
    ].map(async (given) => {
      const { code: name, faults: why, special } = await problemOf(change({ ...given, password: 'short' }));
      return JSON.stringify({ name, why, special });
    });
    expect(new Set(await Promise.all(told)).size).toBe(1);
    expect(test.log.events()).not.toContain('code.refused');
  });

  it('is refused for being common, or made of the address, where the directory asks for that', async () => {
    test.directory.policy = tablePolicy(15);
    for (const password of ['Correct Horse Battery Staple', 'alice-example-com-2024']) {
      await expect(change({ password })).rejects.toMatchObject(rejected);
    }
    expect(passwords()).toEqual([]);
    await change();
    expect(passwords()).toEqual([good]);
  });

  it('is as long as its normal form is', async () => {
    test.directory.policy = { ...tablePolicy(15), maximumLength: 16 };
    // 15 characters as they are typed, of which one stands for three.
    await expect(change({ password: 'a quiet river \ufb03' })).rejects.toMatchObject(rejected);
  });
});

describe('a password that only the directory itself refuses', () => {
  const refuse = () => {
    test.directory.failure = new PasswordRefused('you had it before.', new Error('IAM'));
  };

  it('leaves the code good, however often, and says what the directory says', async () => {
    for (let time = 0; time < 2 * codeAttempts; time += 1) {
      refuse();
      await expect(change({ password: `Old-password-${time}!` })).rejects.toMatchObject({
        ...rejected,
        faults: [{ name: 'refused-by-aws', reason: 'you had it before.' }],
      });
    }
    expect(passwords()).toEqual([]);
    await change();
    expect(passwords()).toEqual([good]);
    expect(test.log.events()).not.toContain('code.refused');
  });

  it('has nobody told of a change that was none', async () => {
    refuse();
    await expect(change()).rejects.toMatchObject(rejected);
    expect(test.notices).toEqual([]);
    expect(test.log.events()).toEqual(['code.mailed', 'password.refused']);
  });

  it('costs nobody the link that they wait for, nor one that they asked for', async () => {
    const link = await test.leaveLink(alice);
    refuse();
    await expect(change()).rejects.toMatchObject(rejected);
    await expect(link()).resolves.toBe('ready');
    const queued = await queueLink();
    refuse();
    await expect(change()).rejects.toMatchObject(rejected);
    await expect(queued()).resolves.toBe('delivered');
    await change();
    await expect(queued()).resolves.toBe('superseded');
  });

  it('leaves all five wrong guesses as they were', async () => {
    refuse();
    await expect(change()).rejects.toMatchObject(rejected);
    for (let guess = 0; guess < codeAttempts; guess += 1) {
      await expect(change({ code: wrongCode(code) })).rejects.toMatchObject(invalid);
    }
    await expect(change()).rejects.toMatchObject(invalid);
  });

  it('does not bring back what it revoked: a code of another browser', async () => {
    const elsewhere = newBrowser();
    const other = await test.receiveCode(alice, elsewhere, 'reset');
    test.clock.advance(1);
    refuse();
    await expect(change()).rejects.toMatchObject(rejected);
    await expect(change({ code: other, browserHalf: elsewhere })).rejects.toMatchObject(invalid);
    await change();
    expect(passwords()).toEqual([good]);
  });

  it('does not outlive a link that reset the password meanwhile', async () => {
    refuse();
    await expect(change()).rejects.toMatchObject(rejected);
    test.clock.advance(1);
    await test.portal.accounts.revoke(accountKey(alice));
    await expect(change()).rejects.toMatchObject(invalid);
    expect(reasons()).toEqual(['revoked']);
  });

  it('gives way to a newer code that was asked for meanwhile', async () => {
    refuse();
    await expect(change()).rejects.toMatchObject(rejected);
    test.clock.advance(1);
    const newer = await test.receiveCode(alice, browser, 'reset');
    await expect(change()).rejects.toMatchObject(invalid);
    await change({ code: newer });
    expect(passwords()).toEqual([good]);
  });
});

describe('when it is unknown whether the password was set', () => {
  const lose = () => {
    test.directory.failure = new Error(`User ${alice} could not be reached.`);
  };

  it('says so, and the same code is good for another try', async () => {
    lose();
    const problem = await problemOf(change());
    expect(problem).toMatchObject({ ...tryAgain, retryAfter: 30 });
    expect(problem.special).toBe('password-maybe-changed');
    test.clock.advance(30_000);
    await change();
    expect(passwords()).toEqual([good]);
  });

  it('has the owner told all the same, who need not be the one that sent it', async () => {
    lose();
    await expect(change()).rejects.toMatchObject(tryAgain);
    const changedAt = test.clock.now().getTime();
    expect(test.notices).toMatchObject([{ kind: 'notice', user: alice, change: 'chosen', changedAt }]);
    waitForTheLease();
    await change();
    expect(new Set(test.notices.map(({ disputeId }) => disputeId)).size).toBe(2);
  });

  it('sets nothing else until it can have no effect any more, and says to come back then', async () => {
    lose();
    await expect(change()).rejects.toMatchObject(tryAgain);
    await expect(change()).rejects.toMatchObject({ ...tryAgain, retryAfter: 30 });
    expect(passwords()).toEqual([]);
    expect(test.notices).toHaveLength(1);
    waitForTheLease();
    await change();
    expect(passwords()).toEqual([good]);
  });

  it('ends with the password that was sent last, even if the one before it takes effect late', async () => {
    const onTheirWay: (() => Promise<void>)[] = [];
    const arrive = () => Promise.all(onTheirWay.splice(0).map((one) => one()));
    const directory = withDirectory({
      setPassword: (...given) => {
        onTheirWay.push(() => test.directory.setPassword(...given));
        return Promise.reject(new Error('answer lost'));
      },
    });
    await expect(change({ password: 'The first one, 1' }, { directory })).rejects.toMatchObject(tryAgain);
    test.clock.advance(16_000);
    const sleep = async (milliseconds: number) => {
      await arrive();
      await test.reset.sleep(milliseconds);
    };
    await change({ password: 'The second one, 2' }, { sleep });
    await arrive();
    expect(passwords()).toEqual(['The first one, 1', 'The second one, 2']);
  });

  it('ends with the password that was sent last', async () => {
    const directory = withDirectory({
      setPassword: async (...given) => {
        await test.directory.setPassword(...given);
        throw new Error('answer lost');
      },
    });
    await expect(change({ password: 'The first one, 1' }, { directory })).rejects.toMatchObject(tryAgain);
    waitForTheLease();
    await change({ password: 'The second one, 2' });
    expect(passwords()).toEqual(['The first one, 1', 'The second one, 2']);
  });

  it('is the same where something else failed right after that: the code is good at once', async () => {
    await test.leaveLink(alice);
    const accounts = { ...test.reset.accounts, endLink: () => Promise.reject(new Error('throttled')) };
    await expect(change({}, { accounts })).rejects.toMatchObject(tryAgain);
    expect(test.notices).toHaveLength(1);
    await change({ password: 'The second one, 2' });
    expect(passwords()).toEqual([good, 'The second one, 2']);
  });

  it('names nobody in the log, nor in what is thrown', async () => {
    lose();
    const problem = await problemOf(change());
    expect(problem.cause).toBeUndefined();
    expect(test.log.entries.slice(-2)).toMatchObject([
      { level: 'warn', event: 'lease.kept', details: { reason: 'outcome-unknown' }, cause: undefined },
      { level: 'error', event: 'password.uncertain', details: { error: 'Error' }, cause: undefined },
    ]);
    expect(JSON.stringify(test.log.entries)).not.toContain('alice');
  });

  it('keeps everybody else out all the same', async () => {
    const session = await sessionOf();
    test.clock.advance(1);
    lose();
    await expect(change()).rejects.toMatchObject(tryAgain);
    await expect(session()).resolves.toBeUndefined();
  });

  it('takes the code for used up where not even that can be given back, and says so in the log', async () => {
    lose();
    const codes = { ...test.reset.codes, release: () => Promise.reject(new Error('throttled')) };
    await expect(change({}, { codes })).rejects.toMatchObject(invalid);
    expect(test.log.entries.slice(-2)).toMatchObject([
      { event: 'password.uncertain' },
      { event: 'code.refused', details: { reason: 'not-released' } },
    ]);
    expect(test.notices).toHaveLength(1);
    waitForTheLease();
    await expect(change()).rejects.toMatchObject(invalid);
  });
});

describe('when the password was certainly not set', () => {
  const refuse = () => {
    test.directory.failure = new PasswordNotSet('IAM did not set it.', new Error(`No user ${alice}.`));
  };

  it('says so, and the same code is good for another try, at once and however often', async () => {
    for (let time = 0; time < 2 * codeAttempts; time += 1) {
      refuse();
      const problem = await problemOf(change());
      expect(problem).toMatchObject({ ...tryAgain, retryAfter: 30 });
      expect(problem.special).toBe('password-not-changed');
    }
    await change();
    expect(passwords()).toEqual([good]);
  });

  it('has nobody told of a change that was none', async () => {
    refuse();
    await expect(change()).rejects.toMatchObject(tryAgain);
    expect(test.notices).toEqual([]);
  });

  it('is the same where something else failed before it came to that', async () => {
    const directory = withDirectory({ find: () => Promise.reject(new Error('throttled')) });
    const problem = await problemOf(change({}, { directory }));
    expect(problem).toMatchObject({ ...tryAgain, retryAfter: 30 });
    expect(problem.special).toBe('password-not-changed');
    expect(test.log.events()).toEqual(['code.mailed', 'password.not-set']);
    expect(test.notices).toEqual([]);
    await change();
    expect(passwords()).toEqual([good]);
  });

  it('names nobody in the log, nor in what is thrown', async () => {
    refuse();
    const problem = await problemOf(change());
    expect(problem.cause).toBeUndefined();
    expect(test.log.entries.slice(1)).toMatchObject([
      {
        level: 'error',
        event: 'password.not-set',
        details: { account: accountFingerprint(alice), error: 'PasswordNotSet' },
        cause: undefined,
      },
    ]);
    expect(JSON.stringify(test.log.entries)).not.toContain('alice');
  });

  it('takes the code for used up where that cannot be given back, whatever the directory said', async () => {
    const release = () => Promise.reject(new Error('throttled'));
    const codes = { ...test.reset.codes, release };
    test.directory.failure = new PasswordRefused('AWS refused it.', new Error('IAM'));
    await expect(change({}, { codes })).rejects.toMatchObject(invalid);
    expect(reasons()).toEqual(['not-released']);
    await expect(change()).rejects.toMatchObject(invalid);
    expect(passwords()).toEqual([]);
  });
});

describe('while another reset of the account is under way', () => {
  const hold = (milliseconds: number) =>
    test.reset.accounts.takeLease(accountKey(alice), {
      leaseId: 'held',
      until: new Date(test.clock.now().getTime() + milliseconds),
      link: undefined,
    });

  it('the password is set once its lease comes', async () => {
    await hold(3000);
    await change();
    expect(passwords()).toEqual([good]);
  });

  it('a caller who cannot be kept waiting is told when to come back, with the same code', async () => {
    await hold(20_000);
    await expect(change()).rejects.toMatchObject({ ...tryAgain, retryAfter: 30 });
    expect(passwords()).toEqual([]);
    expect(test.notices).toEqual([]);
    test.clock.advance(30_000);
    await change();
    expect(passwords()).toEqual([good]);
  });

  it('nothing is set by one that is late in its lease', async () => {
    const slow = withDirectory({
      find: (name) => {
        test.clock.advance(6000);
        return test.directory.find(name);
      },
    });
    await expect(change({}, { directory: slow })).rejects.toMatchObject(tryAgain);
    expect(passwords()).toEqual([]);
    await change();
    expect(passwords()).toEqual([good]);
  });

  it('a request for a link that is still waiting comes too late', async () => {
    const earlier = await queueLink();
    await change();
    test.clock.advance(1);
    const later = await queueLink();
    await expect(earlier()).resolves.toBe('superseded');
    await expect(later()).resolves.toBe('delivered');
  });

  it.each([
    ['the code was revoked', () => test.portal.accounts.revoke(accountKey(alice))],
    [
      'there is no such account any more',
      () => {
        test.directory.accounts = [];
        return Promise.resolve();
      },
    ],
  ])('a request for a link is left alone where the change came to nothing: %s', async (_, meanwhile) => {
    const link = await test.leaveLink(alice);
    await meanwhile();
    await expect(change()).rejects.toMatchObject(invalid);
    await expect(link()).resolves.toBe('ready');
  });
});

describe('a code that is not good', () => {
  it.each([
    ['is wrong', () => ({ code: wrongCode(code) }), 'wrong-code'],
    ['is none', () => ({ code: 'please' }), 'wrong-code'],
    ['is brought without the browser half', () => ({ browserHalf: undefined }), 'no-browser-half'],
    ['is brought in another browser', () => ({ browserHalf: newBrowser() }), 'no-code'],
    ['is of another account', () => ({ user: 'bob' }), 'no-code'],
    ['is for nobody', () => ({ user: 'nobody@example.com' }), 'no-code'],
  ])('sets nothing when it %s', async (_, given, reason) => {
    await expect(change(given())).rejects.toMatchObject(invalid);
    expect(test.directory.passwords.size).toBe(0);
    expect(test.notices).toEqual([]);
    expect(reasons()).toEqual([reason]);
    await change();
    expect(passwords()).toEqual([good]);
  });

  it('sets nothing when it was mailed for signing in', async () => {
    const elsewhere = newBrowser();
    const other = await test.receiveCode(alice, elsewhere, 'sign-in');
    await expect(change({ code: other, browserHalf: elsewhere })).rejects.toMatchObject(invalid);
    await expect(
      signIn(test.portal, { user: alice, code: other, browserHalf: elsewhere }),
    ).resolves.toBeDefined();
    expect(passwords()).toEqual([]);
  });

  it('opens no session when it was mailed for a reset', async () => {
    await expect(signIn(test.portal, { user: alice, code, browserHalf: browser })).rejects.toMatchObject(
      invalid,
    );
  });

  it('sets nothing in the second when it expires, and does in the one before', async () => {
    test.clock.advance(codeMinutes * 60_000);
    await expect(change()).rejects.toMatchObject(invalid);
    expect(passwords()).toEqual([]);
    const next = await test.receiveCode(alice, browser, 'reset');
    test.clock.advance(codeMinutes * 60_000 - 1000);
    await change({ code: next });
    expect(passwords()).toEqual([good]);
  });

  it('sets nothing a second time', async () => {
    await change();
    await expect(change({ password: 'Another river, 8 boats' })).rejects.toMatchObject(invalid);
    expect(passwords()).toEqual([good]);
  });

  it('sets nothing after five wrong guesses, even when it is right then', async () => {
    for (let guess = 0; guess < codeAttempts; guess += 1) {
      await expect(change({ code: wrongCode(code) })).rejects.toMatchObject(invalid);
    }
    await expect(change()).rejects.toMatchObject(invalid);
    expect(passwords()).toEqual([]);
  });

  it.each([
    ['a link reset the password', () => test.portal.accounts.revoke(accountKey(alice))],
    [
      'its owner signed in elsewhere',
      async () => {
        const elsewhere = newBrowser();
        const other = await test.receiveCode(alice, elsewhere);
        await signIn(test.portal, { user: alice, code: other, browserHalf: elsewhere });
      },
    ],
    [
      'another password was chosen elsewhere',
      async () => {
        const elsewhere = newBrowser();
        const other = await test.receiveCode(alice, elsewhere, 'reset');
        await change({ code: other, browserHalf: elsewhere, password: 'Somebody else, 1st' });
      },
    ],
  ])('sets nothing after %s', async (_, meanwhile) => {
    test.clock.advance(1);
    await meanwhile();
    const set = passwords().length;
    await expect(change()).rejects.toMatchObject(invalid);
    expect(passwords()).toHaveLength(set);
    expect(reasons()).toEqual(['revoked']);
  });

  it.each([
    ['there is no such account any more', undefined, 'unknown'],
    [
      'it is meant to have no password any more',
      account(alice, alice, { usesPassword: false }),
      'no-password',
    ],
    [
      'it has another mailbox, elsewhere',
      account(alice, 'alice@elsewhere.example'),
      'mail-domain-not-allowed',
    ],
    [
      'it was made again, for somebody else of the same name',
      account(alice, alice, { id: 'another' }),
      'another-account',
    ],
  ])('sets nothing when %s', async (_, now, reason) => {
    test.directory.accounts = now === undefined ? [] : [now];
    await expect(change()).rejects.toMatchObject(invalid);
    expect(test.directory.passwords.size).toBe(0);
    expect(test.notices).toEqual([]);
    expect(reasons()).toEqual([reason]);
  });

  it('is told alike, whatever it is', async () => {
    const told = new Set<string>();
    const keep = async (attempt: Promise<unknown>) => {
      const { code: name, message, special, status, faults: why } = await problemOf(attempt);
      told.add(JSON.stringify([name, message, special, status, why]));
    };
    await keep(change({ code: wrongCode(code) }));
    await keep(change({ browserHalf: newBrowser() }));
    await keep(change({ user: 'nobody@example.com' }));
    await change();
    await keep(change());
    expect(told.size).toBe(1);
  });
});

describe('twenty who choose a password at once', () => {
  const chosen = Array.from({ length: 20 }, (_, index) => `Their river no. ${index}`);

  it('with one code: exactly one of them has it, and it is the one that was told so', async () => {
    const answers = await Promise.allSettled(chosen.map((password) => change({ password })));
    const winners = chosen.filter((_, index) => answers[index]?.status === 'fulfilled');
    expect(winners).toHaveLength(1);
    expect(passwords()).toEqual(winners);
    const refusals = answers.flatMap((answer) =>
      answer.status === 'rejected' ? [answer.reason as Problem] : [],
    );
    expect(refusals.map((problem) => problem.code)).toEqual(Array<string>(19).fill('code-invalid'));
    expect(test.notices).toHaveLength(1);
  });

  it('with a code each, from a browser each: exactly one of them has it', async () => {
    const browsers = chosen.slice(0, 6).map(() => newBrowser());
    const codes: string[] = [];
    for (const each of browsers) codes.push(await test.receiveCode(alice, each, 'reset'));
    test.clock.advance(1);
    const answers = await Promise.allSettled(
      browsers.map((browserHalf, index) => {
        const given = { browserHalf, code: codes[index] ?? '', password: chosen[index] ?? '' };
        return change(given, { sleep: atOnce });
      }),
    );
    const winners = chosen.filter((_, index) => answers[index]?.status === 'fulfilled');
    expect(winners).toHaveLength(1);
    expect(passwords()).toEqual(winners);
  });

  it('while AWS refuses the first: one of them has it all the same', async () => {
    test.directory.failure = new PasswordRefused('AWS refused it.', new Error('IAM'));
    const answers = await Promise.allSettled(chosen.map((password) => change({ password })));
    const winners = chosen.filter((_, index) => answers[index]?.status === 'fulfilled');
    expect(winners.length).toBeLessThanOrEqual(1);
    expect(passwords()).toEqual(winners);
  });
});

describe('after a reset', () => {
  it('every session of the account has ended, and no other one', async () => {
    const [phone, desktop, bobs] = [await sessionOf(), await sessionOf(), await sessionOf('bob')];
    test.clock.advance(1);
    await change();
    await expect(phone()).resolves.toBeUndefined();
    await expect(desktop()).resolves.toBeUndefined();
    await expect(bobs()).resolves.toMatchObject({ user: 'bob' });
  });

  it('nobody is signed in, not even in the browser that did it', async () => {
    await change();
    const items = await test.table.items();
    expect(items.filter(({ pk }) => String(pk).startsWith('session#'))).toEqual([]);
  });

  it('a link that was not yet picked up is revoked, and not that of another account', async () => {
    const [link, bobs] = [await test.leaveLink(alice), await test.leaveLink('bob')];
    await change();
    await expect(link()).resolves.toBe('revoked');
    await expect(bobs()).resolves.toBe('ready');
  });

  it('every code of the account is revoked, for signing in too', async () => {
    const elsewhere = newBrowser();
    const other = await test.receiveCode(alice, elsewhere, 'sign-in');
    test.clock.advance(1);
    await change();
    const attempt = signIn(test.portal, { user: alice, code: other, browserHalf: elsewhere });
    await expect(attempt).rejects.toMatchObject(invalid);
  });

  it('a new code is good again: for signing in, and for the next reset', async () => {
    await change();
    test.clock.advance(1);
    const signInCode = await test.receiveCode(alice, browser, 'sign-in');
    await expect(
      signIn(test.portal, { user: alice, code: signInCode, browserHalf: browser }),
    ).resolves.toBeDefined();
    test.clock.advance(1);
    await change({ code: await test.receiveCode(alice, browser, 'reset'), password: 'Next river, 8 boats' });
    expect(passwords()).toEqual([good, 'Next river, 8 boats']);
  });

  it('wrong guesses of both purposes are forgiven', async () => {
    const guesses = async () =>
      (await test.table.items())
        .filter(({ pk }) => String(pk).startsWith('count#attempts#'))
        .map(({ requests }) => requests);
    await change({ code: wrongCode(code) }).catch(() => undefined);
    const signInCode = await test.receiveCode(alice, browser, 'sign-in');
    const entry = { user: alice, code: wrongCode(signInCode), browserHalf: browser };
    await signIn(test.portal, entry).catch(() => undefined);
    expect(await guesses()).toEqual([1, 1]);
    await change();
    expect(await guesses()).toEqual([0, 0]);
  });

  it('the password is set even if wrong guesses cannot be forgiven, and the log says so', async () => {
    const counter = { ...test.reset.counter, reset: () => Promise.reject(new Error('throttled')) };
    await expect(change({}, { counter })).resolves.toEqual(expect.any(String));
    expect(passwords()).toEqual([good]);
    expect(test.log.events()).toContain('account.attempts-kept');
    expect(test.notices).toHaveLength(1);
  });

  it('nobody resets for a day once a hundred guesses in a row were wrong, not even with the right code', async () => {
    const counter = { ...test.reset.counter };
    for (let tried = 0; tried < accountAttempts; tried += 1) {
      await counter.count(`attempts#reset#${accountKey(alice)}`, accountAttempts, 24 * 3600);
    }
    await expect(change()).rejects.toMatchObject(invalid);
    expect(reasons()).toEqual(['account-attempts-used-up']);
    expect(passwords()).toEqual([]);
  });
});

describe('on record', () => {
  it('is never a password, a code, a name or a cookie, whatever happens', async () => {
    const tried = [
      'short',
      'Refused by AWS, 1',
      'Not set by AWS, 1',
      'Lost on the way, 2',
      'With a wrong code, 3',
      'Finally, 4 boats',
      'Too late, 5 boats',
    ];
    const [short = '', refused = '', unset = '', lost = '', wrong = '', last = '', late = ''] = tried;
    await change({ password: short }).catch(() => undefined);
    test.directory.failure = new PasswordRefused('AWS refused it.', new Error('IAM'));
    await change({ password: refused }).catch(() => undefined);
    test.directory.failure = new PasswordNotSet('gone', new Error(`No user ${alice}.`));
    await change({ password: unset }).catch(() => undefined);
    test.directory.failure = new Error(`User ${alice} could not be reached.`);
    await change({ password: lost }).catch(() => undefined);
    waitForTheLease();
    await change({ password: wrong, code: wrongCode(code) }).catch(() => undefined);
    await change({ password: last });
    await change({ password: late }).catch(() => undefined);
    expect(passwords()).toEqual([last]);
    const written = JSON.stringify([
      test.log.entries,
      await test.table.items(),
      test.notices.map(withoutUser),
    ]);
    for (const secret of [...tried.slice(1), code, code.replace('-', ''), 'alice', browser]) {
      expect(written).not.toContain(secret);
    }
    expect(test.log.events()).toEqual([
      'code.mailed',
      'password.refused',
      'password.not-set',
      'lease.kept',
      'password.uncertain',
      'code.refused',
      'password.changed',
      'code.refused',
    ]);
  });

  const withoutUser = (job: object) => ({ ...job, user: undefined });
});
