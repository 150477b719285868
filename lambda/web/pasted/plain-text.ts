/** What mail programs, word processors and phones make of text, undone as far as no meaning is lost. */

/**
 * The longest text that is read, and that a browser lets into a field. A link inside two redirects, encoded twice, has about
 * 1,000 characters. Longer texts, of characters that normalisation makes longer still, would keep the reader busy.
 */
export const longestPaste = 2000;

/** Takes no place on the screen: zero-width characters, soft hyphens, direction marks, control characters. */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}]|(?!\s)\p{Cc}/gu;

/** Everything that looks like a hyphen. Unicode does not call all of it a dash, such as U+30FC of Japanese keyboards. */
const dashes = /[\p{Dash}\u02d7\u2043\u2500\u2796\u30fc]/gu;

/** Every space but the ends of lines. U+2800 is an empty Braille cell. */
const spaces = /[^\S\r\n]|\u2800/gu;

/**
 * The text with the letters, digits, hyphens and spaces of ASCII in place of those that look like them, and without what
 * is invisible. Ends of lines stay.
 */
export const plainText = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(invisible, '')
    .replace(dashes, '-')
    .replace(spaces, ' ')
    .replace(/[^\P{Nd}\d]/gu, (digit) => {
      const known = asciiDigits.get(digit) ?? asciiDigit(digit);
      asciiDigits.set(digit, known);
      return known;
    });

/** Those that were read once: looking one up takes ten times as long. There are a few hundred. */
const asciiDigits = new Map<string, string>();

/** Unicode keeps the decimal digits of a script together, from zero to nine. */
function asciiDigit(digit: string): string {
  const codePoint = digit.codePointAt(0) ?? 0;
  let first = codePoint;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((codePoint - first) % 10);
}
