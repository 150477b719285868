/** How a code is used, whatever it is good for: count the attempt, compare, claim. */
import { accountFingerprint, accountKey } from '../account/account';
import { browserHash } from '../crypto/browser-half';
import { codeAttempts, codeMessage, type CodeSlot } from './code';
import type { CodePurpose } from '../limits/purposes';
import { Problem } from '../errors';
import type { Log } from '../events';
import { sameDigest } from '../crypto/hashing';
import type { CodeClaims, CodeRecord } from './ports';
import { countAttempt } from '../limits/attempts';
import type { AttemptCounter } from '../limits/ports';
import { vouchedBrowser, type VouchedBrowserPorts } from '../limits/vouched-browser';

/** What using a code needs. */
export interface UseCodePorts extends VouchedBrowserPorts {
  readonly log: Log;
  readonly codes: CodeClaims;
  readonly counter: AttemptCounter;
  /** A name for one claim, never used before. */
  readonly newClaimId: () => string;
}

/** What a person sends. */
export interface CodeEntry {
  /** The account's name as it was typed. */
  readonly user: string;
  /** The code in its one spelling; undefined for what cannot be a code. That is compared with nothing. */
  readonly code: string | undefined;
  /** The browser half's cookie; without it no code is good. */
  readonly browserHalf: string | undefined;
  /** What the browser kept if it was vouched. */
  readonly vouching?: string | undefined;
  /** Ends once it is known that nothing is paused. Nothing is changed before that. */
  readonly goAhead?: Promise<void> | undefined;
}

/** A code that was right, and that the caller has claimed. */
export interface ClaimedCode {
  readonly slot: CodeSlot;
  readonly record: CodeRecord & { readonly mac: string };
  readonly claimId: string;
}

/**
 * Claims a code. Every attempt is counted before it is compared, for the code, and for the account's strangers or the
 * vouched browser, so that parallel guesses cannot slip by. The caller must still check that the code was not revoked; see
 * `Accounts.useCode`. That check comes last: an attempt with a revoked code takes the same steps, so that it does not tell
 * what revoked the code.
 *
 * @throws Problem `code-invalid`, the same for a code that is wrong, expired, used, or has had too many attempts. Without the
 *   browser half it says so, the same for every code.
 */
export async function claimCode(
  ports: UseCodePorts,
  purpose: CodePurpose,
  { user, code, browserHalf, vouching, goAhead }: CodeEntry,
): Promise<ClaimedCode> {
  const { codes, counter } = ports;
  if (browserHalf === undefined) {
    // Nothing was compared or counted: the answer is the same whatever the code is.
    throw codeRefused(ports, user, 'no-browser-half', { special: 'no-cookie' });
  }
  const slot: CodeSlot = { purpose, account: accountKey(user), browserHash: browserHash(browserHalf) };
  const [record, browser] = await Promise.all([
    codes.find(slot),
    vouchedBrowser(ports, slot.account, vouching),
    goAhead,
  ]);
  if (record === undefined) throw codeRefused(ports, user, 'no-code');
  const { mac, recovery } = record;
  const refused = (reason: string) => codeRefused(ports, user, reason, { recovery });
  if ((await codes.countAttempt(slot, mac, codeAttempts)) === undefined) {
    throw refused('no-attempts-left');
  }
  // The MAC alone says nothing, so it may be made while this attempt is counted for the account.
  const [{ allowed }, entered] = await Promise.all([
    countAttempt(counter, slot.account, purpose, browser),
    code === undefined ? undefined : ports.codeMac.generate(codeMessage(slot, code)),
  ]);
  if (!allowed) throw refused('account-attempts-used-up');
  if (entered === undefined) throw refused('unreadable-code');
  if (mac === undefined || !sameDigest(entered, mac)) throw refused('wrong-code');
  const claimId = ports.newClaimId();
  if (!(await codes.claim(slot, mac, { claimId }))) throw refused('used-already');
  return { slot, record: { ...record, mac }, claimId };
}

/** What else is to be said of a refusal of a code. */
interface CodeRefusal {
  /** What the log calls the recovery that the code began; undefined if there is no such code. */
  readonly recovery?: string;
  /** What the answer says in place of what it says to everybody. */
  readonly special?: 'no-cookie';
}

/** Outside all refusals look alike; only a browser without a cookie gets an answer of its own. The log has the reason. */
export function codeRefused(
  { log }: Pick<UseCodePorts, 'log'>,
  user: string,
  reason: string,
  { recovery, ...told }: CodeRefusal = {},
): Problem {
  log.warn('code.refused', { account: accountFingerprint(user), reason, recovery });
  return new Problem('code-invalid', told);
}
