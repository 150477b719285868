import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type { App } from './app';
import type { Gateway } from './request';

/** A function behind a REST API. */
export type RestHandler = (event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult>;

/** Connects an app to a REST API: makes requests from its proxy events, and proxy results from the answers. */
export function toLambda(app: App): RestHandler {
  return async (event) => {
    const { requestId, identity } = event.requestContext;
    const gateway: Gateway = { requestId, clientAddress: identity.sourceIp };
    return toResult(await app.fetch(toRequest(event), gateway));
  };
}

/** The host is a placeholder: the site's address comes from the settings, never from a request. */
function toRequest(event: APIGatewayProxyEvent): Request {
  const url = new URL('https://passlink.invalid');
  url.pathname = event.path;
  for (const [name, values] of entries(event.multiValueQueryStringParameters)) {
    for (const value of values) url.searchParams.append(name, value);
  }
  const headers = new Headers();
  for (const [name, values] of entries(event.multiValueHeaders)) {
    for (const value of values) headers.append(name, asBytes(value));
  }
  const body =
    event.body === null ? null : Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8');
  return new Request(url, { method: event.httpMethod, headers, body: mayHaveBody(event) ? body : null });
}

/** A header as it was on the wire: `Headers` takes bytes, and throws on a letter outside Latin-1. */
function asBytes(value: string): string {
  return Buffer.from(value).toString('latin1');
}

/** `Request` throws on a GET or HEAD request with a body, and no route reads one. */
function mayHaveBody({ httpMethod }: APIGatewayProxyEvent): boolean {
  return httpMethod !== 'GET' && httpMethod !== 'HEAD';
}

/** API Gateway sends `null` for an empty map. The test button of its console leaves the map out. */
function entries(
  map: Readonly<Record<string, string[] | undefined>> | null | undefined,
): [string, string[]][] {
  return Object.entries(map ?? {}).map(([name, values]) => [name, values ?? []]);
}

/** Returns cookies as separate headers: `Headers` joins all others into one, which would break the cookies. */
async function toResult(response: Response): Promise<APIGatewayProxyResult> {
  const headers = new Map(response.headers);
  headers.delete('set-cookie');
  const cookies = response.headers.getSetCookie();
  return {
    statusCode: response.status,
    headers: Object.fromEntries(headers),
    ...(cookies.length === 0 ? {} : { multiValueHeaders: { 'set-cookie': cookies } }),
    body: await response.text(),
    isBase64Encoded: false,
  };
}
