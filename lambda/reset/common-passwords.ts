import { brotliDecompressSync } from 'node:zlib';
import compressed from './common-passwords.json';

/** Made by bin/common-passwords.ts: one password a line. */
const readList = () =>
  new Set(brotliDecompressSync(Buffer.from(compressed, 'base64')).toString().split('\n'));

let common: ReadonlySet<string> | undefined;

/**
 * Whether a password, in lower case, is one of the many thousands that are tried first. The first use reads the list,
 * so that nobody who only opens a page waits for it.
 */
export function isCommonPassword(password: string): boolean {
  common ??= readList();
  return common.has(password);
}
