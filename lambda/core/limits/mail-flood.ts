/**
 * What `send-mail` does when strangers have used an account's mails of an hour up: it tells the owner, once an hour, with a
 * link that lets a browser of the owner through.
 */
import { accountFingerprint, accountKey } from '../account/account';
import { findEligible, type EligibilityPorts } from '../account/eligibility';
import type { Mail, Mailer } from '../ports';
import { mayGoOut, type MailBrakePorts } from './mail-brake';
import type { FloodJob } from './ports';
import { makeVouchLink, type MakeVouchLinkPorts } from './vouch-link';

/** What the mail tells the person. */
export interface FloodMailContent {
  readonly user: string;
  /** The link "It was me". */
  readonly vouchLink: string;
}

/** What the use case needs. */
export interface MailFloodPorts extends EligibilityPorts, MailBrakePorts, MakeVouchLinkPorts {
  readonly mailer: Mailer;
  readonly composeFlood: (content: FloodMailContent) => Omit<Mail, 'to'>;
}

/**
 * Tells the account's owner, if there is one who may be mailed.
 *
 * @throws whatever an adapter throws; a retry is safe, and mails a new link.
 */
export async function mailFlood(ports: MailFloodPorts, { user, sessions }: FloodJob): Promise<void> {
  const names = { account: accountFingerprint(user) };
  const { account, reason } = await findEligible(ports, user);
  if (account === undefined) {
    ports.log.warn('flood.not-eligible', { ...names, reason });
    return;
  }
  if (!(await mayGoOut(ports, false))) return;
  const vouchLink = await makeVouchLink(ports, { account: accountKey(user), sessions });
  await ports.mailer.send({ to: account.email, ...ports.composeFlood({ user: account.name, vouchLink }) });
  ports.log.info('flood.mailed', names);
}
