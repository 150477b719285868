/** Session tokens: JWTs (ES256) that KMS signs. Anybody can verify them with the public key. */
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { calculateJwkThumbprint, errors, jwtVerify, type JSONWebKeySet, type JWK } from 'jose';
import { createPublicKey } from 'node:crypto';
import type { Preparable } from '../core/ports';
import type { TokenClaims, Tokens } from '../core/session/ports';
import { clientSettings } from './client-settings';
import { unsent } from './unsent';

const base64url = (text: string): string => Buffer.from(text).toString('base64url');

/** The tokens of one issuer, and the public key that verifies them. */
export interface KmsTokens extends Tokens, Preparable {
  /** The public key as a JSON Web Key Set (RFC 7517). */
  keySet(): Promise<JSONWebKeySet>;
}

/**
 * Tokens signed with one KMS key. It fetches the public key once, so verifying a token needs no further call.
 *
 * @param issuer the public URL; other services compare `iss` with it.
 */
export function kmsTokens(
  { keyId, issuer }: { readonly keyId: string; readonly issuer: string },
  client: KMSClient = new KMSClient(clientSettings),
): KmsTokens {
  let fetched: Promise<JWK> | undefined;
  const publicKey = (): Promise<JWK> => {
    // Forgets a failure, so that the next request fetches the key again.
    fetched ??= fetchPublicKey(client, keyId).catch((error: unknown) => {
      fetched = undefined;
      throw error;
    });
    return fetched;
  };

  const signing = (text: string) =>
    new SignCommand({
      KeyId: keyId,
      Message: Buffer.from(text),
      MessageType: 'RAW',
      SigningAlgorithm: 'ECDSA_SHA_256',
    });

  return {
    async issue(claims) {
      const { kid = '' } = await publicKey();
      const header = { alg: 'ES256', typ: 'JWT', kid };
      const signed = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify({ iss: issuer, ...claims }))}`;
      const { Signature } = await client.send(signing(signed));
      if (Signature === undefined) throw new Error('KMS answered without a signature.');
      return `${signed}.${joseSignature(Signature).toString('base64url')}`;
    },

    async verify(token) {
      // jose accepts several Base64 spellings of one signature. Only the spelling that Passlink issued is valid.
      if (!/\.[\w-]{85}[AQgw]$/.test(token)) return undefined;
      const key = await publicKey();
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['ES256'],
          issuer,
          requiredClaims: ['sub', 'jti', 'iat', 'exp'],
        });
        return payload as unknown as TokenClaims;
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined;
        throw error;
      }
    },

    async keySet() {
      return { keys: [await publicKey()] };
    },

    prepare: () => unsent((options) => client.send(signing('none'), options)),
  };
}

async function fetchPublicKey(client: KMSClient, keyId: string): Promise<JWK> {
  const { PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId: keyId }));
  if (PublicKey === undefined) throw new Error('KMS answered without a public key.');
  const key = createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' });
  const jwk = key.export({ format: 'jwk' }) as JWK;
  return { ...jwk, alg: 'ES256', use: 'sig', kid: await calculateJwkThumbprint(jwk) };
}

/**
 * Converts a signature to the JOSE format (RFC 7518, 3.4): r and s, 32 bytes each. KMS returns a DER sequence of two
 * integers, each as short as possible, with a leading zero where it would look negative.
 */
export function joseSignature(der: Uint8Array): Buffer {
  const integerAt = (offset: number): { readonly value: Buffer; readonly end: number } => {
    const length = der[offset + 1] ?? 0;
    const end = offset + 2 + length;
    const digits = Buffer.from(der.subarray(offset + 2, end)).subarray(Math.max(0, length - 32));
    return { value: Buffer.concat([Buffer.alloc(32 - digits.length), digits]), end };
  };
  const r = integerAt(2);
  const s = integerAt(r.end);
  return Buffer.concat([r.value, s.value]);
}
