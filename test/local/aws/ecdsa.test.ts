import { createHash, generateKeyPairSync, verify } from 'node:crypto';
import { signDigest } from '../../../local/aws/services/ecdsa';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { publicKey: another } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const message = Buffer.from('who signs in');
const sign = (text: Uint8Array) => signDigest(privateKey, createHash('sha256').update(text).digest());

describe('a signature of a digest', () => {
  // Many signatures, because some numbers are a byte shorter, or need one more to stay positive.
  it('is one of the message, every time', () => {
    const signatures = Array.from({ length: 300 }, () => sign(message));
    expect(signatures.every((signature) => verify('sha256', message, publicKey, signature))).toBe(true);
    expect(new Set(signatures.map((signature) => signature.toString('hex'))).size).toBe(300);
  });

  it('is of no other message and by no other key', () => {
    expect(verify('sha256', Buffer.from('who signs out'), publicKey, sign(message))).toBe(false);
    expect(verify('sha256', message, another, sign(message))).toBe(false);
  });
});
