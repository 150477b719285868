import { dynamoAccountInspection } from '../../../lambda/aws/dynamo/accounts';
import { dynamoCounter, dynamoCounterReader } from '../../../lambda/aws/dynamo/counter';
import {
  dynamoLinkClaims,
  dynamoLinkInspection,
  dynamoLinkPreparation,
} from '../../../lambda/aws/dynamo/links';
import { dynamoIsPaused, dynamoPauseSwitch } from '../../../lambda/aws/dynamo/pause';
import { accountFingerprint, accountKey } from '../../../lambda/core/account/account';
import { withLease } from '../../../lambda/core/account/lease';
import {
  lockAccountFor,
  showAccount,
  unlockAccount,
  type AdministerAccountPorts,
} from '../../../lambda/core/admin/administer-account';
import { pauseAll, resumeAll } from '../../../lambda/core/admin/pause';
import { countAttempt } from '../../../lambda/core/limits/attempts';
import { countRequest, type Requester } from '../../../lambda/core/limits/limits';
import { openTestAccounts, type TestAccounts } from '../../support/core/test-accounts';

const alice = 'alice@example.com';
const by = 'arn:aws:iam::123456789012:user/ada';

let test: TestAccounts;
let ports: AdministerAccountPorts;

beforeEach(async () => {
  test = await openTestAccounts();
  const { table } = test.table;
  ports = {
    ...test.reset,
    inspection: dynamoAccountInspection(table, test.clock.now),
    links: dynamoLinkInspection(table),
    counts: dynamoCounterReader(table, test.clock.now),
    requestsAnHour: 2,
    mailsAnHour: 1000,
    pauseSwitch: dynamoPauseSwitch(table),
  };
});
afterEach(() => test.close());

const within = (milliseconds: number) => new Date(test.clock.now().getTime() + milliseconds);
const ask = (changes: Partial<Requester> = {}) =>
  countRequest(
    {
      ...ports,
      counter: dynamoCounter(test.table.table, test.clock.now),
      limits: { accountAndAddress: 1, account: 2 },
      mailQueue: { submit: () => Promise.resolve() },
    },
    { purpose: 'sign-in', user: alice, address: '192.0.2.1', browser: undefined, language: 'en', ...changes },
  );

describe('an administrator who looks at an account', () => {
  it('sees that it is eligible, and that nothing keeps its owner waiting', async () => {
    await expect(showAccount(ports, { user: 'Alice@example.com', by })).resolves.toEqual({
      user: alice,
      eligible: true,
      reasons: [],
      email: alice,
      limits: [
        { name: 'requests', used: 0, limit: 2, endsAt: undefined },
        { name: 'sign-in attempts', used: 0, limit: 100, endsAt: undefined },
        { name: 'reset attempts', used: 0, limit: 100, endsAt: undefined },
        { name: 'mails', used: 0, limit: 1000, endsAt: undefined },
      ],
      locks: 0,
      link: 'none',
      leasedUntil: undefined,
      pause: undefined,
    });
    expect(test.log.entries).toMatchObject([
      { event: 'admin.account-shown', details: { account: accountFingerprint(alice), by } },
    ]);
  });

  it.each([
    ['nobody', ['unknown']],
    ['carol', ['no-password']],
    ['dave', ['no-mail-address']],
    ['eve', ['mail-domain-not-allowed']],
    ['grace', ['no-mfa-device']],
  ])('sees why %s is not eligible', async (user, reasons) => {
    await expect(showAccount(ports, { user, by })).resolves.toMatchObject({ eligible: false, reasons });
  });

  it('sees every reason, and not only the first', async () => {
    test.directory.accounts = [
      {
        id: 'id',
        name: 'hal',
        email: 'hal@elsewhere.example',
        usesPassword: false,
        hasMfaDevice: () => Promise.resolve(false),
      },
    ];
    await expect(showAccount(ports, { user: 'hal', by })).resolves.toMatchObject({
      email: 'hal@elsewhere.example',
      reasons: ['no-password', 'mail-domain-not-allowed', 'no-mfa-device'],
    });
  });

  it('sees what is used up and until when, a link that waits, a change under way, and a pause', async () => {
    await ask();
    await ports.counter.count('overall', 1000, 3600);
    await countAttempt(ports.counter, accountKey(alice), 'reset', undefined);
    await test.leaveLink(alice);
    const since = test.clock.now();
    await pauseAll({ ...ports, pauseSwitch: dynamoPauseSwitch(test.table.table) }, by);
    await withLease(ports, { account: accountKey(alice), deadline: within(60_000) }, async () => {
      await expect(showAccount(ports, { user: alice, by })).resolves.toMatchObject({
        limits: [
          { used: 1, endsAt: within(3_600_000) },
          { used: 0 },
          { used: 1, endsAt: within(24 * 3_600_000) },
          { used: 1 },
        ],
        link: 'waits',
        leasedUntil: within(20_000),
        pause: { since, by },
      });
    });
    test.clock.advance(3_600_000);
    const later = await showAccount(ports, { user: alice, by });
    expect([later.limits[0], later.leasedUntil]).toMatchObject([{ used: 0 }, undefined]);
  });

  it('sees no change under way once it is done, nor once its time is over: to the millisecond', async () => {
    const leasedUntil = async () => (await showAccount(ports, { user: alice, by })).leasedUntil;
    await withLease(ports, { account: accountKey(alice), deadline: within(60_000) }, () => Promise.resolve());
    await expect(leasedUntil()).resolves.toBeUndefined();
    const until = within(20_000);
    await ports.accounts.takeLease(accountKey(alice), { leaseId: 'dead', until, link: undefined });
    test.clock.advance(19_999);
    await expect(leasedUntil()).resolves.toEqual(until);
    test.clock.advance(1);
    await expect(leasedUntil()).resolves.toBeUndefined();
  });
});

describe('the link that was asked for last', () => {
  const account = accountKey(alice);
  const linkId = 'AAAAAAAAAAAAAAAAAAAAAA';
  const shown = async () => (await showAccount(ports, { user: alice, by })).link;
  const ask = () => ports.accounts.setLink(account, linkId, 0);
  const prepare = async () => {
    const preparation = dynamoLinkPreparation(test.table.table, test.clock.now);
    const expiresAt = within(7_200_000);
    const draft = { account, parameter: 'p', recovery: 'r', expiresAt };
    await preparation.begin(linkId, draft);
    const halves = { keyHash: 'key', browserHash: 'b', pickupMac: 'm' };
    return () => preparation.publish(linkId, halves, expiresAt);
  };
  const publish = async () => (await prepare())();
  const claims = () => dynamoLinkClaims(test.table.table, test.clock.now);
  const revoke = () => ports.accounts.revoke(account, { alsoLink: true });
  const later = (milliseconds: number) => {
    test.clock.advance(milliseconds);
    return Promise.resolve();
  };

  it.each<[string, string, ...(() => Promise<unknown>)[]]>([
    ['being-prepared', 'it waits in the queue', ask],
    ['being-prepared', 'it is begun', ask, prepare, () => later(3_600_000)],
    ['none', 'no link was made of it', ask, () => later(3_600_000)],
    ['none', 'it was begun and never made', ask, prepare, () => later(7_200_000)],
    ['waits', 'it is mailed', ask, publish],
    ['opened', 'it is claimed', ask, publish, () => claims().claim(linkId, 'key', { claimId: 'c' })],
    ['withdrawn', 'there were too many wrong pickup codes', ask, publish, () => claims().withdraw(linkId)],
    ['revoked', 'a lock came before it was made', ask, revoke],
    ['revoked', 'a lock came afterwards', ask, publish, revoke],
    ['revoked', 'a password was chosen', ask, publish, () => ports.accounts.endLink(account, linkId)],
    ['expired', 'nobody picked it up', ask, publish, () => later(7_200_000)],
  ])('is %s if %s', async (fate, _, ...steps) => {
    for (const step of steps) await step();
    await expect(shown()).resolves.toBe(fate);
  });

  it('stays opened after a lock', async () => {
    await ask();
    await publish();
    await claims().claim(linkId, 'key', { claimId: 'c' });
    await claims().markUsed(linkId, 'c');
    await revoke();
    await expect(shown()).resolves.toBe('opened');
  });
});

describe('an administrator who unlocks an account', () => {
  it.each<Partial<Requester>>([{}, { purpose: 'link' }, { browser: 'a browser of hers' }])(
    'has its requests taken again at once: %j',
    async (changes) => {
      await ask(changes);
      await expect(ask(changes)).rejects.toMatchObject({ code: 'too-many-requests' });
      await unlockAccount(ports, { user: alice, by });
      await expect(ask(changes)).resolves.toBe(changes.browser !== undefined);
    },
  );

  it('has its requests taken again when strangers used them up', async () => {
    for (const address of ['198.51.100.1', '198.51.100.2']) await ask({ address });
    await expect(ask()).rejects.toMatchObject({ code: 'too-many-requests' });
    await unlockAccount(ports, { user: 'ALICE@example.com', by });
    await expect(ask()).resolves.toBe(false);
    await expect(showAccount(ports, { user: alice, by })).resolves.toMatchObject({
      limits: [{ used: 1 }, {}, {}, {}],
    });
  });

  it('has its codes taken again when strangers guessed too often', async () => {
    const guess = () => countAttempt(ports.counter, accountKey(alice), 'sign-in', undefined);
    for (let guesses = 0; guesses < 100; guesses += 1) await guess();
    await expect(guess()).resolves.toMatchObject({ allowed: false });
    await unlockAccount(ports, { user: alice, by });
    await expect(guess()).resolves.toEqual({ allowed: true });
  });

  it('changes nobody else, and nothing if there is no such account', async () => {
    const bob = { user: 'bob' };
    await ask(bob);
    await unlockAccount(ports, { user: alice, by });
    await expect(ask(bob)).rejects.toMatchObject({ code: 'too-many-requests' });
    await expect(unlockAccount(ports, { user: 'nobody', by })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('an administrator who locks an account', () => {
  const lock = (user = alice) => lockAccountFor(ports, { user, by }, within(25_000));

  it('gives it a password that nobody knows, and revokes its codes, sessions and links', async () => {
    const stateOfLink = await test.leaveLink(alice);
    await expect(lock()).resolves.toBe('set');
    expect(test.directory.passwords.get(alice)).toHaveLength(1);
    await expect(ports.accounts.find(accountKey(alice))).resolves.toMatchObject({ locks: 1 });
    await expect(stateOfLink()).resolves.toBe('revoked');
    expect(test.log.entries.at(-1)).toMatchObject({ event: 'admin.account-locked', details: { by } });
  });

  it('learns that there was no password', async () => {
    await expect(lock('carol')).resolves.toBe('none there');
    await expect(ports.accounts.find(accountKey('carol'))).resolves.toMatchObject({ locks: 1 });
  });

  it('learns that there is no such account', async () => {
    await expect(lock('nobody')).rejects.toMatchObject({ code: 'not-found' });
    await expect(test.table.items()).resolves.toEqual([]);
  });

  it('learns that it may not be locked, and by whom it was tried is in the log', async () => {
    test.directory.failure = new Error('no answer');
    await expect(lock()).rejects.toMatchObject({ code: 'try-again', retryAfter: 30 });
    expect(test.log.entries.at(-1)).toMatchObject({
      event: 'admin.account-not-locked',
      details: { by, error: 'Error' },
    });
  });
});

describe('a pause', () => {
  it('holds from its beginning to its end, and the first one holds', async () => {
    const pauseSwitch = dynamoPauseSwitch(test.table.table);
    const isPaused = dynamoIsPaused(test.table.table);
    await expect(isPaused()).resolves.toBe(false);
    const first = await pauseAll({ ...ports, pauseSwitch }, by);
    expect(first).toEqual({ since: test.clock.now(), by });
    test.clock.advance(1000);
    await expect(pauseAll({ ...ports, pauseSwitch }, 'another')).resolves.toEqual(first);
    await expect(isPaused()).resolves.toBe(true);
    await resumeAll({ ...ports, pauseSwitch }, by);
    await expect(isPaused()).resolves.toBe(false);
    expect(test.log.events()).toEqual(['admin.paused', 'admin.paused', 'admin.resumed']);
  });

  it('does not expire', async () => {
    await pauseAll({ ...ports, pauseSwitch: dynamoPauseSwitch(test.table.table) }, by);
    await expect(test.table.items()).resolves.toEqual([
      { pk: 'switch#pause', pausedAt: test.clock.now().toISOString(), pausedBy: by },
    ]);
  });
});
