import type { Context } from 'aws-lambda';
import * as v from 'valibot';
import { deliverLink, type DeliverLinkPorts } from '../core/deliver-link';
import type { Log } from '../core/events';
import { fingerprint } from '../core/hashing';
import type { ResetJob } from '../core/ports';

const resetJob = v.object({
  linkId: v.string(),
  user: v.string(),
  requestedAt: v.number(),
  browserHash: v.string(),
  pickupMac: v.string(),
}) satisfies v.GenericSchema<unknown, ResetJob>;

/** Serves one asynchronous invocation by `portal`; Lambda retries it when it throws. */
export const generate =
  (ports: DeliverLinkPorts) =>
  async (event: unknown, context: Context): Promise<void> => {
    const deadline = new Date(ports.clock().getTime() + context.getRemainingTimeInMillis());
    const job = v.parse(resetJob, event);
    try {
      await deliverLink(ports, job, deadline);
    } catch (error) {
      throw failure(ports.log, job, error);
    }
  };

/**
 * What Lambda writes to the log and to the failure queue in place of the error itself: what AWS says of a failure names
 * users and mailboxes.
 */
function failure(log: Log, { linkId, user }: ResetJob, error: unknown): Error {
  const name = error instanceof Error ? error.name : 'not an error';
  log.error('reset.failed', { link: fingerprint(linkId), account: fingerprint(user), error: name });
  return new Error(`The reset failed: ${name}.`);
}
