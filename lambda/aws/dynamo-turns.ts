/** Turns of accounts in the challenge table, and the link that is current. */
import type { AccountTurns, Clock, LinkState } from '../core/ports';
import { accountItemKey, accountKeptSeconds } from './dynamo-accounts';
import { linkKey } from './dynamo-links';
import { epochSeconds, type Table } from './dynamo-table';

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

/** The challenge table for whoever changes a password. */
export function dynamoTurns(table: Table, clock: Clock): AccountTurns {
  return {
    async take(account, { turnId, requestedAt, heldUntil }) {
      const key = accountItemKey(account);
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

    async end(account, turnId) {
      await table.update({
        key: accountItemKey(account),
        update: 'REMOVE #heldBy, #heldUntil',
        conditions: ['#heldBy = :me'],
        values: { ':me': turnId },
      });
    },

    async replaceLink(account, turnId, { current, next }) {
      if (current !== undefined && current !== next) await table.update(withdrawal(current));
      if (current === next) return;
      await table.update({
        key: accountItemKey(account),
        conditions: ['#heldBy = :me'],
        ...(next === undefined
          ? { update: 'REMOVE #currentLink', values: { ':me': turnId } }
          : { update: 'SET #currentLink = :next', values: { ':me': turnId, ':next': next } }),
      });
    },
  };
}
