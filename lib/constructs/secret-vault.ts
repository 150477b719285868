import type { RemovalPolicy } from 'aws-cdk-lib';
import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { administeredByTheAccount } from './key-policy';
import type { ServiceFunction } from './service-function';

/** Properties of a `SecretVault`. */
export interface SecretVaultProps {
  /** The path of all parameters of this vault, with a slash at both ends. */
  readonly prefix: string;

  /** What happens to the key when the stack goes. */
  readonly removalPolicy: RemovalPolicy;
}

/**
 * Holds secrets until somebody picks them up: SSM SecureString parameters under one path, encrypted with their own key.
 *
 * Functions make the parameters at run time, so the stack cannot delete them; see `Sweep`. The key works only for this
 * vault's parameters, through SSM, and for the roles that its policy names.
 */
export class SecretVault extends Construct {
  /** The path of all parameters of this vault, with a slash at both ends. */
  readonly prefix: string;

  /** The key that encrypts the parameters. */
  readonly key: Key;

  constructor(scope: Construct, id: string, props: SecretVaultProps) {
    super(scope, id);
    if (!/^\/([^/]+\/)+$/.test(props.prefix)) {
      throw new Error(`A vault's prefix starts and ends with a slash: "${props.prefix}" does not.`);
    }
    this.prefix = props.prefix;
    this.key = new Key(this, 'Key', {
      description: `Encrypts the secrets under ${props.prefix}`,
      policy: administeredByTheAccount(),
      enableKeyRotation: true,
      pendingWindow: Duration.days(7),
      removalPolicy: props.removalPolicy,
    });
  }

  /** Lets a function put secrets into the vault. It cannot read any secret, not even its own. */
  grantStore(writer: ServiceFunction): void {
    writer.grant(new PolicyStatement({ actions: ['ssm:PutParameter'], resources: [this.parameters()] }));
    this.allowThroughVault(writer, 'kms:Encrypt');
  }

  /** Lets a function read and delete a secret whose name it knows. It cannot list them. */
  grantReveal(reader: ServiceFunction): void {
    reader.grant(
      new PolicyStatement({
        actions: ['ssm:GetParameter', 'ssm:DeleteParameter'],
        resources: [this.parameters()],
      }),
    );
    this.allowThroughVault(reader, 'kms:Decrypt');
  }

  /** Lets a function list and delete the vault's parameters. Without the key, it cannot read a secret. */
  grantSweep(sweeper: ServiceFunction): void {
    sweeper.grant(
      // AWS authorizes this action for the path in the request, not for the parameters under it.
      new PolicyStatement({ actions: ['ssm:GetParametersByPath'], resources: [this.arn('')] }),
    );
    sweeper.grant(new PolicyStatement({ actions: ['ssm:DeleteParameters'], resources: [this.parameters()] }));
  }

  /**
   * Names a function's role in the key's policy: for this action only, through SSM, and for this vault's parameters.
   */
  private allowThroughVault(user: ServiceFunction, action: 'kms:Encrypt' | 'kms:Decrypt'): void {
    const { region } = Stack.of(this);
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [user.role],
        actions: [action],
        resources: ['*'],
        conditions: {
          StringLike: {
            // AWS documents `ssm.<region>.amazonaws.com`. No page says whether `.cn` is behind it in China.
            'kms:ViaService': `ssm.${region}.*`,
            'kms:EncryptionContext:PARAMETER_ARN': this.parameters(),
          },
        },
      }),
    );
  }

  private parameters(): string {
    return this.arn('*');
  }

  private arn(suffix: string): string {
    return Stack.of(this).formatArn({ service: 'ssm', resource: `parameter${this.prefix}${suffix}` });
  }
}
