/** Who may have a code, a link or a new password. */
import { addressProblem, type AddressProblem } from './mail-address';
import type { Absence, Account, AccountFinder } from './ports';

/** Why an account is not eligible; for the log only. */
export type Ineligibility = Absence | AddressProblem | 'no-password' | 'no-mail-address' | 'no-mfa-device';

/** An account that may have its password reset, and the mailbox that proves it. */
export interface EligibleAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** One of the two: the account, or the reason why not. */
export type Eligibility =
  | { readonly account: EligibleAccount; readonly reason?: undefined }
  | { readonly account?: undefined; readonly reason: Ineligibility };

/** What finding an eligible account needs. */
export interface EligibilityPorts {
  readonly directory: AccountFinder;
  /** In lower case and ASCII. */
  readonly allowedEmailDomains: readonly string[];
}

/**
 * Finds an account by the name that was typed, if it is eligible: it has a password, a mailbox in an allowed domain, and an
 * MFA device where one is required. IAM's rate is low, so the device is looked for last.
 */
export async function findEligible(
  { directory, allowedEmailDomains }: EligibilityPorts,
  name: string,
): Promise<Eligibility> {
  const found = await directory.find(name);
  const decided = notifiability(found, allowedEmailDomains);
  if (typeof found === 'string' || decided.account === undefined) return decided;
  return (await found.hasMfaDevice?.()) === false ? { reason: 'no-mfa-device' } : decided;
}

/**
 * Finds an account whose owner may get a notice. That takes no MFA device: a thief may have removed it together with
 * the change that the owner has to hear of.
 */
export const findNotifiable = async (
  { directory, allowedEmailDomains }: EligibilityPorts,
  name: string,
): Promise<Eligibility> => notifiability(await directory.find(name), allowedEmailDomains);

function notifiability(found: Account | Absence, allowedEmailDomains: readonly string[]): Eligibility {
  if (typeof found === 'string') return { reason: found };
  const { id, name, email, usesPassword } = found;
  if (!usesPassword) return { reason: 'no-password' };
  if (email === undefined) return { reason: 'no-mail-address' };
  const problem = addressProblem(email, allowedEmailDomains);
  return problem === undefined ? { account: { id, name, email } } : { reason: problem };
}
