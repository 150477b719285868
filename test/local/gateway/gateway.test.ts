import { request } from 'node:http';
import { runLocal, type Local, type RunOptions } from '../../../local/run';
import type { Synthesized } from '../../../local/template/stack';
import { answering, removeTinyStacks, tinyStack } from '../../support/local/tiny-stack';

const running: Local[] = [];
const lines: string[] = [];

async function start(synthesized: Synthesized, options: RunOptions = {}): Promise<Local> {
  const local = await runLocal(() => synthesized, { log: (line) => lines.push(line), ...options });
  running.push(local);
  return local;
}

afterAll(async () => {
  await Promise.all(running.map((local) => local.close()));
  removeTinyStacks();
});

const echo = { source: answering('event'), routes: ['GET /things/{id}', 'POST /things', 'GET /'] };

/** A stage of the API with other properties. */
const stage = (properties: object) => ({
  Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { StageName: 'dev', ...properties } },
});

describe('a request', () => {
  let local: Local;

  beforeAll(async () => {
    local = await start(
      tinyStack(
        { Echo: { ...echo, properties: { Environment: { Variables: { LOCAL: 'yes' } } } } },
        stage({
          AccessLogSetting: {
            Format:
              '{"path":"$context.resourcePath","status":$context.status,"why":"$context.error.responseType"}',
          },
        }),
      ),
    );
  });

  it('becomes a proxy event', async () => {
    const response = await fetch(`${local.url}/things/a%20b%2Fc?x=1&y=2&x=3`, {
      headers: { 'X-Custom': 'value', 'User-Agent': 'test' },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    await expect(response.json()).resolves.toMatchObject({
      resource: '/things/{id}',
      path: '/things/a%20b%2Fc',
      httpMethod: 'GET',
      headers: { 'X-Custom': 'value' },
      multiValueHeaders: { 'X-Custom': ['value'] },
      queryStringParameters: { x: '3', y: '2' },
      multiValueQueryStringParameters: { x: ['1', '3'], y: ['2'] },
      pathParameters: { id: 'a b/c' },
      body: null,
      isBase64Encoded: false,
      requestContext: {
        path: '/dev/things/a%20b%2Fc',
        resourcePath: '/things/{id}',
        stage: 'dev',
        identity: { sourceIp: '127.0.0.1', userAgent: 'test' },
      },
    });
  });

  it('brings its body, and no parameters where there are none', async () => {
    const response = await fetch(`${local.url}/things/`, { method: 'POST', body: 'ü=1' });
    await expect(response.json()).resolves.toMatchObject({
      body: 'ü=1',
      queryStringParameters: null,
      pathParameters: null,
    });
  });

  it('reaches the start page with and without a slash', async () => {
    for (const address of [local.url, `${local.url}/`]) {
      await expect(fetch(address).then((response) => response.json())).resolves.toMatchObject({ path: '/' });
    }
  });

  it.each([
    ['an unknown path', 'GET', '/nothing'],
    ['an unknown method', 'DELETE', '/things'],
    ['HEAD, which is a method of its own', 'HEAD', '/things/1'],
  ])('for %s is answered as API Gateway would', async (_, method, path) => {
    const response = await fetch(local.url + path, { method });
    expect(response.status).toBe(403);
    const body = '{"message":"Missing Authentication Token"}';
    await expect(response.text()).resolves.toBe(method === 'HEAD' ? '' : body);
  });

  it('outside the stage is forbidden', async () => {
    const response = await fetch(new URL('/prod/things', local.url));
    expect(response.status).toBe(403);
  });

  it('of more than 10 MB is too large', async () => {
    const response = await fetch(`${local.url}/things`, {
      method: 'POST',
      body: 'x'.repeat(10 * 1024 * 1024 + 1),
    });
    expect(response.status).toBe(413);
  });

  it('leaves a line in the access log', async () => {
    await fetch(`${local.url}/nowhere`);
    expect(lines).toContain('{"path":"/things/{id}","status":200,"why":"-"}');
    expect(lines).toContain('{"path":"-","status":403,"why":"MISSING_AUTHENTICATION_TOKEN"}');
  });
});

describe("the API's own answers", () => {
  it('are those of the template, in the type that the request prefers', async () => {
    const local = await start(
      tinyStack(
        { Echo: echo },
        {
          NotFound: {
            Type: 'AWS::ApiGateway::GatewayResponse',
            Properties: {
              ResponseType: 'MISSING_AUTHENTICATION_TOKEN',
              StatusCode: '404',
              ResponseParameters: {
                'gatewayresponse.header.Cache-Control': "'no-store'",
                'gatewayresponse.header.X-Stage': 'context.stage',
              },
              ResponseTemplates: {
                'application/json': '{"code":"not-found","said":$context.error.messageString}',
                'text/html': '<h1>$context.error.message</h1>',
              },
            },
          },
        },
      ),
    );
    const ask = async (accept: string) => {
      const response = await fetch(`${local.url}/nothing`, { headers: { accept } });
      expect(response.status).toBe(404);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('x-stage')).toBe('dev');
      return `${response.headers.get('content-type') ?? ''}: ${await response.text()}`;
    };
    const json = 'application/json: {"code":"not-found","said":"Missing Authentication Token"}';
    const html = 'text/html: <h1>Missing Authentication Token</h1>';
    await expect(ask('*/*')).resolves.toBe(html);
    await expect(ask('image/png')).resolves.toBe(html);
    await expect(ask('application/json')).resolves.toBe(json);
    await expect(ask('text/html,application/xhtml+xml,*/*;q=0.8')).resolves.toBe(html);
    await expect(ask('application/json;q=0.1, text/*')).resolves.toBe(html);
  });

  it('keep callers out that are not on the allow-list', async () => {
    const policy = (cidr: string) => ({
      Api: {
        Type: 'AWS::ApiGateway::RestApi',
        Properties: {
          Policy: {
            Statement: [
              { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' },
              {
                Effect: 'Deny',
                Principal: '*',
                Action: 'execute-api:Invoke',
                Resource: 'execute-api:/*',
                Condition: { NotIpAddress: { 'aws:SourceIp': [cidr] } },
              },
            ],
          },
        },
      },
    });
    const outside = await start(tinyStack({ Echo: echo }, policy('10.0.0.0/8')));
    await expect(fetch(outside.url).then(({ status }) => status)).resolves.toBe(403);
    const inside = await start(tinyStack({ Echo: echo }, policy('127.0.0.0/8')));
    await expect(fetch(inside.url).then(({ status }) => status)).resolves.toBe(200);
  });

  it('slow down callers that come too often', async () => {
    const setting = {
      HttpMethod: '*',
      ResourcePath: '/*',
      ThrottlingRateLimit: 0.001,
      ThrottlingBurstLimit: 2,
    };
    const local = await start(tinyStack({ Echo: echo }, stage({ MethodSettings: [setting] })));
    const statuses = [];
    for (let times = 0; times < 3; times += 1) statuses.push((await fetch(local.url)).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  it('reveal nothing about what went wrong in a function', async () => {
    const routes = ['GET /'];
    const failing = {
      throwing: 'export const handler = async () => { throw new Error("secret"); };',
      malformed: 'export const handler = async () => ({ body: "no status" });',
      silent: 'export const handler = async () => undefined;',
      ending: 'export const handler = async () => { process.exit(1); };',
      broken: 'throw new Error("secret");',
      slow: 'export const handler = () => new Promise(() => { setInterval(() => {}, 1000); });',
    };
    for (const [name, source] of Object.entries(failing)) {
      const properties = { Timeout: name === 'slow' ? 1 : 10 };
      const local = await start(tinyStack({ Failing: { source, routes, properties } }));
      const response = await fetch(local.url);
      expect({ name, status: response.status, body: await response.text() }).toEqual({
        name,
        status: 502,
        body: '{"message":"Internal server error"}',
      });
    }
  });

  describe('stand in for a function that takes too long', () => {
    const startSlow = (answerAfter: number, timeout: number) =>
      start(
        tinyStack({
          Slow: {
            source: `export const handler = () =>
              new Promise((resolve) => setTimeout(resolve, ${answerAfter}, { statusCode: 200, body: '' }));`,
            routes: ['GET /'],
          },
        }),
        {
          template: ({ Resources }) => {
            const { Properties = {}, ...method } = Resources.SlowGETMethod ?? { Type: '' };
            const Integration = { ...(Properties.Integration as object), TimeoutInMillis: timeout };
            const SlowGETMethod = { ...method, Properties: { ...Properties, Integration } };
            return { Resources: { ...Resources, SlowGETMethod } };
          },
        },
      );

    it('from when it starts', async () => {
      const local = await startSlow(5000, 100);
      await expect(fetch(local.url).then(({ status }) => status)).resolves.toBe(504);
    });

    it('but not while the laptop has no copy free: AWS would have one', async () => {
      const local = await startSlow(300, 2000);
      // Ten copies work on them for 2.4 seconds.
      const answers = await Promise.all(Array.from({ length: 80 }, () => fetch(local.url)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    });
  });

  it('stand in for a function that the API may not invoke', async () => {
    const synthesized = tinyStack({ Echo: echo });
    const resources = Object.entries(synthesized.template.Resources);
    const Resources = Object.fromEntries(
      resources.filter(([logicalId]) => logicalId !== 'EchoGETPermission'),
    );
    const local = await start(synthesized, { template: () => ({ Resources }) });
    await expect(fetch(local.url).then(({ status }) => status)).resolves.toBe(500);
    await expect(fetch(`${local.url}/things/1`).then(({ status }) => status)).resolves.toBe(200);
  });
});

describe('an answer', () => {
  it('may have several cookies, and bytes', async () => {
    const source = `export const handler = async () => ({
      statusCode: 201,
      headers: { 'Content-Type': 'image/png', 'X-Number': 7 },
      multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
      body: 'AAEC',
      isBase64Encoded: true,
    });`;
    const local = await start(tinyStack({ Picture: { source, routes: ['GET /'] } }));
    const response = await fetch(local.url);
    expect(response.status).toBe(201);
    expect(response.headers.get('x-number')).toBe('7');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([0, 1, 2]));
  });
});

describe('the start', () => {
  it('fails where the port is taken', async () => {
    const local = await start(tinyStack({ Echo: echo }));
    const port = Number(new URL(local.url).port);
    await expect(start(tinyStack({ Echo: echo }), { port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it.each([
    [
      'a variable that API Gateway has and the laptop has not',
      { AccessLogSetting: { Format: '$context.wafResponseCode' } },
      '$context.wafResponseCode',
    ],
    [
      'a setting of the wrong kind',
      { MethodSettings: 'all' },
      '"Stage" (AWS::ApiGateway::Stage). MethodSettings',
    ],
  ])('fails at %s', async (_, properties, message) => {
    await expect(start(tinyStack({ Echo: echo }, stage(properties)))).rejects.toThrow(message);
  });

  it('fails at a policy that is not understood', async () => {
    const statements = [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }];
    await expect(start(tinyStack({ Echo: { ...echo, statements } }))).rejects.toThrow('NotAction');
  });

  it('fails at a policy that AWS manages', async () => {
    const synthesized = tinyStack({ Echo: echo });
    const template = {
      Resources: {
        ...synthesized.template.Resources,
        EchoRole: {
          Type: 'AWS::IAM::Role',
          Properties: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] },
        },
      },
    };
    await expect(start(synthesized, { template: () => template })).rejects.toThrow('ReadOnlyAccess');
  });
});

it('the local addresses stand in for the public ones', async () => {
  const Variables = {
    PUBLIC_URL: { 'Fn::Sub': 'https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/dev' },
    SIGN_IN_URL: { 'Fn::Sub': 'https://${AWS::AccountId}.signin.aws.amazon.com/console' },
  };
  const source = answering('[process.env.PUBLIC_URL, process.env.SIGN_IN_URL]');
  const local = await start(
    tinyStack({ Where: { source, routes: ['GET /'], properties: { Environment: { Variables } } } }),
  );
  await expect(fetch(local.url).then((response) => response.json())).resolves.toEqual([
    local.url,
    local.console.url,
  ]);
});

it('an IPv4 address is itself where the server listens on both families', async () => {
  const local = await start(tinyStack({ Echo: echo }), { host: '::' });
  const { port } = new URL(local.url);
  const body = await new Promise<string>((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path: '/dev' }, (response) => {
      response.setEncoding('utf8');
      let text = '';
      response.on('data', (chunk: string) => (text += chunk)).on('end', () => resolve(text));
    });
    outgoing.on('error', reject).end();
  });
  expect(JSON.parse(body)).toMatchObject({ requestContext: { identity: { sourceIp: '127.0.0.1' } } });
});
