/** Notices: after each change of a password its owner gets a mail, with a link for those who did not do it. */
import type { Log } from '../events';
import { accountFingerprint } from '../account/account';
import { newLinkId } from '../crypto/mailed-link';
import type { NoticeJob, PasswordChange } from './ports';
import type { Queue, Random } from '../ports';

/** What asking for a notice needs. */
export interface NoticePorts {
  readonly random: Random;
  readonly log: Log;
  readonly notices: Queue<NoticeJob>;
}

/** Has a notice mailed. The change has happened: that nobody can be told of it is for the log, and takes nothing back. */
export async function requestNotice(
  { random, log, notices }: NoticePorts,
  user: string,
  change: PasswordChange,
  changedAt: Date,
): Promise<void> {
  const disputeId = newLinkId(random);
  try {
    await notices.submit({ kind: 'notice', disputeId, user, change, changedAt: changedAt.getTime() });
  } catch (cause) {
    log.error('notice.not-requested', { account: accountFingerprint(user) }, cause);
  }
}
