/**
 * Links in the challenge table: `preparing → ready → claimed → revealed`, or `withdrawn`. Each step is one conditional
 * write that a retry recognises as its own, because the SDK repeats a write whose answer was lost.
 */
import type { Clock, LinkClaims, LinkHalves, LinkPreparation, LinkRecord, LinkState } from '../core/ports';
import { accountKeptSeconds } from './dynamo-accounts';
import { epochSeconds, type Table, type Item } from './dynamo-table';

const linkKey = (linkId: string): string => `link#${linkId}`;
const accountKey = (account: string): string => `account#${account}`;

/** Withdraws a link for a newer one, even while it is being opened: a claim given back must not revive it. */
const withdrawal = (linkId: string) => ({
  key: linkKey(linkId),
  update: 'SET #state = :withdrawn',
  conditions: ['#state IN (:preparing, :ready, :claimed)'],
  values: {
    ':withdrawn': 'withdrawn',
    ':preparing': 'preparing',
    ':ready': 'ready',
    ':claimed': 'claimed',
  } satisfies Record<string, LinkState>,
});

/** The challenge table for `generate`. */
export function dynamoLinkPreparation(table: Table, clock: Clock): LinkPreparation {
  return {
    async takeTurn(account, { turnId, requestedAt, heldUntil }) {
      const key = accountKey(account);
      const now = clock();
      const notHeld = 'attribute_not_exists(#heldBy)';
      const heldByMe = '#heldBy = :me';
      const turnOver = '#heldUntil <= :now';
      const noLaterRequest = 'attribute_not_exists(#requestedAt) OR #requestedAt <= :requestedAt';
      const taken = await table.update({
        key,
        update:
          'SET #heldBy = :me, #heldUntil = :until, #requestedAt = :requestedAt, #expiresAt = :expiresAt',
        conditions: [`${notHeld} OR ${heldByMe} OR ${turnOver}`, noLaterRequest],
        values: {
          ':me': turnId,
          ':now': now.getTime(),
          ':until': heldUntil.getTime(),
          ':requestedAt': requestedAt,
          ':expiresAt': epochSeconds(now) + accountKeptSeconds,
        },
        returns: 'ALL_NEW',
      });
      if (taken) {
        const current = taken.currentLink;
        return { state: 'taken', currentLink: typeof current === 'string' ? current : undefined };
      }
      const item = await table.get(key);
      return { state: Number(item?.requestedAt) > requestedAt ? 'superseded' : 'busy' };
    },

    async endTurn(account, turnId) {
      await table.update({
        key: accountKey(account),
        update: 'REMOVE #heldBy, #heldUntil',
        conditions: ['#heldBy = :me'],
        values: { ':me': turnId },
      });
    },

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

    async replaceCurrent(account, turnId, { current, next }) {
      if (current !== undefined && current !== next) await table.update(withdrawal(current));
      await table.update({
        key: accountKey(account),
        update: 'SET #currentLink = :next',
        conditions: ['#heldBy = :me'],
        values: { ':next': next, ':me': turnId },
      });
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

    async countPickupTry(linkId, limit) {
      const triesLeft = '#pickupTries < :limit';
      const counted = await table.update({
        key: linkKey(linkId),
        update: 'SET #pickupTries = #pickupTries + :one',
        conditions: ['#state = :ready', notExpired, triesLeft],
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
