import { scrypt } from 'node:crypto';
import type { Random } from '../ports';

// OWASP Password Storage Cheat Sheet: scrypt with N = 2^17, r = 8, p = 1. It takes 128 MiB and about 0.4 s of one core.
const [logarithmOfN, r, p] = [17, 8, 1];
const N = 2 ** logarithmOfN;
const saltBytes = 16; // 128 bits (NIST SP 800-132, 5.1)
const hashBytes = 32;

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/**
 * The stored form of a password: a PHC string, `$scrypt$ln=17,r=8,p=1$<salt>$<hash>`, which names its own parameters.
 * See docs/verify-a-password.md.
 *
 * @param password normalised with NFKC; hashed as UTF-8.
 */
export function hashPassword(password: string, random: Random): Promise<string> {
  const salt = random.bytes(saltBytes);
  // Node limits scrypt to 32 MiB by default; this needs a little more than 128 * N * r bytes.
  const options = { N, r, p, maxmem: 2 * 128 * N * r };
  return new Promise((resolve, reject) => {
    scrypt(password, salt, hashBytes, options, (error, hash) => {
      if (error) reject(error);
      else resolve(`$scrypt$ln=${logarithmOfN},r=${r},p=${p}$${base64(salt)}$${base64(hash)}`);
    });
  });
}
