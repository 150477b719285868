/**
 * What `portal` does with a request for a code: count it, make the browser half, reserve the code's slot, hand the request
 * over. It does not look up whether there is such an account.
 */
import type { Language } from '../language';
import { browserHash, newBrowserHalf } from '../crypto/browser-half';
import type { CodePurpose } from '../limits/purposes';
import type { Log } from '../events';
import { accountFingerprint, accountKey } from '../account/account';
import { readOnce, type Accounts } from '../account/ports';
import { countRequest, type CountRequestPorts } from '../limits/limits';
import type { FloodJob } from '../limits/ports';
import { vouchedBrowser, type VouchedBrowserPorts } from '../limits/vouched-browser';
import { fingerprint } from '../crypto/hashing';
import type { Queue, Random } from '../ports';
import type { CodeJob, CodeReservation } from './ports';
import { randomName } from '../crypto/random';

/** What the use case needs. */
export interface RequestCodePorts extends VouchedBrowserPorts, CountRequestPorts {
  readonly random: Random;
  readonly log: Log;
  readonly accounts: Accounts;
  readonly slots: CodeReservation;
  readonly codeMinutes: number;
  readonly mailQueue: Queue<CodeJob | FloodJob>;
}

/** A request as it arrived. */
export interface CodeRequest {
  readonly purpose: CodePurpose;
  readonly user: string;
  readonly register: boolean;
  readonly address: string;
  /** The browser half that the browser already has, if it has one. */
  readonly browserHalf: string | undefined;
  /** What the browser kept if it was vouched. */
  readonly vouching?: string | undefined;
  /** The language of the request, for mails that follow. */
  readonly language: Language;
  /** Ends once it is known that nothing is paused. Nothing is changed before that. */
  readonly goAhead?: Promise<void> | undefined;
}

/**
 * Accepts a request for a code and returns the browser half in which the code will be good. The answer is the same for
 * every account, known or not.
 *
 * @throws Problem `too-many-requests` over a limit; nothing is handed over then.
 */
export async function requestCode(ports: RequestCodePorts, request: CodeRequest): Promise<string> {
  const { purpose, user, register, address, language } = request;
  const account = accountKey(user);
  const { state, known } = readOnce(ports, account);
  const [browser, { codes: generation, sessions }] = await Promise.all([
    vouchedBrowser(known, account, request.vouching),
    state,
    request.goAhead,
  ]);
  const vouched = await countRequest(known, { purpose, user, address, browser, language });
  const browserHalf = request.browserHalf ?? newBrowserHalf(ports.random);
  const requestId = randomName(ports.random);
  const slot = { purpose, account, browserHash: browserHash(browserHalf) };
  const expiresAt = new Date(ports.clock().getTime() + ports.codeMinutes * 60_000);
  await ports.slots.reserve(slot, requestId, expiresAt);
  await ports.mailQueue.submit({
    kind: 'code',
    purpose,
    requestId,
    user,
    register,
    generation,
    sessions,
    browserHash: slot.browserHash,
    vouched,
    language,
  });
  ports.log.info('code.requested', {
    account: accountFingerprint(user),
    purpose,
    recovery: fingerprint(requestId),
  });
  return browserHalf;
}
