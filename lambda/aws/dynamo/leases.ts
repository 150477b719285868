/** Leases of accounts in the challenge table, and the link that is current. */
import type { AccountLeases } from '../../core/account/ports';
import type { Clock } from '../../core/ports';
import type { LinkState } from '../../core/link/ports';
import { accountItemKey, accountKeptSeconds } from './accounts';
import { linkKey } from './links';
import { epochSeconds, type Table } from './table';

/** Withdraws a link, even while it is being opened: a claim given back must not revive it. */
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
export function dynamoLeases(table: Table, clock: Clock): AccountLeases {
  const heldByMe = '#heldBy = :me';
  return {
    async take(account, { leaseId, requestedAt, heldUntil }) {
      const key = accountItemKey(account);
      const now = clock();
      const notHeld = 'attribute_not_exists(#heldBy)';
      const turnOver = '#heldUntil <= :now';
      const noLaterRequest = 'attribute_not_exists(#requestedAt) OR #requestedAt <= :requestedAt';
      const lease = {
        update: 'SET #heldBy = :me, #heldUntil = :until, #expiresAt = :expiresAt',
        conditions: [`${notHeld} OR ${heldByMe} OR ${turnOver}`],
        values: {
          ':me': leaseId,
          ':now': now.getTime(),
          ':until': heldUntil.getTime(),
          ':expiresAt': epochSeconds(now) + accountKeptSeconds,
        },
      };
      const request =
        requestedAt === undefined
          ? lease
          : {
              update: `${lease.update}, #requestedAt = :requestedAt`,
              conditions: [...lease.conditions, noLaterRequest],
              values: { ...lease.values, ':requestedAt': requestedAt },
            };
      const taken = await table.update({ key, ...request, returns: 'ALL_NEW' });
      if (taken) {
        const current = taken.currentLink;
        return { state: 'taken', currentLink: typeof current === 'string' ? current : undefined };
      }
      if (requestedAt === undefined) return { state: 'busy' };
      const item = await table.get(key);
      return { state: Number(item?.requestedAt) > requestedAt ? 'superseded' : 'busy' };
    },

    async end(account, leaseId) {
      await table.update({
        key: accountItemKey(account),
        update: 'REMOVE #heldBy, #heldUntil',
        conditions: [heldByMe],
        values: { ':me': leaseId },
      });
    },

    async replaceLink(account, leaseId, { current, next }) {
      if (current !== undefined && current !== next) await table.update(withdrawal(current));
      await table.update({
        key: accountItemKey(account),
        update: 'SET #currentLink = :next',
        conditions: [heldByMe],
        values: { ':next': next, ':me': leaseId },
      });
    },

    async endLinks(account, leaseId, current, now) {
      if (current !== undefined) await table.update(withdrawal(current));
      await table.update({
        key: accountItemKey(account),
        update: 'SET #requestedAt = :next REMOVE #currentLink',
        conditions: [heldByMe],
        // A request of the same moment was made before.
        values: { ':next': now.getTime() + 1, ':me': leaseId },
      });
    },
  };
}
