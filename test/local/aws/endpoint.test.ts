import {
  ChangeMessageVisibilityCommand,
  QueueDoesNotExist,
  ReceiptHandleIsInvalid,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { createHash, createPublicKey, verify } from 'node:crypto';
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import {
  GetAccountPasswordPolicyCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  IAMClient,
  ListMFADevicesCommand,
  ListGroupsCommand,
  NoSuchEntityException,
  PasswordPolicyViolationException,
  UpdateLoginProfileCommand,
} from '@aws-sdk/client-iam';
import {
  GenerateMacCommand,
  GetPublicKeyCommand,
  KMSClient,
  KMSInvalidMacException,
  NotFoundException,
  SignCommand,
  VerifyMacCommand,
  type SignCommandInput,
} from '@aws-sdk/client-kms';
import { MessageRejected, SendEmailCommand, SESClient } from '@aws-sdk/client-ses';
import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  InvalidKeyId,
  ParameterAlreadyExists,
  ParameterNotFound,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { sesMailer } from '../../../lambda/aws/ses-mailer';
import { Account } from '../../../local/account';
import type { AwsCall, Fault } from '../../../local/aws/calls';
import type { DeliveredMessage } from '../../../local/aws/queues';
import { Quotas } from '../../../local/aws/quotas';
import { readStack, type Stack } from '../../../local/template/stack';
import { allow, answering, removeTinyStacks, tinyStack } from '../../support/local/tiny-stack';

const policy = (...Statement: readonly object[]) => ({ Statement });
const byAccount = { Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } } };
const vault = 'arn:aws:ssm:eu-central-1:123456789012:parameter/vault';

/** One function with all permissions, one with almost none, and a resource of each kind. */
const synthesized = tinyStack(
  {
    Free: { source: answering('1'), statements: [allow('*')] },
    Bound: {
      source: answering('1'),
      statements: [
        { Effect: 'Allow', Action: 'ssm:*', Resource: `${vault}/*` },
        { Effect: 'Allow', Action: 'iam:GetUser', Resource: 'arn:aws:iam::123456789012:user/staff/*' },
        {
          ...allow('dynamodb:GetItem', 'dynamodb:Query'),
          Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['link#*'] } },
        },
        { ...allow('ses:SendEmail'), Condition: { StringEquals: { 'ses:FromAddress': 'one@example.com' } } },
      ],
    },
  },
  {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      },
    },
    Vault: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: policy({ ...allow('kms:*'), ...byAccount }) } },
    Macs: {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeySpec: 'HMAC_256',
        KeyUsage: 'GENERATE_VERIFY_MAC',
        KeyPolicy: policy({ ...allow('kms:*'), ...byAccount }),
      },
    },
    Alias: {
      Type: 'AWS::KMS::Alias',
      Properties: { AliasName: 'alias/macs', TargetKeyId: { 'Fn::GetAtt': ['Macs', 'Arn'] } },
    },
    Signatures: {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeySpec: 'ECC_NIST_P256',
        KeyUsage: 'SIGN_VERIFY',
        // Only this policy counts here, not the account's own policies.
        KeyPolicy: policy(
          {
            ...allow('kms:Sign'),
            Principal: { AWS: { 'Fn::GetAtt': ['BoundRole', 'Arn'] } },
            Condition: { StringEquals: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256' } },
          },
          { ...allow('kms:GetPublicKey'), Principal: { AWS: { 'Fn::GetAtt': ['BoundRole', 'Arn'] } } },
        ),
      },
    },
    SignaturesAlias: {
      Type: 'AWS::KMS::Alias',
      Properties: { AliasName: 'alias/signatures', TargetKeyId: { Ref: 'Signatures' } },
    },
    Domain: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'example.com' } },
    Set: { Type: 'AWS::SES::ConfigurationSet', Properties: { Name: 'set' } },
    Work: { Type: 'AWS::SQS::Queue' },
  },
);

let account: Account;
let stack: Stack;
let onCall: (call: AwsCall) => Fault | undefined = () => undefined;
const crashed = jest.fn(() => Promise.resolve());
const now = new Date('2026-11-20T09:30:00Z');

beforeAll(async () => {
  account = await Account.open({ now: () => now });
  const { callers, users } = account;
  stack = readStack(synthesized);
  for (const definition of stack.functions) {
    callers.set(definition.name, {
      definition,
      invocation: 'request-1',
      messages: ['message-1'],
      onCall: (call) => onCall(call),
      crash: crashed,
    });
  }
  await account.deploy(stack);
  users.add({
    name: 'bob',
    path: '/staff/',
    password: 'Old-password-1!',
    tags: { email: 'bob@example.com' },
  });
  users.add({ name: 'carol', path: '/staff/' });
});

afterEach(() => {
  onCall = () => undefined;
});

afterAll(async () => {
  await account.close();
  removeTinyStacks();
});

const as = (accessKeyId: string) => ({
  region: 'eu-central-1',
  endpoint: account.endpoint.url,
  maxAttempts: 1,
  credentials: { accessKeyId, secretAccessKey: 'secret', sessionToken: 'token' },
});

describe('IAM', () => {
  it('tells about a user, tags included', async () => {
    const { User } = await new IAMClient(as('Free')).send(new GetUserCommand({ UserName: 'bob' }));
    expect(User).toMatchObject({
      UserName: 'bob',
      Path: '/staff/',
      Arn: 'arn:aws:iam::123456789012:user/staff/bob',
      CreateDate: now,
      Tags: [{ Key: 'email', Value: 'bob@example.com' }],
    });
  });

  it('reports missing users and missing console access', async () => {
    const iam = new IAMClient(as('Free'));
    await expect(iam.send(new GetUserCommand({ UserName: 'eve' }))).rejects.toThrow(NoSuchEntityException);
    await expect(iam.send(new GetLoginProfileCommand({ UserName: 'carol' }))).rejects.toThrow(
      NoSuchEntityException,
    );
    await expect(iam.send(new GetAccountPasswordPolicyCommand())).rejects.toThrow(NoSuchEntityException);
    await expect(iam.send(new ListMFADevicesCommand({ UserName: 'eve' }))).rejects.toThrow(
      NoSuchEntityException,
    );
  });

  it('refuses an unknown user to a role that is limited to a path, as for any user outside it', async () => {
    const iam = new IAMClient(as('Bound'));
    await expect(iam.send(new GetUserCommand({ UserName: 'bob' }))).resolves.toMatchObject({
      User: { UserName: 'bob' },
    });
    await expect(iam.send(new GetUserCommand({ UserName: 'eve' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringMatching(
        /^User: arn:aws:sts::123456789012:assumed-role\/tiny-BoundRole\/Bound is not authorized to perform: iam:GetUser on resource: arn:aws:iam::123456789012:user\/eve /,
      ) as string,
    });
  });

  it('keeps the case of tag keys, and has no two keys that differ only in case', async () => {
    account.users.add({ name: 'fay', path: '/staff/', tags: { 'E-Mail': 'fay@example.com' } });
    const { User } = await new IAMClient(as('Free')).send(new GetUserCommand({ UserName: 'fay' }));
    expect(User?.Tags).toEqual([{ Key: 'E-Mail', Value: 'fay@example.com' }]);
    const twice = { name: 'gus', path: '/staff/', tags: { email: 'a@example.com', Email: 'b@example.com' } };
    expect(() => account.users.add(twice)).toThrow('Duplicate tag keys');
    expect(account.users.names()).not.toContain('gus');
  });

  it("lists a user's MFA devices", async () => {
    const iam = new IAMClient(as('Free'));
    const SerialNumber = 'arn:aws:iam::123456789012:mfa/hal';
    account.users.add({ name: 'hal', path: '/staff/', mfaDevices: [SerialNumber] });
    const { MFADevices, IsTruncated } = await iam.send(new ListMFADevicesCommand({ UserName: 'hal' }));
    expect(MFADevices).toEqual([{ UserName: 'hal', SerialNumber, EnableDate: now }]);
    expect(IsTruncated).toBe(false);
    const { MFADevices: none } = await iam.send(new ListMFADevicesCommand({ UserName: 'carol' }));
    expect(none).toEqual([]);
  });

  it('changes a password, and the console asks for a new one', async () => {
    const iam = new IAMClient(as('Free'));
    account.users.add({ name: 'dora', path: '/staff/', password: 'Old-password-1!' });
    const change = { UserName: 'dora', Password: 'N3w & <fine> "pass"', PasswordResetRequired: true };
    await iam.send(new UpdateLoginProfileCommand(change));
    expect(account.users.signIn('dora', 'Old-password-1!')).toEqual({
      signedIn: false,
      mustChangePassword: false,
    });
    expect(account.users.signIn('dora', change.Password)).toEqual({
      signedIn: true,
      mustChangePassword: true,
    });
    const { LoginProfile } = await iam.send(new GetLoginProfileCommand({ UserName: 'dora' }));
    expect(LoginProfile).toMatchObject({ PasswordResetRequired: true });
  });

  it("holds a password to the account's policy, else to AWS's own rules", async () => {
    const iam = new IAMClient(as('Free'));
    const set = (Password: string) => iam.send(new UpdateLoginProfileCommand({ UserName: 'bob', Password }));
    await expect(set('short1!')).rejects.toThrow(PasswordPolicyViolationException);
    account.users.passwordPolicy = { MinimumPasswordLength: 20, RequireSymbols: true };
    await expect(set('Long-enough-1')).rejects.toThrow('minimum length of 20');
    await expect(set('a'.repeat(20))).rejects.toThrow('symbol');
    const { PasswordPolicy } = await iam.send(new GetAccountPasswordPolicyCommand());
    expect(PasswordPolicy).toMatchObject({ MinimumPasswordLength: 20, RequireSymbols: true });
    account.users.passwordPolicy = undefined;
  });

  it('refuses an earlier password while the policy remembers it', async () => {
    const iam = new IAMClient(as('Free'));
    const [first, second, third] = ['Old-password-1!', 'Old-password-2!', 'Old-password-3!'] as const;
    account.users.add({ name: 'erin', path: '/staff/', password: first });
    const set = (Password: string) => iam.send(new UpdateLoginProfileCommand({ UserName: 'erin', Password }));
    await set(first);
    account.users.passwordPolicy = { PasswordReusePrevention: 2 };
    await expect(set(first)).rejects.toThrow(PasswordPolicyViolationException);
    await set(second);
    await expect(set(first)).rejects.toThrow('Password has been used before');
    expect(account.users.signIn('erin', second).signedIn).toBe(true);
    await set(third);
    await set(first);
    expect(account.users.signIn('erin', first).signedIn).toBe(true);
    account.users.passwordPolicy = undefined;
  });

  it.each([
    ['an empty one', '', 'greater than or equal to 1'],
    ['one that is too long', 'Long-1'.repeat(22), 'less than or equal to 128'],
    ['one in letters that IAM does not know', 'Пароль-для-Боба-1', 'regular expression'],
    ['one with control characters', 'Old-password\u0000-1!', 'regular expression'],
  ])('does not even take %s, whatever the policy, and does not repeat it', async (_, Password, message) => {
    const set = new IAMClient(as('Free')).send(new UpdateLoginProfileCommand({ UserName: 'bob', Password }));
    const refusal: unknown = await set.catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(message) as string,
    });
    expect(String(refusal)).not.toContain(`'${Password}'`);
  });

  it('takes every character of Latin-1, and line breaks', async () => {
    const change = { UserName: 'bob', Password: 'Größe 1\tñ\r\n÷ÿ' };
    await new IAMClient(as('Free')).send(new UpdateLoginProfileCommand(change));
    expect(account.users.signIn('bob', change.Password).signedIn).toBe(true);
  });

  it('says which operation it does not have', async () => {
    await expect(new IAMClient(as('Free')).send(new ListGroupsCommand())).rejects.toMatchObject({
      name: 'NotServedOnTheLaptop',
      message: 'The laptop does not serve iam:ListGroups.',
    });
  });
});

describe('SSM', () => {
  it('keeps a secret encrypted, and returns it to a caller that may decrypt it', async () => {
    const ssm = new SSMClient(as('Free'));
    const Name = '/vault/secret';
    const put = { Name, Value: 's3cret', Type: 'SecureString', KeyId: stack.keys[0]?.arn } as const;
    await expect(ssm.send(new PutParameterCommand(put))).resolves.toMatchObject({ Version: 1 });
    const sealed = await ssm.send(new GetParameterCommand({ Name }));
    expect(sealed.Parameter?.Value).not.toContain('s3cret');
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));
    expect(Parameter).toMatchObject({
      Value: 's3cret',
      Version: 1,
      LastModifiedDate: now,
      ARN: `${vault}/secret`,
    });
    expect(account.parameters.values()).toEqual({ [Name]: 's3cret' });
    await expect(
      new SSMClient(as('Bound')).send(new GetParameterCommand({ Name, WithDecryption: true })),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('is not authorized to perform: kms:Decrypt') as string,
    });
    const asked = account.authorizer.authorizations.find(({ action }) => action === 'kms:Decrypt');
    expect(asked?.context).toMatchObject({
      'kms:ViaService': 'ssm.eu-central-1.amazonaws.com',
      'kms:EncryptionContext:PARAMETER_ARN': `${vault}/secret`,
      'kms:EncryptionContextKeys': ['PARAMETER_ARN'],
    });
    await ssm.send(new DeleteParameterCommand({ Name }));
    await expect(ssm.send(new DeleteParameterCommand({ Name }))).rejects.toThrow(ParameterNotFound);
    await expect(ssm.send(new GetParameterCommand({ Name }))).rejects.toThrow(ParameterNotFound);
  });

  it('overwrites only on request', async () => {
    const ssm = new SSMClient(as('Free'));
    const put = { Name: '/other/a', Value: '1', Type: 'String' } as const;
    await ssm.send(new PutParameterCommand(put));
    await expect(ssm.send(new PutParameterCommand(put))).rejects.toThrow(ParameterAlreadyExists);
    await expect(ssm.send(new PutParameterCommand({ ...put, Overwrite: true }))).resolves.toMatchObject({
      Version: 2,
    });
  });

  it.each([
    ['longer than 4096 characters', 'x'.repeat(4097)],
    ['with "{{" in it', 'a{{b'],
  ])('takes no value %s', async (_, Value) => {
    const put = new PutParameterCommand({ Name: '/other/b', Type: 'String', Value });
    await expect(new SSMClient(as('Free')).send(put)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('encrypts with a key of the stack only', async () => {
    const put = new PutParameterCommand({ Name: '/other/c', Type: 'SecureString', Value: '1' });
    await expect(new SSMClient(as('Free')).send(put)).rejects.toThrow(InvalidKeyId);
  });

  it('lists what is under a path, page by page, skipping nothing after a deletion between pages', async () => {
    const ssm = new SSMClient(as('Free'));
    const names = Array.from({ length: 12 }, (_, number) => `/many/${String(number).padStart(2, '0')}`);
    for (const Name of [...names, '/many/deep/er']) {
      await ssm.send(new PutParameterCommand({ Name, Value: '1', Type: 'String' }));
    }
    const first = await ssm.send(new GetParametersByPathCommand({ Path: '/many/' }));
    expect(first.Parameters).toHaveLength(10);
    for (const { Name } of first.Parameters ?? []) await ssm.send(new DeleteParameterCommand({ Name }));
    const second = await ssm.send(
      new GetParametersByPathCommand({ Path: '/many/', NextToken: first.NextToken }),
    );
    expect(second.Parameters?.map(({ Name }) => Name)).toEqual(names.slice(10));
    expect(second.NextToken).toBeUndefined();
    const deep = await ssm.send(new GetParametersByPathCommand({ Path: '/many', Recursive: true }));
    expect(deep.Parameters?.map(({ Name }) => Name)).toEqual([...names.slice(10), '/many/deep/er']);
  });
});

describe('KMS', () => {
  it('makes a MAC and recognises it', async () => {
    const kms = new KMSClient(as('Free'));
    const input = {
      KeyId: 'alias/macs',
      MacAlgorithm: 'HMAC_SHA_256',
      Message: Buffer.from('482913'),
    } as const;
    const { Mac } = await kms.send(new GenerateMacCommand(input));
    expect(Mac).toHaveLength(32);
    await expect(kms.send(new VerifyMacCommand({ ...input, Mac }))).resolves.toMatchObject({
      MacValid: true,
    });
    const wrong = { ...input, Mac, Message: Buffer.from('482914') };
    await expect(kms.send(new VerifyMacCommand(wrong))).rejects.toThrow(KMSInvalidMacException);
    await expect(kms.send(new GenerateMacCommand({ ...input, KeyId: 'nobody' }))).rejects.toThrow(
      NotFoundException,
    );
    const cannot = { ...input, KeyId: stack.keys[0]?.id };
    await expect(kms.send(new GenerateMacCommand(cannot))).rejects.toMatchObject({
      name: 'InvalidKeyUsageException',
    });
    await expect(new KMSClient(as('Bound')).send(new GenerateMacCommand(input))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });
});

describe('KMS, for signatures', () => {
  const KeyId = 'alias/signatures';
  const message = Buffer.from('header.payload');
  const digest = createHash('sha256').update(message).digest();
  const sign = (input: Partial<SignCommandInput>, who = 'Bound') =>
    new KMSClient(as(who)).send(
      new SignCommand({ KeyId, Message: message, SigningAlgorithm: 'ECDSA_SHA_256', ...input }),
    );
  const publicKey = async () => {
    const { PublicKey = [] } = await new KMSClient(as('Bound')).send(new GetPublicKeyCommand({ KeyId }));
    return createPublicKey({ key: Buffer.from(PublicKey), type: 'spki', format: 'der' });
  };

  it.each([
    ['a message', { Message: message }],
    ['a message that says so', { Message: message, MessageType: 'RAW' }],
    ['the digest of a message', { Message: digest, MessageType: 'DIGEST' }],
  ] as const)('signs %s, which the public key can tell', async (_, input) => {
    const { Signature = [], SigningAlgorithm } = await sign(input);
    expect(SigningAlgorithm).toBe('ECDSA_SHA_256');
    const key = await publicKey();
    expect(verify('sha256', message, key, Buffer.from(Signature))).toBe(true);
    expect(verify('sha256', Buffer.from('other'), key, Buffer.from(Signature))).toBe(false);
  });

  it('says what its public key may do', async () => {
    const command = new GetPublicKeyCommand({ KeyId });
    await expect(new KMSClient(as('Bound')).send(command)).resolves.toMatchObject({
      KeyId: stack.keys.find(({ spec }) => spec === 'ECC_NIST_P256')?.arn,
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'SIGN_VERIFY',
      SigningAlgorithms: ['ECDSA_SHA_256'],
    });
    expect((await publicKey()).asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
  });

  it("holds everybody to the key's own policy, algorithm included", async () => {
    const refused = { name: 'AccessDeniedException' };
    await expect(sign({}, 'Free')).rejects.toMatchObject(refused);
    await expect(sign({ SigningAlgorithm: 'ECDSA_SHA_384' })).rejects.toMatchObject(refused);
    const command = new GetPublicKeyCommand({ KeyId });
    await expect(new KMSClient(as('Free')).send(command)).rejects.toMatchObject(refused);
    const asked = account.authorizer.authorizations.find(
      ({ action, allowed }) => action === 'kms:Sign' && allowed,
    );
    expect(asked?.context).toEqual({ 'kms:SigningAlgorithm': 'ECDSA_SHA_256', 'kms:MessageType': 'RAW' });
  });

  it.each([
    ['a digest of another length', { Message: digest.subarray(1), MessageType: 'DIGEST' }],
    ['a message that is too long', { Message: Buffer.alloc(4097) }],
    ['nothing', { Message: Buffer.alloc(0) }],
    ['a message of a type that nobody here has', { MessageType: 'EXTERNAL_MU' }],
  ] as const)('does not sign %s', async (_, input) => {
    await expect(sign(input)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('needs a key that is made for it', async () => {
    await expect(sign({ KeyId: 'alias/macs' }, 'Free')).rejects.toMatchObject({
      name: 'InvalidKeyUsageException',
    });
    const command = new GetPublicKeyCommand({ KeyId: 'alias/macs' });
    await expect(new KMSClient(as('Free')).send(command)).rejects.toMatchObject({
      name: 'UnsupportedOperationException',
    });
  });
});

describe('SES', () => {
  const mail = (Source: string, more: object = {}) =>
    new SendEmailCommand({
      Source,
      Destination: { ToAddresses: ['bob@example.com'] },
      Message: {
        Subject: { Data: 'Grüße & more', Charset: 'UTF-8' },
        Body: { Text: { Data: 'plain\ntext' }, Html: { Data: '<p>html</p>' } },
      },
      ...more,
    });

  it('puts a mail into the mailbox', async () => {
    const { MessageId } = await new SESClient(as('Free')).send(mail('Passlink <one@example.com>'));
    expect(account.mailbox.mails().at(-1)).toEqual({
      id: MessageId,
      to: 'bob@example.com',
      from: 'Passlink <one@example.com>',
      subject: 'Grüße & more',
      text: 'plain\ntext',
      html: '<p>html</p>',
      sentAt: now.toISOString(),
    });
  });

  it('damages letters beyond ASCII in a mail that names no character set', async () => {
    const [Subject, Text] = [{ Data: 'Grüße' }, { Data: '新しい', Charset: 'UTF-8' }];
    await new SESClient(as('Free')).send(mail('one@example.com', { Message: { Subject, Body: { Text } } }));
    expect(account.mailbox.mails().at(-1)).toMatchObject({ subject: 'Gr??e', text: '新しい', html: '' });
  });

  it.each([
    'AWS の新しいパスワードの準備ができました',
    'Ihr neues AWS-Passwort liegt bereit, für Ihr überlanges Konto '.repeat(4),
  ])('brings what the mailer sends as it is: %s', async (subject) => {
    const sender = { sender: 'one@example.com', senderName: '株式会社', configurationSet: 'set' };
    const sent = { subject, text: `${subject}。`, html: `<p>${subject}</p>` };
    await sesMailer(sender, new SESClient(as('Free'))).send({ to: 'bob@example.com', ...sent });
    expect(account.mailbox.mails().at(-1)).toMatchObject({ ...sent, from: '株式会社 <one@example.com>' });
  });

  it.each([
    ['"Help, Desk" <one@example.com>', '"Help, Desk" <one@example.com>'],
    ['"<evil@example.org>" <one@example.com>', '"<evil@example.org>" <one@example.com>'],
    ['=?UTF-8?B?UHLDvGZzdGVsbGU=?= <one@example.com>', 'Prüfstelle <one@example.com>'],
    ['=?UTF-8?B?UHLDvGY=?= =?UTF-8?B?c3RlbGxl?= <one@example.com>', 'Prüfstelle <one@example.com>'],
  ])('shows who sends %s as a person reads it', async (source, from) => {
    await new SESClient(as('Free')).send(mail(source));
    expect(account.mailbox.mails().at(-1)).toMatchObject({ from });
  });

  it('takes no mail from a domain without an identity', async () => {
    await expect(new SESClient(as('Free')).send(mail('one@example.org'))).rejects.toThrow(MessageRejected);
  });

  it('does not tell the case of a domain', async () => {
    const { MessageId } = await new SESClient(as('Free')).send(mail('one@EXAMPLE.com'));
    expect(account.mailbox.mails().at(-1)).toMatchObject({ id: MessageId, from: 'one@EXAMPLE.com' });
    expect(account.authorizer.authorizations.at(-1)?.resource).toMatch(/:identity\/example\.com$/);
  });

  it('asks for the identity and for the configuration set, and from which address', async () => {
    const ses = new SESClient(as('Bound'));
    await ses.send(mail('Passlink <one@example.com>', { ConfigurationSetName: 'set' }));
    const resources = account.authorizer.authorizations
      .filter(({ function: name }) => name === 'Bound')
      .slice(-2);
    expect(resources.map(({ resource }) => resource)).toEqual([
      'arn:aws:ses:eu-central-1:123456789012:identity/example.com',
      'arn:aws:ses:eu-central-1:123456789012:configuration-set/set',
    ]);
    await expect(ses.send(mail('two@example.com'))).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(ses.send(mail('one@example.com', { ConfigurationSetName: 'other' }))).rejects.toMatchObject({
      name: 'ConfigurationSetDoesNotExistException',
    });
  });
});

describe('DynamoDB', () => {
  const TableName = 'tiny-Table';

  it('serves items, and holds a role to its partitions', async () => {
    const free = new DynamoDBClient(as('Free'));
    const bound = new DynamoDBClient(as('Bound'));
    for (const pk of ['link#1', 'count#1']) {
      await free.send(new PutItemCommand({ TableName, Item: { pk: { S: pk } } }));
    }
    const get = (pk: string) => new GetItemCommand({ TableName, Key: { pk: { S: pk } } });
    await expect(bound.send(get('link#1'))).resolves.toMatchObject({ Item: { pk: { S: 'link#1' } } });
    await expect(bound.send(get('count#1'))).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const query = (pk: string) =>
      new QueryCommand({
        TableName,
        KeyConditionExpression: '#key = :pk',
        ExpressionAttributeNames: { '#key': 'pk' },
        ExpressionAttributeValues: { ':pk': { S: pk } },
      });
    await expect(bound.send(query('link#1'))).resolves.toMatchObject({ Count: 1 });
    await expect(bound.send(query('count#1'))).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(account.database.items(TableName)).resolves.toEqual(
      expect.arrayContaining([{ pk: 'link#1' }, { pk: 'count#1' }]),
    );
  });

  it('passes its own errors on, and says what it does not have', async () => {
    const free = new DynamoDBClient(as('Free'));
    const put = { TableName, Item: { pk: { S: 'link#2' } }, ConditionExpression: 'attribute_exists(pk)' };
    await expect(free.send(new PutItemCommand(put))).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
    });
    await expect(free.send(new TransactWriteItemsCommand({ TransactItems: [] }))).rejects.toMatchObject({
      name: 'NotServedOnTheLaptop',
    });
    const elsewhere = new GetItemCommand({ TableName: 'other', Key: { pk: { S: '1' } } });
    await expect(free.send(elsewhere)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('SQS', () => {
  const queue = 'https://sqs.eu-central-1.amazonaws.com/123456789012/tiny-Work';
  const settings = { useQueueUrlAsEndpoint: false };
  const send = (name: string, QueueUrl: string) =>
    new SQSClient({ ...as(name), ...settings }).send(
      new SendMessageCommand({ QueueUrl, MessageBody: '{"user":"Zoë"}' }),
    );

  it('takes a message, and has it stay away for so long', async () => {
    const { queues } = account;
    const { arn } = queues.at(queue) ?? { arn: '' };
    const received = new Promise<readonly DeliveredMessage[]>((resolve) => {
      queues.consume(arn, () => resolve(queues.receive(arn, 10)));
    });
    const { MessageId } = await send('Free', queue);
    const [message] = await received;
    expect(message).toMatchObject({ id: MessageId, body: '{"user":"Zoë"}', deliveries: 1 });
    const stayAway = (ReceiptHandle: string | undefined) =>
      new SQSClient({ ...as('Free'), ...settings }).send(
        new ChangeMessageVisibilityCommand({ QueueUrl: queue, ReceiptHandle, VisibilityTimeout: 5 }),
      );
    await expect(stayAway(message?.receiptHandle)).resolves.toBeDefined();
    await expect(stayAway('another')).rejects.toThrow(ReceiptHandleIsInvalid);
    queues.consume(arn);
  });

  it('refuses what is not there, and what is not allowed', async () => {
    await expect(send('Free', `${queue}-none`)).rejects.toThrow(QueueDoesNotExist);
    await expect(send('Bound', queue)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('the endpoint', () => {
  const Name = '/faults/a';
  const put = new PutParameterCommand({ Name, Value: '1', Type: 'String', Overwrite: true });

  it('knows its callers', async () => {
    await expect(new SSMClient(as('Stranger')).send(put)).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
    await expect(fetch(account.endpoint.url).then(({ status }) => status)).resolves.toBe(403);
  });

  it('takes no more calls than the quotas say, and does not record the others', async () => {
    const quotas = new Quotas({ 'ssm:DeleteParameter': 1, 'iam:GetUser': 1 }, () => now.getTime());
    const used = jest.spyOn(account.quotas, 'use').mockImplementation((action) => quotas.use(action));
    const ssm = new SSMClient({ ...as('Free'), maxAttempts: 1 });
    const iam = new IAMClient({ ...as('Free'), maxAttempts: 1 });
    await iam.send(new GetUserCommand({ UserName: 'bob' }));
    await expect(iam.send(new GetUserCommand({ UserName: 'bob' }))).rejects.toMatchObject({
      name: 'Throttling',
    });
    const call = () => ssm.send(new DeleteParameterCommand({ Name: '/faults/none' }));
    await expect(call()).rejects.toMatchObject({ name: 'ParameterNotFound' });
    const recorded = account.endpoint.calls.length;
    await expect(call()).rejects.toMatchObject({ name: 'ThrottlingException' });
    expect(account.endpoint.calls).toHaveLength(recorded);
    await expect(ssm.send(put)).resolves.toBeDefined();
    used.mockRestore();
  });

  it('records what it serves, and for whom', async () => {
    await new SSMClient(as('Free')).send(put);
    expect(account.endpoint.calls.at(-1)).toEqual({
      function: 'Free',
      invocation: 'request-1',
      messages: ['message-1'],
      action: 'ssm:PutParameter',
      resources: ['arn:aws:ssm:eu-central-1:123456789012:parameter/faults/a'],
      input: put.input,
      attempt: 1,
    });
  });

  it('can refuse a call before it takes effect, and the SDK tries again', async () => {
    const attempts: number[] = [];
    onCall = ({ attempt }) => {
      attempts.push(attempt);
      expect(account.parameters.find('/faults/new')).toBeUndefined();
      return attempt === 1 ? 'refuse' : undefined;
    };
    const input = { ...put.input, Name: '/faults/new' };
    await new SSMClient({ ...as('Free'), maxAttempts: 2 }).send(new PutParameterCommand(input));
    expect(attempts).toEqual([1, 2]);
    expect(account.parameters.get('/faults/new').version).toBe(1);
  });

  it('can drop the answer of a call that took effect', async () => {
    onCall = () => 'drop-answer';
    const input = { ...put.input, Name: '/faults/dropped' };
    await expect(new SSMClient(as('Free')).send(new PutParameterCommand(input))).rejects.toThrow();
    expect(account.parameters.get('/faults/dropped').version).toBe(1);
    expect(crashed).not.toHaveBeenCalled();
  });

  it('can end the caller after its call took effect', async () => {
    onCall = () => 'crash';
    const input = { ...put.input, Name: '/faults/crashed' };
    await expect(new SSMClient(as('Free')).send(new PutParameterCommand(input))).rejects.toThrow();
    expect(account.parameters.get('/faults/crashed').version).toBe(1);
    expect(crashed).toHaveBeenCalledTimes(1);
  });
});
