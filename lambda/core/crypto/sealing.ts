/**
 * Sealing: stored values can be read only with a key that is not stored, such as a link's key or a token's id. It uses
 * AES-256-GCM under a key that HKDF-SHA-256 derives. It also authenticates the id of the record, so a sealed value does
 * not open after a move to another record.
 */
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import type { Random } from '../ports';

const version = 'v1';
const nonceBytes = 12; // 96 bits, what GCM is made for (NIST SP 800-38D, 8.2)

const sealingKey = (key: string, id: string): Buffer =>
  Buffer.from(hkdfSync('sha256', Buffer.from(key, 'base64url'), id, 'passlink sealing v1', 32));

/** Seals a value. The result is base64url parts joined by dots, with nothing that SSM would interpret. */
export function seal(secret: unknown, key: string, id: string, random: Random): string {
  const nonce = random.bytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(key, id), nonce).setAAD(Buffer.from(id));
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
 * @throws Error if the key or the id differs, or if a single bit changed.
 */
export function unseal(value: string, key: string, id: string): unknown {
  const [prefix, nonce, sealed] = value.split('.');
  if (prefix !== version || nonce === undefined || sealed === undefined) {
    throw new Error('The value is not sealed as expected.');
  }
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(key, id), Buffer.from(nonce, 'base64url'))
    .setAAD(Buffer.from(id))
    .setAuthTag(bytes.subarray(-16));
  const plain = Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]);
  return JSON.parse(plain.toString('utf8'));
}
