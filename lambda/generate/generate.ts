import * as v from 'valibot';
import { sqsBatch, type BatchPorts } from '../aws/sqs/batch';
import { deliverLink, namesOf, type DeliverLinkPorts } from '../core/link/deliver-link';
import { AccountBusy } from '../core/account/lease';
import { languages } from '../core/language';
import { errorName } from '../core/error-name';
import type { LinkJob } from '../core/link/ports';

const linkJob = v.strictObject({
  linkId: v.string(),
  user: v.string(),
  browserHash: v.string(),
  pickupMac: v.string(),
  vouched: v.boolean(),
  recovery: v.optional(v.string()),
  // A job of an older version has none.
  language: v.optional(v.picklist(languages)),
}) satisfies v.GenericSchema<unknown, LinkJob>;

/** What the function needs. */
export interface GeneratePorts extends DeliverLinkPorts, BatchPorts {}

/** Serves the queue of links. */
export const generate = (ports: GeneratePorts) =>
  sqsBatch<LinkJob>(ports, {
    schema: linkJob,
    perform: (job, deadline) => deliverLink(ports, job, deadline),
    report: (job, error) => {
      const names = namesOf(job);
      if (error instanceof AccountBusy) ports.log.info('link.postponed', names);
      else ports.log.error('link.failed', { ...names, error: errorName(error) });
    },
  });
