/**
 * The link "It was me" in mails: it vouches the browser that opens it. Who floods an account with requests causes mails, and
 * each of these mails lets the owner through. It signs nobody in, and works as often as its owner needs it.
 */
import { Problem } from '../errors';
import type { Log } from '../events';
import { abbreviate, fingerprint, sameDigest, sha256 } from '../crypto/hashing';
import { isLinkId, isLinkKey, linkUrl, newLinkKey } from '../crypto/mailed-link';
import type { Clock, Random } from '../ports';
import type { VouchLinks } from './ports';
import { vouch, type VouchedBrowserPorts, type VouchPorts } from './vouched-browser';

/** How long the link works: a flood's mails may lie unread for a night. The texts say it too. */
export const vouchLinkHours = 24;

/** What making the link needs. */
export interface MakeVouchLinkPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly vouchLinks: Pick<VouchLinks, 'publish' | 'retract'>;
  readonly publicUrl: string;
}

/** Whose browsers a link vouches. */
export interface VouchedAccount {
  /** The account's key; see `accountKey`. */
  readonly account: string;
  /** The account's number of sessions: a new password or a lock since then revokes the link. */
  readonly sessions: number;
}

/** A link that is about to be mailed. */
export interface MadeVouchLink {
  /** As it is mailed. */
  readonly url: string;
  /** Takes it back, because it certainly reached nobody. */
  readonly retract: () => Promise<void>;
}

/**
 * Makes a link that vouches browsers for an account; undefined if an earlier attempt made it, and may have mailed it.
 *
 * @param linkId names the job as well: its retries carry the same one.
 */
export async function makeVouchLink(
  { clock, random, vouchLinks, publicUrl }: MakeVouchLinkPorts,
  linkId: string,
  { account, sessions }: VouchedAccount,
): Promise<MadeVouchLink | undefined> {
  const key = newLinkKey(random);
  const expiresAt = new Date(clock().getTime() + vouchLinkHours * 3_600_000);
  const keyHash = sha256(key);
  const isNew = await vouchLinks.publish(linkId, { keyHash, account, sessions, expiresAt });
  if (!isNew) return undefined;
  return {
    url: linkUrl(`${publicUrl}/vouch`, linkId, key),
    retract: () => vouchLinks.retract(linkId, keyHash),
  };
}

/** What using the link needs. */
export interface UseVouchLinkPorts extends VouchPorts, VouchedBrowserPorts {
  readonly log: Log;
  readonly vouchLinks: Pick<VouchLinks, 'find'>;
}

/**
 * Vouches for the browser that a person opened the link in.
 *
 * @returns what the browser keeps; see `vouch`.
 * @throws Problem `link-unavailable` if there is no such link, its key is another, it expired, or the account was changed
 *   since.
 */
export async function useVouchLink(
  ports: UseVouchLinkPorts,
  { linkId, key }: { readonly linkId: string; readonly key: string },
): Promise<string> {
  const link = isLinkId(linkId) && isLinkKey(key) ? await ports.vouchLinks.find(linkId) : undefined;
  const isGood =
    link !== undefined &&
    sameDigest(link.keyHash, sha256(key)) &&
    link.expiresAt > ports.clock() &&
    (await ports.accounts.find(link.account)).sessions === link.sessions;
  ports.log.info('browser.vouching', {
    link: fingerprint(linkId),
    account: link && abbreviate(link.account),
    vouched: isGood,
  });
  if (!isGood) throw vouchLinkUnavailable();
  return vouch(ports, link.account, link.sessions);
}

const vouchLinkUnavailable = (): Problem => new Problem('link-unavailable', { special: 'vouch-link' });
