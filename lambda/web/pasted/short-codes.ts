/** Reads the codes that people type or paste: one-time codes and pickup codes. */
import { codeLength, isCode, normaliseCode } from '../../core/code/code';
import { pickupDigits } from '../../core/crypto/browser-half';
import { longestPaste, plainText } from './plain-text';

/** A one-time code in the one spelling that is compared; undefined if the text does not end in one. */
export function readCode(text: string): string | undefined {
  const code = normaliseCode(lastCharacters(text, codeLength) ?? '');
  return isCode(code) ? code : undefined;
}

/** The digits of a pickup code; undefined if the text does not end in one. */
export function readPickupCode(text: string): string | undefined {
  const code = lastCharacters(text, pickupDigits);
  return code !== undefined && /^\d+$/.test(code) ? code : undefined;
}

/** Whether the field looks empty. */
export const isBlank = (text: string): boolean =>
  text.length <= longestPaste && plainText(text).trim() === '';

const isLetterOrDigit = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}]/u.test(character);

/**
 * The last letters and digits of a text, so many of them, with only hyphens and spaces between them. Undefined if there
 * are more than that, unless what stands before them is a label without another code in it. What stands around them does
 * not count.
 *
 * Reads from the end, one character after the other, so that the time grows with the length of the text only.
 */
function lastCharacters(text: string, count: number): string | undefined {
  if (text.length > longestPaste) return undefined;
  const characters = Array.from(plainText(text));
  let at = characters.length;
  while (at > 0 && !isLetterOrDigit(characters[at - 1])) at -= 1;
  const found: string[] = [];
  for (; at > 0 && found.length < count; at -= 1) {
    const character = characters[at - 1] ?? '';
    if (isLetterOrDigit(character)) found.push(character);
    else if (!/[\s-]/.test(character)) return undefined;
  }
  if (found.length < count) return undefined;
  found.reverse();
  const before = characters.slice(0, at);
  return isLabel(before) && !hasAnother(before.join(''), found) ? found.join('') : undefined;
}

/**
 * Whether there is a code in a text that is not this one: a word of letters and digits, a word of capitals that is
 * hyphenated like a code, or two groups of three digits. It only has to look like one: nobody can tell which code was
 * meant.
 */
function hasAnother(text: string, code: readonly string[]): boolean {
  const same = new RegExp(`(?<![\\p{L}\\p{N}])${code.join('[\\s-]*')}(?![\\p{L}\\p{N}])`, 'giu');
  return anotherCode.test(text.replace(same, ''));
}

const anotherCode =
  /(?<![\p{L}\p{N}])(?:(?=[\p{L}\p{N}]{4})(?:\p{L}+\p{N}|\p{N}+\p{L})|\p{Lu}{4}-\p{Lu}{4}(?![\p{L}\p{N}])|\p{N}{3}[\s-]*\p{N}{3}(?!\p{N}))/u;

/**
 * Whether what stands before a code is no part of it: nothing but decoration; words in front of a colon or an equals
 * sign; or words without digits and a space. A single letter is none: it may be a letter too many.
 */
function isLabel(characters: readonly string[]): boolean {
  let at = characters.length;
  while (at > 0 && !isLetterOrDigit(characters[at - 1])) at -= 1;
  if (at === 0) return true;
  const words = characters.slice(0, at).join('');
  const between = characters.slice(at).join('');
  if (/[:=]/.test(between)) return /\p{L}{2}|(?!\p{ASCII})\p{L}/u.test(words);
  return /[^-]/.test(between) && /(?:\p{L}{2}|(?!\p{ASCII})\p{L})$/u.test(words) && !/\p{N}/u.test(words);
}
