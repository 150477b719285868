/** Converts requests into the events of Lambda's proxy integration (version 1.0), and converts the results back. */
import type { APIGatewayProxyEvent } from 'aws-lambda';
import * as v from 'valibot';
import type { Answer } from './answers';
import type { Signer } from './signed-requests';

/** A request on its way to a function. */
export interface GatewayRequest {
  readonly requestId: string;
  readonly time: Date;
  readonly accountId: string;
  readonly apiId: string;
  readonly stage: string;
  readonly method: string;
  /** As requested, without the stage and the query. */
  readonly path: string;
  readonly query: string;
  /** The path of the route, with its parameters in braces. */
  readonly resource: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Names and values alternately, in their original order. */
  readonly rawHeaders: readonly string[];
  readonly sourceIp: string;
  /** Who signed it, if the route asks for that. */
  readonly signer: Signer | undefined;
  readonly body: Buffer;
  readonly isBinary: boolean;
}

type Multi = Record<string, string[]>;

/** The event for a request. */
export function proxyEvent(request: GatewayRequest): APIGatewayProxyEvent {
  const multiValueHeaders: Multi = {};
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    (multiValueHeaders[request.rawHeaders[at] ?? ''] ??= []).push(request.rawHeaders[at + 1] ?? '');
  }
  const multiQuery: Multi = {};
  for (const [name, value] of new URLSearchParams(request.query)) (multiQuery[name] ??= []).push(value);
  const headers = lastOfEach(multiValueHeaders);
  const header = (wanted: string) =>
    Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1] ?? null;
  const text = request.body.toString(request.isBinary ? 'base64' : 'utf8');

  return {
    resource: request.resource,
    path: request.path,
    httpMethod: request.method,
    headers,
    multiValueHeaders,
    queryStringParameters: unlessEmpty(lastOfEach(multiQuery)),
    multiValueQueryStringParameters: unlessEmpty(multiQuery),
    pathParameters: unlessEmpty({ ...request.pathParameters }),
    stageVariables: null,
    requestContext: {
      accountId: request.accountId,
      apiId: request.apiId,
      authorizer: null,
      domainName: header('host') ?? '',
      extendedRequestId: request.requestId,
      httpMethod: request.method,
      identity: { ...identityOf(request), sourceIp: request.sourceIp, userAgent: header('user-agent') },
      path: `/${request.stage}${request.path}`,
      protocol: 'HTTP/1.1',
      requestId: request.requestId,
      requestTimeEpoch: request.time.getTime(),
      resourceId: request.resource,
      resourcePath: request.resource,
      stage: request.stage,
    },
    body: text === '' ? null : text,
    isBase64Encoded: request.isBinary && text !== '',
  };
}

function identityOf({ signer, accountId }: GatewayRequest) {
  if (!signer) return nobody;
  const { accessKeyId: accessKey, arn: userArn, userId } = signer;
  return { ...nobody, accessKey, accountId, caller: userId, user: userId, userArn };
}

/** The identity of a caller without AWS credentials. */
const nobody = {
  accessKey: null,
  accountId: null,
  apiKey: null,
  apiKeyId: null,
  caller: null,
  clientCert: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  user: null,
  userArn: null,
};

const headerValue = v.union([v.string(), v.number(), v.boolean()]);

const proxyResult = v.object({
  statusCode: v.pipe(
    v.union([v.number(), v.string()]),
    v.toNumber(),
    v.integer(),
    v.minValue(100),
    v.maxValue(599),
  ),
  headers: v.nullish(v.record(v.string(), headerValue), {}),
  multiValueHeaders: v.nullish(v.record(v.string(), v.array(headerValue)), {}),
  body: v.nullish(v.string(), ''),
  isBase64Encoded: v.nullish(v.boolean(), false),
});

/** The answer in a function's result, or `undefined` when API Gateway would call the result malformed. */
export function answerOf(payload: string): Answer | undefined {
  const result = v.safeParse(proxyResult, JSON.parse(payload));
  if (!result.success) return undefined;
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded } = result.output;
  const all = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(headers)) all.set(name, [String(value)]);
  for (const [name, values] of Object.entries(multiValueHeaders)) all.set(name, values.map(String));
  const hasType = [...all.keys()].some((name) => name.toLowerCase() === 'content-type');
  if (!hasType) all.set('Content-Type', ['application/json']);
  return {
    status: statusCode,
    headers: Object.fromEntries(all),
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  };
}

function lastOfEach(values: Multi): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, each]) => [name, each.at(-1) ?? '']));
}

/** API Gateway sends `null` for an empty map. */
function unlessEmpty<T extends object>(value: T): T | null {
  return Object.keys(value).length > 0 ? value : null;
}
