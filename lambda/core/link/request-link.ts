/**
 * What `portal` does with a request for a password link: count it, make the browser half, make the link the account's only
 * one, hand the request over. It does not look up whether there is such an account.
 */
import { browserHash, newBrowserHalf, newPickupCode, pickupMessage } from '../crypto/browser-half';
import type { Log } from '../events';
import { accountFingerprint, accountKey } from '../account/account';
import type { Accounts } from '../account/ports';
import { fingerprint } from '../crypto/hashing';
import { countRequest, type RequestLimits } from '../limits/limits';
import { newLinkId } from '../crypto/mailed-link';
import type { CodeMac } from '../crypto/ports';
import type { Queue, Random } from '../ports';
import type { RequestCounter } from '../limits/ports';
import type { LinkJob } from './ports';

/** What the use case needs. */
export interface RequestLinkPorts {
  readonly random: Random;
  readonly log: Log;
  readonly counter: RequestCounter;
  readonly limits: RequestLimits;
  readonly codeMac: CodeMac;
  readonly accounts: Pick<Accounts, 'find' | 'setLink'>;
  readonly linkQueue: Queue<LinkJob>;
}

/** A request as it arrived. */
export interface LinkRequest {
  readonly user: string;
  /** The number of the session that asks; undefined without a session. */
  readonly sessions: number | undefined;
  readonly address: string;
  /** The browser half that the browser already has, if it has one. */
  readonly browserHalf: string | undefined;
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
  await countRequest(ports.counter, ports.limits, {
    purpose: 'link',
    account: request.user,
    address: request.address,
  });
  const linkId = newLinkId(ports.random);
  const browserHalf = request.browserHalf ?? newBrowserHalf(ports.random);
  const pickupCode = newPickupCode(ports.random);
  const { user } = request;
  const account = accountKey(user);
  const pickupMac = await ports.codeMac.generate(pickupMessage(linkId, pickupCode));
  const sessions = request.sessions ?? (await ports.accounts.find(account)).sessions;
  await ports.accounts.setLink(account, linkId, sessions);
  // Also a request that comes too late: `generate` finds out, and the answer takes the same time.
  await ports.linkQueue.submit({ linkId, user, browserHash: browserHash(browserHalf), pickupMac });
  ports.log.info('link.requested', { link: fingerprint(linkId), account: accountFingerprint(user) });
  return { browserHalf, pickupCode };
}
