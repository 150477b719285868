import { dynamoAccounts } from '../../../lambda/aws/dynamo/accounts';
import { accountFingerprint, accountKey } from '../../../lambda/core/account/account';
import { PasswordNotSet, PasswordRefused } from '../../../lambda/core/account/ports';
import { systemRandom } from '../../../lambda/core/crypto/random';
import {
  AccountBusy,
  withFreeLease,
  withLease,
  type ChangeInLease,
  type LeasePorts,
} from '../../../lambda/core/account/lease';
import { openTestTable, type TestTable } from '../../support/core/challenge-table';
import { recordedLog, testClock } from '../../support/core/fakes';

const alice = accountKey('alice@example.com');
const atOnce = () => new Promise<void>((resolve) => setImmediate(resolve));

let table: TestTable;
let clock = testClock();
let log = recordedLog();
let slept: number[];
let ports: LeasePorts;

beforeEach(async () => {
  table = await openTestTable();
  clock = testClock();
  log = recordedLog();
  slept = [];
  ports = {
    clock: clock.now,
    random: systemRandom,
    sleep: (milliseconds) => {
      slept.push(milliseconds);
      clock.advance(milliseconds);
      return Promise.resolve();
    },
    log,
    accounts: dynamoAccounts(table.table, clock.now, systemRandom),
  };
});
afterEach(() => table.close());

const now = () => clock.now().getTime();
const within = (milliseconds: number) => new Date(now() + milliseconds);
/** Takes a lease for a request that is answered at once. */
const act = <Result>(
  what: (change: ChangeInLease) => Promise<Result>,
  { account = alice, deadline = within(60_000) } = {},
) => withLease(ports, { account, deadline }, what);
/** Takes a lease to deliver a link. */
const actFor = (link: string, what: () => Promise<string> = () => Promise.resolve('acted')) =>
  withFreeLease(ports, { account: alice, link, deadline: within(60_000) }, what);
/** Another request takes the lease and dies. */
const die = () =>
  ports.accounts.takeLease(alice, { leaseId: 'dead', until: within(20_000), link: undefined });

describe("an account's lease", () => {
  it('comes at once where nobody has it, and is given back', async () => {
    await expect(act(() => Promise.resolve('first'))).resolves.toBe('first');
    await expect(act(() => Promise.resolve('second'))).resolves.toBe('second');
    expect(slept).toEqual([]);
  });

  it('is for one at a time, however many come at once', async () => {
    ports = { ...ports, sleep: atOnce };
    let inside = 0;
    let most = 0;
    const acted = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        act(async () => {
          most = Math.max(most, (inside += 1));
          await atOnce();
          inside -= 1;
          return index;
        }),
      ),
    );
    expect(most).toBe(1);
    expect(acted).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('is taken once by a write that is repeated, because its answer was lost', async () => {
    const take = (leaseId: string) =>
      ports.accounts.takeLease(alice, { leaseId, until: within(20_000), link: undefined });
    expect([await take('mine'), await take('mine'), await take('another')]).toEqual([
      'taken',
      'taken',
      'busy',
    ]);
  });

  it('is a matter of that account only', async () => {
    const others = act(() => act(() => Promise.resolve('bob'), { account: accountKey('bob') }));
    await expect(others).resolves.toBe('bob');
    expect(slept).toEqual([]);
  });

  it('is waited for where somebody died with it: 20 seconds, and no longer', async () => {
    const diedAt = now();
    await die();
    clock.advance(19_000);
    await act(() => {
      expect(now()).toBe(diedAt + 20_000);
      return Promise.resolve();
    });
    expect(new Set(slept)).toEqual(new Set([250]));
  });

  it('is not begun where it could last beyond the time that the caller has', async () => {
    const acted = jest.fn(() => Promise.resolve());
    await expect(act(acted, { deadline: within(19_999) })).rejects.toThrow(AccountBusy);
    expect(acted).not.toHaveBeenCalled();
    expect(await table.items()).toEqual([]);
    await act(acted, { deadline: within(20_000) });
    expect(acted).toHaveBeenCalledTimes(1);
  });

  it('is waited for no longer than that', async () => {
    await die();
    const acted = jest.fn(() => Promise.resolve());
    await expect(act(acted, { deadline: within(21_000) })).rejects.toThrow(AccountBusy);
    expect(acted).not.toHaveBeenCalled();
    expect(slept.reduce((sum, one) => sum + one)).toBeLessThanOrEqual(1250);
  });

  it('is given back after a failure, which is told', async () => {
    await expect(act(() => Promise.reject(new Error('IAM is on fire')))).rejects.toThrow('fire');
    await expect(act(() => Promise.resolve('next'))).resolves.toBe('next');
    expect(slept).toEqual([]);
  });

  it('takes nothing back where it cannot be given back: it ends by itself', async () => {
    const endLease = () => Promise.reject(new Error('throttled'));
    ports = { ...ports, accounts: { ...ports.accounts, endLease } };
    const kept = act(() => Promise.resolve('done'));
    await expect(kept).resolves.toBe('done');
    expect(log.entries).toMatchObject([
      {
        level: 'warn',
        event: 'lease.kept',
        details: { account: accountFingerprint('alice@example.com'), reason: 'not-given-back' },
        cause: { message: 'throttled' },
      },
    ]);
  });

  it('is never ended by somebody else, whose own is over', async () => {
    await act(async () => {
      clock.advance(20_000);
      await act(async () => {
        await ports.accounts.endLease(alice, 'dead');
        const [item] = await table.items();
        expect(item).toHaveProperty('leaseId');
      });
    });
  });

  it('is no time any more to change a password after five seconds', async () => {
    const set = jest.fn(() => Promise.resolve());
    await act(async (change) => {
      clock.advance(5000);
      await change(set);
      clock.advance(1);
      await expect(change(set)).rejects.toThrow(AccountBusy);
    });
    expect(set).toHaveBeenCalledTimes(1);
    await expect(act(() => Promise.resolve('next'))).resolves.toBe('next');
    expect(slept).toEqual([]);
  });

  it('is kept to its end when the outcome of a change is unknown, because it may still take effect', async () => {
    const lost = act((change) => change(() => Promise.reject(new Error('answer lost'))));
    await expect(lost).rejects.toThrow('answer lost');
    expect(log.entries).toMatchObject([
      {
        level: 'warn',
        event: 'lease.kept',
        details: { account: accountFingerprint('alice@example.com'), reason: 'outcome-unknown' },
        cause: undefined,
      },
    ]);
    clock.advance(19_999);
    await expect(act(() => Promise.resolve(), { deadline: within(20_000) })).rejects.toThrow(AccountBusy);
    clock.advance(1);
    slept = [];
    await expect(act(() => Promise.resolve('next'))).resolves.toBe('next');
    expect(slept).toEqual([]);
  });

  it('is kept in the same way when its holder goes on after such a change', async () => {
    const swallowed = act((change) =>
      change(() => Promise.reject(new Error('answer lost'))).catch(() => 'done'),
    );
    await expect(swallowed).resolves.toBe('done');
    await act(() => Promise.resolve());
    expect(slept.reduce((sum, one) => sum + one)).toBe(20_000);
  });

  it('is kept also when a later change in it was refused for certain', async () => {
    await act(async (change) => {
      const lost = change(() => Promise.reject(new Error('answer lost')));
      await expect(lost).rejects.toThrow('answer lost');
      const refused = change(() => Promise.reject(new PasswordNotSet('no', undefined)));
      await expect(refused).rejects.toThrow(PasswordNotSet);
    });
    await act(() => Promise.resolve());
    expect(slept.reduce((sum, one) => sum + one, 0)).toBe(20_000);
  });

  it.each([
    ['for certain', new PasswordNotSet('gone', undefined)],
    ['for what it is', new PasswordRefused('no', undefined)],
  ])('is given back at once when the password was refused %s', async (_, refusal) => {
    await expect(act((change) => change(() => Promise.reject(refusal)))).rejects.toBe(refusal);
    await expect(act(() => Promise.resolve('next'))).resolves.toBe('next');
    expect(slept).toEqual([]);
    expect(log.events()).toEqual([]);
  });

  it('names nobody in the log', async () => {
    const endLease = () => Promise.reject(new Error('throttled'));
    ports = { ...ports, accounts: { ...ports.accounts, endLease } };
    await act(() => Promise.resolve());
    expect(JSON.stringify(log.entries)).not.toContain(alice);
  });
});

describe('a lease to deliver a link', () => {
  it("comes while the link is the account's link", async () => {
    await ports.accounts.setLink(alice, 'mine', 0);
    await expect(actFor('mine')).resolves.toBe('acted');
    await expect(actFor('mine')).resolves.toBe('acted');
  });

  it.each([
    ['a later request has replaced the link', () => ports.accounts.setLink(alice, 'later', 0)],
    ['a change has ended the link', () => ports.accounts.endLink(alice, 'mine')],
    ['a lock has ended the link', () => ports.accounts.revoke(alice, { alsoLink: true })],
  ])('does not come once %s', async (_, meanwhile) => {
    await ports.accounts.setLink(alice, 'mine', 0);
    await meanwhile();
    const acted = jest.fn(() => Promise.resolve('acted'));
    await expect(actFor('mine', acted)).resolves.toBe('superseded');
    expect(acted).not.toHaveBeenCalled();
    expect(slept).toEqual([]);
  });

  it('is not waited for: its queue brings the job again', async () => {
    await ports.accounts.setLink(alice, 'mine', 0);
    await die();
    const acted = jest.fn(() => Promise.resolve('acted'));
    await expect(actFor('mine', acted)).rejects.toThrow(AccountBusy);
    expect(acted).not.toHaveBeenCalled();
    expect(slept).toEqual([]);
    clock.advance(20_000);
    await expect(actFor('mine', acted)).resolves.toBe('acted');
  });

  it('is not begun where it could last beyond the time that the function has', async () => {
    await ports.accounts.setLink(alice, 'mine', 0);
    const acted = jest.fn(() => Promise.resolve('acted'));
    const late = withFreeLease(ports, { account: alice, link: 'mine', deadline: within(19_999) }, acted);
    await expect(late).rejects.toThrow(AccountBusy);
    expect(acted).not.toHaveBeenCalled();
  });

  it('is superseded also while another request has the lease', async () => {
    await ports.accounts.setLink(alice, 'mine', 0);
    await die();
    await ports.accounts.setLink(alice, 'later', 0);
    await expect(actFor('mine')).resolves.toBe('superseded');
  });

  it('leaves the link to a change that is answered at once: that one needs none', async () => {
    await ports.accounts.setLink(alice, 'mine', 0);
    await expect(act(() => Promise.resolve('changed'))).resolves.toBe('changed');
    await expect(actFor('mine')).resolves.toBe('acted');
  });
});
