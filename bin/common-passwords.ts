/**
 * `npm run common-passwords` writes the list of common passwords for the bundle of `reset`, from the list of
 * `@zxcvbn-ts/language-common`. Run it after an update of that package; a test fails until then.
 *
 * The package keeps the order of use, in 380 kB. Passlink does not need the order. Sorted neighbours start alike, so
 * the list compresses to 150 kB.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { dictionary } from '@zxcvbn-ts/language-common';

const list = [...dictionary['passwords-common']].sort().join('\n');
const compressed = brotliCompressSync(list).toString('base64');
writeFileSync(
  join(__dirname, '..', 'lambda', 'reset', 'common-passwords.json'),
  `${JSON.stringify(compressed)}\n`,
);
