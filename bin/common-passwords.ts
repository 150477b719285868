/**
 * `npm run common-passwords`: writes the list of common passwords that `reset` has in its bundle, from that of
 * `@zxcvbn-ts/language-common`. Run it after an update of that package; a test tells when.
 *
 * The package keeps the order of use, in 380 kB. Nothing here needs the order: sorted, neighbours begin alike, and
 * compress to 150.
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
