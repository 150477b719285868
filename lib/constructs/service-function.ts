import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack, Stage } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { EnvironmentOf, FunctionName } from '../../lambda/environment';
import { bundle, handlerOf } from './bundle';

/** How a function behaves when it is invoked asynchronously. */
export interface AsynchronousProps {
  /** Where an event goes that failed for good. */
  readonly onFailure: IQueue;
}

/** Properties of a `ServiceFunction`. */
export interface ServiceFunctionProps<Name extends FunctionName> {
  /** The function's folder under `lambda/`. */
  readonly name: Name;

  /** What the function is for, in a few words. */
  readonly description: string;

  /** The variables of this function's schema in `lambda/environment.ts`, all of them and no others. */
  readonly environment: EnvironmentOf<Name>;

  /** How long one invocation may take. */
  readonly timeout: Duration;

  /** Whether invocations are traced with AWS X-Ray. */
  readonly tracing: boolean;

  /**
   * For a function that is invoked asynchronously.
   *
   * @default - Lambda's own retries, and an event that failed for good is dropped
   */
  readonly asynchronous?: AsynchronousProps;
}

/**
 * The one way a Lambda function is made here: one bundle, one role that starts with nothing but its own log, one log
 * group that goes with the stack. Everything else is granted by the construct that owns the resource.
 */
export class ServiceFunction<Name extends FunctionName = FunctionName> extends Construct {
  /** The function's folder under `lambda/`. */
  readonly functionFolder: Name;

  /** Whether invocations are traced with AWS X-Ray. */
  readonly tracing: boolean;

  /** The function itself, for what calls it. */
  readonly function: LambdaFunction;

  /** What the function runs as. */
  readonly role: Role;

  /** What the function logs. */
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
    if (props.asynchronous !== undefined) {
      this.grant(
        new PolicyStatement({
          actions: ['sqs:SendMessage'],
          resources: [props.asynchronous.onFailure.queueArn],
        }),
      );
    }

    this.function = new LambdaFunction(this, 'Function', {
      description: props.description,
      code: this.code(props.name),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      // Memory buys processor time: a first call takes 0.65 s or more at 128 MB, 0.11–0.18 s at 512 MB.
      memorySize: 512,
      timeout: props.timeout,
      role: this.role,
      logGroup: this.logGroup,
      tracing: props.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      environment: { ...props.environment, NODE_OPTIONS: '--enable-source-maps' },
      ...(props.asynchronous !== undefined && asynchronously(props.asynchronous.onFailure)),
    });
    // In the assembly and not in the template: the laptop run makes the bundle again when its code changes.
    this.function.node.defaultChild?.node.addMetadata('passlink:handler', handlerOf(props.name));
  }

  /** Adds to what the function may do. For the constructs that own resources; nothing else calls it. */
  grant(statement: PolicyStatement): void {
    this.role.addToPrincipalPolicy(statement);
  }

  /** Lets another function invoke this one, its current version only. */
  grantInvoke(caller: ServiceFunction): void {
    caller.grant(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.function.functionArn] }),
    );
  }

  /** The bundle; a placeholder where the stack is synthesized without bundling, as most tests do. */
  private code(name: FunctionName): Code {
    if (!Stack.of(this).bundlingRequired) return Code.fromInline('// Synthesized without bundling.');
    const assembly = Stage.of(this);
    if (assembly === undefined) throw new Error(`The function "${name}" is not part of an app.`);
    const folder = join(assembly.assetOutdir, 'bundles', name);
    bundle(name, folder);
    return Code.fromAsset(folder);
  }
}

function asynchronously(queue: IQueue) {
  return {
    retryAttempts: 2,
    // A mail that comes later than this surprises more than it helps; the person has asked again long before.
    maxEventAge: Duration.hours(1),
    // Not `SqsDestination`, which also grants reading the queue's attributes and address.
    onFailure: { bind: () => ({ destination: queue.queueArn }) },
  };
}
