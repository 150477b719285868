/** Links "This wasn't me" in the challenge table. */
import type { Clock } from '../../core/ports';
import type { DisputeClaims, DisputePublication } from '../../core/notice/ports';
import { epochSeconds, type Table } from './table';

const disputeKey = (disputeId: string): string => `dispute#${disputeId}`;

/** The challenge table for `send-mail`, which mails them. */
export function dynamoDisputePublication(table: Table): DisputePublication {
  return {
    async publish(disputeId, deliveryId, { keyHash, sealedAccount, changedAt, expiresAt }) {
      const notYet = 'attribute_not_exists(#deliveredBy)';
      const deliveredByMe = '#deliveredBy = :me';
      const notUsed = 'attribute_not_exists(#usedBy)';
      const published = await table.update({
        key: disputeKey(disputeId),
        update:
          'SET #deliveredBy = :me, #keyHash = :keyHash, #sealedAccount = :sealedAccount, ' +
          '#changedAt = :changedAt, #expiresAt = :expiresAt',
        conditions: [`${notYet} OR ${deliveredByMe}`, notUsed],
        values: {
          ':me': deliveryId,
          ':keyHash': keyHash,
          ':sealedAccount': sealedAccount,
          ':changedAt': changedAt.getTime(),
          ':expiresAt': epochSeconds(expiresAt),
        },
      });
      return published !== undefined;
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
        sealedAccount: String(item.sealedAccount),
        changedAt: new Date(Number(item.changedAt)),
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
