/**
 * What `send-mail` does when strangers have used an account's mails of an hour up: it tells the owner, once an hour, with a
 * link that lets a browser of the owner through.
 */
import type { Language } from '../language';
import { accountFingerprint, accountKey } from '../account/account';
import { findEligible, type EligibilityPorts } from '../account/eligibility';
import { MailRefused, type Mail, type Mailer } from '../ports';
import { didNotGoOut, mayGoOut, type MailBrakePorts } from './mail-brake';
import type { FloodJob } from './ports';
import { makeVouchLink, type MakeVouchLinkPorts } from './vouch-link';

/** What the mail tells the person. */
export interface FloodMailContent {
  readonly user: string;
  /** The link "It was me". */
  readonly vouchLink: string;
  /** Undefined for the default. */
  readonly language: Language | undefined;
}

/** What the use case needs. */
export interface MailFloodPorts extends EligibilityPorts, MailBrakePorts, MakeVouchLinkPorts {
  readonly mailer: Mailer;
  readonly composeFlood: (content: FloodMailContent) => Promise<Omit<Mail, 'to'>>;
}

/**
 * Tells the account's owner, if there is one who may be mailed.
 *
 * @throws whatever an adapter throws. A retry is safe: it mails if an earlier attempt certainly did not.
 */
export async function mailFlood(
  ports: MailFloodPorts,
  { linkId, user, sessions, language }: FloodJob,
): Promise<void> {
  const names = { account: accountFingerprint(user) };
  const { account, reason } = await findEligible(ports, user);
  if (account === undefined) {
    ports.log.warn('flood.not-eligible', { ...names, reason });
    return;
  }
  if (!(await mayGoOut(ports, { vouched: false, isUnproven: account.isUnproven }))) return;
  const vouchLink = await makeVouchLink(ports, linkId, { account: accountKey(user), sessions });
  if (vouchLink === undefined) {
    await didNotGoOut(ports);
    ports.log.info('flood.duplicate', names);
    return;
  }
  try {
    const content = { user: account.name, vouchLink: vouchLink.url, language };
    await ports.mailer.send({ to: account.email, ...(await ports.composeFlood(content)) });
  } catch (error) {
    if (error instanceof MailRefused) {
      await didNotGoOut(ports);
      await vouchLink.retract();
    }
    throw error;
  }
  ports.log.info('flood.mailed', names);
}
