/**
 * What `reset` does with a code and a password that the person chose: check the password, claim the code, end the
 * account's codes and sessions, set the password, end its links.
 *
 * A password that is refused uses nothing up: what can be checked before the code is, is checked before; and if the
 * directory itself refuses, the claim is given back. So it is after any other failure: whoever has the code can send the
 * same form again, and the password that was sent last is the one that counts.
 */
import { accountFingerprint } from '../account/account';
import { findEligible } from '../account/eligibility';
import { Problem } from '../errors';
import type { Log } from '../events';
import { requestNotice, type NoticePorts } from '../notice/request-notice';
import { normalisePassword, passwordProblems } from '../password/password-rules';
import { forgiveAttempts } from '../limits/attempts';
import { PasswordNotSet, PasswordRefused, type AccountMarker, type Directory } from '../account/ports';
import { AccountBusy, withLease, type LeasePorts } from '../account/lease';
import { claimCode, codeRefused, type ClaimedCode, type CodeEntry, type UseCodePorts } from './use-code';

/** What the use case needs. */
export interface ChangePasswordPorts extends LeasePorts, UseCodePorts, NoticePorts {
  readonly directory: Directory;
  readonly accounts: Pick<AccountMarker, 'useUpCodes'>;
  readonly allowedEmailDomains: readonly string[];
  /** Whether a password, in lower case, is well known. */
  readonly isCommonPassword: (password: string) => boolean;
}

/** What somebody brings. */
export interface PasswordChoice extends CodeEntry {
  readonly password: string;
}

/**
 * Sets the password of an account for whoever brings a code that is good in this browser. There is no session
 * afterwards, in this browser or any other.
 *
 * @param deadline when the caller gets no answer any more.
 * @throws Problem `password-rejected` with the reasons, the code not used up; `code-invalid`, the same for a code that is
 *   wrong, expired, used, or has had too many attempts; `try-again` if nobody can tell whether the password was set, or the
 *   account is being reset by somebody else: the code is good for another attempt.
 */
export async function changePassword(
  ports: ChangePasswordPorts,
  choice: PasswordChoice,
  deadline: Date,
): Promise<void> {
  const { user } = choice;
  const policy = await ports.directory.passwordPolicy();
  const password = normalisePassword(choice.password, policy);
  // Before the code, and without it: the answer is the same whatever account and code it comes with.
  const reasons = passwordProblems(choice.password, policy, user, ports.isCommonPassword);
  if (reasons.length > 0) throw new Problem('password-rejected', { reasons });

  const claimed = await claimCode(ports, 'reset', choice);
  const key = claimed.slot.account;
  const attempt: { madeAt: Date | undefined } = { madeAt: undefined };
  try {
    await withLease(ports, key, { requestedAt: undefined, deadline }, async (lease) => {
      const { account, reason } = await findEligible(ports, user);
      if (account === undefined) throw codeRefused(ports, user, reason);
      // The name may be another account's by now.
      if (account.id !== claimed.record.accountId) throw codeRefused(ports, user, 'another-account');
      // Before the password is set: whoever else was in is out, even if what follows fails.
      const isFirst = await ports.accounts.useUpCodes(key, claimed.record, ports.clock(), {
        alsoSessions: true,
      });
      if (!isFirst) throw codeRefused(ports, user, 'void');
      try {
        await lease.change(() => {
          attempt.madeAt = ports.clock();
          return ports.directory.setPassword(account.name, password, { mustChange: false });
        });
      } catch (error) {
        // A password that is refused costs nobody the link that they wait for.
        if (error instanceof PasswordNotSet) attempt.madeAt = undefined;
        throw error;
      } finally {
        if (attempt.madeAt !== undefined) await lease.endLinks();
      }
    });
  } catch (error) {
    if (error instanceof Problem) throw error;
    if (attempt.madeAt !== undefined) await requestNotice(ports, user, 'chosen', attempt.madeAt);
    throw await giveBack(ports, user, claimed, { cause: error, mayBeSet: attempt.madeAt !== undefined });
  }
  ports.log.info('password.changed', { account: accountFingerprint(user) });
  await Promise.all([
    forgiveAttempts(ports.counter, key).catch((cause: unknown) => {
      ports.log.warn('account.attempts-kept', { account: accountFingerprint(user) }, cause);
    }),
    requestNotice(ports, user, 'chosen', attempt.madeAt ?? ports.clock()),
  ]);
}

/** What went wrong after the code was claimed. */
interface Failure {
  readonly cause: unknown;
  /** Whether the password may have been set all the same, or may still be. */
  readonly mayBeSet: boolean;
}

/** Gives the claim back, and says what the caller is to be told. */
async function giveBack(
  ports: ChangePasswordPorts,
  user: string,
  { slot, claimId }: ClaimedCode,
  failure: Failure,
): Promise<Problem> {
  const problem = toldAbout(ports.log, user, failure);
  try {
    await ports.codes.release(slot, claimId);
    return problem;
  } catch {
    // Whatever became of the password: with this code it cannot be tried again.
    return codeRefused(ports, user, 'not-released');
  }
}

function toldAbout(log: Log, user: string, { cause, mayBeSet }: Failure): Problem {
  const account = accountFingerprint(user);
  if (cause instanceof PasswordRefused) {
    log.info('password.refused', { account });
    return new Problem('password-rejected', { reasons: [cause.message] });
  }
  // A lease that is under way, or was kept, has come to its end by then.
  const later = (what: string) =>
    new Problem('try-again', {
      detail: `${what} Send this again in half a minute: your code is still good.`,
      retryAfter: 30,
    });
  if (cause instanceof AccountBusy) return later('Another reset of your account is under way.');
  const error = cause instanceof Error ? cause.name : 'not an error';
  log.error(mayBeSet ? 'password.uncertain' : 'password.not-set', { account, error });
  return later(mayBeSet ? 'Your password may have been changed or not.' : 'Your password was not changed.');
}
