import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { administeredByTheAccount } from './key-policy';
import type { ServiceFunction } from './service-function';

/**
 * The key that signs session tokens. Its private half never leaves KMS, so a function's memory or bundle does not
 * reveal it. CloudTrail records every signature.
 */
export class SessionKey extends Construct {
  /** The key pair, on P-256 as ES256 requires. */
  readonly key: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Signs the tokens of sessions',
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      policy: administeredByTheAccount(),
      pendingWindow: Duration.days(7),
      // Does not depend on the setting `retention`: the key protects no data, and a token is worthless without the
      // stack.
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  /** Lets a function sign tokens, and read the public half, which verifies them. */
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
