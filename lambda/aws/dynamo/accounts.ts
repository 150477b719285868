import type { AccountMarker } from '../../core/account/ports';
import type { Clock } from '../../core/ports';
import { epochSeconds, type Table } from './table';

/**
 * How long an account's item is kept, in seconds: longer than any session lasts (the setting `sessionMinutes` allows 30
 * days), so that an ended one never comes back.
 */
export const accountKeptSeconds = 31 * 24 * 3600;

/** The key of an account's item. */
export const accountItemKey = (account: string): string => `account#${account}`;

/** An account's marks in the challenge table, beside its lease. */
export function dynamoAccountMarker(table: Table, clock: Clock): AccountMarker {
  const keptUntil = () => epochSeconds(clock()) + accountKeptSeconds;
  return {
    async sessionsVoidUntil(account) {
      return Number((await table.get(accountItemKey(account)))?.sessionsVoidUntil ?? 0);
    },

    async useUpCodes(account, { requestedAt, mac }, now, options) {
      const noneVoidYet = 'attribute_not_exists(#codesVoidUntil)';
      const requestedLater = '#codesVoidUntil < :requestedAt';
      const usedUpByMe = '#codesUsedUpBy = :mac';
      const usedUp = await table.update({
        key: accountItemKey(account),
        update:
          'SET #codesVoidUntil = :now, #codesUsedUpBy = :mac, #expiresAt = :keptUntil' +
          (options?.alsoSessions === true ? ', #sessionsVoidUntil = :now' : ''),
        conditions: [`${noneVoidYet} OR ${requestedLater} OR ${usedUpByMe}`],
        values: {
          ':requestedAt': requestedAt,
          ':mac': mac,
          ':now': now.getTime(),
          ':keptUntil': keptUntil(),
        },
      });
      return usedUp !== undefined;
    },

    async lockedAt(account) {
      return Number((await table.get(accountItemKey(account)))?.lockedAt ?? 0);
    },

    async markLocked(account, now) {
      const notLater = 'attribute_not_exists(#lockedAt) OR #lockedAt < :now';
      await table.update({
        key: accountItemKey(account),
        update: 'SET #lockedAt = :now, #expiresAt = :keptUntil',
        conditions: [notLater],
        values: { ':now': now.getTime(), ':keptUntil': keptUntil() },
      });
    },

    async voidEverything(account, now) {
      const notLaterAlready = 'attribute_not_exists(#sessionsVoidUntil) OR #sessionsVoidUntil < :now';
      await table.update({
        key: accountItemKey(account),
        update:
          'SET #codesVoidUntil = :now, #sessionsVoidUntil = :now, #expiresAt = :keptUntil REMOVE #codesUsedUpBy',
        conditions: [notLaterAlready],
        values: { ':now': now.getTime(), ':keptUntil': keptUntil() },
      });
    },
  };
}
