/**
 * The brake: how many mails an hour go out in all because of requests. It sits where mails are sent, so that requests for
 * names that do not exist use up nothing. A part is kept for vouched browsers, and another for accounts whose mailbox was proven:
 * where people register by themselves, a stranger can invent any number of accounts.
 */
import type { Log } from '../events';
import { windowSeconds } from './limits';
import type { MailCounter } from './ports';

/** The part of the mails that strangers cannot use up. */
const keptForVouched = 0.2;

/** The part of the mails that cannot be used up for accounts whose mailbox was never proven. That of vouched browsers comes on top. */
const keptForProven = 0.2;

const allMails = 'overall';

/** What the brake needs. */
export interface MailBrakePorts {
  readonly counter: MailCounter;
  readonly log: Log;
  /** See the setting `limits.overall`. */
  readonly mailsAnHour: number;
}

/** Who causes a mail, and for whom. */
export interface MailCause {
  /** Whether a vouched browser asked for it. */
  readonly vouched: boolean;
  /** Whether it goes to a mailbox that was never proven; see `Account`. */
  readonly isUnproven?: boolean | undefined;
}

/**
 * Counts a mail that is about to go out.
 *
 * @returns false if it must not go out. The log line raises an alarm.
 */
export async function mayGoOut(
  { counter, log, mailsAnHour }: MailBrakePorts,
  { vouched, isUnproven = false }: MailCause,
): Promise<boolean> {
  const kept = vouched ? 0 : keptForVouched + (isUnproven ? keptForProven : 0);
  const limit = Math.ceil(mailsAnHour * (1 - kept));
  const { allowed } = await counter.count(allMails, limit, windowSeconds);
  if (!allowed) log.error('mail.held-back', { vouched });
  return allowed;
}

/**
 * Takes a mail back that was counted and certainly did not go out. Otherwise SES, by refusing one mail often, would hold back
 * those of everybody. If this fails, the mail stays counted.
 */
export async function didNotGoOut({ counter, log }: MailBrakePorts): Promise<void> {
  await counter.uncount(allMails).catch((cause: unknown) => {
    log.warn('mail.still-counted', {}, cause);
  });
}
