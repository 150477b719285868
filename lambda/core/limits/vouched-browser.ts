/**
 * Vouched browsers: an account's mailbox was proven in them before. Each has limits and attempts of its own, which strangers'
 * requests cannot use up. A stolen cookie gives a share of those limits and nothing else. (OWASP calls them device cookies.)
 */
import type { Accounts } from '../account/ports';
import { abbreviate, sameDigest } from '../crypto/hashing';
import type { CodeMac } from '../crypto/ports';
import { randomName } from '../crypto/random';
import type { Log } from '../events';
import type { Clock, Random } from '../ports';

/** How long a browser stays vouched. Half a year covers people who sign in every few months. */
export const vouchedDays = 180;

/** What vouching for a browser needs. */
export interface VouchPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly codeMac: CodeMac;
}

/** What recognising a vouched browser needs. */
export interface VouchedBrowserPorts {
  readonly clock: Clock;
  readonly codeMac: CodeMac;
  readonly accounts: Pick<Accounts, 'find'>;
}

/** Binds a browser's name to the account, and to the account's number of sessions: a new password or a lock revokes it. */
const messageOf = (account: string, [id, sessions, expiresAt]: readonly [string, string, string]): string =>
  `vouched:${account}:${id}:${sessions}:${expiresAt}`;

/**
 * Vouches for a browser, for an account whose mailbox was proven in it.
 *
 * @returns what the browser keeps: `<id>.<sessions>.<seconds since the epoch>.<MAC>`. It does not name the account.
 */
export async function vouch(
  { clock, random, codeMac }: VouchPorts,
  account: string,
  sessions: number,
): Promise<string> {
  const expiresAt = Math.floor(clock().getTime() / 1000) + vouchedDays * 24 * 3600;
  const fields = [randomName(random), String(sessions), String(expiresAt)] as const;
  return [...fields, await codeMac.generate(messageOf(account, fields))].join('.');
}

/**
 * Vouches for the browser in which a person has just proven the mailbox. What the person did is done: if this fails, the
 * browser is a stranger's, and nothing else.
 */
export async function vouchAfterwards(
  ports: VouchPorts & { readonly log: Log },
  account: string,
  sessions: number,
): Promise<string | undefined> {
  return vouch(ports, account, sessions).catch((cause: unknown) => {
    ports.log.warn('browser.not-vouched', { account: abbreviate(account) }, cause);
    return undefined;
  });
}

/**
 * Recognises a browser that is vouched for this account.
 *
 * @param kept what the browser sent; undefined for nothing.
 * @returns the browser's id; undefined for a stranger's browser.
 */
export async function vouchedBrowser(
  { clock, codeMac, accounts }: VouchedBrowserPorts,
  account: string,
  kept: string | undefined,
): Promise<string | undefined> {
  const [, id, sessions, expiresAt, mac] =
    /^([\w-]{22})\.(\d{1,9})\.(\d{1,12})\.([\w-]{43})$/.exec(kept ?? '') ?? [];
  if (id === undefined || sessions === undefined || expiresAt === undefined || mac === undefined)
    return undefined;
  if (Number(expiresAt) * 1000 < clock().getTime()) return undefined;
  const [expected, state] = await Promise.all([
    codeMac.generate(messageOf(account, [id, sessions, expiresAt])),
    accounts.find(account),
  ]);
  return sameDigest(mac, expected) && state.sessions === Number(sessions) ? id : undefined;
}
