import type { RemovalPolicy } from 'aws-cdk-lib';
import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { administeredByTheAccount } from './key-policy';
import type { ServiceFunction } from './service-function';

/** Properties of a `CodeKey`. */
export interface CodeKeyProps {
  /** What happens to the key when the stack goes. */
  readonly removalPolicy: RemovalPolicy;
}

/**
 * The key that makes MACs of short codes. A code has few bits, so its plain hash could be searched in a moment. A MAC
 * under a key that never leaves KMS cannot be searched by somebody who has only the table.
 */
export class CodeKey extends Construct {
  /** The HMAC key. */
  readonly key: Key;

  constructor(scope: Construct, id: string, props: CodeKeyProps) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Makes the MACs that stand for short codes in the challenge table',
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
      policy: administeredByTheAccount(),
      pendingWindow: Duration.days(7),
      removalPolicy: props.removalPolicy,
    });
  }

  /** Lets a function make the MAC of a code. */
  grantMac(maker: ServiceFunction): void {
    this.allow(maker, 'kms:GenerateMac');
  }

  /** Lets a function check a code against its MAC. */
  grantVerify(checker: ServiceFunction): void {
    this.allow(checker, 'kms:VerifyMac');
  }

  private allow(user: ServiceFunction, action: 'kms:GenerateMac' | 'kms:VerifyMac'): void {
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [user.role],
        actions: [action],
        resources: ['*'],
        conditions: { StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } },
      }),
    );
  }
}
