import type { Context } from 'aws-lambda';
import * as v from 'valibot';
import { deliverLink, type DeliverLinkPorts } from '../core/link/deliver-link';
import { accountFingerprint } from '../core/account/account';
import { fingerprint } from '../core/crypto/hashing';
import { redactedError } from '../core/redacted-error';
import type { LinkJob } from '../core/link/ports';

const linkJob = v.object({
  linkId: v.string(),
  user: v.string(),
  browserHash: v.string(),
  pickupMac: v.string(),
  vouched: v.boolean(),
}) satisfies v.GenericSchema<unknown, LinkJob>;

/** Serves one asynchronous invocation by `portal`; Lambda retries it when it throws. */
export const generate =
  (ports: DeliverLinkPorts) =>
  async (event: unknown, context: Context): Promise<void> => {
    const deadline = new Date(ports.clock().getTime() + context.getRemainingTimeInMillis());
    const job = v.parse(linkJob, event);
    try {
      await deliverLink(ports, job, deadline);
    } catch (error) {
      const names = { link: fingerprint(job.linkId), account: accountFingerprint(job.user) };
      throw redactedError(ports.log, 'link.failed', names, error);
    }
  };
