/** Accounts in the challenge table: one item each, with the lease, the generations and the account's link. */
import type { Accounts, AccountState } from '../../core/account/ports';
import type { Clock } from '../../core/ports';
import { epochSeconds, type Item, type Table } from './table';

/**
 * How long an account's item is kept after its last change, in seconds: a day longer than the 30 days that the settings
 * `sessionMinutes` and `linkMinutes` allow, so that what was revoked has expired by then.
 */
export const accountKeptSeconds = 31 * 24 * 3600;

const accountItemKey = (account: string): string => `account#${account}`;

/** The challenge table for everything that an account's item decides. */
export function dynamoAccounts(table: Table, clock: Clock): Accounts {
  const kept = () => ({ ':keptUntil': epochSeconds(clock()) + accountKeptSeconds });
  const next = (generation: string) => `#${generation} = if_not_exists(#${generation}, :none) + :one`;
  const is = (generation: string, number: number) =>
    number === 0
      ? `attribute_not_exists(#${generation}) OR #${generation} = :${generation}`
      : `#${generation} = :${generation}`;
  const heldByMe = '#leaseId = :me';

  return {
    async find(account) {
      return accountState(await table.get(accountItemKey(account)));
    },

    async useCode(account, { generation, mac }, options) {
      const noneUsedSince = is('codes', generation);
      const usedByMe = '#usedCode = :mac';
      const used = await table.update({
        key: accountItemKey(account),
        update:
          'SET #codes = :next, #usedCode = :mac, #expiresAt = :keptUntil' +
          (options?.revokeSessions === true ? `, ${next('sessions')}` : ''),
        conditions: [`${noneUsedSince} OR ${usedByMe}`],
        values: {
          ':codes': generation,
          ':next': generation + 1,
          ':mac': mac,
          ...(options?.revokeSessions === true && { ':none': 0, ':one': 1 }),
          ...kept(),
        },
        returns: 'ALL_NEW',
      });
      return used && accountState(used);
    },

    async revoke(account, options) {
      await table.update({
        key: accountItemKey(account),
        update:
          `SET ${next('codes')}, ${next('sessions')}, #expiresAt = :keptUntil REMOVE #usedCode` +
          (options?.alsoLink === true ? ', #link' : ''),
        conditions: [],
        values: { ':none': 0, ':one': 1, ...kept() },
      });
    },

    async countLock(account) {
      await table.update({
        key: accountItemKey(account),
        update: `SET ${next('locks')}, #expiresAt = :keptUntil`,
        conditions: [],
        values: { ':none': 0, ':one': 1, ...kept() },
      });
    },

    async setLink(account, link, sessions) {
      const set = await table.update({
        key: accountItemKey(account),
        update: 'SET #link = :link, #expiresAt = :keptUntil',
        conditions: [is('sessions', sessions)],
        values: { ':link': link, ':sessions': sessions, ...kept() },
      });
      return set !== undefined;
    },

    async endLink(account, link) {
      await table.update({
        key: accountItemKey(account),
        update: 'REMOVE #link',
        conditions: ['#link = :link'],
        values: { ':link': link },
      });
    },

    async takeLease(account, { leaseId, until, link }) {
      const key = accountItemKey(account);
      const notHeld = 'attribute_not_exists(#leaseId)';
      const leaseOver = '#leaseUntil <= :now';
      const forMyLink = '#link = :link';
      const taken = await table.update({
        key,
        update: 'SET #leaseId = :me, #leaseUntil = :until, #expiresAt = :keptUntil',
        conditions: [`${notHeld} OR ${heldByMe} OR ${leaseOver}`, ...(link === undefined ? [] : [forMyLink])],
        values: {
          ':me': leaseId,
          ':until': until.getTime(),
          ':now': clock().getTime(),
          ...(link !== undefined && { ':link': link }),
          ...kept(),
        },
      });
      if (taken !== undefined) return 'taken';
      if (link === undefined) return 'busy';
      return (await table.get(key))?.link === link ? 'busy' : 'superseded';
    },

    async endLease(account, leaseId) {
      await table.update({
        key: accountItemKey(account),
        update: 'REMOVE #leaseId, #leaseUntil',
        conditions: [heldByMe],
        values: { ':me': leaseId },
      });
    },
  };
}

const accountState = (item: Item | undefined): AccountState => ({
  codes: Number(item?.codes ?? 0),
  sessions: Number(item?.sessions ?? 0),
  locks: Number(item?.locks ?? 0),
  link: typeof item?.link === 'string' ? item.link : undefined,
});
