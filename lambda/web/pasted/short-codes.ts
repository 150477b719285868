/** Reads the codes that people type or paste: one-time codes and pickup codes. */
import { codeLength, isCode, normaliseCode } from '../../core/code/code';
import { pickupDigits } from '../../core/crypto/browser-half';
import { plainText } from './plain-text';

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
export const isBlank = (text: string): boolean => plainText(text).trim() === '';

const isLetterOrDigit = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}]/u.test(character);

/**
 * The last letters and digits of a text, so many of them, with only hyphens and spaces between them. Undefined if there
 * are more than that, unless what stands before them is a label. What stands around them does not count.
 *
 * Reads from the end, one character after the other, so that the time grows with the length of the text only.
 */
function lastCharacters(text: string, count: number): string | undefined {
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
  return isLabel(characters.slice(0, at)) ? found.reverse().join('') : undefined;
}

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
