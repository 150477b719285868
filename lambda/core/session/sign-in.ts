/** What `portal` does with a code: use it up, and all others of the account with it, and open a session. */
import { startSession, type AccessToken, type SessionPorts } from './session';
import { forgiveAttempts } from '../limits/attempts';
import { claimCode, codeRefused, type CodeEntry, type UseCodePorts } from '../code/use-code';

/** What the use case needs. */
export interface SignInPorts extends SessionPorts, UseCodePorts {}

/**
 * Opens a session for a person with a code that is good in this browser.
 *
 * @throws Problem `code-invalid`, the same for a code that is wrong, expired, used, or has had too many attempts.
 */
export async function signIn(ports: SignInPorts, entry: CodeEntry): Promise<AccessToken> {
  const { user } = entry;
  const { slot, record } = await claimCode(ports, 'sign-in', entry);
  const { account } = slot;
  // One write for both: what revokes the account's sessions comes before it and revokes the code, or after it and revokes
  // this session.
  const state = await ports.accounts.useCode(account, record);
  if (state === undefined) throw codeRefused(ports, user, 'revoked');
  await forgiveAttempts(ports.counter, account, ['sign-in']);
  const { accountId } = record;
  return startSession(ports, { account, accountId, user, generation: state.sessions });
}
