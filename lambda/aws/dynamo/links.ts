/**
 * Links in the challenge table: `preparing → ready → claimed → revealed`, or `withdrawn`. Each step is one conditional
 * write that a retry recognises as its own, because the SDK repeats a write whose answer was lost.
 */
import type { Clock } from '../../core/ports';
import type { LinkClaims, LinkHalves, LinkPreparation, LinkRecord, LinkState } from '../../core/link/ports';
import { epochSeconds, type Table, type Item } from './table';

/** The key of a link's item. */
export const linkKey = (linkId: string): string => `link#${linkId}`;

/** The challenge table for `generate`. */
export function dynamoLinkPreparation(table: Table): LinkPreparation {
  return {
    async begin(linkId, { parameter, expiresAt }) {
      const notStarted = 'attribute_not_exists(#state)';
      const startedEarlier = '#state = :preparing';
      const draft = await table.update({
        key: linkKey(linkId),
        update:
          'SET #state = :preparing, #parameter = if_not_exists(#parameter, :parameter), #expiresAt = :expiresAt',
        conditions: [`${notStarted} OR ${startedEarlier}`],
        values: {
          ':preparing': 'preparing' satisfies LinkState,
          ':parameter': parameter,
          ':expiresAt': epochSeconds(expiresAt),
        },
        returns: 'ALL_NEW',
      });
      return draft && { parameter: String(draft.parameter) };
    },

    async publish(linkId, halves, expiresAt) {
      const prepared = '#state = :preparing';
      const publishedByMe = '#state = :ready AND #keyHash = :keyHash';
      const published = await table.update({
        key: linkKey(linkId),
        update:
          'SET #state = :ready, #keyHash = :keyHash, #browserHash = :browserHash, #pickupMac = :pickupMac, ' +
          '#pickupTries = :none, #expiresAt = :expiresAt',
        conditions: [`${prepared} OR (${publishedByMe})`],
        values: {
          ':preparing': 'preparing' satisfies LinkState,
          ':ready': 'ready' satisfies LinkState,
          ':keyHash': halves.keyHash,
          ':browserHash': halves.browserHash,
          ':pickupMac': halves.pickupMac,
          ':none': 0,
          ':expiresAt': epochSeconds(expiresAt),
        },
      });
      return published !== undefined;
    },

    async retract(linkId, keyHash) {
      await table.update({
        key: linkKey(linkId),
        update: 'SET #state = :preparing',
        conditions: ['#state = :ready', '#keyHash = :keyHash'],
        values: {
          ':preparing': 'preparing' satisfies LinkState,
          ':ready': 'ready' satisfies LinkState,
          ':keyHash': keyHash,
        },
      });
    },
  };
}

/** The challenge table for `extract`. */
export function dynamoLinkClaims(table: Table, clock: Clock): LinkClaims {
  const notExpired = '#expiresAt > :now';
  return {
    async find(linkId) {
      const item = await table.get(linkKey(linkId));
      return item && linkRecord(item);
    },

    async countPickupAttempt(linkId, limit) {
      const attemptsLeft = '#pickupTries < :limit';
      const counted = await table.update({
        key: linkKey(linkId),
        update: 'SET #pickupTries = #pickupTries + :one',
        conditions: ['#state = :ready', notExpired, attemptsLeft],
        values: {
          ':ready': 'ready' satisfies LinkState,
          ':now': epochSeconds(clock()),
          ':limit': limit,
          ':one': 1,
        },
        returns: 'UPDATED_NEW',
      });
      return counted && Number(counted.pickupTries);
    },

    async claim(linkId, claimId, keyHash) {
      const notYetClaimed = '#state = :ready';
      const claimedByMe = '#state = :claimed AND #claimId = :mine';
      const keyMatches = '#keyHash = :keyHash';
      const claimed = await table.update({
        key: linkKey(linkId),
        update: 'SET #state = :claimed, #claimId = :mine',
        conditions: [`${notYetClaimed} OR (${claimedByMe})`, notExpired, keyMatches],
        values: {
          ':ready': 'ready' satisfies LinkState,
          ':claimed': 'claimed' satisfies LinkState,
          ':mine': claimId,
          ':now': epochSeconds(clock()),
          ':keyHash': keyHash,
        },
        returns: 'ALL_NEW',
      });
      return claimed && { parameter: String(claimed.parameter) };
    },

    async release(linkId, claimId) {
      await table.update({
        key: linkKey(linkId),
        update: 'SET #state = :ready REMOVE #claimId',
        conditions: ['#state = :claimed', '#claimId = :mine'],
        values: {
          ':ready': 'ready' satisfies LinkState,
          ':claimed': 'claimed' satisfies LinkState,
          ':mine': claimId,
        },
      });
    },

    async markRevealed(linkId, claimId) {
      await table.update({
        key: linkKey(linkId),
        update: 'SET #state = :revealed',
        conditions: ['#state = :claimed', '#claimId = :mine'],
        values: {
          ':revealed': 'revealed' satisfies LinkState,
          ':claimed': 'claimed' satisfies LinkState,
          ':mine': claimId,
        },
      });
    },

    async withdraw(linkId) {
      await table.update({
        key: linkKey(linkId),
        update: 'SET #state = :withdrawn',
        conditions: ['#state = :ready'],
        values: {
          ':withdrawn': 'withdrawn' satisfies LinkState,
          ':ready': 'ready' satisfies LinkState,
        },
      });
    },
  };
}

function linkRecord(item: Item): LinkRecord {
  const { keyHash, browserHash, pickupMac } = item as Partial<Record<keyof LinkHalves, string>>;
  const isPublished = keyHash !== undefined && browserHash !== undefined && pickupMac !== undefined;
  return {
    state: item.state as LinkState,
    claimed: item.claimId !== undefined,
    expiresAt: new Date(Number(item.expiresAt) * 1000),
    halves: isPublished ? { keyHash, browserHash, pickupMac } : undefined,
  };
}
