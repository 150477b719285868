import { brotliDecompressSync } from 'node:zlib';
import compressed from './common-passwords.json';

/** Made by bin/common-passwords.ts: one password a line. */
const readList = () => `\n${brotliDecompressSync(Buffer.from(compressed, 'base64')).toString()}\n`;

let common: string | undefined;

/**
 * Whether a password, in lower case, is one of the many thousands that are tried first. The first use reads the list,
 * so that nobody who only opens a page waits for it. It stays one text: a set of its lines takes three times as long to make as
 * the text, and a look through the text a tenth of a millisecond.
 */
export function isCommonPassword(password: string): boolean {
  common ??= readList();
  return !password.includes('\n') && common.includes(`\n${password}\n`);
}
