/** KMS: the keys of the account, with real key material. No operation returns the material. */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  generateKeyPairSync,
  randomBytes,
  timingSafeEqual,
  type KeyPairKeyObjectResult,
} from 'node:crypto';
import {
  GenerateMac$,
  GetPublicKey$,
  InvalidKeyUsageException$,
  KMSInvalidMacException$,
  NotFoundException$,
  Sign$,
  UnsupportedOperationException$,
  VerifyMac$,
  type GenerateMacCommandOutput,
  type GenerateMacRequest,
  type GetPublicKeyCommandOutput,
  type GetPublicKeyRequest,
  type SignCommandOutput,
  type SignRequest,
  type VerifyMacCommandOutput,
  type VerifyMacRequest,
} from '@aws-sdk/client-kms';
import type { Need } from '../calls';
import { signDigest } from './ecdsa';
import { awsJson } from '../protocols/aws-json';
import { errorOf, ServiceError } from '../service-error';
import type { Key } from '../../template/stack';
import { operation, schemaService, type Service } from './service';

/** Binds an encrypted value to its purpose. */
export type EncryptionContext = Readonly<Record<string, string>>;

/** The longest message that KMS signs, in bytes. Callers hash a longer one first. */
const longestMessage = 4096;

/** The keys of the account, for the services that use them. */
export class KeyRing {
  readonly #keys = new Map<string, Key>();
  readonly #material = new Map<string, Buffer>();
  readonly #pairs = new Map<string, KeyPairKeyObjectResult>();

  /** Makes the material of a key. */
  add(key: Key): void {
    const { arn, spec } = key;
    this.#keys.set(arn, key);
    if (spec === 'ECC_NIST_P256') this.#pairs.set(arn, generateKeyPairSync('ec', { namedCurve: 'P-256' }));
    else this.#material.set(arn, randomBytes(32));
  }

  /** Ends a key at once. On AWS it waits a few days for that, and is as useless in the meantime. */
  remove(keyArn: string): void {
    for (const held of [this.#keys, this.#pairs, this.#material]) held.delete(keyArn);
  }

  arns(): readonly string[] {
    return [...this.#keys.keys()];
  }

  /**
   * Finds a key by its id, its ARN or an alias.
   *
   * @throws ServiceError when the account has no such key.
   */
  find(keyId: string | undefined): Key {
    const key = [...this.#keys.values()].find(
      ({ id, arn, aliases }) => keyId !== undefined && [id, arn, ...aliases].includes(keyId),
    );
    if (!key) throw errorOf(NotFoundException$, `Key '${keyId ?? ''}' does not exist`);
    return key;
  }

  mac(key: Key, message: Uint8Array): Buffer {
    return createHmac('sha256', this.#materialOf(key)).update(message).digest();
  }

  /** The signature of a SHA-256 digest, in DER. */
  sign(key: Key, digest: Uint8Array): Buffer {
    return signDigest(this.#pairOf(key).privateKey, digest);
  }

  /** The public half of a key, as SPKI in DER. */
  publicHalf(key: Key): Buffer {
    return this.#pairOf(key).publicKey.export({ type: 'spki', format: 'der' });
  }

  encrypt(key: Key, plaintext: string, context: EncryptionContext): Buffer {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#materialOf(key), nonce).setAAD(bytesOf(context));
    const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]);
  }

  /** @throws Error when the context differs from the one at encryption. */
  decrypt(key: Key, sealed: Buffer, context: EncryptionContext): string {
    const decipher = createDecipheriv('aes-256-gcm', this.#materialOf(key), sealed.subarray(0, 12));
    decipher.setAAD(bytesOf(context)).setAuthTag(sealed.subarray(12, 28));
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
  }

  #materialOf({ arn }: Key): Buffer {
    const material = this.#material.get(arn);
    if (!material) throw errorOf(NotFoundException$, `Key '${arn}' has no material`);
    return material;
  }

  #pairOf({ arn }: Key): KeyPairKeyObjectResult {
    const pair = this.#pairs.get(arn);
    if (!pair) throw errorOf(UnsupportedOperationException$, `${arn} is not a pair of keys.`);
    return pair;
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

  const signatureNeeds = ({ KeyId, SigningAlgorithm, MessageType = 'RAW' }: SignRequest): readonly Need[] => {
    const key = keys.find(KeyId);
    const context = { 'kms:SigningAlgorithm': SigningAlgorithm ?? '', 'kms:MessageType': MessageType };
    return [{ action: 'kms:Sign', resource: key.arn, context, key: key.policy }];
  };

  const publicKeyNeeds = ({ KeyId }: GetPublicKeyRequest): readonly Need[] => {
    const key = keys.find(KeyId);
    return [{ action: 'kms:GetPublicKey', resource: key.arn, key: key.policy }];
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
    operation<SignRequest, SignCommandOutput>(Sign$, signatureNeeds, (input) => {
      const { SigningAlgorithm } = input;
      const key = keys.find(input.KeyId);
      if (key.usage !== 'SIGN_VERIFY' || SigningAlgorithm !== 'ECDSA_SHA_256') {
        throw errorOf(
          InvalidKeyUsageException$,
          `${key.arn} cannot sign with ${SigningAlgorithm ?? 'that'}.`,
        );
      }
      return { KeyId: key.arn, Signature: keys.sign(key, digestIn(input)), SigningAlgorithm };
    }),
    operation<GetPublicKeyRequest, GetPublicKeyCommandOutput>(GetPublicKey$, publicKeyNeeds, ({ KeyId }) => {
      const key = keys.find(KeyId);
      return {
        KeyId: key.arn,
        PublicKey: keys.publicHalf(key),
        KeySpec: 'ECC_NIST_P256',
        KeyUsage: 'SIGN_VERIFY',
        SigningAlgorithms: ['ECDSA_SHA_256'],
      };
    }),
  ]);
}

/** The digest to sign: the one in the request, or that of the message. */
function digestIn({ Message = new Uint8Array(), MessageType = 'RAW' }: SignRequest): Uint8Array {
  const invalid = (message: string) => new ServiceError('ValidationException', message);
  if (MessageType === 'DIGEST') {
    if (Message.length !== 32) throw invalid('Digest is invalid length for algorithm ECDSA_SHA_256.');
    return Message;
  }
  if (MessageType !== 'RAW') throw invalid(`The laptop cannot sign a message of type ${MessageType}.`);
  if (Message.length < 1 || Message.length > longestMessage) {
    throw invalid(`A message has 1 to ${longestMessage} bytes, not ${Message.length}.`);
  }
  return createHash('sha256').update(Message).digest();
}
