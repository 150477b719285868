import { Aws, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Method } from 'aws-cdk-lib/aws-apigateway';
import {
  AccessLogField,
  AccessLogFormat,
  EndpointType,
  LambdaIntegration,
  LogGroupLogDestination,
  MethodLoggingLevel,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { GatewayAnswers } from './gateway-answers';
import type { ServiceFunction } from './service-function';

/** Properties of a `PublicApi`. */
export interface PublicApiProps {
  /** The stage's name, the first part of every path. */
  readonly stage: string;

  /** Networks that may call the API; none means all. */
  readonly allowedCidrs: readonly string[];

  /** Whether requests are traced with AWS X-Ray. */
  readonly tracing: boolean;
}

/**
 * The way in from outside: a REST API with exactly the paths and methods that a feature adds.
 *
 * A REST API, because HTTP APIs have no resource policies. Regional, because the edge-optimized kind puts a CloudFront
 * distribution of AWS's in front that nobody here needs: nothing is cached, and a custom domain stays in the region.
 */
export class PublicApi extends Construct {
  /** Where callers find the API, without a slash at the end. */
  readonly publicUrl: string;

  /** The API itself. */
  readonly restApi: RestApi;

  /** What was asked and answered, without paths, queries or bodies. */
  readonly accessLog: LogGroup;

  constructor(scope: Construct, id: string, props: PublicApiProps) {
    super(scope, id);
    this.accessLog = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.restApi = new RestApi(this, 'Api', {
      // A label, and what CloudWatch tells its metrics apart by; names of APIs need not be unique.
      restApiName: Stack.of(this).stackName,
      description: `Passlink, stage ${props.stage}`,
      endpointTypes: [EndpointType.REGIONAL],
      ...(props.allowedCidrs.length > 0 && { policy: onlyFrom(props.allowedCidrs) }),
      // The access log needs a role that is the whole account's; API Gateway has one such setting in a region.
      cloudWatchRole: true,
      cloudWatchRoleRemovalPolicy: RemovalPolicy.DESTROY,
      deployOptions: {
        stageName: props.stage,
        throttlingRateLimit: 500,
        throttlingBurstLimit: 1000,
        metricsEnabled: true,
        tracingEnabled: props.tracing,
        // Execution logs hold concrete paths and bodies, and their log group would outlive the stack.
        loggingLevel: MethodLoggingLevel.OFF,
        dataTraceEnabled: false,
        accessLogDestination: new LogGroupLogDestination(this.accessLog),
        accessLogFormat: accessLogFormat(),
      },
    });
    // Its own output, which says the same as the stack's.
    this.restApi.node.tryRemoveChild('Endpoint');
    new GatewayAnswers(this, 'Answers', { api: this.restApi, stage: props.stage });

    // Not from the stage: the stage waits for the methods, they for the functions, and those are told this address.
    const { region } = Stack.of(this);
    this.publicUrl = `https://${this.restApi.restApiId}.execute-api.${region}.${Aws.URL_SUFFIX}/${props.stage}`;
  }

  /** Adds what can be read: GET, and HEAD with it, which is a method of its own to API Gateway. */
  addPage(path: string, handler: ServiceFunction): void {
    this.addRoute('GET', path, handler);
    this.addRoute('HEAD', path, handler);
  }

  /** Adds one method of one path. */
  addRoute(method: 'GET' | 'HEAD' | 'POST', path: string, handler: ServiceFunction): Method {
    if (!path.startsWith('/')) throw new Error(`A path starts with a slash: "${path}" does not.`);
    if (path.includes('+}')) throw new Error(`Paths are explicit: "${path}" would catch all.`);
    return this.restApi.root
      .resourceForPath(path)
      .addMethod(method, new LambdaIntegration(handler.function, { allowTestInvoke: false }));
  }
}

/**
 * One line of JSON a request. The path is the resource's, with `{id}` and not the id; the query is not there at all:
 * a log must not hold what opens a link, nor who asked for one.
 */
function accessLogFormat(): AccessLogFormat {
  return AccessLogFormat.custom(
    JSON.stringify({
      time: AccessLogField.contextRequestTime(),
      requestId: AccessLogField.contextRequestId(),
      sourceIp: AccessLogField.contextIdentitySourceIp(),
      method: AccessLogField.contextHttpMethod(),
      resource: AccessLogField.contextResourcePath(),
      status: AccessLogField.contextStatus(),
      milliseconds: AccessLogField.contextResponseLatency(),
      functionMilliseconds: AccessLogField.contextIntegrationLatency(),
      bytes: AccessLogField.contextResponseLength(),
      refusedAs: AccessLogField.contextErrorResponseType(),
    }),
  );
}

/** Everybody may call, but only from these networks. */
function onlyFrom(cidrs: readonly string[]): PolicyDocument {
  const everyCall = {
    principals: [new AnyPrincipal()],
    actions: ['execute-api:Invoke'],
    resources: ['execute-api:/*'],
  };
  return new PolicyDocument({
    statements: [
      new PolicyStatement(everyCall),
      new PolicyStatement({
        ...everyCall,
        effect: Effect.DENY,
        conditions: { NotIpAddress: { 'aws:SourceIp': cidrs } },
      }),
    ],
  });
}
