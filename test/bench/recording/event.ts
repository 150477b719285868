import type { APIGatewayProxyEvent } from 'aws-lambda';
import { proxyEvent } from '../../../local/gateway/proxy-event';

interface Request {
  readonly method: string;
  readonly path: string;
  readonly body?: Readonly<Record<string, string>>;
}

/** The event with which API Gateway calls a function for a program's request with these cookies. */
export function eventOf(
  { method, path, body }: Request,
  cookies: ReadonlyMap<string, string>,
): APIGatewayProxyEvent {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return proxyEvent({
    requestId: 'bench',
    time: new Date(),
    accountId: '123456789012',
    apiId: 'api',
    stage: 'dev',
    method,
    path,
    query: '',
    resource: path,
    pathParameters: {},
    rawHeaders: [
      ...['accept', method === 'GET' ? 'text/html' : 'application/json'],
      ...(body ? ['content-type', 'application/json'] : []),
      ...(cookie === '' ? [] : ['cookie', cookie]),
    ],
    sourceIp: '127.0.0.1',
    signer: undefined,
    body: Buffer.from(body ? JSON.stringify(body) : ''),
    isBinary: false,
  });
}
