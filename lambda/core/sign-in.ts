/** What `portal` does with a code: count the try, compare, use the code up, open a session. */
import { accountKey } from './accounts';
import { browserHash } from './browser-half';
import {
  accountTries,
  accountTriesWindow,
  codeMessage,
  codeTries,
  type CodePurpose,
  type CodeSlot,
} from './codes';
import { Problem } from './errors';
import { fingerprint, sameDigest } from './hashing';
import type { CodeClaims, CodeMac, TryCounter } from './ports';
import { startSession, type AccessToken, type SessionPorts } from './sessions';

/** What the use case needs. */
export interface SignInPorts extends SessionPorts {
  readonly codes: CodeClaims;
  readonly codeMac: CodeMac;
  readonly counter: TryCounter;
  /** A name for one claim, never used before. */
  readonly newClaimId: () => string;
}

/** What somebody brings to sign in. */
export interface Credentials {
  readonly user: string;
  readonly code: string;
  /** The browser half's cookie; without it no code is good. */
  readonly browserHalf: string | undefined;
}

/**
 * Opens a session for whoever brings a code that is good in this browser.
 *
 * @throws Problem `code-invalid`, the same for a code that is wrong, expired, used, or has had too many tries.
 */
export async function signIn(
  ports: SignInPorts,
  { user, code, browserHalf }: Credentials,
): Promise<AccessToken> {
  if (browserHalf === undefined) throw refused(ports, user, 'no-browser-half');
  const account = accountKey(user);
  const slot = { purpose: 'sign-in' as const, account, browserHash: browserHash(browserHalf) };
  const accountId = await useCode(ports, slot, user, code);
  return startSession(ports, { account, accountId, user });
}

/**
 * Uses a code up, and with it all others of the account. Every try is counted before it is compared, for the code and
 * for the account, so that parallel guesses cannot slip by.
 *
 * @returns the id of the account that the code was made for.
 */
async function useCode(ports: SignInPorts, slot: CodeSlot, user: string, code: string): Promise<string> {
  const { codes, counter, accounts } = ports;
  const record = await codes.find(slot);
  if (record === undefined) throw refused(ports, user, 'no-code');
  if (!(await codes.countTry(slot, record.mac, codeTries))) throw refused(ports, user, 'no-tries-left');
  const triesInARow = triesCounter(slot.purpose, slot.account);
  const { allowed } = await counter.count(triesInARow, accountTries, accountTriesWindow);
  if (!allowed) throw refused(ports, user, 'account-tries-used-up');
  if (!sameDigest(await ports.codeMac.generate(codeMessage(slot, code)), record.mac)) {
    throw refused(ports, user, 'wrong-code');
  }
  const claimId = ports.newClaimId();
  if (!(await codes.claim(slot, record.mac, claimId))) throw refused(ports, user, 'used-already');
  // Only now: a try of a code that was made void takes the same steps, so that nobody learns of the sign-in that did it.
  const { requestedAt } = record;
  const isFirst = await accounts.useUpCodes(slot.account, { requestedAt, claimId }, ports.clock());
  if (!isFirst) throw refused(ports, user, 'void');
  await counter.reset(triesInARow);
  return record.accountId;
}

const triesCounter = (purpose: CodePurpose, account: string): string => `tries#${purpose}#${account}`;

function refused({ log }: SignInPorts, user: string, reason: string): Problem {
  log.warn('code.refused', { account: fingerprint(user), reason });
  return new Problem('code-invalid');
}
