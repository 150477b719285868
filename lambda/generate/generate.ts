import type { Context } from 'aws-lambda';
import * as v from 'valibot';
import { deliverLink, type DeliverLinkPorts } from '../core/deliver-link';
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
    await deliverLink(ports, v.parse(resetJob, event), deadline);
  };
