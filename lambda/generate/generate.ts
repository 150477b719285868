import type { Context } from 'aws-lambda';
import * as v from 'valibot';
import { deliverLink, type DeliverLinkPorts } from '../core/deliver-link';
import { accountFingerprint } from '../core/accounts';
import { fingerprint } from '../core/hashing';
import { namelessFailure } from '../core/nameless-failure';
import type { LinkJob } from '../core/ports';

const linkJob = v.object({
  linkId: v.string(),
  user: v.string(),
  requestedAt: v.number(),
  browserHash: v.string(),
  pickupMac: v.string(),
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
      throw namelessFailure(ports.log, 'link.failed', names, error);
    }
  };
