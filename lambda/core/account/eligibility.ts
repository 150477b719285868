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

/** Finds an account by the name that was typed, if it is eligible. */
export const findEligible = async (
  { directory, allowedEmailDomains }: EligibilityPorts,
  name: string,
): Promise<Eligibility> => eligibility(await directory.find(name), allowedEmailDomains);

/**
 * Finds an account whose owner may get a notice. That takes no MFA device: a thief may have removed it together with
 * the change that the owner has to hear of.
 */
export const findNotifiable = async (
  { directory, allowedEmailDomains }: EligibilityPorts,
  name: string,
): Promise<Eligibility> => notifiability(await directory.find(name), allowedEmailDomains);

/**
 * Decides whether an account may have its password reset: it is one that has a password, a mailbox in an allowed domain,
 * and an MFA device where one is required.
 */
export function eligibility(found: Account | Absence, allowedEmailDomains: readonly string[]): Eligibility {
  const decided = notifiability(found, allowedEmailDomains);
  const lacksDevice = typeof found === 'object' && found.hasMfaDevice === false;
  return decided.account !== undefined && lacksDevice ? { reason: 'no-mfa-device' } : decided;
}

function notifiability(found: Account | Absence, allowedEmailDomains: readonly string[]): Eligibility {
  if (typeof found === 'string') return { reason: found };
  const { id, name, email, usesPassword } = found;
  if (!usesPassword) return { reason: 'no-password' };
  if (email === undefined) return { reason: 'no-mail-address' };
  const problem = addressProblem(email, allowedEmailDomains);
  return problem === undefined ? { account: { id, name, email } } : { reason: problem };
}
