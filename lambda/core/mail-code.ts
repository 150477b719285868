/**
 * What `send-code` does: make a code, keep its MAC, mail it. For an account that is not there it keeps a MAC that no
 * code has, so that checking a code takes the same steps, and the same time, for everybody.
 *
 * Retries are safe: a request puts its code into the slot once, and mails once. If the mail was certainly refused, the
 * code is taken back and the retry starts over; if nobody can tell, the person asks again.
 */
import { accountKey, newAccountId } from './accounts';
import { codeMessage, newCode, type CodeSlot } from './codes';
import type { Log } from './events';
import { fingerprint } from './hashing';
import type { Mailboxes } from './mailboxes';
import {
  MailRefused,
  type Clock,
  type CodeJob,
  type CodeMac,
  type CodePublication,
  type Mail,
  type Mailer,
  type Random,
} from './ports';
import { randomKey } from './random';

/** What the mail tells the person. */
export interface CodeMailContent {
  readonly user: string;
  readonly code: string;
  readonly minutes: number;
}

/** What the use case needs. */
export interface MailCodePorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly mailboxes: Mailboxes;
  readonly codes: CodePublication;
  readonly codeMac: CodeMac;
  readonly mailer: Mailer;
  readonly composeMail: (content: CodeMailContent) => Omit<Mail, 'to'>;
  readonly codeMinutes: number;
}

/** A MAC that no code has, as long as a real one. */
const nobodysMac = randomKey;

/**
 * Mails a code to the account, if there is one that may be mailed.
 *
 * @throws whatever an adapter throws; a retry is safe.
 */
export async function mailCode(ports: MailCodePorts, job: CodeJob): Promise<void> {
  const { random, log, codes } = ports;
  const { user, requestId, requestedAt } = job;
  const names = { account: fingerprint(user), request: fingerprint(requestId) };
  const slot: CodeSlot = {
    purpose: job.purpose,
    account: accountKey(user),
    browserHash: job.browserHash,
  };
  const mailbox = await ports.mailboxes.find(user, job.register);
  const code = newCode(random);
  const isReal = mailbox.id !== undefined;
  const published = await codes.publish(slot, requestId, {
    mac: isReal ? await ports.codeMac.generate(codeMessage(slot, code)) : nobodysMac(random),
    accountId: mailbox.id ?? newAccountId(random),
    requestedAt,
    expiresAt: new Date(ports.clock().getTime() + ports.codeMinutes * 60_000),
  });
  if (!isReal) {
    log.warn('code.not-eligible', { ...names, reason: mailbox.reason });
    return;
  }
  if (!published) {
    log.info('code.duplicate', names);
    return;
  }
  try {
    const content = { user, code, minutes: ports.codeMinutes };
    await ports.mailer.send({ to: mailbox.email, ...ports.composeMail(content) });
  } catch (error) {
    if (error instanceof MailRefused) await codes.retract(slot, requestId, nobodysMac(random));
    throw error;
  }
  log.info('code.mailed', names);
}
