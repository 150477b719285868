/**
 * What `send-mail` does with a request for a code: make a code, keep its MAC, mail it. For an account that is not eligible it
 * keeps a MAC that no code has. So checking a code takes the same steps, and the same time, for every account.
 *
 * A code is mailed at least once: the next delivery of a job that was not finished mails a new code, in place of the one that
 * may have arrived. Once it is noted that the mail went out, no delivery mails again. A code whose mail was certainly not sent
 * stays until then: nobody knows it. Of two deliveries at the same time one mails, and the other comes again.
 */
import type { Language } from '../language';
import { accountFingerprint, accountKey, newAccountId } from '../account/account';
import { codeMessage, newCode, type CodeSlot } from './code';
import { didNotGoOut, mayGoOut, type MailBrakePorts } from '../limits/mail-brake';
import type { CodePurpose } from '../limits/purposes';
import { newLinkId } from '../crypto/mailed-link';
import { makeVouchLink, type MakeVouchLinkPorts } from '../limits/vouch-link';
import { findEligible, type EligibilityPorts } from '../account/eligibility';
import { addressProblem } from '../account/mail-address';
import type { Log, LogDetails } from '../events';
import { fingerprint } from '../crypto/hashing';
import { MailRefused, type Clock, type Mail, type Mailer, type Random } from '../ports';
import type { CodeJob, CodePublication } from './ports';
import type { CodeMac } from '../crypto/ports';
import type { Registry } from '../account/ports';
import { randomKey } from '../crypto/random';

/** What the mail tells the person. */
export interface CodeMailContent {
  readonly purpose: CodePurpose;
  readonly user: string;
  readonly code: string;
  readonly minutes: number;
  /** The link "It was me", for a person whose requests are refused; undefined if it was not kept for certain. */
  readonly vouchLink: string | undefined;
  /** Undefined for the default. */
  readonly language: Language | undefined;
}

/** What the use case needs. */
export interface MailCodePorts extends EligibilityPorts, MailBrakePorts, MakeVouchLinkPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Where people register; undefined where accounts are made elsewhere. */
  readonly registry: Registry | undefined;
  readonly codes: CodePublication;
  readonly codeMac: CodeMac;
  readonly mailer: Mailer;
  readonly composeCode: (content: CodeMailContent) => Promise<Omit<Mail, 'to'>>;
  readonly codeMinutes: number;
}

/** Text that no code is, because it is too long. */
const noCode = randomKey;

/**
 * Mails a code to the account, if there is one that may be mailed.
 *
 * @param deadline when this delivery of the job is ended from outside.
 * @throws UnderWay if another delivery may be mailing the code; and whatever an adapter throws. A further delivery is safe.
 */
export async function mailCode(ports: MailCodePorts, job: CodeJob, deadline: Date): Promise<void> {
  const { random, log, codes } = ports;
  const { user, requestId, generation } = job;
  const names = { account: accountFingerprint(user), recovery: fingerprint(requestId) };
  const slot: CodeSlot = {
    purpose: job.purpose,
    account: accountKey(user),
    browserHash: job.browserHash,
  };
  if (job.register) await register(ports, user, names);
  const { account, reason } = await findEligible(ports, user);
  const code = newCode(random);
  // A call to KMS for every account: a code's attempts begin anew once it is in its slot, and so tell how long that took.
  const mac = await ports.codeMac.generate(codeMessage(slot, account ? code : noCode(random)));
  const published = await codes.publish(
    slot,
    { requestId, heldUntil: deadline },
    {
      mac,
      accountId: account?.id ?? newAccountId(random),
      generation,
      expiresAt: new Date(ports.clock().getTime() + ports.codeMinutes * 60_000),
    },
  );
  // Best effort: without the note, a further delivery of this job mails another code.
  const markMailed = () =>
    codes.markMailed(slot, mac).catch((cause: unknown) => log.warn('code.not-marked', names, cause));
  if (account === undefined) {
    log.warn('code.not-eligible', { ...names, reason });
    // Nothing tells the item from one whose code was mailed.
    await markMailed();
    return;
  }
  if (!published) {
    log.info('code.duplicate', names);
    return;
  }
  let isCounted = false;
  let mayBeSent = false;
  try {
    const cause = { vouched: job.vouched, isUnproven: account.isUnproven };
    if (!(await mayGoOut(ports, cause))) return;
    isCounted = true;
    const { account: key } = slot;
    const vouchLink = await makeVouchLink(ports, newLinkId(random), { account: key, sessions: job.sessions });
    const content = {
      purpose: job.purpose,
      user,
      code,
      minutes: ports.codeMinutes,
      vouchLink: vouchLink?.url,
      language: job.language,
    };
    const mail = { to: account.email, ...(await ports.composeCode(content)) };
    mayBeSent = true;
    await ports.mailer.send(mail);
  } catch (error) {
    const isCertainlyNotSent = !mayBeSent || error instanceof MailRefused;
    if (isCounted && isCertainlyNotSent) await didNotGoOut(ports);
    await codes.endHold(slot, mac);
    throw error;
  }
  log.info('code.mailed', names);
  await markMailed();
}

/** Makes the account, if there is none and it may be mailed at all. */
async function register(
  { registry, allowedEmailDomains, random, log }: MailCodePorts,
  email: string,
  names: LogDetails,
): Promise<void> {
  if (registry === undefined || addressProblem(email, allowedEmailDomains) !== undefined) return;
  const isNew = await registry.register(email, newAccountId(random));
  if (isNew) log.info('account.registered', names);
}
