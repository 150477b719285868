/** One-time codes: 8 characters of Crockford's base32, written XXXX-XXXX: 40 bits, where at least 20 are asked for. */
import type { CodePurpose } from '../limits/purposes';
import type { Random } from '../ports';

/** Wrong guesses that one code takes (NIST SP 800-63B asks for a limit; Kratos and SuperTokens use 5). */
export const codeAttempts = 5;

// Without I, L, O and U: what is easily misread, and what makes words (Crockford's base32).
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** How many letters and digits a code has. */
export const codeLength = 8;

/** A new code, as it is mailed; every code equally likely. */
export function newCode(random: Random): string {
  const characters = Array.from({ length: codeLength }, () =>
    alphabet.charAt(random.below(alphabet.length)),
  ).join('');
  return `${characters.slice(0, 4)}-${characters.slice(4)}`;
}

const codePattern = new RegExp(`^[${alphabet}]{${codeLength}}$`);

/** Whether the text is a code in its one spelling. */
export const isCode = (text: string): boolean => codePattern.test(text);

/** The one spelling of a code: without its hyphen, in capitals, with the digits that O, I and L look like. */
export const normaliseCode = (code: string): string =>
  code.toUpperCase().replaceAll('-', '').replaceAll('O', '0').replace(/[IL]/g, '1');

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
