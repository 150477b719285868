import { Match } from 'aws-cdk-lib/assertions';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectResource, resource, resourcesOf, templateOf, textOf } from '../support/lib/synthesized';

const template = templateOf();

describe('the stack', () => {
  test('outputs the address, the sender, the table and the key, and nothing secret', () => {
    const outputs = template.toJSON().Outputs as Readonly<Record<string, { readonly Value: unknown }>>;
    const told = Object.entries(outputs).map(([name, { Value }]) => [name, textOf(Value)]);
    const id = (type: string, name: string) => resource(template, type, name).logicalId;
    const api = id('AWS::ApiGateway::RestApi', '');
    expect(Object.fromEntries(told)).toStrictEqual({
      PortalUrl: `https://{${api}}.execute-api.{AWS::Region}.{AWS::URLSuffix}/dev`,
      Sender: 'passlink@example.com',
      AlarmTopic: `{${id('AWS::SNS::Topic', '')}}`,
      ChallengeTable: `{${id('AWS::DynamoDB::Table', 'Challenges')}}`,
      VaultKey: `{${id('AWS::KMS::Key', 'Vault')}.Arn}`,
      GenerateRole: `{${id('AWS::IAM::Role', 'PasswordLinkGenerate')}.Arn}`,
      ResetRole: `{${id('AWS::IAM::Role', 'CodeReset')}.Arn}`,
      AdminRole: `{${id('AWS::IAM::Role', 'Admin')}.Arn}`,
      HelpdeskPolicy: `{${id('AWS::IAM::ManagedPolicy', 'AdminHelpdesk')}}`,
      AdministratorPolicy: `{${id('AWS::IAM::ManagedPolicy', 'AdminAdministrator')}}`,
      MailJobs: expect.stringMatching(/^\{MailsQueue[0-9A-F]{8}\}$/) as string,
      MailFailures: `{${id('AWS::SQS::Queue', 'MailsQueueDeadLetters')}}`,
      LinkJobs: expect.stringMatching(/^\{PasswordLinkQueue[0-9A-F]{8}\}$/) as string,
      LinkFailures: `{${id('AWS::SQS::Queue', 'PasswordLinkQueueDeadLetters')}}`,
    });
  });

  test.each(['dev', 'table'])('has every output in the documentation (%s)', (stage) => {
    const page = readFileSync(join(__dirname, '..', '..', 'docs', 'operations', 'install.md'), 'utf8');
    const outputs = Object.keys(templateOf({ stage }).toJSON().Outputs as object);
    expect(outputs.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  test.each(['dev', 'network', 'table'])(
    'outputs the roles that set passwords of IAM users, and no other (%s)',
    (stage) => {
      const of = templateOf({ stage });
      const setting = Object.values(resourcesOf(of, 'AWS::IAM::Policy'))
        .filter(({ Properties }) =>
          JSON.stringify(Properties.PolicyDocument).includes('iam:UpdateLoginProfile'),
        )
        .flatMap(({ Properties }) =>
          (Properties.Roles as { readonly Ref: string }[]).map(({ Ref }) => `{${Ref}.Arn}`),
        );
      const outputs = of.toJSON().Outputs as Readonly<Record<string, { readonly Value: unknown }>>;
      const told = Object.entries(outputs).filter(([name]) => name.endsWith('Role'));
      expect(told.map(([, { Value }]) => textOf(Value)).sort()).toStrictEqual(setting.sort());
      expect(told).toHaveLength(stage === 'table' ? 0 : 3);
    },
  );

  test('with accounts of its own, it outputs their table, and no key of a vault', () => {
    const table = templateOf({ stage: 'table' });
    const outputs = table.toJSON().Outputs as Readonly<Record<string, { readonly Value: unknown }>>;
    expect(Object.keys(outputs).sort()).toStrictEqual([
      'AdministratorPolicy',
      'AlarmTopic',
      'ChallengeTable',
      'HelpdeskPolicy',
      'MailFailures',
      'MailJobs',
      'PortalUrl',
      'Sender',
      'UsersTable',
    ]);
    const users = resource(table, 'AWS::DynamoDB::Table', 'Users').logicalId;
    expect(textOf(outputs.UsersTable?.Value)).toBe(`{${users}}`);
  });

  test('with accounts of its own, it has nothing that delivers passwords or touches those of IAM', () => {
    const table = templateOf({ stage: 'table' });
    expect(Object.keys(resourcesOf(table, 'AWS::Lambda::Function'))).toStrictEqual([
      expect.stringMatching(/^MailsSendMailFunction/),
      expect.stringMatching(/^PortalFunction/),
      expect.stringMatching(/^CodeResetFunction/),
      expect.stringMatching(/^AdminFunction/),
    ]);
    expect(Object.keys(resourcesOf(table, 'AWS::KMS::Key'))).toStrictEqual([
      expect.stringMatching(/^CodeKey/),
      expect.stringMatching(/^SessionKey/),
    ]);
    expect(Object.keys(resourcesOf(table, 'AWS::Events::Rule'))).toHaveLength(0);
    // What an administrator may do is in the test of the permissions: nothing of it is about the vault or IAM users.
    const written = JSON.stringify(table.toJSON(), (key, value: unknown) =>
      key.startsWith('AdminAdministrator') ? undefined : value,
    );
    expect(written).not.toMatch(/iam:(Get|Update)|ssm:|Custom::|\/passlink\/table\//);
  });

  test('stages are independent: no name of the one is in the other', () => {
    const written = JSON.stringify(templateOf({ stage: 'qa' }).toJSON());
    expect(written).toContain('/passlink/qa/');
    expect(written).not.toMatch(/\bdev\b/);
    expect(JSON.stringify(template.toJSON())).not.toMatch(/\bqa\b/);
  });

  test('the network stage takes its settings from cdk.json', () => {
    const network = templateOf({ stage: 'network' });
    expect(network.findOutputs('Sender')).toMatchObject({
      Sender: { Value: 'passlink-network@example.com' },
    });
    expectResource(network, 'AWS::ApiGateway::RestApi', { Policy: Match.anyValue() });
  });

  test('names are left to CloudFormation', () => {
    const named = Object.values(resourcesOf(template)).flatMap(({ Type, Properties }) =>
      Object.entries(Properties)
        .filter(([key, value]) => key.endsWith('Name') && typeof value === 'string')
        .map(([key]) => `${Type} ${key}`),
    );
    expect(new Set(named)).toStrictEqual(
      new Set([
        // A label, a path under the API, and names within the stack's own resources.
        'AWS::ApiGateway::RestApi Name',
        'AWS::ApiGateway::Stage StageName',
        'AWS::CloudWatch::Alarm MetricName',
        'AWS::IAM::Policy PolicyName',
        'AWS::Logs::QueryDefinition Name',
      ]),
    );
  });

  test('everything goes with the stack', () => {
    const kept = Object.values(resourcesOf(template)).filter(
      ({ DeletionPolicy }) => DeletionPolicy === 'Retain',
    );
    expect(kept).toStrictEqual([]);
  });

  test.each([
    ['dev', ['ChallengesTable', 'CodeKey', 'VaultKey']],
    ['table', ['ChallengesTable', 'CodeKey', 'UsersTable']],
  ])('with retention, what holds data stays (%s); the key of sessions holds none', (stage, kept) => {
    const retained = Object.entries(resourcesOf(templateOf({ stage, settings: { retention: 'retain' } })))
      .filter(([, { DeletionPolicy }]) => DeletionPolicy === 'Retain')
      .map(([logicalId]) => logicalId.replace(/[0-9A-F]{8}$/, ''));
    expect(retained.sort()).toStrictEqual(kept);
  });

  test('challenges are in a table that is paid by use and forgets what has expired', () => {
    expectResource(template, 'AWS::DynamoDB::Table', {
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      SSESpecification: Match.absent(),
    });
  });

  test('mail comes from one address, over TLS only, with its links left alone', () => {
    expectResource(template, 'AWS::SES::EmailIdentity', { EmailIdentity: 'passlink@example.com' });
    expectResource(template, 'AWS::SES::ConfigurationSet', {
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      ReputationOptions: { ReputationMetricsEnabled: true },
      SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
      TrackingOptions: Match.absent(),
      VdmOptions: { DashboardOptions: { EngagementMetrics: 'DISABLED' } },
    });
    expect(Object.keys(resourcesOf(template, 'AWS::SES::ConfigurationSetEventDestination'))).toHaveLength(0);
  });
});
