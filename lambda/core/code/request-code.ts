/** What `portal` does with a request for a code: count it, make the browser half, hand it over. It looks nothing up. */
import { browserHash, newBrowserHalf } from '../crypto/browser-half';
import type { CodePurpose } from '../limits/purposes';
import type { Log } from '../events';
import { accountFingerprint } from '../account/account';
import { countRequest, type RequestLimits } from '../limits/limits';
import type { Clock, Queue, Random } from '../ports';
import type { CodeJob } from './ports';
import type { RequestCounter } from '../limits/ports';
import { randomName } from '../crypto/random';

/** What the use case needs. */
export interface RequestCodePorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly counter: RequestCounter;
  readonly limits: RequestLimits;
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
  await ports.mailQueue.submit({
    kind: 'code',
    purpose,
    requestId: randomName(ports.random),
    user,
    register,
    requestedAt: ports.clock().getTime(),
    browserHash: browserHash(browserHalf),
  });
  ports.log.info('code.requested', { account: accountFingerprint(user), purpose });
  return browserHalf;
}
