/**
 * An account's lease: one request after the other changes its password. Without leases, two resets at once could leave the
 * account with the password of the one and a working link to the password of the other.
 */
import { abbreviate } from '../crypto/hashing';
import type { Log } from '../events';
import { PasswordNotSet, type Accounts } from './ports';
import type { Clock, Random, Sleep } from '../ports';
import { randomName } from '../crypto/random';

/** What taking a free lease needs. */
export interface FreeLeasePorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly accounts: Accounts;
}

/** What waiting for a lease needs. */
export interface LeasePorts extends FreeLeasePorts {
  readonly sleep: Sleep;
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

/** A lease that was taken. */
interface Lease {
  readonly account: string;
  readonly leaseId: string;
  readonly changeBefore: Date;
}

/**
 * Waits for the account's lease, and acts in it. For a person who waits for the answer.
 *
 * @returns what `act` returns, or `superseded` if the link is not the account's link any more.
 * @throws AccountBusy if the lease does not come in time.
 */
export async function withLease<Result>(
  ports: LeasePorts,
  request: LeaseRequest,
  act: (change: ChangeInLease) => Promise<Result>,
): Promise<Result | 'superseded'> {
  const leaseId = randomName(ports.random);
  for (;;) {
    const lease = await takeLease(ports, request, leaseId);
    if (lease === 'superseded') return lease;
    if (lease !== 'busy') return actWithLease(ports, lease, act);
    await ports.sleep(pollMilliseconds);
  }
}

/**
 * Acts in the account's lease if it is free. For a job from a queue: the job goes back to the queue and waits there, so that
 * no function runs only to wait.
 *
 * @returns what `act` returns, or `superseded` if the link is not the account's link any more.
 * @throws AccountBusy if another request has the lease, or too little time is left for one.
 */
export async function withFreeLease<Result>(
  ports: FreeLeasePorts,
  request: LeaseRequest,
  act: (change: ChangeInLease) => Promise<Result>,
): Promise<Result | 'superseded'> {
  const lease = await takeLease(ports, request, randomName(ports.random));
  if (lease === 'superseded') return lease;
  if (lease === 'busy') throw new AccountBusy();
  return actWithLease(ports, lease, act);
}

async function takeLease(
  { accounts, clock }: FreeLeasePorts,
  { account, link, deadline }: LeaseRequest,
  leaseId: string,
): Promise<Lease | 'busy' | 'superseded'> {
  const now = clock().getTime();
  const until = new Date(now + leaseMilliseconds);
  if (until > deadline) throw new AccountBusy();
  const answer = await accounts.takeLease(account, { leaseId, until, link });
  if (answer !== 'taken') return answer;
  return { account, leaseId, changeBefore: new Date(now + changeMilliseconds) };
}

async function actWithLease<Result>(
  { accounts, clock, log }: FreeLeasePorts,
  lease: Lease,
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
