/** What `portal` does with a code: use it up, and all others of the account with it, open a session, vouch for the browser. */
import { startSession, type AccessToken, type SessionPorts } from './session';
import { forgiveAttempts } from '../limits/attempts';
import { vouchAfterwards } from '../limits/vouched-browser';
import { claimCode, codeRefused, type CodeEntry, type UseCodePorts } from '../code/use-code';

/** What the use case needs. */
export interface SignInPorts extends Omit<UseCodePorts, 'accounts'>, SessionPorts {}

/** What a browser gets. */
export interface SignedIn {
  readonly token: AccessToken;
  /** What a vouched browser keeps; undefined if it could not be vouched. */
  readonly vouching: string | undefined;
}

/**
 * Opens a session for a person with a code that is good in this browser.
 *
 * @throws Problem `code-invalid`, the same for a code that is wrong, expired, used, or has had too many attempts.
 */
export async function signIn(ports: SignInPorts, entry: CodeEntry): Promise<SignedIn> {
  const { user } = entry;
  const { slot, record } = await claimCode(ports, 'sign-in', entry);
  const { account } = slot;
  const { accountId, recovery } = record;
  // One write for both: what revokes the account's sessions comes before it and revokes the code, or after it and revokes
  // this session.
  const state = await ports.accounts.useCode(account, record);
  if (state === undefined) throw codeRefused(ports, user, 'revoked', { recovery });
  const owner = { account, accountId, user, generation: state.sessions, recovery };
  const [token, vouching] = await Promise.all([
    startSession(ports, owner),
    vouchAfterwards(ports, account, state.sessions),
    forgiveAttempts(ports.counter, account, ['sign-in']),
  ]);
  return { token, vouching };
}
