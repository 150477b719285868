import { scryptSync } from 'node:crypto';

/** The parts of a PHC string of scrypt. */
export interface Phc {
  readonly N: number;
  readonly r: number;
  readonly p: number;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** Reads `$scrypt$ln=…,r=…,p=…$<salt>$<hash>`, and no other format. */
export function readPhc(text: string): Phc {
  const [, ln = '', r = '', p = '', salt = '', hash = ''] =
    /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(text) ?? [];
  if (hash === '') throw new Error('This is no PHC string of scrypt.');
  const bytes = (base64: string) => Buffer.from(base64, 'base64');
  return { N: 2 ** Number(ln), r: Number(r), p: Number(p), salt: bytes(salt), hash: bytes(hash) };
}

/** Whether the hash is of this password. Checks it as any other service would, without Passlink's code. */
export function verifiesPhc(text: string, password: string): boolean {
  const { N, r, p, salt, hash } = readPhc(text);
  return hash.equals(scryptSync(password.normalize('NFKC'), salt, hash.length, { N, r, p, maxmem: 2 ** 28 }));
}
