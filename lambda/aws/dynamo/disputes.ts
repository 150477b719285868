/** Links "This wasn't me" in the challenge table. */
import type { DisputeClaims, DisputePublication } from '../../core/notice/ports';
import { fingerprint } from '../../core/crypto/hashing';
import type { Clock } from '../../core/ports';
import { challengeRecord, dynamoChallenges, notMailed } from './challenges';
import type { Table } from './table';

const disputeKey = (disputeId: string): string => `dispute#${disputeId}`;

/** The challenge table for `send-mail`, which mails them. */
export function dynamoDisputePublication(table: Table, clock: Clock): DisputePublication {
  const challenges = dynamoChallenges(table, clock, disputeKey);
  return {
    publish: (disputeId, deliveryId, { keyHash, sealedAccount, locks, recovery, expiresAt }) =>
      challenges.publish(disputeId, {
        secret: keyHash,
        publisher: deliveryId,
        replaces: 'own',
        expiresAt,
        data: { sealedAccount, locks, recovery },
        conditions: [notMailed],
      }),
    retract: (disputeId, keyHash) => challenges.retract(disputeId, keyHash),
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
