/** What an administrator does with one account: look at it, lock it, unlock it. The log names who did it. */
import { accountFingerprint, accountKey } from '../account/account';
import { examine, type EligibilityPorts, type Ineligibility } from '../account/eligibility';
import { withLease } from '../account/lease';
import type { AccountInspection } from '../account/ports';
import { errorName } from '../error-name';
import { Problem } from '../errors';
import { forgiveAttempts } from '../limits/attempts';
import { limitsUsed, type LimitUse, type LimitUsePorts } from '../limits/usage';
import { lockAccount, type LockedPassword, type LockPorts } from '../notice/lock-account';
import type { Pause, PauseSwitch } from './ports';

/** What the use cases here need. */
export interface AdministerAccountPorts extends LockPorts, LimitUsePorts, EligibilityPorts {
  readonly directory: LockPorts['directory'];
  readonly inspection: AccountInspection;
  readonly pauseSwitch: Pick<PauseSwitch, 'find'>;
}

/** Whose account, and who asks. */
export interface AccountRequest {
  readonly user: string;
  /** The AWS identity that signed the request. */
  readonly by: string;
}

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
  /** Whether a link is being prepared, or waits to be picked up. */
  readonly hasLink: boolean;
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
    hasLink: state.link !== undefined,
    leasedUntil: state.leasedUntil,
    pause,
  };
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
