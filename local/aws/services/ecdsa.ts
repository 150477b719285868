/**
 * ECDSA signatures of an existing digest. Node signs only messages, and hashes each again. So the few lines of FIPS
 * 186-5, section 6.4.1, are here. Node still does the arithmetic on the curve.
 */
import { createECDH, type KeyObject } from 'node:crypto';

/** The order of P-256's base point: SP 800-186, section 3.2.1.3. */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * Signs a SHA-256 digest.
 *
 * @param privateKey a P-256 key
 * @returns the signature in DER, as KMS gives it
 */
export function signDigest(privateKey: KeyObject, digest: Uint8Array): Buffer {
  const secret = numberIn(Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url'));
  // A one-time key pair is what the standard calls k and k·G. After its first byte, 4, the point is x and y.
  const once = createECDH('prime256v1');
  const x = numberIn(once.generateKeys().subarray(1, 33));
  const k = numberIn(once.getPrivateKey());
  const r = x % order;
  const s = (power(k, order - 2n) * (numberIn(digest) + r * secret)) % order;
  return sequence(integer(r), integer(s));
}

const numberIn = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);

/** `base` to the power of `exponent`. With the order less two, this is the inverse. */
function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, base % order];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % order;
    square = (square * square) % order;
  }
  return result;
}

/** DER uses as few bytes as possible, and never a first bit that would make the number negative. */
function integer(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  const sign = (bytes[0] ?? 0) > 0x7f ? [0] : [];
  return Buffer.from([0x02, sign.length + bytes.length, ...sign, ...bytes]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.from([0x30, content.length, ...content]);
}
