/**
 * API Gateway: checks a request against the resource policy, the routes and the throttle, and passes it to a function.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LogSink, Outcome } from '../functions/execution-environment';
import { contextTemplate, logTime, sourceAddress, type GatewayContext } from './context';
import { gatewayAnswers, type Answer, type RefusalType } from './answers';
import { BodyTooLarge, readBody } from '../http';
import { mayInvoke } from '../functions/invoke-permission';
import { allows, isLike, type Decision, type Policy } from '../aws/policy';
import { answerOf, proxyEvent } from './proxy-event';
import { router, type MatchedRoute } from './routes';
import type { Api } from '../template/api';
import type { Stack } from '../template/stack';
import { verifiedSigner, type Signer } from './signed-requests';
import { throttles } from './throttle';

/** API Gateway's own limit. */
const largestBody = 10 * 1024 * 1024;

/** What the gateway needs: the API, the functions and the log. */
export interface GatewayOptions {
  readonly stack: Stack;
  readonly api: Api;
  readonly invoke: (
    functionArn: string,
    requestId: string,
    event: string,
    onStart: () => void,
  ) => Promise<Outcome>;
  /** Who can sign requests, by access key id. @default - nobody */
  readonly signers?: ReadonlyMap<string, Signer>;
  readonly log: LogSink;
}

/** Serves one request to the API; `path` is without the stage. */
export type Gateway = (incoming: IncomingMessage, outgoing: ServerResponse, path: string) => Promise<void>;

/** A refusal, thrown by any step that a request passes through. */
class Refusal extends Error {
  constructor(readonly type: RefusalType) {
    super(type);
  }
}

/** Makes the gateway of one API. @throws Error for anything in its template that the laptop does not know. */
export function gateway({ stack, api, invoke, signers = new Map(), log }: GatewayOptions): Gateway {
  const { place } = stack;
  const { StageName: stage, AccessLogSetting } = api.stage;
  const findRoute = router(api.routes);
  const refuse = gatewayAnswers(api);
  const logLine = AccessLogSetting && contextTemplate(AccessLogSetting.Format, '-');
  const throttleOf = throttles(api);
  const apiArn = `arn:${place.partition}:execute-api:${place.region}:${place.account}:${api.id}`;
  const arnOf = (method: string, path: string) => `${apiArn}/${stage}/${method}${path}`;
  const policy = api.policy && withFullArns(api.policy, apiArn);

  const answer = async (request: Request): Promise<Answer> => {
    const { incoming, method, path, time } = request;
    const decide = (policies: readonly Policy[], principal?: string) =>
      decision([...(policy ? [policy] : []), ...policies], arnOf(method, path), request.sourceIp, principal);
    const forEverybody = decide([]);
    if (forEverybody.isDenied) throw new Refusal('ACCESS_DENIED');
    const match = findRoute(method, path);
    if (!match) throw new Refusal('MISSING_AUTHENTICATION_TOKEN');
    request.match = match;
    const { isSigned } = match.route;
    // To API Gateway this is the same as an unknown path, and gets its answer, so that on AWS the status is 404.
    if (isSigned && incoming.headers.authorization === undefined) throw new Refusal('ACCESS_DENIED');
    if (!isSigned && policy && !forEverybody.allowed) throw new Refusal('ACCESS_DENIED');
    if (!throttleOf(match.route)()) throw new Refusal('THROTTLED');
    const body = await readBody(incoming, largestBody);
    const { headers, url = '/' } = incoming;
    const signer = isSigned
      ? await verifiedSigner({ method, url, headers, body, time }, signers, place.region)
      : undefined;
    if (isSigned && !signer) throw new Refusal('INVALID_SIGNATURE');
    // Within an account, a permission of the caller is as good as one in the API's policy.
    if (signer && !decide(signer.policies, signer.arn).allowed) throw new Refusal('ACCESS_DENIED');
    const sourceArn = arnOf(method, match.route.path.replace(/\{\w+\}/g, '*'));
    if (!mayInvoke(stack, match.route.functionArn, 'apigateway.amazonaws.com', sourceArn)) {
      throw new Refusal('API_CONFIGURATION_ERROR');
    }
    const event = proxyEvent({
      ...request,
      accountId: place.account,
      apiId: api.id,
      stage,
      resource: match.route.path,
      pathParameters: match.pathParameters,
      signer,
      rawHeaders: incoming.rawHeaders,
      body,
      isBinary: isBinary(api.binaryMediaTypes, incoming.headers['content-type']),
    });
    const invokedAt = Date.now();
    const outcome = await withinTime(match.route.timeoutMilliseconds, (onStart) =>
      invoke(match.route.functionArn, randomUUID(), JSON.stringify(event), onStart),
    );
    request.integrationLatency = Date.now() - invokedAt;
    const result = outcome.ok ? answerOf(outcome.payload) : undefined;
    if (!result) throw new Refusal('INTEGRATION_FAILURE');
    return result;
  };

  const contextOf = (request: Request): GatewayContext => ({
    accountId: place.account,
    apiId: api.id,
    domainName: request.incoming.headers.host ?? '',
    extendedRequestId: request.requestId,
    httpMethod: request.method,
    'identity.sourceIp': request.sourceIp,
    'identity.userAgent': request.incoming.headers['user-agent'] ?? '',
    path: `/${stage}${request.path}`,
    protocol: 'HTTP/1.1',
    requestId: request.requestId,
    requestTime: logTime(request.time),
    requestTimeEpoch: String(request.time.getTime()),
    stage,
    ...(request.match && { resourcePath: request.match.route.path }),
    ...(request.integrationLatency !== undefined && {
      integrationLatency: String(request.integrationLatency),
    }),
  });

  return async (incoming, outgoing, path) => {
    const request = newRequest(incoming, path);
    let given: Answer;
    try {
      given = await answer(request);
    } catch (error) {
      given = refuse(refusalType(error), contextOf(request), incoming.headers.accept);
    }
    const { status, headers, body, responseType } = given;
    outgoing
      .writeHead(status, {
        'x-amzn-requestid': request.requestId,
        'content-length': body.length,
        ...mutable(headers),
      })
      .end(body);
    if (!logLine) return;
    log(
      logLine({
        ...contextOf(request),
        status: String(status),
        responseLength: String(body.length),
        responseLatency: String(Date.now() - request.time.getTime()),
        ...(responseType && { 'error.responseType': responseType }),
      }),
    );
  };
}

/** A request in progress, and what is known about it so far. */
interface Request {
  readonly incoming: IncomingMessage;
  readonly requestId: string;
  readonly time: Date;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly sourceIp: string;
  match?: MatchedRoute;
  integrationLatency?: number;
}

function newRequest(incoming: IncomingMessage, path: string): Request {
  return {
    incoming,
    requestId: randomUUID(),
    time: new Date(),
    method: incoming.method ?? 'GET',
    path,
    query: incoming.url?.split('?').slice(1).join('?') ?? '',
    sourceIp: sourceAddress(incoming),
  };
}

function refusalType(error: unknown): RefusalType {
  if (error instanceof Refusal) return error.type;
  if (error instanceof BodyTooLarge) return 'REQUEST_TOO_LARGE';
  throw error;
}

function decision(
  identity: readonly Policy[],
  resource: string,
  sourceIp: string,
  principal = '*',
): Decision & { readonly isDenied: boolean } {
  const context = { 'aws:SourceIp': sourceIp };
  const decided = allows({ identity }, { principal, action: 'execute-api:Invoke', resource, context });
  return { ...decided, isDenied: !decided.allowed && decided.statements.length > 0 };
}

/** In an API's own policy, `execute-api:/*` means everything of this API. */
function withFullArns(policy: Policy, apiArn: string): Policy {
  const full = (resource: unknown) => String(resource).replace(/^execute-api:/, apiArn);
  return {
    ...policy,
    statements: policy.statements.map((statement) => ({
      ...statement,
      Resource: [statement.Resource ?? '*'].flat().map(full),
    })),
  };
}

function isBinary(binaryMediaTypes: readonly string[], contentType: string | undefined): boolean {
  const type = contentType?.split(';')[0]?.trim() ?? '';
  return binaryMediaTypes.some((pattern) => isLike(type, pattern));
}

/**
 * Ignores an outcome that comes too late. The function still runs to its end. The time starts when a copy of the function
 * takes the invocation: on AWS there is one at once, and a laptop has only a few.
 */
async function withinTime(
  milliseconds: number,
  invoke: (onStart: () => void) => Promise<Outcome>,
): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      const onStart = () => {
        timer = setTimeout(() => reject(new Refusal('INTEGRATION_TIMEOUT')), milliseconds);
      };
      invoke(onStart).then(resolve, reject);
    });
  } finally {
    clearTimeout(timer);
  }
}

const mutable = (headers: Answer['headers']) =>
  Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, [...values]]));
