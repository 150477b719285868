import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { getPath } from 'hono/utils/url';
import type { App } from './app';
import type { FullAnswer, HttpRequest } from './request';

/** What is read of a proxy event. */
export type RestEvent = Pick<
  APIGatewayProxyEvent,
  'httpMethod' | 'path' | 'multiValueQueryStringParameters' | 'multiValueHeaders' | 'body' | 'isBase64Encoded'
> & {
  readonly requestContext: Pick<APIGatewayProxyEvent['requestContext'], 'requestId'> & {
    readonly identity: Pick<APIGatewayProxyEvent['requestContext']['identity'], 'sourceIp' | 'userArn'>;
  };
};

/** A function behind a REST API. */
export type RestHandler = (event: RestEvent) => Promise<APIGatewayProxyResult>;

type HonoRequest = Parameters<typeof getPath>[0];

/** Connects an app to a REST API: makes requests from its proxy events, and proxy results from the answers. */
export const toLambda =
  (app: App): RestHandler =>
  async (event) =>
    toResult(await app.answer(toRequest(event)));

function toRequest(event: RestEvent): HttpRequest {
  const { requestId, identity } = event.requestContext;
  const query = new URLSearchParams();
  for (const [name, values] of entries(event.multiValueQueryStringParameters)) {
    for (const value of values) query.append(name, value);
  }
  return {
    method: event.httpMethod,
    path: pathOf(event),
    query,
    headers: headersOf(event),
    body: bodyOf(event),
    gateway: { requestId, clientAddress: identity.sourceIp, signer: identity.userArn ?? undefined },
  };
}

/**
 * The path that routes are compared with, decoded except for what separates its parts. The host is a placeholder: the
 * site's address comes from the settings, never from a request.
 */
function pathOf(event: RestEvent): string {
  const url = new URL('https://passlink.invalid');
  url.pathname = event.path;
  // Hono wants a whole request and reads only its URL.
  const request: Pick<HonoRequest, 'url'> = { url: url.href };
  return getPath(request as HonoRequest);
}

/** A header that comes several times is one list, as in HTTP. */
function headersOf(event: RestEvent): ReadonlyMap<string, string> {
  const lists = new Map<string, string[]>();
  for (const [name, values] of entries(event.multiValueHeaders)) {
    const key = name.toLowerCase();
    if (values.length > 0) lists.set(key, [...(lists.get(key) ?? []), ...values.map(asBytes)]);
  }
  return new Map([...lists].map(([name, values]) => [name, values.join(name === 'cookie' ? '; ' : ', ')]));
}

/** A header as it was on the wire, one character for each byte: HTTP knows no letters outside Latin-1. */
function asBytes(value: string): string {
  return Buffer.from(value).toString('latin1');
}

/** No route reads the body of a GET or HEAD request. */
function bodyOf({ httpMethod, body, isBase64Encoded }: RestEvent): Buffer {
  const isRead = body !== null && httpMethod !== 'GET' && httpMethod !== 'HEAD';
  return Buffer.from(isRead ? body : '', isBase64Encoded ? 'base64' : 'utf8');
}

/** API Gateway sends `null` for an empty map. The test button of its console leaves the map out. */
function entries(
  map: Readonly<Record<string, string[] | undefined>> | null | undefined,
): [string, string[]][] {
  return Object.entries(map ?? {}).map(([name, values]) => [name, values ?? []]);
}

/** Returns cookies as separate headers: a list in one header would break them. */
function toResult({ status, headers, cookies, body }: FullAnswer): APIGatewayProxyResult {
  return {
    statusCode: status,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    ...(cookies.length === 0 ? {} : { multiValueHeaders: { 'set-cookie': [...cookies] } }),
    // Only a program can send half of a letter, and no answer in UTF-8 can repeat it.
    body: Buffer.from(body).toString(),
    isBase64Encoded: false,
  };
}
