import * as v from 'valibot';
import { sqsBatch, type BatchPorts } from '../aws/sqs/batch';
import { UnderWay } from '../core/challenge/ports';
import { languages } from '../core/language';
import { codePurposes } from '../core/limits/purposes';
import { accountFingerprint } from '../core/account/account';
import { mailCode, type MailCodePorts } from '../core/code/mail-code';
import { mailFlood, type MailFloodPorts } from '../core/limits/mail-flood';
import type { FloodJob } from '../core/limits/ports';
import { mailNotice, type MailNoticePorts } from '../core/notice/mail-notice';
import { errorName } from '../core/error-name';
import type { CodeJob } from '../core/code/ports';
import type { NoticeJob } from '../core/notice/ports';
import type { VerifiedJob } from '../core/account/ports';

/** What other functions hand over. */
type Job = CodeJob | FloodJob | NoticeJob | VerifiedJob;

/** A job of an older version has none. */
const language = v.optional(v.picklist(languages));

const job = v.variant('kind', [
  v.strictObject({
    kind: v.literal('code'),
    purpose: v.picklist(codePurposes),
    requestId: v.string(),
    user: v.string(),
    register: v.boolean(),
    generation: v.number(),
    sessions: v.number(),
    browserHash: v.string(),
    vouched: v.boolean(),
    language,
  }),
  v.strictObject({
    kind: v.literal('notice'),
    disputeId: v.string(),
    user: v.string(),
    change: v.picklist(['shown', 'chosen']),
    changedAt: v.number(),
    locks: v.number(),
    recovery: v.optional(v.string()),
    language,
  }),
  v.strictObject({
    kind: v.literal('flood'),
    linkId: v.string(),
    user: v.string(),
    sessions: v.number(),
    language,
  }),
  v.strictObject({ kind: v.literal('verified'), user: v.string() }),
]) satisfies v.GenericSchema<unknown, Job>;

/** What the function needs. */
export interface SendMailPorts extends MailCodePorts, MailFloodPorts, MailNoticePorts, BatchPorts {}

/** Serves the queue of mails. */
export const sendMail = (ports: SendMailPorts) =>
  sqsBatch<Job>(ports, {
    schema: job,
    // A person asks again for a code. Nobody asks for a notice, and it can still save the account.
    outlivesAnHour: ({ kind }) => kind === 'notice' || kind === 'verified',
    perform: (work, deadline) => perform(ports, work, deadline),
    report: ({ kind, user }, error) => {
      const names = { account: accountFingerprint(user), kind };
      if (error instanceof UnderWay) ports.log.info('mail.postponed', names);
      else ports.log.error('mail.failed', { ...names, error: errorName(error) });
    },
  });

async function perform(ports: SendMailPorts, work: Job, deadline: Date): Promise<void> {
  switch (work.kind) {
    case 'code':
      return mailCode(ports, work, deadline);
    case 'notice':
      return mailNotice(ports, work, deadline);
    case 'flood':
      return mailFlood(ports, work);
    case 'verified':
      // Where accounts are made elsewhere, there is nothing to note.
      await ports.registry?.markVerified(work.user);
      ports.log.info('account.verified', { account: accountFingerprint(work.user) });
  }
}
