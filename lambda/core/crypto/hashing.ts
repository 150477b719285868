import { createHash, timingSafeEqual } from 'node:crypto';

/** SHA-256 in hexadecimal, to store random tokens. Short codes are guessable and get a keyed MAC instead. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Whether two digests or MACs are equal. The time does not depend on where they differ. */
export function sameDigest(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A digest as logs show it: enough to follow it, too little to learn anything from it. */
export const abbreviate = (digest: string): string => digest.slice(0, 12);

/** An identifier as logs show it. */
export const fingerprint = (identifier: string): string => abbreviate(sha256(identifier));
