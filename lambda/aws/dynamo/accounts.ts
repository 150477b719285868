/** Accounts in the challenge table: one item each, with the lease, the generations and the account's link. */
import type { AccountInspection, Accounts, AccountState } from '../../core/account/ports';
import { randomName } from '../../core/crypto/random';
import type { Clock, Random } from '../../core/ports';
import { epochSeconds, type Item, type Table } from './table';

/**
 * How long an account's item is kept after its last change, in seconds: longer than what was issued under its numbers can
 * last. A browser stays vouched for 180 days; a link and the link "This wasn't me" of its reveal last 37 at most.
 */
export const accountKeptSeconds = 182 * 24 * 3600;

const accountItemKey = (account: string): string => `account#${account}`;

/** The challenge table for a function that only looks at accounts. */
export const dynamoAccountReader = (table: Table): Pick<Accounts, 'find'> => ({
  async find(account) {
    return accountState(await table.get(accountItemKey(account)));
  },
});

/** The challenge table for an administrator who looks at an account. */
export const dynamoAccountInspection = (table: Table, clock: Clock): AccountInspection => ({
  async inspect(account) {
    const item = await table.get(accountItemKey(account));
    const until = new Date(Number(item?.leaseUntil ?? 0));
    const state = accountState(item);
    // Items of an older version have only the link that may be opened.
    const lastLink = typeof item?.lastLink === 'string' ? item.lastLink : state.link;
    return {
      ...state,
      leasedUntil: until > clock() ? until : undefined,
      lastLink:
        lastLink === undefined
          ? undefined
          : { id: lastLink, askedAt: new Date(Number(item?.linkAskedAt ?? 0) * 1000) },
    };
  },
});

/** The challenge table for everything that an account's item decides. */
export function dynamoAccounts(table: Table, clock: Clock, random: Random): Accounts {
  const kept = () => ({ ':keptUntil': epochSeconds(clock()) + accountKeptSeconds });
  const next = (generation: string) => `#${generation} = if_not_exists(#${generation}, :none) + :one`;
  // Without a number, nothing was revoked for as long as an item is kept.
  const is = (generation: string) =>
    `attribute_not_exists(#${generation}) OR #${generation} = :${generation}`;
  const heldByMe = '#leaseId = :me';

  /** Raises numbers once, even if the SDK repeats the write: by then another code or session may have been issued. */
  const raise = async (account: string, set: string, remove = '') => {
    const notRaisedYet = 'attribute_not_exists(#raisedBy) OR #raisedBy <> :me';
    await table.update({
      key: accountItemKey(account),
      update: `${set}, #raisedBy = :me, #expiresAt = :keptUntil ${remove}`,
      conditions: [notRaisedYet],
      values: { ':none': 0, ':one': 1, ':me': randomName(random), ...kept() },
    });
  };

  return {
    ...dynamoAccountReader(table),

    async useCode(account, { generation, mac }, options) {
      const noneUsedSince = is('codes');
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
      const alsoLink = options?.alsoLink === true ? ', #link' : '';
      await raise(account, `SET ${next('codes')}, ${next('sessions')}`, `REMOVE #usedCode${alsoLink}`);
    },

    async countLock(account) {
      await raise(account, `SET ${next('locks')}`);
    },

    async countUnlock(account) {
      await raise(account, `SET ${next('unlocks')}`);
    },

    async setLink(account, link, sessions) {
      await table.update({
        key: accountItemKey(account),
        // What revokes the link leaves `lastLink`, so that an administrator sees what became of it.
        update: 'SET #link = :link, #lastLink = :link, #linkAskedAt = :now, #expiresAt = :keptUntil',
        conditions: [is('sessions')],
        values: { ':link': link, ':sessions': sessions, ':now': epochSeconds(clock()), ...kept() },
      });
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
  unlocks: Number(item?.unlocks ?? 0),
});
