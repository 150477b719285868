import { createHash, timingSafeEqual } from 'node:crypto';

/** SHA-256 in hexadecimal: how long random tokens are kept. Short codes are guessable and get a keyed MAC instead. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Whether two digests or MACs are equal, in a time that does not depend on where they differ. */
export function sameDigest(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** How digests appear in logs: enough to follow one through, not enough to read anything off. */
export const abbreviate = (digest: string): string => digest.slice(0, 12);

/** How identifiers appear in logs. */
export const fingerprint = (identifier: string): string => abbreviate(sha256(identifier));
