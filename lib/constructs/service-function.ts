import { join } from 'node:path';
import { RemovalPolicy, Stack, Stage, type Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { type CfnLogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { EnvironmentOf, FunctionName } from '../../lambda/environment';
import type { Organisation } from '../settings';
import { bundle, handlerOf, writeLogo } from './bundle';

/** Properties of a `ServiceFunction`. */
export interface ServiceFunctionProps<Name extends FunctionName> {
  /** The function's folder under `lambda/`. */
  readonly name: Name;

  /** The purpose of the function, in a few words. */
  readonly description: string;

  /** All variables of this function's schema in `lambda/environment.ts`, and no others. */
  readonly environment: EnvironmentOf<Name>;

  /** The longest time of one invocation. */
  readonly timeout: Duration;

  /** Whether AWS X-Ray traces invocations. */
  readonly tracing: boolean;

  /**
   * The organisation's logo, for pages.
   *
   * @default - none
   */
  readonly logo?: string | undefined;
}

/** The variable that says whose site it is. */
export function organisationVariable(organisation: Organisation | undefined) {
  if (organisation === undefined) return {};
  const { name, contact } = organisation;
  return { ORGANISATION: JSON.stringify({ name, contact }) };
}

/**
 * The one way to make a Lambda function here: one bundle, one log group that goes with the stack, and one role that may
 * only write this log. The construct that owns a resource grants everything else.
 */
export class ServiceFunction<Name extends FunctionName = FunctionName> extends Construct {
  /** The function's folder under `lambda/`. */
  readonly functionFolder: Name;

  /** Whether AWS X-Ray traces invocations. */
  readonly tracing: boolean;

  /** The Lambda function, for constructs that invoke it. */
  readonly function: LambdaFunction;

  readonly role: Role;

  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps<Name>) {
    super(scope, id);
    this.functionFolder = props.name;
    this.tracing = props.tracing;

    this.logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    // Not the managed policy AWSLambdaBasicExecutionRole, which may write to every log group of the account.
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.grant(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [this.logGroup.logGroupArn],
      }),
    );

    this.function = new LambdaFunction(this, 'Function', {
      description: props.description,
      code: this.code(props),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      // More memory gives more processor time: a first call that calls AWS takes 0.3 s or more at 128 MB, 0.08–0.15 s at 512 MB.
      memorySize: 512,
      timeout: props.timeout,
      role: this.role,
      logGroup: this.logGroup,
      tracing: props.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      environment: { ...props.environment, NODE_OPTIONS: '--enable-source-maps' },
    });
    // In the assembly and not in the template: the laptop run makes the bundle again when its code changes.
    this.function.node.defaultChild?.node.addMetadata('passlink:handler', handlerOf(props.name));
  }

  /** Keeps the log for so many days, in place of a month. */
  keepLogFor(days: number): void {
    (this.logGroup.node.defaultChild as CfnLogGroup).retentionInDays = days;
  }

  /** Adds a permission to the role. Only the constructs that own resources call it. */
  grant(statement: PolicyStatement): void {
    this.role.addToPrincipalPolicy(statement);
  }

  /** The bundle, or a placeholder when the synthesis leaves out bundling, as in most tests. */
  private code({ name, logo }: Pick<ServiceFunctionProps<Name>, 'name' | 'logo'>): Code {
    if (!Stack.of(this).bundlingRequired) return Code.fromInline('// Synthesized without bundling.');
    const assembly = Stage.of(this);
    if (assembly === undefined) throw new Error(`The function "${name}" is not part of an app.`);
    const folder = join(assembly.assetOutdir, 'bundles', name);
    bundle(name, folder);
    writeLogo(logo, folder);
    return Code.fromAsset(folder);
  }
}
