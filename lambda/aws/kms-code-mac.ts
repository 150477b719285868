/** MACs of short codes, made with a KMS HMAC key. A thief of the table cannot search the codes without KMS. */
import { GenerateMacCommand, KMSClient, VerifyMacCommand } from '@aws-sdk/client-kms';
import type { CodeMac, CodeVerifier } from '../core/crypto/ports';
import type { Preparable } from '../core/ports';
import { clientSettings, isAwsError } from './client-settings';
import { unsent } from './unsent';

const algorithm = 'HMAC_SHA_256';

const newClient = (): KMSClient => new KMSClient(clientSettings);

/** Makes MACs; for `portal`. */
export function kmsCodeMac(keyId: string, client = newClient()): CodeMac & Preparable {
  const generating = (message: string) =>
    new GenerateMacCommand({ KeyId: keyId, MacAlgorithm: algorithm, Message: Buffer.from(message) });
  return {
    async generate(message) {
      const { Mac } = await client.send(generating(message));
      if (Mac === undefined) throw new Error('KMS answered without a MAC.');
      return Buffer.from(Mac).toString('base64url');
    },

    prepare: () => unsent((options) => client.send(generating('none'), options)),
  };
}

/** Checks MACs; for `extract`. KMS compares them, so the right MAC never leaves it. */
export function kmsCodeVerifier(keyId: string, client = newClient()): CodeVerifier & Preparable {
  const verifying = (message: string, mac: string) =>
    new VerifyMacCommand({
      KeyId: keyId,
      MacAlgorithm: algorithm,
      Message: Buffer.from(message),
      Mac: Buffer.from(mac, 'base64url'),
    });
  return {
    async matches(message, mac) {
      try {
        const { MacValid } = await client.send(verifying(message, mac));
        return MacValid === true;
      } catch (error) {
        if (isAwsError(error, 'KMSInvalidMacException')) return false;
        throw error;
      }
    },

    prepare: () => unsent((options) => client.send(verifying('none', 'none'), options)),
  };
}
