/**
 * What `portal` does with a request for a code: count it, make the browser half, reserve the code's slot, hand the request
 * over. It does not look up whether there is such an account.
 */
import { browserHash, newBrowserHalf } from '../crypto/browser-half';
import type { CodePurpose } from '../limits/purposes';
import type { Log } from '../events';
import { accountFingerprint, accountKey } from '../account/account';
import type { Accounts } from '../account/ports';
import { countRequest, type RequestLimits } from '../limits/limits';
import type { Clock, Queue, Random } from '../ports';
import type { CodeJob, CodeReservation } from './ports';
import type { RequestCounter } from '../limits/ports';
import { randomName } from '../crypto/random';

/** What the use case needs. */
export interface RequestCodePorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly counter: RequestCounter;
  readonly limits: RequestLimits;
  readonly accounts: Accounts;
  readonly slots: CodeReservation;
  readonly codeMinutes: number;
  readonly mailQueue: Queue<CodeJob>;
}

/** A request as it arrived. */
export interface CodeRequest {
  readonly purpose: CodePurpose;
  readonly user: string;
  readonly register: boolean;
  readonly address: string;
  /** The browser half that the browser already has, if it has one. */
  readonly browserHalf: string | undefined;
}

/**
 * Accepts a request for a code and returns the browser half in which the code will be good. The answer is the same for
 * every account, known or not.
 *
 * @throws Problem `too-many-requests` over a limit; nothing is handed over then.
 */
export async function requestCode(ports: RequestCodePorts, request: CodeRequest): Promise<string> {
  const { purpose, user, register, address } = request;
  await countRequest(ports.counter, ports.limits, { purpose, account: user, address });
  const browserHalf = request.browserHalf ?? newBrowserHalf(ports.random);
  const requestId = randomName(ports.random);
  const slot = { purpose, account: accountKey(user), browserHash: browserHash(browserHalf) };
  const expiresAt = new Date(ports.clock().getTime() + ports.codeMinutes * 60_000);
  const [{ codes: generation }] = await Promise.all([
    ports.accounts.find(slot.account),
    ports.slots.reserve(slot, requestId, expiresAt),
  ]);
  await ports.mailQueue.submit({
    kind: 'code',
    purpose,
    requestId,
    user,
    register,
    generation,
    browserHash: slot.browserHash,
  });
  ports.log.info('code.requested', { account: accountFingerprint(user), purpose });
  return browserHalf;
}
