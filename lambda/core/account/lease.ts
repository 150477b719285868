/**
 * An account's lease: one request after the other changes its password. Without leases, two resets at once could leave the
 * account with the password of the one and a working link to the password of the other.
 */
import { abbreviate } from '../crypto/hashing';
import type { Log } from '../events';
import { PasswordNotSet, type Accounts } from './ports';
import type { Clock, Random, Sleep } from '../ports';
import { randomName } from '../crypto/random';

/** What taking leases needs. */
export interface LeasePorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly sleep: Sleep;
  readonly log: Log;
  readonly accounts: Accounts;
}

/** What a request wants the lease for. */
export interface LeaseRequest {
  /** The account's key; see `accountKey`. */
  readonly account: string;
  /** The link to be delivered; undefined for a change that is answered at once. */
  readonly link?: string;
  /** When this attempt is ended from outside. */
  readonly deadline: Date;
}

/**
 * Changes the password in the lease. If the outcome is unknown, the lease is kept until it ends on its own: the change may
 * still take effect, and must not do so in the next lease.
 *
 * @throws AccountBusy if too little time is left; and what `set` throws.
 */
export type ChangeInLease = (set: () => Promise<void>) => Promise<void>;

/** The account's lease did not come in time, or too little of it was left. The password was not changed. */
export class AccountBusy extends Error {
  constructor() {
    super('Another reset of this account is under way, or this one was too slow for its lease.');
    this.name = 'AccountBusy';
  }
}

const pollMilliseconds = 250;

/** How long a lease lasts at most. A request that dies with it keeps the next one waiting for that long. */
const leaseMilliseconds = 20_000;

/**
 * The part of a lease in which a change may begin, by the clock of the request that holds it. The rest is for that call to
 * end, retries included, and for clocks that differ by seconds.
 */
const changeMilliseconds = 5000;

/**
 * Waits for the account's lease, and acts in it.
 *
 * @returns what `act` returns, or `superseded` if the link is not the account's link any more.
 * @throws AccountBusy if the lease does not come in time.
 */
export async function withLease<Result>(
  ports: LeasePorts,
  { account, link, deadline }: LeaseRequest,
  act: (change: ChangeInLease) => Promise<Result>,
): Promise<Result | 'superseded'> {
  const { accounts, clock, random, sleep } = ports;
  const leaseId = randomName(random);
  for (;;) {
    const now = clock().getTime();
    const until = new Date(now + leaseMilliseconds);
    if (until > deadline) throw new AccountBusy();
    const answer = await accounts.takeLease(account, { leaseId, until, link });
    if (answer === 'superseded') return 'superseded';
    if (answer === 'taken') {
      const changeBefore = new Date(now + changeMilliseconds);
      return actWithLease(ports, { account, leaseId, changeBefore }, act);
    }
    await sleep(pollMilliseconds);
  }
}

async function actWithLease<Result>(
  { accounts, clock, log }: LeasePorts,
  lease: { readonly account: string; readonly leaseId: string; readonly changeBefore: Date },
  act: (change: ChangeInLease) => Promise<Result>,
): Promise<Result> {
  const account = abbreviate(lease.account);
  const outcome = { isUnknown: false };
  try {
    return await act(async (set) => {
      if (clock() > lease.changeBefore) throw new AccountBusy();
      try {
        await set();
      } catch (error) {
        outcome.isUnknown ||= !(error instanceof PasswordNotSet);
        throw error;
      }
    });
  } finally {
    if (outcome.isUnknown) {
      log.warn('lease.kept', { account, reason: 'outcome-unknown' });
    } else {
      // A lease that cannot be given back ends on its own.
      await accounts.endLease(lease.account, lease.leaseId).catch((cause: unknown) => {
        log.warn('lease.kept', { account, reason: 'not-given-back' }, cause);
      });
    }
  }
}
