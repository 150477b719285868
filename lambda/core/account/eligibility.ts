/** Who may have a code, a link or a new password. */
import type { Account, AccountFinder } from './ports';

/** Why an account is not eligible; for the log only. */
export type Ineligibility =
  'unknown-or-out-of-reach' | 'no-password' | 'no-mail-address' | 'mail-domain-not-allowed';

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
  readonly allowedEmailDomains: readonly string[];
}

/** Finds an account by the name that was typed, if it is eligible. */
export const findEligible = async (
  { directory, allowedEmailDomains }: EligibilityPorts,
  name: string,
): Promise<Eligibility> => eligibility(await directory.find(name), allowedEmailDomains);

/** Decides whether an account may have its password reset: it is one that has a password, and a mailbox in an allowed domain. */
export function eligibility(
  account: Account | undefined,
  allowedEmailDomains: readonly string[],
): Eligibility {
  if (account === undefined) return { reason: 'unknown-or-out-of-reach' };
  const { id, name, email, usesPassword } = account;
  if (!usesPassword) return { reason: 'no-password' };
  if (email === undefined) return { reason: 'no-mail-address' };
  if (!isInAllowedDomain(email, allowedEmailDomains)) return { reason: 'mail-domain-not-allowed' };
  return { account: { id, name, email } };
}

/** Whether an address may be mailed at all. */
export const isInAllowedDomain = (email: string, allowedEmailDomains: readonly string[]): boolean =>
  allowedEmailDomains.includes(email.slice(email.lastIndexOf('@') + 1).toLowerCase());

// One address and nothing else: no list, no display name, no line break that could add a header to a mail.
const addressPattern = /^[^\s@<>(),;:"\\[\]]+@[^\s@<>(),;:"\\[\]]+\.[^\s@<>(),;:"\\[\]]+$/;

/** Whether the text is a single plain mail address. */
export const isMailAddress = (text: string): boolean => text.length <= 254 && addressPattern.test(text);
