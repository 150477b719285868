/** What locking an account means, whoever asks for it: its owner with "This wasn't me", or an administrator. */
import { accountKey } from '../account/account';
import type { ChangeInLease, LeasePorts } from '../account/lease';
import type { Directory } from '../account/ports';
import { forgiveAttempts } from '../limits/attempts';
import type { AttemptCounter } from '../limits/ports';
import { newPassword } from '../password/new-password';

/** What locking needs. */
export interface LockPorts extends LeasePorts {
  readonly directory: Directory;
  readonly counter: AttemptCounter;
}

/** The account that is meant. Another one may have its name by now. */
export interface LockableAccount {
  readonly id: string;
  readonly name: string;
}

/** What became of the account's password. */
export type LockedPassword = 'set' | 'none there' | 'of another account';

/**
 * Revokes what was issued for an account, and gives it a password that nobody knows. It happens in the account's lease.
 *
 * @param change sets the password; see `withLease`.
 */
export async function lockAccount(
  ports: LockPorts,
  { id, name }: LockableAccount,
  change: ChangeInLease,
): Promise<LockedPassword> {
  const account = await ports.directory.find(name);
  if (typeof account === 'object' && account.id !== id) return 'of another account';
  const key = accountKey(name);
  await ports.accounts.revoke(key, { alsoLink: true });
  // A stranger may have used the account's attempts up. Its owner must get in.
  await forgiveAttempts(ports.counter, key);
  const usesPassword = typeof account === 'object' && account.usesPassword;
  if (usesPassword) {
    const unknown = newPassword(await ports.directory.passwordPolicy(), ports.random);
    await change(() => ports.directory.setPassword(account.name, unknown, { mustChange: true }));
  }
  await ports.accounts.countLock(key);
  return usesPassword ? 'set' : 'none there';
}
