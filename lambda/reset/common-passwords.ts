import { brotliDecompressSync } from 'node:zlib';
import compressed from './common-passwords.json';

/** Made by bin/common-passwords.ts: one password a line. */
const list = brotliDecompressSync(Buffer.from(compressed, 'base64')).toString();
const common = new Set(list.split('\n'));

/** Whether a password, in lower case, is one of the many thousands that are tried first. */
export const isCommonPassword = (password: string): boolean => common.has(password);
