/** What a browser lets pass in a field for a short code, so that a typo costs no attempt. The server decides. */

/**
 * A pattern for so many characters, with a label and decoration around them. A text beyond ASCII always passes: the
 * server reads more of them than a pattern can say.
 *
 * @param character a class of characters, in ASCII
 */
const decorated = (character: string, count: number): string =>
  String.raw`.*[^\x00-\x7f].*|(?:.*[:=]|[^\d]*[A-Za-z]{2}[^\da-zA-Z]+)?[^\dA-Za-z]*(?:${character}[\s\-]*){${count}}[^\dA-Za-z]*`;

/** 8 letters and digits. U is not among them. O, I and L are read as the digits that they look like. */
export const codePattern = decorated(String.raw`[\dA-TV-Za-tv-z]`, 8);

/** 6 digits. */
export const pickupCodePattern = decorated(String.raw`\d`, 6);
