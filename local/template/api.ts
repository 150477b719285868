/** The REST API of a synthesized stack: its routes, and the function behind each. */
import type { Policy } from '../aws/policy';
import { policyOf, type PropertiesOf, type ResourcesOf } from './resources';

/** A route of the API: a method of a resource, and the function behind it. */
export interface Route {
  readonly method: string;
  /** With its parameters in braces, as in `/extract/{id}`. */
  readonly path: string;
  readonly functionArn: string;
  /** Whether it takes only requests that are signed with AWS credentials. */
  readonly isSigned: boolean;
  readonly timeoutMilliseconds: number;
}

/** A REST API with its one stage. */
export interface Api {
  readonly id: string;
  /** A domain of its own, if it has one. */
  readonly domain?: string;
  readonly stage: PropertiesOf<'AWS::ApiGateway::Stage'>;
  readonly routes: readonly Route[];
  readonly responses: readonly PropertiesOf<'AWS::ApiGateway::GatewayResponse'>[];
  readonly policy?: Policy;
  readonly binaryMediaTypes: readonly string[];
}

/**
 * Reads the API, if there is one.
 *
 * @param rootOf finds the id of the root resource of the API with this logical id
 */
export function apiOf(resources: ResourcesOf, rootOf: (restApi: string) => string): Api | undefined {
  const [restApi] = resources('AWS::ApiGateway::RestApi');
  const [stage] = resources('AWS::ApiGateway::Stage');
  if (!restApi || !stage) return undefined;

  const parts = new Map(
    resources('AWS::ApiGateway::Resource').map(({ ref, properties }) => [ref, properties]),
  );
  const root = rootOf(restApi.logicalId);
  const pathOf = (resourceId: string): string => {
    const part = parts.get(resourceId);
    return part ? `${pathOf(part.ParentId)}/${part.PathPart}` : '';
  };
  const routes = resources('AWS::ApiGateway::Method').map(({ properties }): Route => {
    const { AuthorizationType, HttpMethod, ResourceId, Integration } = properties;
    return {
      method: HttpMethod,
      path: ResourceId === root ? '/' : pathOf(ResourceId),
      isSigned: AuthorizationType === 'AWS_IAM',
      functionArn: functionBehind(Integration.Uri),
      timeoutMilliseconds: Integration.TimeoutInMillis,
    };
  });

  const { Policy: policy, BinaryMediaTypes } = restApi.properties;
  const [domain] = resources('AWS::ApiGateway::DomainName');
  return {
    id: restApi.ref,
    ...(domain && { domain: domain.properties.DomainName }),
    stage: stage.properties,
    routes,
    responses: resources('AWS::ApiGateway::GatewayResponse').map(({ properties }) => properties),
    ...(policy && { policy: policyOf(restApi.logicalId, 'Policy', policy) }),
    binaryMediaTypes: BinaryMediaTypes,
  };
}

/** The function's ARN inside `arn:…:apigateway:…:lambda:path/2015-03-31/functions/<ARN>/invocations`. */
function functionBehind(uri: string): string {
  const arn = /\/functions\/(.+)\/invocations$/.exec(uri)?.[1];
  if (arn === undefined) throw new Error(`The laptop cannot find the function behind ${uri}`);
  return arn;
}
