/**
 * What `reset` does with a code and a password that the person chose: check the password, claim the code, revoke the
 * account's codes and sessions, set the password, revoke its link.
 *
 * A refused password uses nothing up. Most rules are checked before the code is; if the directory itself refuses, the claim
 * is released. Any other failure releases the claim as well: the person can send the same form again, and the password that
 * they sent last counts.
 */
import type { Language } from '../language';
import { accountFingerprint } from '../account/account';
import { findEligible } from '../account/eligibility';
import { errorName } from '../error-name';
import { Problem, type ProblemCase } from '../errors';
import type { Log, LogDetails } from '../events';
import type { PasswordChange } from '../notice/ports';
import { requestNotice, type NoticePorts } from '../notice/request-notice';
import { normalisePassword, passwordProblems } from '../password/password-rules';
import { forgiveAttempts } from '../limits/attempts';
import { vouchAfterwards } from '../limits/vouched-browser';
import { PasswordNotSet, PasswordRefused, type Directory } from '../account/ports';
import { AccountBusy, withLease, type LeasePorts } from '../account/lease';
import { claimCode, codeRefused, type ClaimedCode, type CodeEntry, type UseCodePorts } from './use-code';

/** What the use case needs. */
export interface ChangePasswordPorts extends LeasePorts, Omit<UseCodePorts, 'accounts'>, NoticePorts {
  readonly directory: Directory;
  readonly allowedEmailDomains: readonly string[];
  /** Whether a password, in lower case, is well known. */
  readonly isCommonPassword: (password: string) => boolean;
}

/** What a person sends. */
export interface PasswordChoice extends CodeEntry {
  readonly password: string;
  /** The language of the request, for the notice. */
  readonly language: Language;
}

/**
 * Sets the password of an account for a person with a code that is good in this browser. There is no session
 * afterwards, in this browser or any other.
 *
 * @param deadline when the caller gets no answer any more.
 * @returns what this browser keeps, because it is vouched now, as the only one; undefined if it could not be vouched.
 * @throws Problem `password-rejected` with the faults, the code not used up; `code-invalid`, the same for a code that is
 *   wrong, expired, used, or has had too many attempts; `try-again` if it is unknown whether the password was set, or another
 *   request holds the account's lease: the code is good for another attempt.
 */
export async function changePassword(
  ports: ChangePasswordPorts,
  choice: PasswordChoice,
  deadline: Date,
): Promise<string | undefined> {
  const { user, language } = choice;
  const policy = await ports.directory.passwordPolicy();
  const password = normalisePassword(choice.password, policy);
  // Before the code, and without it: the answer is the same whatever account and code it comes with.
  const faults = passwordProblems(choice.password, policy, user, ports.isCommonPassword);
  if (faults.length > 0) throw new Problem('password-rejected', { faults });

  const claimed = await claimCode(ports, 'reset', choice);
  const key = claimed.slot.account;
  const { recovery } = claimed.record;
  const names = { account: accountFingerprint(user), recovery };
  /** The change, once it was made or may have been, and the account's number of sessions since then. */
  const attempt: { change: PasswordChange | undefined; sessions: number } = {
    change: undefined,
    sessions: 0,
  };
  try {
    await withLease(ports, { account: key, deadline }, async (change) => {
      const { account, reason } = await findEligible(ports, user);
      if (account === undefined) throw codeRefused(ports, user, reason, { recovery });
      // The name may be another account's by now.
      if (account.id !== claimed.record.accountId) {
        throw codeRefused(ports, user, 'another-account', { recovery });
      }
      // Before the password is set, so that all other browsers are out even if what follows fails.
      const state = await ports.accounts.useCode(key, claimed.record, { revokeSessions: true });
      if (state === undefined) throw codeRefused(ports, user, 'revoked', { recovery });
      attempt.sessions = state.sessions;
      try {
        await change(() => {
          attempt.change = { kind: 'chosen', at: ports.clock(), locks: state.locks, recovery };
          return ports.directory.setPassword(account.name, password, { mustChange: false });
        });
      } catch (error) {
        // A refused password does not cost the person the link that they wait for.
        if (error instanceof PasswordNotSet) attempt.change = undefined;
        throw error;
      } finally {
        if (attempt.change !== undefined && state.link !== undefined) {
          await ports.accounts.endLink(key, state.link);
        }
      }
    });
  } catch (error) {
    if (error instanceof Problem) throw error;
    if (attempt.change !== undefined) await requestNotice(ports, user, attempt.change, language);
    throw await giveBack(ports, user, claimed, { cause: error, mayBeSet: attempt.change !== undefined });
  }
  ports.log.info('password.changed', names);
  const [vouching] = await Promise.all([
    vouchAfterwards(ports, key, attempt.sessions),
    forgiveAttempts(ports.counter, key).catch((cause: unknown) => {
      ports.log.warn('account.attempts-kept', names, cause);
    }),
    attempt.change && requestNotice(ports, user, attempt.change, language),
  ]);
  return vouching;
}

/** What went wrong after the code was claimed. */
interface Failure {
  readonly cause: unknown;
  /** Whether the password may have been set all the same, or may still be. */
  readonly mayBeSet: boolean;
}

/** Gives the claim and its attempt back. Returns the problem for the caller. */
async function giveBack(
  ports: ChangePasswordPorts,
  user: string,
  { slot, claimId, record: { recovery } }: ClaimedCode,
  failure: Failure,
): Promise<Problem> {
  const names = { account: accountFingerprint(user), recovery };
  const problem = problemOf(ports.log, names, failure);
  try {
    await ports.codes.release(slot, claimId, 1);
    return problem;
  } catch {
    // The code cannot be used again, whatever became of the password.
    return codeRefused(ports, user, 'not-released', { recovery });
  }
}

function problemOf(log: Log, names: LogDetails, { cause, mayBeSet }: Failure): Problem {
  if (cause instanceof PasswordRefused) {
    log.info('password.refused', names);
    return new Problem('password-rejected', { faults: [{ name: 'refused-by-aws', reason: cause.message }] });
  }
  // A lease that is under way, or was kept, has come to its end by then.
  const later = (special: ProblemCase) => new Problem('try-again', { special, retryAfter: 30 });
  if (cause instanceof AccountBusy) return later('account-busy');
  const error = errorName(cause);
  log.error(mayBeSet ? 'password.uncertain' : 'password.not-set', { ...names, error });
  return later(mayBeSet ? 'password-maybe-changed' : 'password-not-changed');
}
