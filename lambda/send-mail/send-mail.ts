import type { Context } from 'aws-lambda';
import * as v from 'valibot';
import { codePurposes } from '../core/limits/purposes';
import { accountFingerprint } from '../core/account/account';
import { mailCode, type MailCodePorts } from '../core/code/mail-code';
import { mailFlood, type MailFloodPorts } from '../core/limits/mail-flood';
import type { FloodJob } from '../core/limits/ports';
import { mailNotice, type MailNoticePorts } from '../core/notice/mail-notice';
import { redactedError } from '../core/redacted-error';
import type { CodeJob } from '../core/code/ports';
import type { NoticeJob } from '../core/notice/ports';
import type { VerifiedJob } from '../core/account/ports';

/** What other functions hand over. */
type Job = CodeJob | FloodJob | NoticeJob | VerifiedJob;

const job = v.variant('kind', [
  v.object({
    kind: v.literal('code'),
    purpose: v.picklist(codePurposes),
    requestId: v.string(),
    user: v.string(),
    register: v.boolean(),
    generation: v.number(),
    sessions: v.number(),
    browserHash: v.string(),
    vouched: v.boolean(),
  }),
  v.object({
    kind: v.literal('notice'),
    disputeId: v.string(),
    user: v.string(),
    change: v.picklist(['shown', 'chosen']),
    changedAt: v.number(),
    locks: v.number(),
  }),
  v.object({ kind: v.literal('flood'), linkId: v.string(), user: v.string(), sessions: v.number() }),
  v.object({ kind: v.literal('verified'), user: v.string() }),
]) satisfies v.GenericSchema<unknown, Job>;

/** What the function needs. */
export interface SendMailPorts extends MailCodePorts, MailFloodPorts, MailNoticePorts {}

/** Serves one asynchronous invocation; Lambda retries it when it throws. */
export const sendMail =
  (ports: SendMailPorts) =>
  async (event: unknown, { awsRequestId }: Pick<Context, 'awsRequestId'>): Promise<void> => {
    const work = v.parse(job, event);
    try {
      await perform(ports, work, awsRequestId);
    } catch (error) {
      const account = accountFingerprint(work.user);
      throw redactedError(ports.log, 'mail.failed', { account, kind: work.kind }, error);
    }
  };

async function perform(ports: SendMailPorts, work: Job, deliveryId: string): Promise<void> {
  switch (work.kind) {
    case 'code':
      return mailCode(ports, work);
    case 'notice':
      return mailNotice(ports, work, deliveryId);
    case 'flood':
      return mailFlood(ports, work);
    case 'verified':
      // Where accounts are made elsewhere, there is nothing to note.
      await ports.registry?.markVerified(work.user);
      ports.log.info('account.verified', { account: accountFingerprint(work.user) });
  }
}
