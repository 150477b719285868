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
  /** See `Account`. */
  readonly isUnproven?: boolean;
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

/** What an administrator sees of a name. */
export interface Examination {
  /** Undefined if there is none that Passlink may touch. */
  readonly account: Account | undefined;
  /** Every reason why it is not eligible; empty if it is. */
  readonly reasons: readonly Ineligibility[];
}

/** Finds an account with every reason against it, and not only the first. */
export async function examine(
  { directory, allowedEmailDomains }: EligibilityPorts,
  name: string,
): Promise<Examination> {
  const found = await directory.find(name);
  if (typeof found === 'string') return { account: undefined, reasons: [found] };
  const lacksDevice = (await found.hasMfaDevice?.()) === false;
  const reasons = reasonsAgainst(found, allowedEmailDomains);
  return { account: found, reasons: lacksDevice ? [...reasons, 'no-mfa-device'] : reasons };
}

function notifiability(found: Account | Absence, allowedEmailDomains: readonly string[]): Eligibility {
  if (typeof found === 'string') return { reason: found };
  const { id, name, email, isUnproven } = found;
  const [reason] = reasonsAgainst(found, allowedEmailDomains);
  // Without an address there is a reason, which the compiler does not know.
  return email === undefined || reason !== undefined
    ? { reason: reason ?? 'no-mail-address' }
    : { account: { id, name, email, ...(isUnproven !== undefined && { isUnproven }) } };
}

function reasonsAgainst(
  { email, usesPassword }: Account,
  allowedEmailDomains: readonly string[],
): readonly Ineligibility[] {
  const reasons: Ineligibility[] = usesPassword ? [] : ['no-password'];
  const problem = email === undefined ? 'no-mail-address' : addressProblem(email, allowedEmailDomains);
  return problem === undefined ? reasons : [...reasons, problem];
}
