/**
 * What `generate` does with a request: reset the password, keep it sealed in the vault, mail the link.
 *
 * A request may be tried several times. An attempt repeats what an earlier one did, under the same names, so that nothing is
 * left over. A link is mailed at least once: the next delivery of a job that was not finished ends the link that may have arrived,
 * resets again and mails again. Once the link is claimed, or it is noted that its mail went out, no delivery does anything. If
 * the mail was certainly refused, the link is taken back, and any delivery may start over. Of two deliveries at the same time
 * one has the account's lease, and the other comes again.
 */
import type { Language } from '../language';
import { accountFingerprint, accountKey } from '../account/account';
import { findEligible, type EligibleAccount } from '../account/eligibility';
import type { LogEvent } from '../events';
import { fingerprint, sha256 } from '../crypto/hashing';
import { linkUrl, newLinkKey } from '../crypto/mailed-link';
import { newPassword } from '../password/new-password';
import { mayGoOut, type MailBrakePorts } from '../limits/mail-brake';
import { MailRefused, type Mail, type Mailer } from '../ports';
import type { Directory } from '../account/ports';
import type { LinkPreparation, LinkJob, VaultWriter } from './ports';
import { randomName } from '../crypto/random';
import { seal } from '../crypto/sealing';
import { withFreeLease, type ChangeInLease, type FreeLeasePorts } from '../account/lease';

/** What the mail tells the person. */
export interface LinkMailContent {
  readonly user: string;
  readonly link: string;
  readonly key: string;
  readonly minutes: number;
  /** Undefined for the default. */
  readonly language: Language | undefined;
}

/** What the use case needs. */
export interface DeliverLinkPorts extends FreeLeasePorts, MailBrakePorts {
  readonly directory: Directory;
  readonly vault: VaultWriter;
  readonly links: LinkPreparation;
  readonly mailer: Mailer;
  readonly composeMail: (content: LinkMailContent) => Promise<Omit<Mail, 'to'>>;
  readonly publicUrl: string;
  readonly linkMinutes: number;
  readonly allowedEmailDomains: readonly string[];
}

/** What the log calls the link, its account, and the recovery that they belong to. */
export const namesOf = ({ linkId, user, recovery = fingerprint(linkId) }: LinkJob) => ({
  link: fingerprint(linkId),
  account: accountFingerprint(user),
  recovery,
});

/**
 * Delivers a reset password by link, if the account is eligible; if not, it leaves a log line and nothing else.
 *
 * @param deadline when this delivery of the job is ended from outside.
 * @throws AccountBusy, and whatever an adapter throws. A further delivery is safe after each.
 */
export async function deliverLink(ports: DeliverLinkPorts, job: LinkJob, deadline: Date): Promise<void> {
  const names = namesOf(job);
  const { account, reason } = await findEligible(ports, job.user);
  if (account === undefined) {
    ports.log.warn('link.not-eligible', { ...names, reason });
    return;
  }
  const key = accountKey(account.name);
  const event = await withFreeLease(ports, { account: key, link: job.linkId, deadline }, (change) =>
    deliver(ports, job, account, key, change),
  );
  ports.log.info(event === 'superseded' ? 'link.superseded' : event, names);
}

async function deliver(
  ports: DeliverLinkPorts,
  job: LinkJob,
  account: EligibleAccount,
  accountOfLease: string,
  change: ChangeInLease,
): Promise<LogEvent> {
  const { links, vault, directory, random } = ports;
  const { linkId, browserHash, pickupMac, vouched } = job;
  const { recovery } = namesOf(job);
  // Before the parameter is written, so that the sweep, which goes by that time, never takes a live link's parameter.
  const expiresAt = new Date(ports.clock().getTime() + ports.linkMinutes * 60_000);

  // The name of the parameter is in the table before the parameter exists, so that a retry writes to the same one.
  const parameter = randomName(random);
  const draft = await links.begin(linkId, {
    account: accountOfLease,
    parameter,
    recovery,
    expiresAt,
  });
  if (draft === undefined) return 'link.duplicate';
  // Before the reset: who gets no mail keeps the password. A further attempt belongs to a mail that is counted already.
  const isFirstAttempt = draft.parameter === parameter;
  if (isFirstAttempt && !(await mayGoOut(ports, { vouched }))) {
    // A further delivery of the job would take its mail for one that is counted already.
    await ports.accounts.endLink(accountOfLease, linkId);
    return 'link.held-back';
  }

  const key = newLinkKey(random);
  const keyHash = sha256(key);
  const password = newPassword(await directory.passwordPolicy(), random);
  await vault.store(draft.parameter, seal({ user: account.name, password }, key, linkId, random));
  // Before the reset, so that all browsers are out even if what follows fails.
  await ports.accounts.revoke(accountOfLease);
  await change(() => directory.setPassword(account.name, password, { mustChange: true }));
  if (!(await links.publish(linkId, { keyHash, browserHash, pickupMac }, expiresAt))) return 'link.duplicate';
  // A later request or change revoked the link meanwhile. A mail with a link that cannot work would only confuse.
  if ((await ports.accounts.find(accountOfLease)).link !== linkId) return 'link.overtaken';

  try {
    const link = linkUrl(`${ports.publicUrl}/extract`, linkId, key);
    const content = { user: account.name, link, key, minutes: ports.linkMinutes, language: job.language };
    await ports.mailer.send({ to: account.email, ...(await ports.composeMail(content)) });
  } catch (error) {
    if (error instanceof MailRefused) await links.retract(linkId, keyHash);
    throw error;
  }
  // The mail is out: a failure here must not have it mailed again.
  await links.markMailed(linkId, keyHash).catch((cause: unknown) => {
    ports.log.warn('link.mail-not-marked', { link: fingerprint(linkId) }, cause);
  });
  return 'link.mailed';
}
