/** Notices: after each change of a password its owner gets a mail, with a link for those who did not do it. */
import type { Language } from '../language';
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

/**
 * Has a notice mailed, in the language of the request that changed the password: nobody knows which one the owner reads.
 * The change has happened: a failure here goes to the log, and undoes nothing.
 */
export async function requestNotice(
  { random, log, notices }: NoticePorts,
  user: string,
  { kind: change, at, locks, recovery }: PasswordChange,
  language: Language,
): Promise<void> {
  const disputeId = newLinkId(random);
  try {
    const changedAt = at.getTime();
    await notices.submit({
      kind: 'notice',
      disputeId,
      user,
      change,
      changedAt,
      locks,
      recovery,
      language,
    });
  } catch (cause) {
    log.error('notice.not-requested', { account: accountFingerprint(user), recovery }, cause);
  }
}
