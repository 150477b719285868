import * as v from 'valibot';
import { sqsBatch, type BatchPorts } from '../aws/sqs/batch';
import { deliverLink, type DeliverLinkPorts } from '../core/link/deliver-link';
import { accountFingerprint } from '../core/account/account';
import { AccountBusy } from '../core/account/lease';
import { fingerprint } from '../core/crypto/hashing';
import { errorName } from '../core/error-name';
import type { LinkJob } from '../core/link/ports';

const linkJob = v.strictObject({
  linkId: v.string(),
  user: v.string(),
  browserHash: v.string(),
  pickupMac: v.string(),
  vouched: v.boolean(),
}) satisfies v.GenericSchema<unknown, LinkJob>;

/** What the function needs. */
export interface GeneratePorts extends DeliverLinkPorts, BatchPorts {}

/** Serves the queue of links. */
export const generate = (ports: GeneratePorts) =>
  sqsBatch<LinkJob>(ports, {
    schema: linkJob,
    perform: (job, { messageId, deadline }) => deliverLink(ports, job, { deliveryId: messageId, deadline }),
    report: ({ linkId, user }, error) => {
      const names = { link: fingerprint(linkId), account: accountFingerprint(user) };
      if (error instanceof AccountBusy) ports.log.info('link.postponed', names);
      else ports.log.error('link.failed', { ...names, error: errorName(error) });
    },
  });
