import { Aws, Stack } from 'aws-cdk-lib';
import type { Method } from 'aws-cdk-lib/aws-apigateway';
import {
  AuthorizationType,
  EndpointType,
  LambdaIntegration,
  MethodLoggingLevel,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { GatewayAnswers } from './gateway-answers';
import { OwnDomain } from './own-domain';
import type { Organisation, Settings } from '../settings';
import type { Language } from '../../lambda/environment';
import type { ServiceFunction } from './service-function';

/** Properties of a `PublicApi`. */
export interface PublicApiProps {
  /** The stage's name, the first part of every path. */
  readonly stage: string;

  /** Networks that may call the API. An empty list allows all. */
  readonly allowedCidrs: readonly string[];

  /**
   * Whose site it is.
   *
   * @default - nobody says: Passlink speaks for itself
   */
  readonly organisation?: Organisation | undefined;

  /**
   * A domain of the administrator's own.
   *
   * @default - the API has API Gateway's address
   */
  readonly domain?: Settings['domain'];

  /**
   * The ARN of the web ACL that protects the API.
   *
   * @default - none
   */
  readonly webAcl?: Settings['webAcl'];

  /** The language of what the API answers on its own. */
  readonly language: Language;

  /** Whether AWS X-Ray traces requests. */
  readonly tracing: boolean;
}

/**
 * The public API: a REST API with exactly the paths and methods that the features add.
 *
 * It is a REST API because HTTP APIs have no resource policies. It is regional because the edge-optimized type adds a
 * CloudFront distribution of AWS, which would serve no purpose: nothing is cached, and a custom domain stays in the
 * region.
 */
export class PublicApi extends Construct {
  /** The address of the API, without a slash at the end. */
  readonly publicUrl: string;

  readonly restApi: RestApi;

  /** Whether a web ACL protects it. */
  readonly hasWebAcl: boolean;

  private readonly stage: string;

  /** Lets everybody call the routes that take no signature; undefined where the API has no policy, and needs none. */
  private readonly allowsEverybody: PolicyStatement | undefined;

  constructor(scope: Construct, id: string, props: PublicApiProps) {
    super(scope, id);
    this.hasWebAcl = props.webAcl !== undefined;
    this.stage = props.stage;
    const { allowedCidrs } = props;
    if (allowedCidrs.length > 0) this.allowsEverybody = new PolicyStatement(invoking([]));
    this.restApi = new RestApi(this, 'Api', {
      // A label, and the dimension of the API's metrics in CloudWatch. Names of APIs need not be unique.
      restApiName: Stack.of(this).stackName,
      description: `Passlink, stage ${props.stage}`,
      endpointTypes: [EndpointType.REGIONAL],
      // With a domain of its own, it has one address and no other, so that its web ACL and its name are not gone round.
      ...(props.domain !== undefined && { disableExecuteApiEndpoint: true }),
      ...(this.allowsEverybody && {
        policy: new PolicyDocument({ statements: [this.allowsEverybody, noneBut(allowedCidrs)] }),
      }),
      // Logs of API Gateway need a role that all APIs of the account and region share. A stack that sets it ends the logs
      // of the others when it goes. So there is none: the function that serves a request logs it.
      cloudWatchRole: false,
      deployOptions: {
        stageName: props.stage,
        throttlingRateLimit: 500,
        throttlingBurstLimit: 1000,
        // The metrics of the API and its stage are free. Those of each method cost as much as custom ones.
        metricsEnabled: false,
        tracingEnabled: props.tracing,
        loggingLevel: MethodLoggingLevel.OFF,
        dataTraceEnabled: false,
      },
    });
    // Removes the output that the construct adds; the stack has the same one.
    this.restApi.node.tryRemoveChild('Endpoint');
    new GatewayAnswers(this, 'Answers', {
      api: this.restApi,
      basePath: props.domain === undefined ? `/${props.stage}` : '',
      organisation: props.organisation,
      language: props.language,
    });

    // Not read from the stage. The stage waits for the methods, the methods wait for the functions, and those need this
    // address.
    const { region } = Stack.of(this);
    const address = `https://${this.restApi.restApiId}.execute-api.${region}.${Aws.URL_SUFFIX}/${props.stage}`;
    this.publicUrl = props.domain === undefined ? address : `https://${props.domain.name}`;
    if (props.domain !== undefined)
      new OwnDomain(this, 'Domain', { api: this.restApi, domain: props.domain });
    if (props.webAcl !== undefined) {
      const { stageArn: resourceArn } = this.restApi.deploymentStage;
      new CfnWebACLAssociation(this, 'WebAcl', { resourceArn, webAclArn: props.webAcl });
    }
  }

  /** Adds GET, and HEAD with it, because HEAD is a method of its own in API Gateway. */
  addPage(path: string, handler: ServiceFunction): void {
    this.addRoute('GET', path, handler);
    this.addRoute('HEAD', path, handler);
  }

  /** Adds one method of one path. */
  addRoute(method: HttpMethod, path: string, handler: ServiceFunction): Method {
    // Not the whole API at once: in an account, what the API's policy allows needs no permission of the caller, so that
    // everybody with credentials would be an administrator.
    const [, first = ''] = path.split('/');
    // With its method: a wildcard in its place would reach beyond it, into the path.
    this.allowsEverybody?.addResources(`execute-api:/${this.stage}/${method}/${first}${first && '*'}`);
    return this.add(method, path, handler, AuthorizationType.NONE);
  }

  /** Adds one method of one path for those who sign their requests with AWS credentials, and have the permission. */
  addSignedRoute(method: HttpMethod, path: string, handler: ServiceFunction): Method {
    return this.add(method, path, handler, AuthorizationType.IAM);
  }

  /** The ARN with which a policy permits requests. */
  arnOf(method: HttpMethod | '*', path: string): string {
    return this.restApi.arnForExecuteApi(method, path, this.stage);
  }

  private add(
    method: HttpMethod,
    path: string,
    handler: ServiceFunction,
    authorizationType: AuthorizationType,
  ): Method {
    if (!path.startsWith('/')) throw new Error(`A path starts with a slash: "${path}" does not.`);
    if (path.includes('+}')) throw new Error(`Paths are explicit: "${path}" would catch all.`);
    return this.restApi.root
      .resourceForPath(path)
      .addMethod(method, new LambdaIntegration(handler.function, { allowTestInvoke: false }), {
        authorizationType,
      });
  }
}

type HttpMethod = 'GET' | 'HEAD' | 'POST';

/** A statement about calls of everybody. */
const invoking = (resources: string[]) => ({
  principals: [new AnyPrincipal()],
  actions: ['execute-api:Invoke'],
  resources,
});

/** Refuses whoever calls from elsewhere, whatever else is allowed. */
const noneBut = (cidrs: readonly string[]) =>
  new PolicyStatement({
    ...invoking(['execute-api:/*']),
    effect: Effect.DENY,
    conditions: { NotIpAddress: { 'aws:SourceIp': cidrs } },
  });
