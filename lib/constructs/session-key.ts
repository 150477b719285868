import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { administeredByTheAccount } from './key-policy';
import type { ServiceFunction } from './service-function';

/**
 * The key that signs session tokens. Whoever reads a function's memory or its bundle gets no key with it: the private
 * half never leaves KMS, and every signature is in CloudTrail.
 */
export class SessionKey extends Construct {
  /** The key pair; P-256, as ES256 wants it. */
  readonly key: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Signs the tokens of sessions',
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      policy: administeredByTheAccount(),
      pendingWindow: Duration.days(7),
      // Whatever the setting `retention` says: it protects no data, and a token without the stack opens nothing.
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  /** Lets a function sign tokens, and read the public half, with which everybody may check them. */
  grantSign(signer: ServiceFunction): void {
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [signer.role],
        actions: ['kms:Sign'],
        resources: ['*'],
        conditions: { StringEquals: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256' } },
      }),
    );
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [signer.role],
        actions: ['kms:GetPublicKey'],
        resources: ['*'],
      }),
    );
  }
}
