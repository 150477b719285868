/** The longest encoded word of RFC 2047 is 75 characters, 12 of which are `=?UTF-8?B?` and `?=`. */
const BYTES_IN_A_WORD = Math.floor((75 - 12) / 4) * 3;

/**
 * A name and an address as From has them: `"Passlink" <passlink@example.com>`. The name is a quoted string (RFC 5322),
 * or encoded words (RFC 2047) where it has letters beyond ASCII. It cannot end the name, add an address or add a header.
 */
export function mailbox(name: string, address: string): string {
  const quoted = /^[ -~]*$/.test(name) ? `"${name.replace(/["\\]/g, '\\$&')}"` : encodedWords(name);
  return `${quoted} <${address}>`;
}

function encodedWords(name: string): string {
  const words: string[] = [''];
  // Each word holds whole characters: a program decodes each word on its own.
  for (const character of name) {
    const last = words.length - 1;
    const longer = `${words[last] ?? ''}${character}`;
    if (Buffer.byteLength(longer) > BYTES_IN_A_WORD) words.push(character);
    else words[last] = longer;
  }
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}
