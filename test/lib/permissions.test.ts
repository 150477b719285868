import { Match, type Template } from 'aws-cdk-lib/assertions';
import {
  expectResource,
  FUNCTIONS,
  permissionsOf,
  resourcesOf,
  statementsOf,
  templateOf,
  textOf,
  resource,
} from '../support/lib/synthesized';

const template = templateOf();
const tableTemplate = templateOf({ stage: 'table' });
const both = [
  ['iam', template],
  ['table', tableTemplate],
] as const;

const rolePolicies = (of: Template) =>
  Object.values(resourcesOf(of, 'AWS::IAM::Policy')).flatMap(({ Properties }) =>
    statementsOf(Properties.PolicyDocument),
  );

/** What a role may do, in one line a statement: actions on resources, with its condition. */
const inWords = (name: string, of = template) =>
  permissionsOf(of, name).map(({ actions, resources, condition }) =>
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
  const counts = `dynamodb:GetItem dynamodb:UpdateItem on ${table} ${leadingKeys('count#*')}`;
  const pause = `dynamodb:GetItem on ${table} ${leadingKeys('switch#*')}`;
  const vouchLinks = `dynamodb:GetItem on ${table} ${leadingKeys('vouch#*')}`;
  const countsMails = `dynamodb:GetItem dynamodb:UpdateItem on ${table} ${leadingKeys('count#overall')}`;
  const codes = (purpose: string) =>
    `dynamodb:GetItem dynamodb:UpdateItem on ${table} ${leadingKeys(`code#${purpose}#*`)}`;
  const accounts = `dynamodb:GetItem dynamodb:UpdateItem on ${table} ${leadingKeys('account#*')}`;
  const accountsWith = (...attributes: string[]) =>
    'dynamodb:GetItem dynamodb:UpdateItem on {UsersTable.Arn} if ' +
    JSON.stringify({
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['email', 'id', ...attributes] },
      StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' },
    });
  const sendsMails = 'sqs:SendMessage on {MailsQueue.Arn}';
  const takes = (queue: string) =>
    `sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes sqs:ChangeMessageVisibility on {${queue}.Arn}`;
  const staff = 'arn:{AWS::Partition}:iam::{AWS::AccountId}:user/staff/*';

  test('the portal counts, keeps sessions and hands over, and can do nothing else', () => {
    const sessions = `dynamodb:GetItem dynamodb:UpdateItem dynamodb:DeleteItem on ${table} ${leadingKeys('session#*')}`;
    const reserves = `dynamodb:UpdateItem on ${table} if ${JSON.stringify({
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['code#reset#*'] },
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'requestId', 'expiresAt'] },
      StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' },
    })}`;
    const keeps = [codes('sign-in'), accounts, sessions, reserves];
    expect(inWords('Portal')).toStrictEqual([
      log('Portal'),
      counts,
      pause,
      vouchLinks,
      sendsMails,
      'sqs:SendMessage on {PasswordLinkQueue.Arn}',
      ...keeps,
    ]);
    expect(inWords('Portal', tableTemplate)).toStrictEqual([
      log('Portal'),
      counts,
      pause,
      vouchLinks,
      sendsMails,
      ...keeps,
    ]);
  });

  test.each(both)(
    'with directory %s, the portal has no permission for IAM, SSM, SES or accounts',
    (_, of) => {
      const statements = permissionsOf(of, 'Portal');
      const actions = statements.flatMap((statement) => statement.actions);
      expect(actions).not.toContainEqual(expect.stringMatching(/^(iam|ssm|ses):/));
      expect(JSON.stringify(statements)).not.toContain('UsersTable');
    },
  );

  const ofSendMail = (sender: string) => [
    log('MailsSendMail'),
    pause,
    `dynamodb:GetItem dynamodb:UpdateItem on ${table} ${leadingKeys('code#*')}`,
    `dynamodb:GetItem dynamodb:UpdateItem on ${table} ${leadingKeys('dispute#*')}`,
    `dynamodb:UpdateItem on ${table} ${leadingKeys('vouch#*')}`,
    countsMails,
    `ses:SendEmail on ${ses}:identity/* ${ses}:configuration-set/{MailerConfigurationSet} ` +
      `if {"StringEquals":{"ses:FromAddress":"${sender}"}}`,
  ];

  test('send-mail looks a user under the path up, keeps what it mails and mails as the sender', () => {
    expect(inWords('MailsSendMail')).toStrictEqual([
      ...ofSendMail('passlink@example.com'),
      `iam:GetUser iam:GetLoginProfile on ${staff}`,
      takes('MailsQueue'),
      sendsMails,
    ]);
  });

  test('send-mail finds an account in the table or makes it there, without what tells a password, keeps what it mails and mails as the sender', () => {
    expect(inWords('MailsSendMail', tableTemplate)).toStrictEqual([
      ...ofSendMail('passlink-table@example.com'),
      accountsWith('createdAt', 'verifiedAt'),
      takes('MailsQueue'),
      sendsMails,
    ]);
  });

  const ofReset = [
    log('CodeReset'),
    pause,
    codes('reset'),
    accounts,
    `dynamodb:GetItem dynamodb:UpdateItem on ${table} ${leadingKeys('count#attempts#*')}`,
    `dynamodb:GetItem dynamodb:UpdateItem on ${table} ${leadingKeys('dispute#*')}`,
    sendsMails,
  ];

  test('reset takes codes and disputes, and resets a user under the path', () => {
    expect(inWords('CodeReset')).toStrictEqual([
      ...ofReset,
      `iam:GetUser iam:GetLoginProfile iam:UpdateLoginProfile on ${staff}`,
      'iam:GetAccountPasswordPolicy on *',
    ]);
  });

  test('reset takes codes and disputes, sets a password in the table and knows of no links', () => {
    expect(inWords('CodeReset', tableTemplate)).toStrictEqual([
      ...ofReset,
      accountsWith('passwordHash', 'passwordVersion', 'passwordChangedAt', 'verifiedAt'),
    ]);
  });

  test('generate prepares a link, fills the vault, resets a user under the path and mails as the sender', () => {
    expect(inWords('PasswordLinkGenerate')).toStrictEqual([
      log('PasswordLinkGenerate'),
      pause,
      accounts,
      `dynamodb:UpdateItem on ${table} ${leadingKeys('link#*')}`,
      countsMails,
      `ssm:PutParameter on ${ssm}/passlink/dev/*`,
      `iam:GetUser iam:GetLoginProfile iam:UpdateLoginProfile on ${staff}`,
      'iam:GetAccountPasswordPolicy on *',
      `ses:SendEmail on ${ses}:identity/* ${ses}:configuration-set/{MailerConfigurationSet} ` +
        'if {"StringEquals":{"ses:FromAddress":"passlink@example.com"}}',
      takes('PasswordLinkQueue'),
      'sqs:SendMessage on {PasswordLinkQueue.Arn}',
    ]);
  });

  test('whether a user has MFA devices can be looked up where they are required, and only there', () => {
    const strict = templateOf({ settings: { mfa: 'required' } });
    const lookUp = 'iam:GetUser iam:GetLoginProfile iam:ListMFADevices';
    const readers = ['MailsSendMail', 'CodeReset', 'PasswordLinkGenerate', 'Admin'];
    const words = Object.fromEntries(FUNCTIONS.map((name) => [name, inWords(name, strict)]));
    expect(words.MailsSendMail).toContain(`${lookUp} on ${staff}`);
    expect(words.CodeReset).toContain(`${lookUp} iam:UpdateLoginProfile on ${staff}`);
    expect(words.Admin).toContain(`${lookUp} iam:UpdateLoginProfile on ${staff}`);
    expect(words.PasswordLinkGenerate).toContain(`${lookUp} iam:UpdateLoginProfile on ${staff}`);
    for (const name of FUNCTIONS.filter((other) => !readers.includes(other))) {
      expect(words[name]).toStrictEqual(inWords(name));
    }
  });

  test('extract claims a link, empties its place in the vault and has a notice mailed', () => {
    expect(inWords('PasswordLinkExtract')).toStrictEqual([
      log('PasswordLinkExtract'),
      pause,
      `dynamodb:GetItem dynamodb:UpdateItem on ${table} ${leadingKeys('link#*')}`,
      `dynamodb:GetItem on ${table} ${leadingKeys('account#*')}`,
      `ssm:GetParameter ssm:DeleteParameter on ${ssm}/passlink/dev/*`,
      sendsMails,
    ]);
  });

  const ofAdmin = [
    log('Admin'),
    accounts,
    `dynamodb:GetItem dynamodb:UpdateItem on ${table} ${leadingKeys('count#attempts#*')}`,
    `dynamodb:GetItem on ${table} ${leadingKeys('count#account#*')}`,
    `dynamodb:GetItem on ${table} ${leadingKeys('count#overall')}`,
    `dynamodb:GetItem dynamodb:UpdateItem dynamodb:DeleteItem on ${table} ${leadingKeys('switch#*')}`,
  ];

  const seesLinks = `dynamodb:GetItem on ${table} if ${JSON.stringify({
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['link#*'] },
    'ForAllValues:StringEquals': {
      // Neither the hashes of the key and the browser half, nor the name of the parameter.
      'dynamodb:Attributes': ['pk', 'publishedBy', 'claimId', 'used', 'withdrawn', 'expiresAt'],
    },
    StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' },
  })}`;

  test('what administrators do pauses everything, looks at accounts and resets a user under the path', () => {
    expect(inWords('Admin')).toStrictEqual([
      ...ofAdmin,
      `iam:GetUser iam:GetLoginProfile iam:UpdateLoginProfile on ${staff}`,
      'iam:GetAccountPasswordPolicy on *',
      seesLinks,
    ]);
    expect(inWords('Admin', tableTemplate)).toStrictEqual([
      ...ofAdmin,
      accountsWith('passwordHash', 'passwordVersion', 'passwordChangedAt', 'verifiedAt'),
    ]);
  });

  test.each(both)(
    'with directory %s, the helpdesk helps, and the administrator does all there is',
    (stage, of) => {
      const permitted = (policy: string) =>
        statementsOf(resource(of, 'AWS::IAM::ManagedPolicy', `Admin${policy}`).Properties.PolicyDocument).map(
          ({ actions, resources }) => [
            actions.join(' '),
            ...resources.map((arn) => textOf(arn).replace(/^.*PublicApi\w+}/, 'API')),
          ],
        );
      const name = stage === 'iam' ? 'dev' : 'table';
      const findsStack = ['cloudformation:DescribeStacks', '{AWS::StackId}'];
      expect(permitted('Helpdesk')).toStrictEqual([
        ['execute-api:Invoke', `API/${name}/GET/admin/accounts/*`, `API/${name}/POST/admin/accounts/*`],
        findsStack,
      ]);
      const [invokes, finds, ...others] = permitted('Administrator');
      expect([invokes, finds]).toStrictEqual([['execute-api:Invoke', `API/${name}/*/admin/*`], findsStack]);
      const groups = Object.keys(resourcesOf(of, 'AWS::Logs::LogGroup')).map((id) => `{${id}.Arn}`);
      const [[starts, ...searched] = [], onQueries] = others.splice(-2);
      expect([starts, searched.sort()]).toStrictEqual(['logs:StartQuery', groups.sort()]);
      expect(onQueries).toStrictEqual(['logs:DescribeQueryDefinitions logs:GetQueryResults', '*']);
      const queues = others.filter(([actions]) => actions?.startsWith('sqs:'));
      expect(queues).toHaveLength(stage === 'iam' ? 4 : 2);
      const arn = (service: string) =>
        `arn:{AWS::Partition}:${service}:${service === 'iam' ? '' : '{AWS::Region}'}:{AWS::AccountId}:`;
      const reads = [
        [
          'ses:GetAccountSendingEnabled ses:GetIdentityDkimAttributes ses:GetIdentityVerificationAttributes ses:GetSendQuota',
          '*',
        ],
        ['ssm:GetParameter', `${arn('ssm')}parameter/cdk-bootstrap/hnb659fds/version`],
      ];
      const onUsers = [
        ['iam:GetAccountPasswordPolicy iam:ListUsers', '*'],
        ['iam:SimulatePrincipalPolicy', `${arn('iam')}user/staff/*`],
        [
          'iam:GetLoginProfile iam:CreateUser iam:TagUser iam:CreateLoginProfile iam:DeleteLoginProfile iam:DeleteUser',
          `${arn('iam')}user/staff/passlink-smoke-*`,
        ],
        ['ssm:GetServiceSetting', `${arn('ssm')}servicesetting/ssm/parameter-store/high-throughput-enabled`],
      ];
      expect(others.filter((statement) => !queues.includes(statement))).toStrictEqual(
        stage === 'iam' ? [...reads, ...onUsers] : reads,
      );
    },
  );

  test('sweep lists the vault and deletes from it', () => {
    expect(inWords('Sweep')).toStrictEqual([
      log('Sweep'),
      pause,
      `ssm:GetParametersByPath on ${ssm}/passlink/dev/`,
      `ssm:DeleteParameters on ${ssm}/passlink/dev/*`,
    ]);
  });

  test('no action has a wildcard, in a role or in a key', () => {
    const documents = Object.values(resourcesOf(templateOf({ settings: { tracing: true } }))).flatMap(
      ({ Properties: { PolicyDocument, KeyPolicy, AssumeRolePolicyDocument } }) =>
        [PolicyDocument, KeyPolicy, AssumeRolePolicyDocument].filter((document) => document !== undefined),
    );
    const actions = documents.flatMap(statementsOf).flatMap((statement) => statement.actions);
    expect(actions.length).toBeGreaterThan(40);
    // The policies of the two queues and their dead letters deny all of SQS to those who come without TLS.
    expect(actions.filter((action) => action.includes('*'))).toStrictEqual(Array(4).fill('sqs:*'));
  });

  test('only the password policy is asked for on every resource', () => {
    const everywhere = rolePolicies(template).filter(({ resources }) => resources.includes('*'));
    expect(new Set(everywhere.flatMap(({ actions }) => actions))).toStrictEqual(
      new Set(['iam:GetAccountPasswordPolicy']),
    );
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

  test.each(['PasswordLinkGenerate', 'CodeReset'])(
    'the path of the users that %s can reset is the setting',
    (name) => {
      const everybody = permissionsOf(templateOf({ settings: { iamUserPath: '/' } }), name);
      const reset = everybody.find(({ actions }) => actions.includes('iam:UpdateLoginProfile'));
      expect(textOf(reset?.resources[0])).toBe('arn:{AWS::Partition}:iam::{AWS::AccountId}:user/*');
    },
  );
});

describe('keys', () => {
  const keyStatements = (name: string, of = template) =>
    statementsOf(resource(of, 'AWS::KMS::Key', name).Properties.KeyPolicy);
  const named = (name: string, of = template) =>
    keyStatements(name, of)
      .slice(1)
      .map(({ actions, principal, condition }) => ({
        actions,
        role: textOf((principal as { readonly AWS: unknown }).AWS).replace(/[0-9A-F]{8}\./, '.'),
        condition,
      }));

  test.each(['VaultKey', 'CodeKey', 'SessionKey'])(
    '%s: the account administers it and cannot use it',
    (name) => {
      const [account] = keyStatements(name);
      expect(textOf((account?.principal as { readonly AWS: unknown }).AWS)).toBe(
        'arn:{AWS::Partition}:iam::{AWS::AccountId}:root',
      );
      expect(account?.actions).toContain('kms:PutKeyPolicy');
      expect(account?.actions).not.toContainEqual(
        expect.stringMatching(
          /Encrypt|Decrypt|DataKey|ReEncrypt|Mac|Sign|Verify|GetPublicKey|CreateGrant|\*/,
        ),
      );
    },
  );

  test("the vault's key serves the writer and the reader, through SSM, for the vault's parameters", () => {
    const condition = {
      StringLike: {
        'kms:ViaService': { 'Fn::Join': ['', ['ssm.', { Ref: 'AWS::Region' }, '.*']] },
        'kms:EncryptionContext:PARAMETER_ARN': expect.anything() as unknown,
      },
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

  test('codes are turned into MACs by the portal, send-mail and reset, and checked by extract', () => {
    const condition = { StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } };
    const makers = [
      { actions: ['kms:GenerateMac'], role: '{PortalRole.Arn}', condition },
      { actions: ['kms:GenerateMac'], role: '{MailsSendMailRole.Arn}', condition },
      { actions: ['kms:GenerateMac'], role: '{CodeResetRole.Arn}', condition },
    ];
    const checker = { actions: ['kms:VerifyMac'], role: '{PasswordLinkExtractRole.Arn}', condition };
    expect(new Set(named('CodeKey'))).toStrictEqual(new Set([...makers, checker]));
    expect(new Set(named('CodeKey', tableTemplate))).toStrictEqual(new Set(makers));
  });

  test.each(both)('with directory %s, tokens are signed by the portal only, with ES256 only', (_, of) => {
    expect(named('SessionKey', of)).toStrictEqual([
      {
        actions: ['kms:Sign'],
        role: '{PortalRole.Arn}',
        condition: { StringEquals: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256' } },
      },
      { actions: ['kms:GetPublicKey'], role: '{PortalRole.Arn}', condition: undefined },
    ]);
  });

  test('the vault is encrypted with a key that rotates', () => {
    expectResource(template, 'AWS::KMS::Key', { EnableKeyRotation: true, PendingWindowInDays: 7 });
  });

  test('tokens have a P-256 key pair', () => {
    expectResource(template, 'AWS::KMS::Key', {
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'SIGN_VERIFY',
      EnableKeyRotation: Match.absent(),
      PendingWindowInDays: 7,
    });
  });

  test('codes have an HMAC key', () => {
    expectResource(template, 'AWS::KMS::Key', {
      KeySpec: 'HMAC_256',
      KeyUsage: 'GENERATE_VERIFY_MAC',
      PendingWindowInDays: 7,
    });
  });
});
