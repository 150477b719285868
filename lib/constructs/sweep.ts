import { CustomResource, Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { Settings } from '../settings';
import type { SecretVault } from './secret-vault';
import { ServiceFunction } from './service-function';

/** Properties of a `Sweep`. */
export interface SweepProps {
  /** What is swept. */
  readonly vault: SecretVault;

  /** The administrator's settings. */
  readonly settings: Pick<Settings, 'linkMinutes' | 'tracing'>;
}

/**
 * Housekeeping of the vault: what has expired, every quarter of an hour; and everything, when the stack is deleted,
 * because CloudFormation knows nothing of the parameters that the functions made.
 */
export class Sweep extends Construct {
  /** The function itself. */
  readonly function: ServiceFunction<'sweep'>;

  private readonly onDeletion: CustomResource;

  constructor(scope: Construct, id: string, props: SweepProps) {
    super(scope, id);
    const { vault, settings } = props;
    this.function = new ServiceFunction(this, 'Sweep', {
      name: 'sweep',
      description: 'Deletes what has expired from the vault, and everything with the stack',
      // SSM deletes about 3 parameters a second: time for what an hour's worth of resets can leave.
      timeout: Duration.minutes(5),
      tracing: settings.tracing,
      environment: { VAULT_PREFIX: vault.prefix, LINK_MINUTES: String(settings.linkMinutes) },
    });
    vault.grantSweep(this.function);

    new Rule(this, 'Schedule', {
      description: 'Sweeps the vault',
      schedule: Schedule.rate(Duration.minutes(15)),
      targets: [new LambdaFunction(this.function.function, { retryAttempts: 2 })],
    });

    // The function itself answers CloudFormation: a provider in between would leave its own log group behind. There
    // are no properties, so that nothing but the deletion ever makes it do anything.
    this.onDeletion = new CustomResource(this, 'OnDeletion', {
      resourceType: 'Custom::PasslinkSweep',
      serviceToken: this.function.function.functionArn,
      serviceTimeout: Duration.minutes(6),
    });
    this.onDeletion.node.addDependency(vault.key);
  }

  /** Has the sweep at the stack's deletion wait until a function is gone that writes to the vault. */
  runAfter(writer: ServiceFunction): void {
    // The function only, not its role: the vault's key, which the sweep comes before, names the role in its policy.
    writer.function.node.addDependency(this.onDeletion);
  }
}
