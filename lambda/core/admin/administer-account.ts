/** What an administrator does with one account: look at it, lock it, unlock it. The log names who did it. */
import { accountFingerprint, accountKey } from '../account/account';
import { examine, type EligibilityPorts, type Ineligibility } from '../account/eligibility';
import { withLease } from '../account/lease';
import type { AccountInspection, InspectedAccount } from '../account/ports';
import { errorName } from '../error-name';
import { Problem } from '../errors';
import type { LinkInspection } from '../link/ports';
import { forgiveAttempts } from '../limits/attempts';
import { limitsUsed, type LimitUse, type LimitUsePorts } from '../limits/usage';
import { lockAccount, type LockedPassword, type LockPorts } from '../notice/lock-account';
import type { Pause, PauseSwitch } from './ports';

/** What the use cases here need. */
export interface AdministerAccountPorts extends LockPorts, LimitUsePorts, EligibilityPorts {
  readonly directory: LockPorts['directory'];
  readonly inspection: AccountInspection;
  readonly links: LinkInspection;
  readonly pauseSwitch: Pick<PauseSwitch, 'find'>;
}

/** Whose account, and who asks. */
export interface AccountRequest {
  readonly user: string;
  /** The AWS identity that signed the request. */
  readonly by: string;
}

/**
 * What became of a link: `being-prepared` until it is mailed; `waits` to be picked up; `opened`; `withdrawn` after too many wrong
 * pickup codes; `revoked` by a lock or a chosen password; `expired`; `none` if none was asked for, if no link was made in its
 * time, or if that was so long ago that the table has forgotten it.
 */
export type LinkFate = 'none' | 'being-prepared' | 'waits' | 'opened' | 'withdrawn' | 'revoked' | 'expired';

/** What an administrator sees of an account. */
export interface AccountView {
  /** As the directory writes it, if it has the account. */
  readonly user: string;
  readonly eligible: boolean;
  /** Every reason why it is not eligible. */
  readonly reasons: readonly Ineligibility[];
  readonly email: string | undefined;
  readonly limits: readonly LimitUse[];
  /** How often the account was locked while its item is kept. */
  readonly locks: number;
  /** What became of the link that was asked for last. */
  readonly link: LinkFate;
  /** A request is changing the password, until then at the latest. */
  readonly leasedUntil: Date | undefined;
  /** The pause that holds, for all accounts. */
  readonly pause: Pause | undefined;
}

/** Looks at an account and changes nothing. A name without an account is an answer too. */
export async function showAccount(
  ports: AdministerAccountPorts,
  { user, by }: AccountRequest,
): Promise<AccountView> {
  const { account, reasons } = await examine(ports, user);
  const name = account?.name ?? user;
  const key = accountKey(name);
  const [state, pause] = await Promise.all([ports.inspection.inspect(key), ports.pauseSwitch.find()]);
  const limits = await limitsUsed(ports, key, state.unlocks);
  ports.log.info('admin.account-shown', { account: accountFingerprint(name), by });
  return {
    user: name,
    eligible: reasons.length === 0,
    reasons,
    email: account?.email,
    limits,
    locks: state.locks,
    link: await fateOf(ports, state),
    leasedUntil: state.leasedUntil,
    pause,
  };
}

/** A job that waited for so long makes no link any more. */
const jobKeptMilliseconds = 3_600_000;

async function fateOf(
  { links, clock }: Pick<AdministerAccountPorts, 'links' | 'clock'>,
  { link, lastLink }: InspectedAccount,
): Promise<LinkFate> {
  if (lastLink === undefined) return 'none';
  const record = await links.inspect(lastLink.id);
  const now = clock();
  switch (record?.state) {
    case 'claimed':
    case 'used':
      return 'opened';
    case 'withdrawn':
      return 'withdrawn';
    case 'ready':
      if (link !== lastLink.id) return 'revoked';
      return record.expiresAt > now ? 'waits' : 'expired';
    default: {
      const { expiresAt = new Date(lastLink.askedAt.getTime() + jobKeptMilliseconds) } = record ?? {};
      if (expiresAt <= now) return 'none';
      return link === lastLink.id ? 'being-prepared' : 'revoked';
    }
  }
}

/** Ends what keeps the owner of an account waiting: the counts of requests, and of wrong codes. */
export async function unlockAccount(
  ports: AdministerAccountPorts,
  { user, by }: AccountRequest,
): Promise<void> {
  const { name } = await existing(ports, user);
  await Promise.all([
    ports.accounts.countUnlock(accountKey(name)),
    forgiveAttempts(ports.counter, accountKey(name)),
  ]);
  ports.log.info('admin.account-unlocked', { account: accountFingerprint(name), by });
}

/**
 * Locks an account as "This wasn't me" does.
 *
 * @param deadline when the caller gets no answer any more.
 * @throws Problem `not-found` if there is no such account; `try-again` if it could not be locked for certain.
 */
export async function lockAccountFor(
  ports: AdministerAccountPorts,
  { user, by }: AccountRequest,
  deadline: Date,
): Promise<LockedPassword> {
  const account = await existing(ports, user);
  const names = { account: accountFingerprint(account.name), by };
  try {
    const password = await withLease(ports, { account: accountKey(account.name), deadline }, (change) =>
      lockAccount(ports, account, change),
    );
    // Only a lease that is for a link is ever superseded.
    if (password === 'superseded') throw new Error('A lease for no link was superseded.');
    ports.log.warn('admin.account-locked', { ...names, password });
    return password;
  } catch (cause) {
    ports.log.error('admin.account-not-locked', { ...names, error: errorName(cause) });
    throw new Problem('try-again', {
      detail: 'The account could not be locked for certain. Wait half a minute, then lock it again.',
      retryAfter: 30,
      cause,
    });
  }
}

async function existing(ports: Pick<AdministerAccountPorts, 'directory'>, user: string) {
  const account = await ports.directory.find(user);
  if (typeof account === 'object') return account;
  throw new Problem('not-found', {
    detail: `There is no such account: the directory has no "${user}" that Passlink may touch (${account}).`,
  });
}
