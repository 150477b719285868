import * as v from 'valibot';
import type { Log } from '../core/events';
import { fingerprint } from '../core/hashing';
import { mailCode, type MailCodePorts } from '../core/mail-code';
import { namelessFailure } from '../core/nameless-failure';
import type { CodeJob, VerifiedJob } from '../core/ports';

const job = v.variant('kind', [
  v.object({
    kind: v.literal('code'),
    purpose: v.literal('sign-in'),
    requestId: v.string(),
    user: v.string(),
    register: v.boolean(),
    requestedAt: v.number(),
    browserHash: v.string(),
  }),
  v.object({ kind: v.literal('verified'), user: v.string() }),
]) satisfies v.GenericSchema<unknown, CodeJob | VerifiedJob>;

/** What the function needs. */
export interface SendCodePorts extends MailCodePorts {
  readonly log: Log;
  /** Notes that a mailbox was proven; where accounts are not the stack's, there is nothing to note. */
  readonly markVerified: (user: string) => Promise<void>;
}

/** Serves one asynchronous invocation by `portal`; Lambda retries it when it throws. */
export const sendCode =
  (ports: SendCodePorts) =>
  async (event: unknown): Promise<void> => {
    const work = v.parse(job, event);
    const account = fingerprint(work.user);
    try {
      if (work.kind === 'code') {
        await mailCode(ports, work);
      } else {
        await ports.markVerified(work.user);
        ports.log.info('account.verified', { account });
      }
    } catch (error) {
      throw namelessFailure(ports.log, 'code.failed', { account, kind: work.kind }, error);
    }
  };
