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
      if (typeof item?.keyHash !== 'string' || item.claimId !== undefined) return undefined;
      return {
        keyHash: item.keyHash,
        sealedUser: String(item.sealedUser),
        expiresAt: new Date(Number(item.expiresAt) * 1000),
      };
    },

    async claim(disputeId, claimId, keyHash) {
      const notYetUsed = 'attribute_not_exists(#claimId)';
      const usedByMe = '#claimId = :mine';
      const notExpired = '#expiresAt > :now';
      const keyMatches = '#keyHash = :keyHash';
      const claimed = await table.update({
        key: disputeKey(disputeId),
        update: 'SET #claimId = :mine',
        conditions: [`${notYetUsed} OR ${usedByMe}`, notExpired, keyMatches],
        values: { ':mine': claimId, ':now': epochSeconds(clock()), ':keyHash': keyHash },
      });
      return claimed !== undefined;
    },

    async release(disputeId, claimId) {
      await table.update({
        key: disputeKey(disputeId),
        update: 'REMOVE #claimId',
        conditions: ['#claimId = :mine'],
        values: { ':mine': claimId },
      });
    },
  };
}
