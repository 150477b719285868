import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { App } from '../../../lambda/web/http/app';
import { toLambda } from '../../../lambda/web/http/lambda';
import type { Gateway } from '../../../lambda/web/http/request';

/** An event as a REST API sends it, with the parts that the code reads. */
export function eventFor(parts: Partial<APIGatewayProxyEvent>): APIGatewayProxyEvent {
  const event: Partial<APIGatewayProxyEvent> = {
    httpMethod: 'GET',
    path: '/',
    headers: {},
    multiValueHeaders: {},
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    body: null,
    isBase64Encoded: false,
    requestContext: contextOf('request-9', '198.51.100.4'),
    ...parts,
  };
  return event as APIGatewayProxyEvent;
}

const contextOf = (requestId: string, sourceIp: string, userArn: string | null = null) =>
  ({ requestId, identity: { sourceIp, userArn } }) as APIGatewayProxyEvent['requestContext'];

/** Who asks, where a test does not say it. */
const somebody = { requestId: 'none', clientAddress: '0.0.0.0' };

/**
 * Sends a request to an app the way that API Gateway does: as an event to the function, whose result becomes the
 * answer.
 *
 * @param path without the stage
 */
export async function ask(
  app: App,
  path: string,
  init: RequestInit = {},
  { requestId, clientAddress, signer }: Gateway = somebody,
): Promise<Response> {
  const url = new URL(`https://passlink.invalid${path}`);
  // Adds the content type of a body, as a browser does.
  const request = new Request(url, init);
  const multiValueHeaders = Object.fromEntries([...request.headers].map(([name, value]) => [name, [value]]));
  const result = await toLambda(app)(
    eventFor({
      httpMethod: request.method,
      path: url.pathname,
      multiValueHeaders,
      multiValueQueryStringParameters: Object.fromEntries(
        [...url.searchParams.keys()].map((name) => [name, url.searchParams.getAll(name)]),
      ),
      body: Buffer.from(await request.arrayBuffer()).toString('base64'),
      isBase64Encoded: true,
      requestContext: contextOf(requestId, clientAddress, signer),
    }),
  );
  const cookies = result.multiValueHeaders?.['set-cookie'] ?? [];
  const headers = [
    ...Object.entries(result.headers ?? {}),
    ...cookies.map((cookie) => ['set-cookie', cookie] as const),
  ].map(([name, value]): [string, string] => [name, String(value)]);
  return new Response(result.body === '' ? null : result.body, { status: result.statusCode, headers });
}
