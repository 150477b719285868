/**
 * What `portal` does with a request for a password link: count it, make the browser half, make the link the account's only
 * one, hand the request over. It does not look up whether there is such an account.
 */
import type { Language } from '../language';
import { browserHash, newBrowserHalf, newPickupCode, pickupMessage } from '../crypto/browser-half';
import type { Log } from '../events';
import { accountFingerprint, accountKey } from '../account/account';
import { readOnce, type Accounts } from '../account/ports';
import { fingerprint } from '../crypto/hashing';
import { countRequest, type CountRequestPorts } from '../limits/limits';
import { vouchedBrowser, type VouchedBrowserPorts } from '../limits/vouched-browser';
import { newLinkId } from '../crypto/mailed-link';
import type { Queue, Random } from '../ports';
import type { LinkJob } from './ports';

/** What the use case needs. */
export interface RequestLinkPorts extends VouchedBrowserPorts, CountRequestPorts {
  readonly random: Random;
  readonly log: Log;
  readonly accounts: Pick<Accounts, 'find' | 'setLink'>;
  readonly linkQueue: Queue<LinkJob>;
}

/** A request as it arrived. */
export interface LinkRequest {
  readonly user: string;
  /** The number of the session that asks; undefined without a session. */
  readonly sessions: number | undefined;
  readonly address: string;
  /** What the log calls the recovery that the session belongs to; undefined if the request begins one. */
  readonly recovery?: string | undefined;
  /** The browser half that the browser already has, if it has one. */
  readonly browserHalf: string | undefined;
  /** What the browser kept if it was vouched. */
  readonly vouching?: string | undefined;
  /** The language of the request, for mails that follow. */
  readonly language: Language;
  /** Ends once it is known that nothing is paused. Nothing is changed before that. */
  readonly goAhead?: Promise<void> | undefined;
}

/** What the browser that asked gets: its half, as a cookie and as a code to type elsewhere. */
export interface LinkReceipt {
  readonly browserHalf: string;
  readonly pickupCode: string;
}

/**
 * Accepts a request for a password link. The answer is the same for every account, known or not.
 *
 * @throws Problem `too-many-requests` over a limit; nothing is handed over then.
 */
export async function requestLink(ports: RequestLinkPorts, request: LinkRequest): Promise<LinkReceipt> {
  const { user, address, language } = request;
  const account = accountKey(user);
  const linkId = newLinkId(ports.random);
  const browserHalf = request.browserHalf ?? newBrowserHalf(ports.random);
  const pickupCode = newPickupCode(ports.random);
  const { state, known } = readOnce(ports, account);
  const [browser, pickupMac, { sessions: now }] = await Promise.all([
    vouchedBrowser(known, account, request.vouching),
    ports.codeMac.generate(pickupMessage(linkId, pickupCode)),
    state,
    request.goAhead,
  ]);
  const vouched = await countRequest(known, { purpose: 'link', user, address, browser, language });
  const sessions = request.sessions ?? now;
  const recovery = request.recovery ?? fingerprint(linkId);
  await ports.accounts.setLink(account, linkId, sessions);
  // Also a request that comes too late: `generate` finds out, and the answer takes the same time.
  await ports.linkQueue.submit({
    linkId,
    user,
    browserHash: browserHash(browserHalf),
    pickupMac,
    vouched,
    recovery,
    language,
  });
  ports.log.info('link.requested', {
    link: fingerprint(linkId),
    account: accountFingerprint(user),
    recovery,
  });
  return { browserHalf, pickupCode };
}
