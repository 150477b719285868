/** One-time codes in the challenge table: one slot a purpose, account and browser. */
import type { CodeSlot } from '../../core/code/code';
import type { Clock } from '../../core/ports';
import type { CodeClaims, CodePublication } from '../../core/code/ports';
import { epochSeconds, type Table } from './table';

const slotKey = ({ purpose, account, browserHash }: CodeSlot): string =>
  `code#${purpose}#${account}#${browserHash}`;

/** The challenge table for `send-mail`. */
export function dynamoCodePublication(table: Table): CodePublication {
  return {
    async publish(slot, requestId, { mac, accountId, requestedAt, expiresAt }) {
      const emptySlot = 'attribute_not_exists(#requestedAt)';
      const newerThanTheLast = '#requestedAt < :requestedAt';
      const publishedByMe = '#requestId = :requestId AND #mac = :mac';
      const published = await table.update({
        key: slotKey(slot),
        update:
          'SET #requestId = :requestId, #requestedAt = :requestedAt, #mac = :mac, #accountId = :accountId, ' +
          '#tries = :none, #expiresAt = :expiresAt REMOVE #claimId',
        conditions: [`${emptySlot} OR ${newerThanTheLast} OR (${publishedByMe})`],
        values: {
          ':requestId': requestId,
          ':requestedAt': requestedAt,
          ':mac': mac,
          ':accountId': accountId,
          ':none': 0,
          ':expiresAt': epochSeconds(expiresAt),
        },
      });
      return published !== undefined;
    },

    async retract(slot, requestId, nobodysMac) {
      await table.update({
        key: slotKey(slot),
        update: 'SET #requestedAt = :never, #mac = :mac',
        conditions: ['#requestId = :requestId'],
        values: { ':never': 0, ':mac': nobodysMac, ':requestId': requestId },
      });
    },
  };
}

/** The challenge table for `portal` and `reset`, which check codes. */
export function dynamoCodeClaims(table: Table, clock: Clock): CodeClaims {
  // A newer code may have come into the slot since the one that is tried was read.
  const sameCode = '#mac = :mac';
  const notExpired = '#expiresAt > :now';
  return {
    async find(slot) {
      const item = await table.get(slotKey(slot));
      if (item === undefined) return undefined;
      return {
        mac: String(item.mac),
        accountId: String(item.accountId),
        requestedAt: Number(item.requestedAt),
        expiresAt: new Date(Number(item.expiresAt) * 1000),
      };
    },

    async countAttempt(slot, mac, limit) {
      const attemptsLeft = '#tries < :limit';
      const notYetUsed = 'attribute_not_exists(#claimId)';
      const counted = await table.update({
        key: slotKey(slot),
        update: 'SET #tries = #tries + :one',
        conditions: [sameCode, notYetUsed, notExpired, attemptsLeft],
        values: { ':mac': mac, ':one': 1, ':limit': limit, ':now': epochSeconds(clock()) },
      });
      return counted !== undefined;
    },

    async claim(slot, mac, claimId) {
      const notYetUsed = 'attribute_not_exists(#claimId)';
      const usedByMe = '#claimId = :mine';
      const claimed = await table.update({
        key: slotKey(slot),
        update: 'SET #claimId = :mine',
        conditions: [sameCode, `${notYetUsed} OR ${usedByMe}`, notExpired],
        values: { ':mac': mac, ':mine': claimId, ':now': epochSeconds(clock()) },
      });
      return claimed !== undefined;
    },

    async release(slot, claimId) {
      await table.update({
        key: slotKey(slot),
        update: 'SET #tries = #tries - :one REMOVE #claimId',
        conditions: ['#claimId = :mine'],
        values: { ':one': 1, ':mine': claimId },
      });
    },
  };
}
