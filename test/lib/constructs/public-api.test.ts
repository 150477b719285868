import { Match } from 'aws-cdk-lib/assertions';
import { isLike } from '../../../local/aws/policy';
import { PublicApi } from '../../../lib/constructs/public-api';
import {
  emptyStack,
  expectResource,
  functionIn,
  resource,
  resourcesOf,
  statementsOf,
  templateOf,
} from '../../support/lib/synthesized';

const template = templateOf();

/** Every route as "METHOD /path → function". */
function routes(of = template, authorization = /^/): string[] {
  const parts = resourcesOf(of, 'AWS::ApiGateway::Resource');
  const pathOf = (id: unknown): string => {
    const part = parts[(id as { readonly Ref?: string }).Ref ?? ''];
    return part === undefined
      ? ''
      : `${pathOf(part.Properties.ParentId)}/${String(part.Properties.PathPart)}`;
  };
  const methods = Object.values(resourcesOf(of, 'AWS::ApiGateway::Method')).filter(({ Properties }) =>
    authorization.test(String(Properties.AuthorizationType)),
  );
  return methods.map(({ Properties }) => {
    const [, called = ''] = /"(\w+?)Function[0-9A-F]{8}"/.exec(JSON.stringify(Properties.Integration)) ?? [];
    return `${String(Properties.HttpMethod)} ${pathOf(Properties.ResourceId) || '/'} → ${called}`;
  });
}

const everywhere = [
  'GET / → Portal',
  'HEAD / → Portal',
  'GET /health → Portal',
  'HEAD /health → Portal',
  'GET /register → Portal',
  'HEAD /register → Portal',
  'POST /register → Portal',
  'GET /login → Portal',
  'HEAD /login → Portal',
  'POST /login → Portal',
  'POST /token → Portal',
  'GET /account → Portal',
  'HEAD /account → Portal',
  'GET /logout → Portal',
  'HEAD /logout → Portal',
  'POST /logout → Portal',
  'GET /.well-known/jwks.json → Portal',
  'HEAD /.well-known/jwks.json → Portal',
  'GET /vouch/{id} → Portal',
  'HEAD /vouch/{id} → Portal',
  'POST /vouch/{id} → Portal',
  'GET /generate-otp → Portal',
  'HEAD /generate-otp → Portal',
  'POST /generate-otp → Portal',
  'GET /reset → Portal',
  'HEAD /reset → Portal',
  'POST /reset → CodeReset',
  'GET /dispute/{id} → CodeReset',
  'HEAD /dispute/{id} → CodeReset',
  'POST /dispute/{id} → CodeReset',
];

const forAdministrators = [
  'GET /admin/accounts/{user} → Admin',
  'HEAD /admin/accounts/{user} → Admin',
  'POST /admin/accounts/{user}/lock → Admin',
  'POST /admin/accounts/{user}/unlock → Admin',
  'POST /admin/pause → Admin',
  'POST /admin/resume → Admin',
];

describe('the API', () => {
  test('has exactly these routes', () => {
    expect(new Set(routes())).toStrictEqual(
      new Set([
        ...everywhere,
        ...forAdministrators,
        'GET /generate → Portal',
        'HEAD /generate → Portal',
        'POST /generate → Portal',
        'GET /extract/{id} → PasswordLinkExtract',
        'HEAD /extract/{id} → PasswordLinkExtract',
        'POST /extract/{id} → PasswordLinkExtract',
      ]),
    );
  });

  test('has no route to a link where people choose their passwords', () => {
    expect(new Set(routes(templateOf({ stage: 'table' })))).toStrictEqual(
      new Set([...everywhere, ...forAdministrators]),
    );
  });

  test('whatever can be read with GET answers HEAD too', () => {
    const paths = (method: string) =>
      routes().flatMap((route) => (route.startsWith(`${method} `) ? [route.slice(method.length)] : []));
    expect(new Set(paths('HEAD'))).toStrictEqual(new Set(paths('GET')));
  });

  test('what administrators do takes signed requests only, and nothing else does', () => {
    const signed = routes(template, /^AWS_IAM$/);
    expect(new Set(signed)).toStrictEqual(new Set(forAdministrators));
    expect(routes(template, /^NONE$/)).toHaveLength(routes().length - signed.length);
  });

  test('no path and no method catches all', () => {
    for (const { Properties } of Object.values(resourcesOf(template, 'AWS::ApiGateway::Resource'))) {
      expect(Properties.PathPart).not.toContain('+');
    }
    expect(routes()).not.toContainEqual(expect.stringMatching(/^ANY /));
  });

  test("a function may be invoked by its own routes only, not by the console's test button", () => {
    const permissions = Object.values(resourcesOf(template, 'AWS::Lambda::Permission')).filter(
      ({ Properties }) => Properties.Principal === 'apigateway.amazonaws.com',
    );
    expect(permissions).toHaveLength(routes().length);
    for (const { Properties } of permissions) {
      expect(JSON.stringify(Properties.SourceArn)).not.toContain('test-invoke-stage');
    }
  });

  test('the stage is named after the stage and throttled, without logs and without metrics of each method', () => {
    expectResource(template, 'AWS::ApiGateway::Stage', {
      StageName: 'dev',
      MethodSettings: [
        {
          HttpMethod: '*',
          ResourcePath: '/*',
          ThrottlingRateLimit: 500,
          ThrottlingBurstLimit: 1000,
          MetricsEnabled: false,
          LoggingLevel: 'OFF',
          DataTraceEnabled: false,
        },
      ],
    });
  });

  test('is regional and passes everything through as text', () => {
    const { Properties } = resource(template, 'AWS::ApiGateway::RestApi');
    expect(Properties).toStrictEqual({
      Name: 'passlink-dev',
      Description: 'Passlink, stage dev',
      EndpointConfiguration: { Types: ['REGIONAL'] },
    });
  });

  test('changes no setting of the account, which all APIs of the region share', () => {
    for (const of of [template, templateOf({ stage: 'table' })]) {
      expect(Object.keys(resourcesOf(of, 'AWS::ApiGateway::Account'))).toHaveLength(0);
      expect(resource(of, 'AWS::ApiGateway::Stage').Properties.AccessLogSetting).toBeUndefined();
      expect(JSON.stringify(of.toJSON())).not.toContain('AmazonAPIGatewayPushToCloudWatchLogs');
    }
  });

  test('without an allow-list anybody may call', () => {
    expectResource(template, 'AWS::ApiGateway::RestApi', { Policy: Match.absent() });
  });

  test('with an allow-list, every other network is denied', () => {
    const listed = templateOf({ settings: { allowedCidrs: ['192.0.2.0/24', '2001:db8::/32'] } });
    expect(statementsOf(resource(listed, 'AWS::ApiGateway::RestApi').Properties.Policy)).toStrictEqual([
      {
        effect: 'Allow',
        principal: { AWS: '*' },
        actions: ['execute-api:Invoke'],
        resources: expect.anything() as unknown,
        condition: undefined,
      },
      {
        effect: 'Deny',
        principal: { AWS: '*' },
        actions: ['execute-api:Invoke'],
        resources: ['execute-api:/*'],
        condition: { NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '2001:db8::/32'] } },
      },
    ]);
  });

  test('with an allow-list, everybody may call every route but those of administrators', () => {
    // In its own account, what the API's policy allows would need no permission.
    const listed = templateOf({ settings: { allowedCidrs: ['192.0.2.0/24'] } });
    const [allows] = statementsOf(resource(listed, 'AWS::ApiGateway::RestApi').Properties.Policy);
    const allowed = allows?.resources.map(String) ?? [];
    const isAllowed = (route: string) => {
      const [method = '', path = ''] = route.split(' ');
      return allowed.some((arn) => isLike(`execute-api:/dev/${method}${path}`, arn));
    };
    expect(routes(listed).filter((route) => !isAllowed(route))).toStrictEqual(forAdministrators);
  });

  test('another allow-list is another deployment, or it would not take effect', () => {
    const deployment = (cidr: string) =>
      resource(templateOf({ settings: { allowedCidrs: [cidr] } }), 'AWS::ApiGateway::Deployment').logicalId;
    expect(deployment('192.0.2.0/24')).not.toBe(deployment('198.51.100.0/24'));
  });

  test('a path that is not one, or that catches all, is refused', () => {
    const stack = emptyStack();
    const handler = functionIn(stack);
    const api = new PublicApi(stack, 'Api', {
      stage: 'dev',
      allowedCidrs: [],
      language: 'en',
      tracing: false,
    });
    expect(() => api.addRoute('GET', 'health', handler)).toThrow('"health"');
    expect(() => api.addRoute('GET', '/{proxy+}', handler)).toThrow('"/{proxy+}"');
  });
});
