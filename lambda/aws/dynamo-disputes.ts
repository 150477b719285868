/** Links "This wasn't me" in the challenge table. */
import type { Clock, DisputeClaims, DisputePublication } from '../core/ports';
import { epochSeconds, type Table } from './dynamo-table';

const disputeKey = (disputeId: string): string => `dispute#${disputeId}`;

/** The challenge table for `send-mail`, which mails them. */
export function dynamoDisputePublication(table: Table): DisputePublication {
  return {
    async publish(disputeId, { keyHash, sealedUser, expiresAt }) {
      const notYet = 'attribute_not_exists(#keyHash)';
      const publishedByMe = '#keyHash = :keyHash';
      const published = await table.update({
        key: disputeKey(disputeId),
        update: 'SET #keyHash = :keyHash, #sealedUser = :sealedUser, #expiresAt = :expiresAt',
        conditions: [`${notYet} OR ${publishedByMe}`],
        values: { ':keyHash': keyHash, ':sealedUser': sealedUser, ':expiresAt': epochSeconds(expiresAt) },
      });
      return published !== undefined;
    },

    async retract(disputeId, keyHash) {
      await table.update({
        key: disputeKey(disputeId),
        update: 'REMOVE #keyHash',
        conditions: ['#keyHash = :keyHash'],
        values: { ':keyHash': keyHash },
      });
    },
  };
}

/** The challenge table for `reset`, which serves them. */
export function dynamoDisputeClaims(table: Table, clock: Clock): DisputeClaims {
  return {
    async find(disputeId) {
      const item = await table.get(disputeKey(disputeId));
      if (typeof item?.keyHash !== 'string' || item.usedBy !== undefined) return undefined;
      return {
        keyHash: item.keyHash,
        sealedUser: String(item.sealedUser),
        expiresAt: new Date(Number(item.expiresAt) * 1000),
      };
    },

    async claim(disputeId, { claimId, heldUntil }, keyHash) {
      const now = clock();
      const notUsed = 'attribute_not_exists(#usedBy)';
      const notClaimed = 'attribute_not_exists(#claimId)';
      const claimedByMe = '#claimId = :mine';
      const claimOver = '#heldUntil <= :now';
      const notExpired = '#expiresAt > :nowInSeconds';
      const keyMatches = '#keyHash = :keyHash';
      const claimed = await table.update({
        key: disputeKey(disputeId),
        update: 'SET #claimId = :mine, #heldUntil = :until',
        conditions: [notUsed, `${notClaimed} OR ${claimedByMe} OR ${claimOver}`, notExpired, keyMatches],
        values: {
          ':mine': claimId,
          ':until': heldUntil.getTime(),
          ':now': now.getTime(),
          ':nowInSeconds': epochSeconds(now),
          ':keyHash': keyHash,
        },
      });
      return claimed !== undefined;
    },

    async markUsed(disputeId, claimId) {
      await table.update({
        key: disputeKey(disputeId),
        update: 'SET #usedBy = :mine',
        conditions: ['#claimId = :mine'],
        values: { ':mine': claimId },
      });
    },

    async release(disputeId, claimId) {
      await table.update({
        key: disputeKey(disputeId),
        update: 'REMOVE #claimId, #heldUntil',
        conditions: ['#claimId = :mine', 'attribute_not_exists(#usedBy)'],
        values: { ':mine': claimId },
      });
    },
  };
}
