/**
 * What `generate` does with a request: reset the password, keep it sealed in the vault, mail the link.
 *
 * It may be tried several times for one request. Until the link is published a try repeats what an earlier one did,
 * under the same names, so that nothing is left over. Once it is published a further try does nothing: it neither
 * resets nor mails again; nor does a second delivery of it that runs at the same time. In between lies the mail: if it
 * was certainly refused, the link is taken back and the next try starts over; if nobody can tell, the person asks
 * again, which makes the lost password worthless.
 */
import { accountKey } from './accounts';
import { eligibility, type EligibleAccount } from './eligibility';
import type { Log, LogEvent } from './events';
import { fingerprint, sha256 } from './hashing';
import { linkUrl, newLinkKey } from './links';
import { newPassword } from './passwords';
import {
  MailRefused,
  type AccountMarker,
  type Clock,
  type Directory,
  type LinkPreparation,
  type Mail,
  type Mailer,
  type Random,
  type ResetJob,
  type Sleep,
  type VaultWriter,
} from './ports';
import { randomName } from './random';
import { seal } from './sealing';

/** What the mail tells the person. */
export interface LinkMailContent {
  readonly user: string;
  readonly link: string;
  readonly key: string;
  readonly minutes: number;
}

/** What the use case needs. */
export interface DeliverLinkPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly sleep: Sleep;
  readonly log: Log;
  readonly directory: Directory;
  readonly vault: VaultWriter;
  readonly links: LinkPreparation;
  readonly accounts: Pick<AccountMarker, 'voidEverything'>;
  readonly mailer: Mailer;
  readonly composeMail: (content: LinkMailContent) => Omit<Mail, 'to'>;
  readonly publicUrl: string;
  readonly linkMinutes: number;
  readonly allowedEmailDomains: readonly string[];
}

/** The account's turn did not come, or did not last, long enough for a reset; the asynchronous retry tries again. */
export class AccountBusy extends Error {
  constructor() {
    super('Another reset of this account is under way, or this one was too slow for its turn.');
    this.name = 'AccountBusy';
  }
}

const turnPollMilliseconds = 250;

/** How long a request holds an account's turn at most; whoever dies with it keeps the next one waiting that long. */
const turnMilliseconds = 20_000;

/**
 * The part of a turn in which the password may still be reset. The rest is for that call to end, its retries included,
 * so that it never takes effect in the next one's turn.
 */
const resetMilliseconds = 5000;

/**
 * Delivers a reset password by link, if the account is eligible; if not, it leaves a log line and nothing else.
 *
 * @param deadline when this try is ended from outside.
 * @throws AccountBusy, and whatever an adapter throws; a retry is safe after each.
 */
export async function deliverLink(ports: DeliverLinkPorts, job: ResetJob, deadline: Date): Promise<void> {
  const names = { link: fingerprint(job.linkId), account: fingerprint(job.user) };
  const { account, reason } = eligibility(await ports.directory.find(job.user), ports.allowedEmailDomains);
  if (account === undefined) {
    ports.log.warn('reset.not-eligible', { ...names, reason });
    return;
  }
  const key = accountKey(account.name);
  const turn = await takeTurn(ports, key, job, deadline);
  if (turn === 'superseded') {
    ports.log.info('reset.superseded', names);
    return;
  }
  try {
    ports.log.info(await deliver(ports, job, account, key, turn), names);
  } finally {
    // A turn that cannot be given back ends by itself.
    await ports.links.endTurn(key, turn.turnId).catch((cause: unknown) => {
      ports.log.warn('reset.turn-kept', names, cause);
    });
  }
}

/** The account's turn, taken. */
interface TakenTurn {
  readonly turnId: string;
  readonly currentLink: string | undefined;
  readonly resetBefore: Date;
}

/**
 * Waits for the account's turn. Without turns, two resets at once could leave the account with the password of the
 * one and a working link to the password of the other.
 */
async function takeTurn(
  { links, clock, random, sleep }: DeliverLinkPorts,
  key: string,
  { requestedAt }: ResetJob,
  deadline: Date,
): Promise<'superseded' | TakenTurn> {
  const turnId = randomName(random);
  for (;;) {
    const now = clock().getTime();
    const heldUntil = new Date(now + turnMilliseconds);
    if (heldUntil > deadline) throw new AccountBusy();
    const turn = await links.takeTurn(key, { turnId, requestedAt, heldUntil });
    if (turn.state === 'superseded') return 'superseded';
    if (turn.state === 'taken') {
      return { turnId, currentLink: turn.currentLink, resetBefore: new Date(now + resetMilliseconds) };
    }
    await sleep(turnPollMilliseconds);
  }
}

async function deliver(
  ports: DeliverLinkPorts,
  { linkId, browserHash, pickupMac }: ResetJob,
  account: EligibleAccount,
  turnAccount: string,
  { turnId, currentLink, resetBefore }: TakenTurn,
): Promise<LogEvent> {
  const { links, vault, directory, random } = ports;
  // Before the parameter is written, so that the sweep, which goes by that time, never takes a live link's parameter.
  const expiresAt = new Date(ports.clock().getTime() + ports.linkMinutes * 60_000);

  // The name of the parameter is in the table before the parameter exists, so that a retry writes to the same one.
  const draft = await links.begin(linkId, { parameter: randomName(random), expiresAt });
  if (draft === undefined) return 'reset.duplicate';
  await links.replaceCurrent(turnAccount, turnId, { current: currentLink, next: linkId });

  const key = newLinkKey(random);
  const keyHash = sha256(key);
  const password = newPassword(await directory.passwordPolicy(), random);
  await vault.store(draft.parameter, seal({ user: account.name, password }, key, linkId, random));
  if (ports.clock() > resetBefore) throw new AccountBusy();
  // Before the reset: whoever else was in is out, even if what follows fails.
  await ports.accounts.voidEverything(turnAccount, ports.clock());
  await directory.resetPassword(account.name, password);
  const published = await links.publish(linkId, { keyHash, browserHash, pickupMac }, expiresAt);
  // The password was reset, but a newer request withdrew the link meanwhile: that one resets it again.
  if (!published) return 'reset.overtaken';

  try {
    const link = linkUrl(ports.publicUrl, linkId, key);
    const content = { user: account.name, link, key, minutes: ports.linkMinutes };
    await ports.mailer.send({ to: account.email, ...ports.composeMail(content) });
  } catch (error) {
    if (error instanceof MailRefused) await links.retract(linkId, keyHash);
    throw error;
  }
  return 'reset.mailed';
}
