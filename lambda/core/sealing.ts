/**
 * Sealing: what is kept in the vault can be read only by whoever has the link's key as well. AES-256-GCM under a key
 * that HKDF-SHA-256 derives from the link's key; the link's id is authenticated with it, so a sealed value that was
 * moved to another link does not open.
 */
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import type { Random } from './ports';

const version = 'v1';
const nonceBytes = 12; // 96 bits, what GCM is made for (NIST SP 800-38D, 8.2)

/** What a link delivers. */
export interface SealedSecret {
  readonly user: string;
  readonly password: string;
}

const sealingKey = (linkKey: string, linkId: string): Buffer =>
  Buffer.from(hkdfSync('sha256', Buffer.from(linkKey, 'base64url'), linkId, 'passlink sealing v1', 32));

/** Seals a secret. The result is base64url parts joined by dots: nothing in it that SSM would interpret. */
export function seal(secret: SealedSecret, linkKey: string, linkId: string, random: Random): string {
  const nonce = random.bytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(linkKey, linkId), nonce).setAAD(
    Buffer.from(linkId),
  );
  const sealed = Buffer.concat([
    cipher.update(JSON.stringify(secret), 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return [version, nonce.toString('base64url'), sealed.toString('base64url')].join('.');
}

/**
 * Opens what `seal` made.
 *
 * @throws Error if the key or the id is another one, or a single bit was changed.
 */
export function unseal(value: string, linkKey: string, linkId: string): SealedSecret {
  const [prefix, nonce, sealed] = value.split('.');
  if (prefix !== version || nonce === undefined || sealed === undefined) {
    throw new Error('The vault holds a value that is not sealed as expected.');
  }
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv(
    'aes-256-gcm',
    sealingKey(linkKey, linkId),
    Buffer.from(nonce, 'base64url'),
  )
    .setAAD(Buffer.from(linkId))
    .setAuthTag(bytes.subarray(-16));
  const plain = Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]);
  return JSON.parse(plain.toString('utf8')) as SealedSecret;
}
