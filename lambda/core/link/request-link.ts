/** What `portal` does with a request for a password link: count it, make the browser half, hand it over. It looks nothing up. */
import { browserHash, newBrowserHalf, newPickupCode, pickupMessage } from '../crypto/browser-half';
import type { Log } from '../events';
import { accountFingerprint } from '../account/account';
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
  readonly linkQueue: Queue<LinkJob>;
}

/** A request as it arrived. */
export interface LinkRequest {
  readonly user: string;
  /** When it arrived: before anything was looked at that could end meanwhile, such as a session. */
  readonly requestedAt: Date;
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
  await ports.linkQueue.submit({
    linkId,
    user: request.user,
    requestedAt: request.requestedAt.getTime(),
    browserHash: browserHash(browserHalf),
    pickupMac: await ports.codeMac.generate(pickupMessage(linkId, pickupCode)),
  });
  ports.log.info('link.requested', { link: fingerprint(linkId), account: accountFingerprint(request.user) });
  return { browserHalf, pickupCode };
}
