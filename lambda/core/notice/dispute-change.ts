/**
 * What `reset` does when somebody says of a change "This wasn't me": whoever has the password now, has nothing. The
 * account gets one that nobody knows, all its sessions, codes and links end, and an alarm is raised.
 *
 * The link is all that it takes: its owner need not be in the browser that changed the password, that is the point.
 */
import { accountFingerprint, accountKey } from '../account/account';
import { Problem } from '../errors';
import { fingerprint, sameDigest, sha256 } from '../crypto/hashing';
import { isLinkId, isLinkKey } from '../crypto/mailed-link';
import { newPassword } from '../password/new-password';
import type { AccountMarker, Directory } from '../account/ports';
import type { DisputeClaims, DisputeRecord } from './ports';
import { forgiveAttempts } from '../limits/attempts';
import type { AttemptCounter } from '../limits/ports';
import { unseal } from '../crypto/sealing';
import { withLease, type HeldLease, type LeasePorts } from '../account/lease';

/** What the use cases here need. */
export interface DisputePorts extends LeasePorts {
  readonly directory: Directory;
  readonly accounts: Pick<AccountMarker, 'voidEverything' | 'lockedAt' | 'markLocked'>;
  readonly counter: AttemptCounter;
  readonly disputes: DisputeClaims;
  /** A name for one claim, never used before. */
  readonly newClaimId: () => string;
}

/** What somebody brings. */
export interface Dispute {
  readonly disputeId: string;
  readonly key: string;
}

/** Whose account a link is about, as it is sealed. Another account may have the name by now. */
export interface DisputedAccount {
  readonly id: string;
  readonly name: string;
}

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
  const dispute = fingerprint(disputeId);
  const record = isLinkKey(key) ? await findLive(ports, disputeId) : undefined;
  const keyHash = sha256(key);
  if (record === undefined || !sameDigest(record.keyHash, keyHash)) throw refused(ports, dispute);
  const claimId = ports.newClaimId();
  const heldUntil = new Date(ports.clock().getTime() + claimMilliseconds);
  try {
    if (!(await ports.disputes.claim(disputeId, { claimId, heldUntil }, keyHash))) {
      // Somebody else has it: they used it, or are about to, or died.
      const isStillLive = (await findLive(ports, disputeId))?.keyHash === keyHash;
      throw isStillLive ? notLocked() : refused(ports, dispute);
    }
    const account = unseal(record.sealedAccount, key, disputeId) as DisputedAccount;
    // First of all: the alarm is about what somebody says, whether or not the account can be locked.
    ports.log.warn('change.disputed', { dispute, account: accountFingerprint(account.name) });
    const leasedAccount = accountKey(account.name);
    const password = await withLease(
      ports,
      leasedAccount,
      { requestedAt: undefined, deadline },
      async (lease) => {
        // Locked since then, by another link: what its owner did afterwards must not be undone.
        if ((await ports.accounts.lockedAt(leasedAccount)) >= record.changedAt.getTime()) {
          throw refused(ports, dispute);
        }
        const outcome = await lock(ports, account, lease);
        if (outcome !== 'of another account') await ports.accounts.markLocked(leasedAccount, ports.clock());
        return outcome;
      },
    );
    ports.log.info('account.locked', { dispute, account: accountFingerprint(account.name), password });
    // The account is locked, whether or not that can be noted.
    await ports.disputes.markUsed(disputeId, claimId).catch((cause: unknown) => {
      ports.log.error('dispute.not-marked', { dispute }, cause);
    });
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    const error = cause instanceof Error ? cause.name : 'not an error';
    ports.log.error('dispute.released', { dispute, error });
    // Also a claim of which nobody can tell whether it took effect. One that cannot be given back ends by itself.
    await ports.disputes.release(disputeId, claimId).catch((releaseError: unknown) => {
      ports.log.error('dispute.not-released', { dispute }, releaseError);
    });
    throw notLocked();
  }
}

const notLocked = (): Problem =>
  new Problem('try-again', {
    detail:
      'The account could not be locked this time. Wait half a minute, then press the button again: the link still works.',
    retryAfter: 30,
  });

/** Ends all there is of an account, and gives it a password that nobody knows. Says what became of the password. */
async function lock(
  ports: DisputePorts,
  { id, name }: DisputedAccount,
  lease: HeldLease,
): Promise<'set' | 'none there' | 'of another account'> {
  const account = await ports.directory.find(name);
  if (account !== undefined && account.id !== id) return 'of another account';
  await ports.accounts.voidEverything(accountKey(name), ports.clock());
  await lease.endLinks();
  // Whoever guessed codes until none was taken must not keep the owner out, who has just shown a key from the mailbox.
  await forgiveAttempts(ports.counter, accountKey(name));
  if (account?.usesPassword !== true) return 'none there';
  const unknown = newPassword(await ports.directory.passwordPolicy(), ports.random);
  await lease.change(() => ports.directory.setPassword(account.name, unknown, { mustChange: true }));
  return 'set';
}

/** What somebody is told whose link does not work any more: unlike a link to a password, nothing else may be at hand. */
export const disputeUnavailable = (): Problem =>
  new Problem('link-unavailable', {
    detail:
      'If you have not locked the account, choose a new password now: it makes the one that somebody else has worthless. Then tell your administrator.',
  });

function refused({ log }: Pick<DisputePorts, 'log'>, dispute: string): Problem {
  log.warn('dispute.refused', { dispute });
  return disputeUnavailable();
}

async function findLive(
  { disputes, clock }: Pick<DisputePorts, 'disputes' | 'clock'>,
  disputeId: string,
): Promise<DisputeRecord | undefined> {
  const record = isLinkId(disputeId) ? await disputes.find(disputeId) : undefined;
  return record !== undefined && record.expiresAt > clock() ? record : undefined;
}
