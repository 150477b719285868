import type { AccountMarker, Clock } from '../core/ports';
import { epochSeconds, type Table } from './dynamo-table';

/**
 * How long an account's item is kept, in seconds: longer than any session lasts (the setting `sessionMinutes` allows 30 days), so that an ended one never
 * comes back.
 */
export const accountKeptSeconds = 31 * 24 * 3600;

/** An account's marks in the challenge table, beside its turn. */
export function dynamoAccountMarker(table: Table, clock: Clock): AccountMarker {
  const keyOf = (account: string) => `account#${account}`;
  const mark = async (account: string, attribute: string, until: Date) => {
    const notLaterAlready = `attribute_not_exists(${attribute}) OR ${attribute} < :until`;
    await table.update({
      key: keyOf(account),
      update: `SET ${attribute} = :until, #expiresAt = :expiresAt`,
      conditions: [notLaterAlready],
      values: { ':until': until.getTime(), ':expiresAt': epochSeconds(clock()) + accountKeptSeconds },
    });
  };
  return {
    async read(account) {
      const item = await table.get(keyOf(account));
      return {
        codesVoidUntil: Number(item?.codesVoidUntil ?? 0),
        sessionsVoidUntil: Number(item?.sessionsVoidUntil ?? 0),
      };
    },
    voidCodes: (account, until) => mark(account, '#codesVoidUntil', until),
    voidSessions: (account, until) => mark(account, '#sessionsVoidUntil', until),
  };
}
