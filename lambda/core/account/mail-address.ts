/** Mail addresses, as directories and people write them. */

/** Why a text cannot be mailed; for the log only. */
export type AddressProblem =
  | 'several-mail-addresses'
  | 'invalid-mail-address'
  | 'mail-local-part-not-for-ses'
  | 'mail-domain-not-allowed';

// One address and nothing else: no list, no display name, no line break that could add a header to a mail.
const addressPattern = /^[^\s@<>(),;:"\\[\]]+@[^\s@<>(),;:"\\[\]]+\.[^\s@<>(),;:"\\[\]]+$/;

/** Whether the text is a single plain mail address. */
export const isMailAddress = (text: string): boolean => text.length <= 254 && addressPattern.test(text);

const atom = String.raw`[\w!#$%&'*+\/=?^\x60\{\|\}~\-]+`;

/**
 * What SES takes with an @ behind it, as a pattern that browsers understand too: only 7-bit ASCII, 64 characters at most,
 * with dots between other characters (RFC 5322, dot-atom).
 */
export const localPartOfSes = String.raw`(?=.{1,64}@)${atom}(?:\.${atom})*`;

const startsAsSesTakesIt = new RegExp(`^${localPartOfSes}@`);

/** Why an address may not be mailed; undefined if it may. Its domain, and those that are allowed, are in ASCII. */
export function addressProblem(
  text: string,
  allowedEmailDomains: readonly string[],
): AddressProblem | undefined {
  if (!isMailAddress(text)) return isList(text) ? 'several-mail-addresses' : 'invalid-mail-address';
  const [, domain = ''] = text.split('@');
  if (!allowedEmailDomains.includes(domain.toLowerCase())) return 'mail-domain-not-allowed';
  return startsAsSesTakesIt.test(text) ? undefined : 'mail-local-part-not-for-ses';
}

// IAM's tags take spaces, slashes and colons, and no commas; other tools write what they like.
const isList = (text: string): boolean =>
  text.split(/[\s,;:/|]+/).filter((part) => part.includes('@')).length > 1;

/** A value as it was meant: white space around it and a full stop at its end do not count. */
export const withoutEnds = (value: string): string => value.trim().replace(/\.$/, '').trimEnd();

/**
 * An address whose domain has letters beyond ASCII, with the domain as DNS and SES know it (its A-label). Every other text
 * stays as it is.
 *
 * @param toAscii makes the A-label of a domain; an empty text if there is none.
 */
export function withAsciiDomain(text: string, toAscii: (domain: string) => string): string {
  const at = text.lastIndexOf('@') + 1;
  const domain = text.slice(at);
  return isMailAddress(text) && domainBeyondAscii.test(domain) ? text.slice(0, at) + toAscii(domain) : text;
}

// Of letters and digits only. Otherwise invisible characters would vanish without a word.
const domainBeyondAscii = /^(?=.*[^\0-\x7f])[\p{L}\p{M}\p{N}.-]+$/u;
