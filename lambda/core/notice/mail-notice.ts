/**
 * What `send-mail` does with a notice: make the link "This wasn't me", mail it.
 *
 * No person asks for a notice again, so it is mailed at least once: a retry after a failure mails it again, with a new link in
 * place of the one that may have arrived. Once it is noted that the mail went out, no delivery mails it again. If the mail was
 * certainly refused, the link is taken back, and any delivery may start over. Of two deliveries at the same time one mails, and the
 * other comes again.
 */
import type { Language } from '../language';
import type { DisputedAccount } from './dispute-change';
import { findNotifiable, type EligibilityPorts } from '../account/eligibility';
import type { Log } from '../events';
import { accountFingerprint } from '../account/account';
import { fingerprint, sha256 } from '../crypto/hashing';
import { linkUrl, newLinkKey } from '../crypto/mailed-link';
import type { ChangeKind, DisputePublication, NoticeJob } from './ports';
import { MailRefused, type Mail, type Mailer, type Random } from '../ports';
import { seal } from '../crypto/sealing';

/** What the mail tells the person. */
export interface NoticeMailContent {
  readonly user: string;
  readonly change: ChangeKind;
  readonly changedAt: Date;
  /** The link "This wasn't me". */
  readonly link: string;
  /** The link's key by itself, for mail programs that cut it off. */
  readonly key: string;
  /** How long it works. */
  readonly days: number;
  /** Undefined for the default. */
  readonly language: Language | undefined;
}

/** What the use case needs. */
export interface MailNoticePorts extends EligibilityPorts {
  readonly random: Random;
  readonly log: Log;
  readonly disputes: DisputePublication;
  readonly mailer: Mailer;
  readonly composeNotice: (content: NoticeMailContent) => Promise<Omit<Mail, 'to'>>;
  readonly publicUrl: string;
}

/** How long the link in a notice works. A holiday may be longer, but a mailbox may also come to another reader. */
export const disputeDays = 7;

/**
 * Mails a notice to the account's owner, if there still is one who may be mailed.
 *
 * @param deadline when this delivery of the job is ended from outside.
 * @throws UnderWay if another delivery may be mailing the notice; and whatever an adapter throws. A further delivery is safe.
 */
export async function mailNotice(ports: MailNoticePorts, job: NoticeJob, deadline: Date): Promise<void> {
  const { random, log } = ports;
  const { disputeId, user, change, locks } = job;
  const dispute = fingerprint(disputeId);
  const { recovery = dispute } = job;
  const names = { account: accountFingerprint(user), dispute, recovery };
  const { account, reason } = await findNotifiable(ports, user);
  if (account === undefined) {
    log.warn('notice.not-eligible', { ...names, reason });
    return;
  }
  const changedAt = new Date(job.changedAt);
  const key = newLinkKey(random);
  const disputed: DisputedAccount = { id: account.id, name: account.name };
  const keyHash = sha256(key);
  const published = await ports.disputes.publish(disputeId, deadline, {
    keyHash,
    sealedAccount: seal(disputed, key, disputeId, random),
    locks,
    recovery,
    expiresAt: new Date(job.changedAt + disputeDays * 24 * 3_600_000),
  });
  if (!published) {
    log.info('notice.duplicate', names);
    return;
  }
  const link = linkUrl(`${ports.publicUrl}/dispute`, disputeId, key);
  const content = {
    user: account.name,
    change,
    changedAt,
    link,
    key,
    days: disputeDays,
    language: job.language,
  };
  try {
    await ports.mailer.send({ to: account.email, ...(await ports.composeNotice(content)) });
  } catch (error) {
    if (error instanceof MailRefused) await ports.disputes.retract(disputeId, keyHash);
    else await ports.disputes.endHold(disputeId, keyHash);
    throw error;
  }
  log.info('notice.mailed', names);
  // The mail is out: a failure here must not have it mailed again.
  await ports.disputes.markMailed(disputeId, keyHash).catch((cause: unknown) => {
    log.warn('notice.not-marked', names, cause);
  });
}
