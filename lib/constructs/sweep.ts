import { CustomResource, Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { Settings } from '../settings';
import type { ChallengeTable } from './challenge-table';
import type { SecretVault } from './secret-vault';
import { ServiceFunction } from './service-function';

/** Properties of a `Sweep`. */
export interface SweepProps {
  /** Says whether everything is paused. */
  readonly challenges: ChallengeTable;

  /** The vault to sweep. */
  readonly vault: SecretVault;

  /** The administrator's settings. */
  readonly settings: Pick<Settings, 'linkMinutes' | 'tracing'>;
}

/**
 * Cleans the vault. Every quarter of an hour, it deletes what has expired. When the stack goes, it deletes everything,
 * because CloudFormation does not know the parameters that the functions made.
 */
export class Sweep extends Construct {
  readonly function: ServiceFunction<'sweep'>;

  private readonly onDeletion: CustomResource;

  constructor(scope: Construct, id: string, props: SweepProps) {
    super(scope, id);
    const { challenges, vault, settings } = props;
    this.function = new ServiceFunction(this, 'Sweep', {
      name: 'sweep',
      description: 'Deletes what has expired from the vault, and everything with the stack',
      // SSM takes about 3 calls a second, each of 10 parameters. When the stack goes, there is no second run: this is enough
      // for a vault that is full, and more.
      timeout: Duration.minutes(15),
      tracing: settings.tracing,
      environment: {
        CHALLENGE_TABLE: challenges.table.tableName,
        VAULT_PREFIX: vault.prefix,
        LINK_MINUTES: String(settings.linkMinutes),
      },
    });
    challenges.grantSeePause(this.function);
    vault.grantSweep(this.function);

    new Rule(this, 'Schedule', {
      description: 'Sweeps the vault',
      schedule: Schedule.rate(Duration.minutes(15)),
      targets: [new LambdaFunction(this.function.function, { retryAttempts: 2 })],
    });

    // The function answers CloudFormation itself, because a provider framework would leave its log group behind. The
    // resource has no properties, so that only its deletion makes it act.
    this.onDeletion = new CustomResource(this, 'OnDeletion', {
      resourceType: 'Custom::PasslinkSweep',
      serviceToken: this.function.function.functionArn,
      serviceTimeout: Duration.minutes(16),
    });
    this.onDeletion.node.addDependency(vault.key);
  }

  /** Makes the sweep at the stack's deletion wait until a function that writes to the vault is gone. */
  runAfter(writer: ServiceFunction): void {
    // Only the function, not its role: the policy of the vault's key names the role, and the sweep must run before the
    // key goes.
    writer.function.node.addDependency(this.onDeletion);
  }
}
