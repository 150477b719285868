import type { APIGatewayProxyEvent } from 'aws-lambda';
import { json, nothing } from '../../../lambda/web/http/answers';
import { readBody } from '../../../lambda/web/http/body';
import { readCookie, writeCookie } from '../../../lambda/web/http/cookies';
import { userName } from '../../../lambda/web/http/fields';
import { toLambda } from '../../../lambda/web/http/lambda';
import { clientAddress, requestId } from '../../../lambda/web/http/request';
import * as v from 'valibot';
import { eventFor } from '../../support/web/ask';
import { sampleSite } from '../../support/web/sample-site';

function call(parts: Partial<APIGatewayProxyEvent>) {
  const { app } = sampleSite();
  app.get('/who', (call) => json({ requestId: requestId(call), address: clientAddress(call) }));
  app.get('/asked', (call) => json({ path: call.path, users: call.query.getAll('user') }));
  app.get('/extract/:id', (call) => json(call.params.id));
  app.get('/browser', (call) =>
    json({ half: readCookie(call, 'passlink'), agent: call.headers.get('user-agent') }),
  );
  app.post('/read', (call) => json(readBody(call, v.object({ user: userName }))));
  app.get('/half', () => ({ status: 200, headers: {}, body: '"\uD800"' }));
  app.get('/two-cookies', (call) => {
    writeCookie(call, 'passlink', 'half', 3600);
    writeCookie(call, 'access_token', 'token');
    return nothing;
  });
  return toLambda(app)(eventFor(parts));
}

async function bodyOf(parts: Partial<APIGatewayProxyEvent>): Promise<unknown> {
  return JSON.parse((await call(parts)).body);
}

describe('an event of a REST API', () => {
  it('is answered with status, headers and a text', async () => {
    const result = await call({ path: '/start' });
    expect(result).toMatchObject({ statusCode: 200, isBase64Encoded: false });
    expect(result.headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(result.multiValueHeaders).toBeUndefined();
    expect(result.body).toMatch(/^<!doctype html><html lang="en">/);
  });

  it('tells the request id and the address, which no header can forge', async () => {
    const forged = { 'X-Forwarded-For': ['203.0.113.66'], Forwarded: ['for=203.0.113.66'] };
    expect(await bodyOf({ path: '/who', multiValueHeaders: forged })).toStrictEqual({
      requestId: 'request-9',
      address: '198.51.100.4',
    });
  });

  it('keeps its query', async () => {
    expect(
      await bodyOf({
        path: '/asked',
        multiValueQueryStringParameters: { user: ['alice@example.com', 'a&b=c'] },
      }),
    ).toStrictEqual({ path: '/asked', users: ['alice@example.com', 'a&b=c'] });
  });

  it.each(['/extract/id%23key', '/extract/id#key'])('keeps a # in its path: %s', async (path) => {
    expect(await bodyOf({ path })).toBe('id#key');
  });

  it('keeps its cookies, however many headers they came in', async () => {
    const multiValueHeaders = { Cookie: ['other=1', '__Host-passlink=half', 'passlink=forged'] };
    expect(await bodyOf({ path: '/browser', multiValueHeaders })).toMatchObject({ half: 'half' });
  });

  it('may have letters in its headers that HTTP does not know', async () => {
    const { body } = await call({ path: '/browser', multiValueHeaders: { 'User-Agent': ['Brüser 日本'] } });
    const { agent } = JSON.parse(body) as { agent: string };
    expect(Buffer.from(agent, 'latin1').toString()).toBe('Brüser 日本');
  });

  it.each([
    ['as it is', 'user=alice', false],
    ['in base64', Buffer.from('user=alice').toString('base64'), true],
  ])('has its body read: %s', async (_, body, isBase64Encoded) => {
    const multiValueHeaders = { 'Content-Type': ['application/x-www-form-urlencoded'] };
    const event = { httpMethod: 'POST', path: '/read', multiValueHeaders, body, isBase64Encoded };
    expect(await bodyOf(event)).toStrictEqual({ user: 'alice' });
  });

  it('may have a body where none belongs, and maps that the gateway left out', async () => {
    const result = await call({
      path: '/start',
      body: 'stray',
      multiValueHeaders: undefined as unknown as Record<string, string[]>,
      multiValueQueryStringParameters: { user: undefined },
    });
    expect(result.statusCode).toBe(200);
  });

  it('by HEAD is answered like GET, without the text', async () => {
    const result = await call({ httpMethod: 'HEAD', path: '/start' });
    expect(result).toMatchObject({ statusCode: 200, body: '' });
  });

  it('is answered in UTF-8, whatever a program sent', async () => {
    const result = await call({ path: '/half' });
    expect(result.body).toBe('"\uFFFD"');
  });

  it('gets each cookie in a header of its own', async () => {
    const result = await call({ path: '/two-cookies' });
    expect(result.multiValueHeaders).toStrictEqual({
      'set-cookie': [
        '__Host-passlink=half; Max-Age=3600; Path=/; HttpOnly; Secure; SameSite=Lax',
        '__Host-access_token=token; Path=/; HttpOnly; Secure; SameSite=Lax',
      ],
    });
    expect(result.headers).not.toHaveProperty('set-cookie');
  });
});
