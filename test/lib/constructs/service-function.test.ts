import { Template } from 'aws-cdk-lib/assertions';
import { readEnvironment, type FunctionName } from '../../../lambda/environment';
import {
  emptyStack,
  expectResource,
  functionIn,
  permissionsOf,
  resource,
  resourcesOf,
  templateOf,
  textOf,
} from '../../support/lib/synthesized';

const template = templateOf();
const functions = Object.entries(resourcesOf(template, 'AWS::Lambda::Function'));

describe('functions', () => {
  test('there are seven', () => {
    expect(functions).toHaveLength(7);
  });

  test.each(functions)('%s runs on Node.js 24, arm64, with 512 MB', (_, { Properties }) => {
    expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], MemorySize: 512 });
  });

  test.each(functions)('%s reads its stack traces through source maps', (_, { Properties }) => {
    expect(Properties).toMatchObject({
      Environment: { Variables: { NODE_OPTIONS: '--enable-source-maps' } },
    });
  });

  test('each has a log group of its own, kept for a month and gone with the stack', () => {
    const groups = functions.map(([, { Properties }]) =>
      textOf((Properties.LoggingConfig as { readonly LogGroup: unknown }).LogGroup).slice(1, -1),
    );
    expect(new Set(groups).size).toBe(functions.length);
    for (const group of groups) {
      expect(resourcesOf(template, 'AWS::Logs::LogGroup')[group]).toMatchObject({
        Properties: { RetentionInDays: 30 },
        DeletionPolicy: 'Delete',
      });
    }
  });

  test.each([
    ['PortalFunction', 10],
    ['MailsSendMailFunction', 30],
    ['PasswordLinkGenerateFunction', 60],
    ['PasswordLinkExtractFunction', 29],
    ['CodeResetFunction', 29],
    ['AdminFunction', 29],
    ['SweepFunction', 900],
  ])('%s may take %d seconds', (name, seconds) => {
    expect(resource(template, 'AWS::Lambda::Function', name).Properties.Timeout).toBe(seconds);
  });

  test.each<[FunctionName, string, string]>([
    ['portal', 'PortalFunction', 'dev'],
    ['send-mail', 'MailsSendMailFunction', 'dev'],
    ['generate', 'PasswordLinkGenerateFunction', 'dev'],
    ['extract', 'PasswordLinkExtractFunction', 'dev'],
    ['reset', 'CodeResetFunction', 'dev'],
    ['sweep', 'SweepFunction', 'dev'],
    ['admin', 'AdminFunction', 'dev'],
    ['admin', 'AdminFunction', 'table'],
    ['portal', 'PortalFunction', 'network'],
    ['portal', 'PortalFunction', 'table'],
    ['send-mail', 'MailsSendMailFunction', 'table'],
    ['reset', 'CodeResetFunction', 'table'],
  ])('%s finds in its environment what it reads, and nothing else (%s, %s)', (name, logicalId, stage) => {
    const { Environment } = resource(templateOf({ stage }), 'AWS::Lambda::Function', logicalId).Properties;
    const { Variables } = Environment as { readonly Variables: Readonly<Record<string, unknown>> };
    const { NODE_OPTIONS, ...read } = Object.fromEntries(
      Object.entries(Variables).map(([key, value]) => [
        key,
        typeof value === 'string' ? value : textOf(value).replaceAll(/\{[^}]+\}/g, 'resolved'),
      ]),
    );
    expect(NODE_OPTIONS).toBeDefined();
    const environment = readEnvironment(name, read);
    expect(Object.keys(environment).sort()).toStrictEqual(Object.keys(read).sort());
  });

  test('with accounts of its own, the shortest password is the setting, on the page and in the check', () => {
    const table = templateOf({ stage: 'table', settings: { passwordLength: 20 } });
    for (const name of ['Portal', 'CodeReset']) {
      expect(resource(table, 'AWS::Lambda::Function', `${name}Function`).Properties).toMatchObject({
        Environment: { Variables: { PASSWORD_LENGTH: '20' } },
      });
    }
  });

  test('without tracing there is none', () => {
    for (const [, { Properties }] of functions) expect(Properties).not.toHaveProperty('TracingConfig');
  });

  test('with tracing, every function and the API are traced', () => {
    const traced = templateOf({ settings: { tracing: true } });
    for (const { Properties } of Object.values(resourcesOf(traced, 'AWS::Lambda::Function'))) {
      expect(Properties).toMatchObject({ TracingConfig: { Mode: 'Active' } });
    }
    expectResource(traced, 'AWS::ApiGateway::Stage', { TracingEnabled: true });
  });

  test('a function without grants may write its own log, and nothing else', () => {
    const stack = emptyStack();
    functionIn(stack);
    const alone = Template.fromStack(stack);
    const log = resource(alone, 'AWS::Logs::LogGroup').logicalId;
    expect(permissionsOf(alone, 'Sweep')).toStrictEqual([
      {
        effect: 'Allow',
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [{ 'Fn::GetAtt': [log, 'Arn'] }],
        principal: undefined,
        condition: undefined,
      },
    ]);
  });
});
