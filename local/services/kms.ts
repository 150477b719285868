/** KMS: the keys of the template with real key material, which no operation hands out. */
import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import {
  GenerateMac$,
  InvalidKeyUsageException$,
  KMSInvalidMacException$,
  NotFoundException$,
  VerifyMac$,
  type GenerateMacCommandOutput,
  type GenerateMacRequest,
  type VerifyMacCommandOutput,
  type VerifyMacRequest,
} from '@aws-sdk/client-kms';
import type { Need } from '../calls';
import { awsJson } from '../protocols/aws-json';
import { errorOf } from '../service-error';
import type { Key } from '../stack';
import { operation, schemaService, type Service } from './service';

/** Keeps one value together with what it was encrypted for. */
export type EncryptionContext = Readonly<Record<string, string>>;

/** The keys of the stack, for the services that use them. */
export class KeyRing {
  readonly #keys: readonly Key[];
  readonly #material = new Map<string, Buffer>();

  constructor(keys: readonly Key[]) {
    this.#keys = keys;
    for (const { arn } of keys) this.#material.set(arn, randomBytes(32));
  }

  /**
   * Finds a key by its id, its ARN or an alias.
   *
   * @throws ServiceError when the stack has no such key.
   */
  find(keyId: string | undefined): Key {
    const key = this.#keys.find(
      ({ id, arn, aliases }) => keyId !== undefined && [id, arn, ...aliases].includes(keyId),
    );
    if (!key) throw errorOf(NotFoundException$, `Key '${keyId ?? ''}' does not exist`);
    return key;
  }

  mac(key: Key, message: Uint8Array): Buffer {
    return createHmac('sha256', this.#materialOf(key)).update(message).digest();
  }

  encrypt(key: Key, plaintext: string, context: EncryptionContext): Buffer {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#materialOf(key), nonce).setAAD(bytesOf(context));
    const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]);
  }

  /** @throws Error when the context is not the one that the value was encrypted for. */
  decrypt(key: Key, sealed: Buffer, context: EncryptionContext): string {
    const decipher = createDecipheriv('aes-256-gcm', this.#materialOf(key), sealed.subarray(0, 12));
    decipher.setAAD(bytesOf(context)).setAuthTag(sealed.subarray(12, 28));
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
  }

  #materialOf({ arn }: Key): Buffer {
    const material = this.#material.get(arn);
    if (!material) throw new Error(`No material for ${arn}`);
    return material;
  }
}

const bytesOf = (context: EncryptionContext) => Buffer.from(JSON.stringify(context));

/** KMS with these keys. */
export function kmsService(keys: KeyRing): Service {
  const macNeeds =
    (action: string) =>
    ({ KeyId, MacAlgorithm }: GenerateMacRequest | VerifyMacRequest): readonly Need[] => {
      const key = keys.find(KeyId);
      const context = { 'kms:MacAlgorithm': MacAlgorithm ?? '' };
      return [{ action, resource: key.arn, context, key: key.policy }];
    };

  const macOf = ({ KeyId, MacAlgorithm, Message }: GenerateMacRequest | VerifyMacRequest) => {
    const key = keys.find(KeyId);
    if (key.spec !== 'HMAC_256' || MacAlgorithm !== 'HMAC_SHA_256') {
      throw errorOf(InvalidKeyUsageException$, `${key.arn} cannot make a ${MacAlgorithm ?? 'MAC'}.`);
    }
    return { KeyId: key.arn, Mac: keys.mac(key, Message ?? new Uint8Array()), MacAlgorithm };
  };

  return schemaService('kms', awsJson, [
    operation<GenerateMacRequest, GenerateMacCommandOutput>(GenerateMac$, macNeeds('kms:GenerateMac'), macOf),
    operation<VerifyMacRequest, VerifyMacCommandOutput>(VerifyMac$, macNeeds('kms:VerifyMac'), (input) => {
      const { KeyId, Mac, MacAlgorithm } = macOf(input);
      const given = input.Mac ?? new Uint8Array();
      if (given.length !== Mac.length || !timingSafeEqual(given, Mac)) {
        throw errorOf(KMSInvalidMacException$, 'The MAC does not belong to the message.');
      }
      return { KeyId, MacAlgorithm, MacValid: true };
    }),
  ]);
}
