/**
 * An account's lease: its password is changed by one request after the other. Without leases, two resets at once could
 * leave the account with the password of the one and a working link to the password of the other.
 */
import { abbreviate } from '../crypto/hashing';
import type { Log } from '../events';
import { PasswordNotSet, type AccountLeases } from './ports';
import type { Clock, Random, Sleep } from '../ports';
import { randomName } from '../crypto/random';

/** What taking leases needs. */
export interface LeasePorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly sleep: Sleep;
  readonly log: Log;
  readonly leases: AccountLeases;
}

/** The account's lease, taken. */
export interface HeldLease {
  /** Withdraws the account's current link, and makes the next one current. */
  readonly replaceLink: (next: string) => Promise<void>;
  /** Withdraws the account's current link. Requests for one that were made before come too late. */
  readonly endLinks: () => Promise<void>;
  /**
   * Changes the password. If nobody can tell what became of that, the lease is not given back: the change may still take
   * effect, and must not do so in the next one's lease.
   *
   * @throws AccountBusy if there is not enough time left; and what `set` throws.
   */
  readonly change: (set: () => Promise<void>) => Promise<void>;
}

/** The account's lease did not come, or did not last, long enough; nothing was changed. */
export class AccountBusy extends Error {
  constructor() {
    super('Another reset of this account is under way, or this one was too slow for its lease.');
    this.name = 'AccountBusy';
  }
}

const pollMilliseconds = 250;

/** How long a request holds an account's lease at most; whoever dies with it keeps the next one waiting that long. */
const leaseMilliseconds = 20_000;

/**
 * The part of a lease in which the password may still be changed. The rest is for that call to end, its retries included,
 * so that it never takes effect in the next one's lease.
 */
const changeMilliseconds = 5000;

/**
 * Waits for the account's lease, and acts in it.
 *
 * @param account the account's key; see `accountKey`.
 * @param requestedAt when a link was asked for, in milliseconds since the epoch: of two requests the later one wins.
 *   Undefined for a change that is answered at once, which no request comes before.
 * @param deadline when this attempt is ended from outside.
 * @returns what `act` does, or `superseded` if a later request came first.
 * @throws AccountBusy if the lease does not come in time.
 */
export async function withLease<Result>(
  ports: LeasePorts,
  account: string,
  { requestedAt, deadline }: { readonly requestedAt: number | undefined; readonly deadline: Date },
  act: (lease: HeldLease) => Promise<Result>,
): Promise<Result | 'superseded'> {
  const { leases, clock, random, sleep } = ports;
  const leaseId = randomName(random);
  for (;;) {
    const now = clock().getTime();
    const heldUntil = new Date(now + leaseMilliseconds);
    if (heldUntil > deadline) throw new AccountBusy();
    const lease = await leases.take(account, { leaseId, requestedAt, heldUntil });
    if (lease.state === 'superseded') return 'superseded';
    if (lease.state === 'taken') {
      const changeBefore = new Date(now + changeMilliseconds);
      return actWithLease(ports, account, { leaseId, currentLink: lease.currentLink, changeBefore }, act);
    }
    await sleep(pollMilliseconds);
  }
}

async function actWithLease<Result>(
  { leases, clock, log }: LeasePorts,
  account: string,
  {
    leaseId,
    currentLink: current,
    changeBefore,
  }: { readonly leaseId: string; readonly currentLink: string | undefined; readonly changeBefore: Date },
  act: (lease: HeldLease) => Promise<Result>,
): Promise<Result> {
  const outcome = { isUncertain: false };
  try {
    return await act({
      replaceLink: (next) => leases.replaceLink(account, leaseId, { current, next }),
      endLinks: () => leases.endLinks(account, leaseId, current, clock()),
      change: async (set) => {
        if (clock() > changeBefore) throw new AccountBusy();
        try {
          await set();
        } catch (error) {
          outcome.isUncertain ||= !(error instanceof PasswordNotSet);
          throw error;
        }
      },
    });
  } finally {
    if (outcome.isUncertain) {
      log.warn('lease.kept', { account: abbreviate(account), reason: 'uncertain' });
    } else {
      // A lease that cannot be given back ends by itself.
      await leases.end(account, leaseId).catch((cause: unknown) => {
        log.warn('lease.kept', { account: abbreviate(account), reason: 'not-given-back' }, cause);
      });
    }
  }
}
