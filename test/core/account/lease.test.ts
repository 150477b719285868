import { dynamoLinkClaims, dynamoLinkPreparation } from '../../../lambda/aws/dynamo/links';
import { dynamoLeases } from '../../../lambda/aws/dynamo/leases';
import { accountFingerprint, accountKey } from '../../../lambda/core/account/account';
import { newLinkId } from '../../../lambda/core/crypto/mailed-link';
import { PasswordNotSet, PasswordRefused } from '../../../lambda/core/account/ports';
import { systemRandom } from '../../../lambda/core/crypto/random';
import { AccountBusy, withLease, type HeldLease, type LeasePorts } from '../../../lambda/core/account/lease';
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
    leases: dynamoLeases(table.table, clock.now),
  };
});
afterEach(() => table.close());

const now = () => clock.now().getTime();
const within = (milliseconds: number) => new Date(now() + milliseconds);
/** Takes a lease for a request that is answered at once. */
const act = <Result>(
  what: (lease: HeldLease) => Promise<Result>,
  { account = alice, deadline = within(60_000) } = {},
) => withLease(ports, account, { requestedAt: undefined, deadline }, what);
/** Takes a lease for a request that waited in a queue. */
const actFor = (requestedAt: number, what: () => Promise<string> = () => Promise.resolve('acted')) =>
  withLease(ports, alice, { requestedAt, deadline: within(60_000) }, what);
/** Somebody else takes the lease and dies. */
const die = (requestedAt = now()) =>
  ports.leases.take(alice, { leaseId: 'dead', requestedAt, heldUntil: within(20_000) });

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
    const end = () => Promise.reject(new Error('throttled'));
    const kept = withLease(
      { ...ports, leases: { ...ports.leases, end } },
      alice,
      { requestedAt: undefined, deadline: within(60_000) },
      () => Promise.resolve('done'),
    );
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
        await ports.leases.end(alice, 'dead');
        const [item] = await table.items();
        expect(item).toHaveProperty('heldBy');
      });
    });
  });

  it('is no time any more to change a password after five seconds', async () => {
    const set = jest.fn(() => Promise.resolve());
    await act(async ({ change }) => {
      clock.advance(5000);
      await change(set);
      clock.advance(1);
      await expect(change(set)).rejects.toThrow(AccountBusy);
    });
    expect(set).toHaveBeenCalledTimes(1);
    await expect(act(() => Promise.resolve('next'))).resolves.toBe('next');
    expect(slept).toEqual([]);
  });

  it('is kept to its end when nobody can tell what became of a change, which may still take effect', async () => {
    const lost = act(({ change }) => change(() => Promise.reject(new Error('answer lost'))));
    await expect(lost).rejects.toThrow('answer lost');
    expect(log.entries).toMatchObject([
      {
        level: 'warn',
        event: 'lease.kept',
        details: { account: accountFingerprint('alice@example.com'), reason: 'uncertain' },
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

  it('is kept just so where whoever has it goes on after such a change', async () => {
    const swallowed = act(({ change }) =>
      change(() => Promise.reject(new Error('answer lost'))).catch(() => 'done'),
    );
    await expect(swallowed).resolves.toBe('done');
    await act(() => Promise.resolve());
    expect(slept.reduce((sum, one) => sum + one)).toBe(20_000);
  });

  it.each([
    ['for certain', new PasswordNotSet('gone', undefined)],
    ['for what it is', new PasswordRefused('no', undefined)],
  ])('is given back at once when the password was refused %s', async (_, refusal) => {
    await expect(act(({ change }) => change(() => Promise.reject(refusal)))).rejects.toBe(refusal);
    await expect(act(() => Promise.resolve('next'))).resolves.toBe('next');
    expect(slept).toEqual([]);
    expect(log.events()).toEqual([]);
  });

  it('names nobody in the log', async () => {
    const end = () => Promise.reject(new Error('throttled'));
    ports = { ...ports, leases: { ...ports.leases, end } };
    await act(() => Promise.resolve());
    expect(JSON.stringify(log.entries)).not.toContain(alice);
  });
});

describe('of several requests for one account', () => {
  it('the later one wins: one that was asked for earlier and comes late does nothing', async () => {
    const earlier = now();
    clock.advance(10);
    await expect(actFor(now())).resolves.toBe('acted');
    const late = jest.fn(() => Promise.resolve('acted'));
    await expect(actFor(earlier, late)).resolves.toBe('superseded');
    expect(late).not.toHaveBeenCalled();
  });

  it('those of the same moment all have a lease', async () => {
    await expect(actFor(now())).resolves.toBe('acted');
    await expect(actFor(now())).resolves.toBe('acted');
  });

  it('one that is answered at once makes all too late that are waiting in the queue, once it ends the links', async () => {
    const queued = now();
    clock.advance(1);
    await act(({ endLinks }) => endLinks());
    await expect(actFor(queued)).resolves.toBe('superseded');
    clock.advance(1);
    await expect(actFor(now())).resolves.toBe('acted');
  });

  it('one that is answered at once, and comes to nothing, leaves those in the queue alone', async () => {
    const queued = now();
    clock.advance(1);
    await act(() => Promise.resolve());
    const [item] = await table.items();
    expect(item).not.toHaveProperty('requestedAt');
    await expect(actFor(queued)).resolves.toBe('acted');
  });

  it('one that is answered at once is never too late, even if the clock of another one is ahead', async () => {
    await expect(actFor(now() + 600)).resolves.toBe('acted');
    await expect(act(() => Promise.resolve('acted'))).resolves.toBe('acted');
    expect(slept).toEqual([]);
  });
});

describe('the link that is current', () => {
  const expiresAt = () => within(3_600_000);
  const halves = { keyHash: 'key', browserHash: 'browser', pickupMac: 'mac' };
  const links = () => dynamoLinkClaims(table.table, clock.now);
  const stateOf = async (linkId: string) => (await links().find(linkId))?.state;

  async function newLink(state: 'preparing' | 'ready' | 'claimed' | 'revealed'): Promise<string> {
    const linkId = newLinkId(systemRandom);
    const preparation = dynamoLinkPreparation(table.table);
    await preparation.begin(linkId, { parameter: 'parameter', expiresAt: expiresAt() });
    if (state === 'preparing') return linkId;
    await preparation.publish(linkId, halves, expiresAt());
    if (state === 'ready') return linkId;
    await links().claim(linkId, 'claim', 'key');
    if (state === 'revealed') await links().markRevealed(linkId, 'claim');
    return linkId;
  }
  const replace = (next: string) => act(({ replaceLink }) => replaceLink(next));
  const end = () => act(({ endLinks }) => endLinks());

  it.each(['preparing', 'ready', 'claimed'] as const)(
    'is withdrawn for the next one while it is %s',
    async (state) => {
      const [older, newer] = [await newLink(state), await newLink('ready')];
      await replace(older);
      await replace(newer);
      expect([await stateOf(older), await stateOf(newer)]).toEqual(['withdrawn', 'ready']);
    },
  );

  it('is withdrawn where none comes after it, and then there is none', async () => {
    const link = await newLink('ready');
    await replace(link);
    await end();
    await expect(stateOf(link)).resolves.toBe('withdrawn');
    const [account] = (await table.items()).filter(({ pk }) => String(pk).startsWith('account#'));
    expect(account).not.toHaveProperty('currentLink');
    await expect(end()).resolves.toBeUndefined();
  });

  it('stays what it is where it is the next one itself: a retry', async () => {
    const link = await newLink('ready');
    await replace(link);
    await replace(link);
    await expect(stateOf(link)).resolves.toBe('ready');
  });

  it('stays known as picked up where it was', async () => {
    const link = await newLink('revealed');
    await replace(link);
    await end();
    await expect(stateOf(link)).resolves.toBe('revealed');
  });

  it('does not come to life again when its claim is given back', async () => {
    const link = await newLink('claimed');
    await replace(link);
    await end();
    await links().release(link, 'claim');
    await expect(stateOf(link)).resolves.toBe('withdrawn');
  });

  it('is left alone by whoever lost the lease meanwhile', async () => {
    const [mine, theirs] = [await newLink('ready'), await newLink('ready')];
    await act(async (lost) => {
      clock.advance(20_000);
      await act(async ({ replaceLink }) => {
        await replaceLink(theirs);
        await lost.replaceLink(mine);
      });
    });
    await replace(await newLink('ready'));
    expect([await stateOf(mine), await stateOf(theirs)]).toEqual(['ready', 'withdrawn']);
  });

  it('is not ended by whoever lost the lease meanwhile, nor are the requests for another', async () => {
    const theirs = await newLink('ready');
    const queued = now();
    await act(async (lost) => {
      clock.advance(20_000);
      await act(async ({ replaceLink }) => {
        await replaceLink(theirs);
        await lost.endLinks();
      });
    });
    await expect(stateOf(theirs)).resolves.toBe('ready');
    await expect(actFor(queued)).resolves.toBe('acted');
    await end();
    await expect(stateOf(theirs)).resolves.toBe('withdrawn');
  });
});
