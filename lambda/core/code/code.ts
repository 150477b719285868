/** One-time codes: 8 characters of Crockford's base32, written XXXX-XXXX: 40 bits, where at least 20 are asked for. */
import type { CodePurpose } from '../limits/purposes';
import type { Random } from '../ports';

/** Wrong guesses that one code takes (NIST SP 800-63B asks for a limit; Kratos and SuperTokens use 5). */
export const codeAttempts = 5;

// Without I, L, O and U: what is easily misread, and what makes words (Crockford's base32).
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 8;

/** A new code, as it is mailed; every code equally likely. */
export function newCode(random: Random): string {
  const characters = Array.from({ length }, () => alphabet.charAt(random.below(alphabet.length))).join('');
  return `${characters.slice(0, 4)}-${characters.slice(4)}`;
}

/**
 * A code as it was meant, however it was typed: without regard to case, spaces, hyphens, and what looks alike. What is
 * no code at all stays something that no code is equal to.
 */
export const normaliseCode = (typed: string): string =>
  typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');

/** Whose code it is, and where it is good. */
export interface CodeSlot {
  readonly purpose: CodePurpose;
  /** The account's key; see `accountKey`. */
  readonly account: string;
  /** The hash of the browser half that asked. */
  readonly browserHash: string;
}

/** What is authenticated for a code: bound to its slot, so that a MAC is of no use in another one. */
export const codeMessage = ({ purpose, account, browserHash }: CodeSlot, code: string): string =>
  `code:${purpose}:${account}:${browserHash}:${normaliseCode(code)}`;
