/**
 * What `reset` does after a press on "This wasn't me". The account gets a password that nobody knows, all its
 * sessions, codes and links are revoked, and an alarm is raised.
 *
 * The link alone is enough: its owner is usually not in the browser that changed the password.
 */
import { accountFingerprint, accountKey } from '../account/account';
import { errorName } from '../error-name';
import type { LogDetails } from '../events';
import { Problem } from '../errors';
import { fingerprint, sameDigest, sha256 } from '../crypto/hashing';
import { isLinkId, isLinkKey } from '../crypto/mailed-link';
import type { DisputeClaims, DisputeRecord } from './ports';
import { lockAccount, type LockableAccount, type LockPorts } from './lock-account';
import { unseal } from '../crypto/sealing';
import { withLease } from '../account/lease';

/** What the use cases here need. */
export interface DisputePorts extends LockPorts {
  readonly disputes: DisputeClaims;
  /** A name for one claim, never used before. */
  readonly newClaimId: () => string;
}

/** What a person sends. */
export interface Dispute {
  readonly disputeId: string;
  readonly key: string;
}

/** Whose account a link is about, as it is sealed. */
export type DisputedAccount = LockableAccount;

/** How long a press keeps the link: longer than any function lives. */
const claimMilliseconds = 30_000;

/** Looks whether a link still works, and changes nothing. */
export async function isOpenToDispute(
  ports: Pick<DisputePorts, 'disputes' | 'clock' | 'log'>,
  disputeId: string,
): Promise<boolean> {
  const record = await findLive(ports, disputeId);
  ports.log.info('dispute.opened', { dispute: fingerprint(disputeId), live: record !== undefined });
  return record !== undefined;
}

/**
 * Locks the account that the link is about.
 *
 * @param deadline when the caller gets no answer any more.
 * @throws Problem `link-unavailable` if the link is not live or the key is not its own; `try-again` if the account could
 *   not be locked: the link is good for another attempt.
 */
export async function disputeChange(
  ports: DisputePorts,
  { disputeId, key }: Dispute,
  deadline: Date,
): Promise<void> {
  const record = isLinkKey(key) ? await findLive(ports, disputeId) : undefined;
  const names = { dispute: fingerprint(disputeId), recovery: record?.recovery };
  const keyHash = sha256(key);
  if (record === undefined || !sameDigest(record.keyHash, keyHash)) throw refused(ports, names);
  const claimId = ports.newClaimId();
  const until = new Date(ports.clock().getTime() + claimMilliseconds);
  try {
    if (!(await ports.disputes.claim(disputeId, keyHash, { claimId, until }))) {
      // Another press has used it, holds it, or died with it.
      const isStillLive = (await findLive(ports, disputeId))?.keyHash === keyHash;
      throw isStillLive ? notLocked() : refused(ports, names);
    }
    const account = unseal(record.sealedAccount, key, disputeId) as DisputedAccount;
    // The alarm comes first: somebody disputes a change, whether or not the account can be locked.
    ports.log.warn('change.disputed', { ...names, account: accountFingerprint(account.name) });
    const leased = accountKey(account.name);
    const password = await withLease(ports, { account: leased, deadline }, async (change) => {
      // Another link locked the account since then: what its owner did afterwards must not be undone.
      if ((await ports.accounts.find(leased)).locks !== record.locks) throw refused(ports, names);
      return lockAccount(ports, account, change);
    });
    ports.log.info('account.locked', { ...names, account: accountFingerprint(account.name), password });
    // The account is locked, whether or not that can be noted.
    await ports.disputes.markUsed(disputeId, claimId).catch((cause: unknown) => {
      ports.log.error('dispute.not-marked', names, cause);
    });
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    const error = errorName(cause);
    ports.log.error('dispute.released', { ...names, error });
    // Also if it is unknown whether the claim took effect. A claim that cannot be released ends on its own.
    await ports.disputes.release(disputeId, claimId).catch((releaseError: unknown) => {
      ports.log.error('dispute.not-released', names, releaseError);
    });
    throw notLocked();
  }
}

const notLocked = (): Problem => new Problem('try-again', { special: 'account-not-locked', retryAfter: 30 });

/** The problem for a link that does not work any more. Its text says what else helps, because the person may have no other way. */
export const disputeUnavailable = (): Problem => new Problem('link-unavailable', { special: 'dispute-link' });

function refused({ log }: Pick<DisputePorts, 'log'>, names: LogDetails): Problem {
  log.warn('dispute.refused', names);
  return disputeUnavailable();
}

async function findLive(
  { disputes, clock }: Pick<DisputePorts, 'disputes' | 'clock'>,
  disputeId: string,
): Promise<DisputeRecord | undefined> {
  const record = isLinkId(disputeId) ? await disputes.find(disputeId) : undefined;
  // A claim that another press holds may end on its own.
  const isOpen = record?.state === 'ready' || record?.state === 'claimed';
  return isOpen && record.expiresAt > clock() ? record : undefined;
}
