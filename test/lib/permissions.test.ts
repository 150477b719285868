import type { Template } from 'aws-cdk-lib/assertions';
import {
  expectResource,
  FUNCTIONS,
  permissionsOf,
  resourcesOf,
  statementsOf,
  templateOf,
  textOf,
  resource,
} from './synthesized';

const template = templateOf();

const rolePolicies = (of: Template) =>
  Object.values(resourcesOf(of, 'AWS::IAM::Policy')).flatMap(({ Properties }) =>
    statementsOf(Properties.PolicyDocument),
  );

/** What a role may do, in one line a statement: actions on resources, with its condition. */
const inWords = (name: string) =>
  permissionsOf(template, name).map(({ actions, resources, condition }) =>
    [
      actions.join(' '),
      'on',
      ...resources.map((arn) => textOf(arn).replaceAll(/[0-9A-F]{8}(?=[.}])/g, '')),
      ...(condition === undefined ? [] : ['if', JSON.stringify(condition)]),
    ].join(' '),
  );

const log = (name: string) => `logs:CreateLogStream logs:PutLogEvents on {${name}Log.Arn}`;
const table = '{ChallengesTable.Arn}';
const ssm = 'arn:{AWS::Partition}:ssm:{AWS::Region}:{AWS::AccountId}:parameter';
const ses = 'arn:{AWS::Partition}:ses:{AWS::Region}:{AWS::AccountId}';
const leadingKeys = (...keys: string[]) =>
  `if {"ForAllValues:StringLike":{"dynamodb:LeadingKeys":${JSON.stringify(keys)}}}`;

describe('permissions', () => {
  test('the portal counts and hands over, and can do nothing else', () => {
    expect(inWords('Portal')).toStrictEqual([
      log('Portal'),
      `dynamodb:UpdateItem dynamodb:GetItem on ${table} ${leadingKeys('count#*')}`,
      'lambda:InvokeFunction on {PasswordLinkGenerateFunction.Arn}',
    ]);
  });

  test('the portal has no permission for IAM, SSM or SES', () => {
    const actions = permissionsOf(template, 'Portal').flatMap((statement) => statement.actions);
    expect(actions).not.toContainEqual(expect.stringMatching(/^(iam|ssm|ses):/));
  });

  test('generate prepares a link, fills the vault, resets a user under the path and mails as the sender', () => {
    expect(inWords('PasswordLinkGenerate')).toStrictEqual([
      log('PasswordLinkGenerate'),
      'sqs:SendMessage on {FailuresQueue.Arn}',
      `dynamodb:UpdateItem dynamodb:GetItem on ${table} ${leadingKeys('account#*')}`,
      `dynamodb:UpdateItem on ${table} ${leadingKeys('link#*')}`,
      `ssm:PutParameter on ${ssm}/passlink/dev/*`,
      'iam:GetUser iam:GetLoginProfile iam:UpdateLoginProfile on arn:{AWS::Partition}:iam::{AWS::AccountId}:user/staff/*',
      'iam:GetAccountPasswordPolicy on *',
      `ses:SendEmail on ${ses}:identity/* ${ses}:configuration-set/{MailerConfigurationSet} ` +
        'if {"StringEquals":{"ses:FromAddress":"passlink@example.com"}}',
    ]);
  });

  test('extract claims a link and empties its place in the vault', () => {
    expect(inWords('PasswordLinkExtract')).toStrictEqual([
      log('PasswordLinkExtract'),
      `dynamodb:GetItem dynamodb:UpdateItem on ${table} ${leadingKeys('link#*')}`,
      `ssm:GetParameter ssm:DeleteParameter on ${ssm}/passlink/dev/*`,
    ]);
  });

  test('sweep lists the vault and deletes from it', () => {
    expect(inWords('Sweep')).toStrictEqual([
      log('Sweep'),
      `ssm:GetParametersByPath on ${ssm}/passlink/dev/`,
      `ssm:DeleteParameter on ${ssm}/passlink/dev/*`,
    ]);
  });

  test('no action has a wildcard, in a role or in a key', () => {
    const documents = Object.values(resourcesOf(templateOf({ settings: { tracing: true } }))).flatMap(
      ({ Properties: { PolicyDocument, KeyPolicy, AssumeRolePolicyDocument } }) =>
        [PolicyDocument, KeyPolicy, AssumeRolePolicyDocument].filter((document) => document !== undefined),
    );
    const actions = documents.flatMap(statementsOf).flatMap((statement) => statement.actions);
    expect(actions.length).toBeGreaterThan(40);
    // The queue's policy denies all of SQS to whoever comes without TLS.
    expect(actions.filter((action) => action.includes('*'))).toStrictEqual(['sqs:*']);
  });

  test('only the password policy is asked for on every resource', () => {
    const everywhere = rolePolicies(template).filter(({ resources }) => resources.includes('*'));
    expect(everywhere.flatMap(({ actions }) => actions)).toStrictEqual(['iam:GetAccountPasswordPolicy']);
  });

  test('tracing adds its two actions to every function, and nothing else', () => {
    const traced = templateOf({ settings: { tracing: true } });
    const tracing = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'];
    for (const name of FUNCTIONS) {
      const added = permissionsOf(traced, name).filter(
        ({ actions }) =>
          !permissionsOf(template, name).some((known) => known.actions.join() === actions.join()),
      );
      expect(added.map(({ actions, resources }) => [actions, resources])).toStrictEqual([[tracing, ['*']]]);
    }
  });

  test('functions have no managed policies and no inline ones but their own', () => {
    for (const name of FUNCTIONS) {
      const { Properties } = resource(template, 'AWS::IAM::Role', `${name}Role`);
      expect(Object.keys(Properties)).toStrictEqual(['AssumeRolePolicyDocument']);
    }
  });

  test('the path of the users that can be reset is the setting', () => {
    const everybody = permissionsOf(templateOf({ settings: { iamUserPath: '/' } }), 'PasswordLinkGenerate');
    const reset = everybody.find(({ actions }) => actions.includes('iam:UpdateLoginProfile'));
    expect(textOf(reset?.resources[0])).toBe('arn:{AWS::Partition}:iam::{AWS::AccountId}:user/*');
  });
});

describe('keys', () => {
  const keyStatements = (name: string) =>
    statementsOf(resource(template, 'AWS::KMS::Key', name).Properties.KeyPolicy);
  const named = (name: string) =>
    keyStatements(name)
      .slice(1)
      .map(({ actions, principal, condition }) => ({
        actions,
        role: textOf((principal as { readonly AWS: unknown }).AWS).replace(/[0-9A-F]{8}\./, '.'),
        condition,
      }));

  test.each(['VaultKey', 'CodeKey'])('%s: the account administers it and cannot use it', (name) => {
    const [account] = keyStatements(name);
    expect(textOf((account?.principal as { readonly AWS: unknown }).AWS)).toBe(
      'arn:{AWS::Partition}:iam::{AWS::AccountId}:root',
    );
    expect(account?.actions).toContain('kms:PutKeyPolicy');
    expect(account?.actions).not.toContainEqual(
      expect.stringMatching(/Encrypt|Decrypt|DataKey|ReEncrypt|Mac|Sign|Verify|CreateGrant|\*/),
    );
  });

  test("the vault's key serves the writer and the reader, through SSM, for the vault's parameters", () => {
    const condition = {
      StringEquals: {
        'kms:ViaService': { 'Fn::Join': ['', ['ssm.', { Ref: 'AWS::Region' }, '.amazonaws.com']] },
      },
      StringLike: { 'kms:EncryptionContext:PARAMETER_ARN': expect.anything() as unknown },
    };
    expect(named('VaultKey')).toStrictEqual([
      { actions: ['kms:Encrypt'], role: '{PasswordLinkGenerateRole.Arn}', condition },
      { actions: ['kms:Decrypt'], role: '{PasswordLinkExtractRole.Arn}', condition },
    ]);
    const contexts = named('VaultKey').map(({ condition: found }) =>
      textOf((found as typeof condition).StringLike['kms:EncryptionContext:PARAMETER_ARN']),
    );
    expect(new Set(contexts)).toStrictEqual(new Set([`${ssm}/passlink/dev/*`]));
  });

  test('codes are turned into MACs by the portal and checked by extract', () => {
    const condition = { StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } };
    expect(new Set(named('CodeKey'))).toStrictEqual(
      new Set([
        { actions: ['kms:GenerateMac'], role: '{PortalRole.Arn}', condition },
        { actions: ['kms:VerifyMac'], role: '{PasswordLinkExtractRole.Arn}', condition },
      ]),
    );
  });

  test('the vault is encrypted with a key that rotates', () => {
    expectResource(template, 'AWS::KMS::Key', { EnableKeyRotation: true, PendingWindowInDays: 7 });
  });

  test('codes have an HMAC key', () => {
    expectResource(template, 'AWS::KMS::Key', {
      KeySpec: 'HMAC_256',
      KeyUsage: 'GENERATE_VERIFY_MAC',
      PendingWindowInDays: 7,
    });
  });
});
