/**
 * The brake: how many mails an hour go out in all because of requests. It sits where mails are sent, so that requests for
 * names that do not exist use up nothing. A part is kept for vouched browsers.
 */
import type { Log } from '../events';
import { windowSeconds } from './limits';
import type { MailCounter } from './ports';

/** The part of the mails that strangers cannot use up. */
const keptForVouched = 0.2;

const allMails = 'overall';

/** What the brake needs. */
export interface MailBrakePorts {
  readonly counter: MailCounter;
  readonly log: Log;
  /** See the setting `limits.overall`. */
  readonly mailsAnHour: number;
}

/**
 * Counts a mail that is about to go out.
 *
 * @param vouched whether a vouched browser caused it.
 * @returns false if it must not go out. The log line raises an alarm.
 */
export async function mayGoOut(
  { counter, log, mailsAnHour }: MailBrakePorts,
  vouched: boolean,
): Promise<boolean> {
  const limit = vouched ? mailsAnHour : Math.ceil(mailsAnHour * (1 - keptForVouched));
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
