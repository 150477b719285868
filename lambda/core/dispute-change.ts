/**
 * What `reset` does when somebody says of a change "This wasn't me": whoever has the password now, has nothing. The
 * account gets one that nobody knows, all its sessions, codes and links end, and an alarm is raised.
 *
 * The link is all that it takes: its owner need not be in the browser that changed the password, that is the point.
 */
import { accountKey } from './accounts';
import { Problem } from './errors';
import { fingerprint, sameDigest, sha256 } from './hashing';
import { isLinkId, isLinkKey } from './links';
import { newPassword } from './passwords';
import type { AccountMarker, Directory, DisputeClaims, DisputeRecord } from './ports';
import { unseal } from './sealing';
import { inTurn, type TurnPorts } from './turns';

/** What the use cases here need. */
export interface DisputePorts extends TurnPorts {
  readonly directory: Directory;
  readonly accounts: Pick<AccountMarker, 'voidEverything'>;
  readonly disputes: DisputeClaims;
  /** A name for one claim, never used before. */
  readonly newClaimId: () => string;
}

/** What somebody brings. */
export interface Dispute {
  readonly disputeId: string;
  readonly key: string;
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
 *   not be locked: the link is good for another try.
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
      throw refused(ports, dispute);
    }
    const user = unseal(record.sealedUser, key, disputeId) as string;
    await inTurn(ports, accountKey(user), { requestedAt: undefined, deadline }, async (turn) => {
      await ports.accounts.voidEverything(accountKey(user), ports.clock());
      await turn.replaceLink();
      const account = await ports.directory.find(user);
      if (account?.usesPassword !== true) return;
      const unknown = newPassword(await ports.directory.passwordPolicy(), ports.random);
      turn.assertTime();
      await ports.directory.setPassword(account.name, unknown, true);
    });
    ports.log.warn('change.disputed', { dispute, account: fingerprint(user) });
    // The account is locked, whether or not that can be noted.
    await ports.disputes.markUsed(disputeId, claimId).catch((cause: unknown) => {
      ports.log.error('dispute.not-marked', { dispute }, cause);
    });
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    // Also a claim of which nobody can tell whether it took effect.
    await ports.disputes.release(disputeId, claimId);
    ports.log.error('dispute.released', {
      dispute,
      error: cause instanceof Error ? cause.name : 'not an error',
    });
    throw new Problem('try-again', { retryAfter: 30 });
  }
}

function refused({ log }: Pick<DisputePorts, 'log'>, dispute: string): Problem {
  log.warn('dispute.refused', { dispute });
  return new Problem('link-unavailable');
}

async function findLive(
  { disputes, clock }: Pick<DisputePorts, 'disputes' | 'clock'>,
  disputeId: string,
): Promise<DisputeRecord | undefined> {
  const record = isLinkId(disputeId) ? await disputes.find(disputeId) : undefined;
  return record !== undefined && record.expiresAt > clock() ? record : undefined;
}
