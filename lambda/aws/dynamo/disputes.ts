/** Links "This wasn't me" in the challenge table. */
import { UnderWay } from '../../core/challenge/ports';
import type { DisputeClaims, DisputePublication } from '../../core/notice/ports';
import { fingerprint } from '../../core/crypto/hashing';
import type { Clock } from '../../core/ports';
import { challengeRecord, dynamoChallenges, isFinished } from './challenges';
import type { Table } from './table';

const disputeKey = (disputeId: string): string => `dispute#${disputeId}`;

/** The challenge table for `send-mail`, which mails them. */
export function dynamoDisputePublication(table: Table, clock: Clock): DisputePublication {
  const challenges = dynamoChallenges(table, clock, disputeKey);
  return {
    async publish(disputeId, heldUntil, { keyHash, sealedAccount, locks, recovery, expiresAt }) {
      const isPublished = await challenges.publish(disputeId, {
        secret: keyHash,
        publisher: disputeId,
        heldUntil,
        expiresAt,
        data: { sealedAccount, locks, recovery },
      });
      if (isPublished) return true;
      if (!isFinished((await challenges.find(disputeId)) ?? {})) throw new UnderWay();
      return false;
    },
    retract: (disputeId, keyHash) => challenges.retract(disputeId, keyHash),
    endHold: (disputeId, keyHash) => challenges.endHold(disputeId, keyHash),
    markMailed: (disputeId, keyHash) => challenges.markMailed(disputeId, keyHash),
  };
}

/** The challenge table for `reset`, which serves them. */
export function dynamoDisputeClaims(table: Table, clock: Clock): DisputeClaims {
  const challenges = dynamoChallenges(table, clock, disputeKey);
  return {
    ...challenges,
    async find(disputeId) {
      const item = await challenges.find(disputeId);
      return (
        item && {
          ...challengeRecord(item),
          keyHash: String(item.secret),
          sealedAccount: String(item.sealedAccount),
          locks: Number(item.locks),
          // Links of an older version have none.
          recovery: typeof item.recovery === 'string' ? item.recovery : fingerprint(disputeId),
        }
      );
    },
  };
}
