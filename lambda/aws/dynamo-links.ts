/**
 * Links in the challenge table: `preparing → ready → claimed → revealed`, or `withdrawn`. Each step is one conditional
 * write that a retry recognises as its own, because the SDK repeats a write whose answer was lost.
 */
import type { Clock, LinkClaims, LinkHalves, LinkPreparation, LinkRecord, LinkState } from '../core/ports';
import { epochSeconds, type ChallengeTable, type Item } from './dynamo-table';

const linkKey = (linkId: string): string => `link#${linkId}`;
const accountKey = (account: string): string => `account#${account}`;

/** How long an account's item is kept, in seconds: longer than an asynchronous request can wait for its retries. */
const accountSeconds = 24 * 3600;

/** Withdraws a link for a newer one, even while it is being opened: a claim given back must not revive it. */
const withdrawal = (linkId: string) => ({
  pk: linkKey(linkId),
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
export function dynamoLinkPreparation(table: ChallengeTable, clock: Clock): LinkPreparation {
  return {
    async takeTurn(account, { turnId, requestedAt, heldUntil }) {
      const pk = accountKey(account);
      const now = clock();
      const notHeld = 'attribute_not_exists(#heldBy)';
      const heldByMe = '#heldBy = :me';
      const turnOver = '#heldUntil <= :now';
      const noLaterRequest = 'attribute_not_exists(#requestedAt) OR #requestedAt <= :requestedAt';
      const taken = await table.update({
        pk,
        update:
          'SET #heldBy = :me, #heldUntil = :until, #requestedAt = :requestedAt, #expiresAt = :expiresAt',
        conditions: [`${notHeld} OR ${heldByMe} OR ${turnOver}`, noLaterRequest],
        values: {
          ':me': turnId,
          ':now': now.getTime(),
          ':until': heldUntil.getTime(),
          ':requestedAt': requestedAt,
          ':expiresAt': epochSeconds(now) + accountSeconds,
        },
        returns: 'ALL_NEW',
      });
      if (taken) {
        const current = taken.currentLink;
        return { state: 'taken', currentLink: typeof current === 'string' ? current : undefined };
      }
      const item = await table.get(pk);
      return { state: Number(item?.requestedAt) > requestedAt ? 'superseded' : 'busy' };
    },

    async endTurn(account, turnId) {
      await table.update({
        pk: accountKey(account),
        update: 'REMOVE #heldBy, #heldUntil',
        conditions: ['#heldBy = :me'],
        values: { ':me': turnId },
      });
    },

    async begin(linkId, { parameter, expiresAt }) {
      const notStarted = 'attribute_not_exists(#state)';
      const startedEarlier = '#state = :preparing';
      const draft = await table.update({
        pk: linkKey(linkId),
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
        pk: accountKey(account),
        update: 'SET #currentLink = :next',
        conditions: ['#heldBy = :me'],
        values: { ':next': next, ':me': turnId },
      });
    },

    async publish(linkId, halves, expiresAt) {
      const prepared = '#state = :preparing';
      const publishedByMe = '#state = :ready AND #keyHash = :keyHash';
      const published = await table.update({
        pk: linkKey(linkId),
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
        pk: linkKey(linkId),
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
export function dynamoLinkClaims(table: ChallengeTable, clock: Clock): LinkClaims {
  const notExpired = '#expiresAt > :now';
  return {
    async find(linkId) {
      const item = await table.get(linkKey(linkId));
      return item && linkRecord(item);
    },

    async countPickupTry(linkId, limit) {
      const triesLeft = '#pickupTries < :limit';
      const counted = await table.update({
        pk: linkKey(linkId),
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
        pk: linkKey(linkId),
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
        pk: linkKey(linkId),
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
        pk: linkKey(linkId),
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
        pk: linkKey(linkId),
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
