import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { SendEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { Account, type Local } from '../../local';
import { runLocal, type RunOptions } from '../../local/run';
import type { Synthesized } from '../../local/template/stack';
import type { TemplateResource } from '../../local/template/template';
import { allow, answering, removeTinyStacks, tinyStack } from '../support/local/tiny-stack';

let account: Account;
const runs: Local[] = [];

beforeEach(async () => {
  account = await Account.open();
});

afterEach(async () => {
  for (const run of runs.splice(0)) await run.close();
  await account.close();
});

afterAll(removeTinyStacks);

const table = (TableName: string, more: object = {}): TemplateResource => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    TableName,
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  },
  ...more,
});
const identity = (EmailIdentity: string): TemplateResource => ({
  Type: 'AWS::SES::EmailIdentity',
  Properties: { EmailIdentity },
});
const key: TemplateResource = {
  Type: 'AWS::KMS::Key',
  Properties: {
    KeySpec: 'ECC_NIST_P256',
    KeyUsage: 'SIGN_VERIFY',
    KeyPolicy: { Statement: { ...allow('kms:*'), Principal: { AWS: 'arn:aws:iam::123456789012:root' } } },
  },
};

type Resources = Readonly<Record<string, TemplateResource>>;

/** A stack with one function, which has the stack's name and may do what the statements say. */
const stackOf = (stackName: string, resources: Resources, ...statements: readonly object[]): Synthesized => ({
  ...tinyStack({ [stackName]: { source: answering('1'), statements } }, resources),
  stackName,
});

/** Deploys a stack into the account and runs it. */
async function deploy(stack: Synthesized, options: RunOptions = {}): Promise<Local> {
  const run = await runLocal(() => stack, { account, ...options });
  runs.push(run);
  return run;
}

/** Configures a client that acts as the function of a stack. */
function as(run: Local, name: string) {
  const environment = run.aws.actAs(name);
  return {
    region: 'eu-central-1',
    endpoint: account.endpoint.url,
    maxAttempts: 1,
    credentials: {
      accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
    },
  };
}

const send = (client: SESClient, Source: string) =>
  client.send(
    new SendEmailCommand({
      Source,
      Destination: { ToAddresses: ['bob@example.com'] },
      Message: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Hello' } } },
    }),
  );

describe('an account with two stacks', () => {
  it('lets a function use the other stack as far as its own role allows', async () => {
    const Item = { pk: { S: 'a' } };
    const put = (TableName: string) => new PutItemCommand({ TableName, Item });
    const may = { ...allow('dynamodb:PutItem'), Resource: '*' };
    const one = await deploy(stackOf('one', { Things: table('things-of-one') }, may));
    const two = await deploy(stackOf('two', { Things: table('things-of-two') }));

    await new DynamoDBClient(as(one, 'one')).send(put('things-of-two'));
    await expect(two.aws.tables.items()).resolves.toEqual({ 'things-of-two': [{ pk: 'a' }] });
    await expect(new DynamoDBClient(as(two, 'two')).send(put('things-of-one'))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    await expect(one.aws.tables.items()).resolves.toEqual({ 'things-of-one': [] });
  });

  it("lets a function send to the other stack's queue", async () => {
    const queue = { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 30 } };
    const one = await deploy(stackOf('one', {}, { ...allow('sqs:SendMessage'), Resource: '*' }));
    await deploy(stackOf('two', { Work: queue }));
    const arn = 'arn:aws:sqs:eu-central-1:123456789012:two-Work';
    const received = new Promise((resolve) => {
      account.queues.consume(arn, () => resolve(account.queues.receive(arn, 10)));
    });
    const QueueUrl = 'https://sqs.eu-central-1.amazonaws.com/123456789012/two-Work';
    const sqs = new SQSClient({ ...as(one, 'one'), useQueueUrlAsEndpoint: false });
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'work' }));
    await expect(received).resolves.toMatchObject([{ body: 'work' }]);
    account.queues.consume(arn);
  });

  it('reports the calls of a function to the run of its stack', async () => {
    const seen: string[] = [];
    const seenBy = (name: string): RunOptions => ({
      onCall: (call) => void seen.push(`${name} ${call.function}`),
    });
    const resources = { Key: key };
    const one = await deploy(stackOf('one', resources, allow('kms:GetPublicKey')), seenBy('one'));
    const two = await deploy(stackOf('two', resources, allow('kms:GetPublicKey')), seenBy('two'));
    const [KeyId = ''] = account.keys.arns();
    for (const client of [new KMSClient(as(one, 'one')), new KMSClient(as(two, 'two'))]) {
      await client.send(new GetPublicKeyCommand({ KeyId }));
    }
    expect(seen).toEqual(['one one', 'two two']);
  });
});

describe('the deployment of a stack', () => {
  it.each([
    ['a function', 'one', {}, 'function:one (AWS::Lambda::Function)'],
    ['a table', 'two', { Things: table('things') }, 'table/things (AWS::DynamoDB::Table)'],
    ['an identity', 'two', { Sender: identity('example.com') }, 'example.com (AWS::SES::EmailIdentity)'],
  ])(
    'is refused if the account has %s of its name',
    async (_, functionName, resources: Resources, message) => {
      const existing = { Things: table('things'), Sender: identity('example.com') };
      const one = await deploy(stackOf('one', existing, allow('ses:SendEmail')));
      const before = account.resources();
      const clash = { ...stackOf(functionName, { ...resources, Others: table('others') }), stackName: 'two' };
      await expect(deploy(clash)).rejects.toThrow(
        /^"two" cannot make .*: the account has it, from the stack "one"\.$/,
      );
      await expect(deploy(clash)).rejects.toThrow(message);

      expect(account.resources()).toEqual(before);
      await expect(account.database.names()).resolves.toEqual(['things']);
      await send(new SESClient(as(one, 'one')), 'a@example.com');
      expect(account.mailbox.mails()).toHaveLength(1);
    },
  );

  it('leaves nothing behind if it fails halfway', async () => {
    const broken = table('broken');
    const wrong = { ...broken, Properties: { ...broken.Properties, AttributeDefinitions: [] } };
    const resources = { First: table('first'), Second: wrong, Key: key, Sender: identity('example.com') };
    await expect(deploy(stackOf('one', resources))).rejects.toThrow('CreateTable failed');
    expect(account.resources()).toEqual([]);
    expect(account.keys.arns()).toEqual([]);
    expect([...account.senders.identities]).toEqual([]);
    await expect(account.database.names()).resolves.toEqual([]);
    await deploy(stackOf('one', { First: table('first') }));
    await expect(account.database.names()).resolves.toEqual(['first']);
  });
});

describe('the deletion of a stack', () => {
  it("takes the stack's resources and no others", async () => {
    const resources = (name: string) => ({
      Things: table(name),
      Sender: identity(`${name}.example`),
      Key: key,
    });
    const one = await deploy(stackOf('one', resources('one')));
    await deploy(stackOf('two', resources('two')));
    const acting = as(one, 'one');
    await one.aws.deleteStack();

    expect(account.resources().filter((resource) => resource.includes('one'))).toEqual([]);
    expect(account.resources().filter((resource) => resource.includes('two'))).toHaveLength(5);
    await expect(account.database.names()).resolves.toEqual(['two']);
    expect([...account.senders.identities]).toEqual(['two.example']);
    expect(account.keys.arns()).toHaveLength(1);
    await expect(send(new SESClient(acting), 'a@two.example')).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
  });

  it('makes room for the same stack', async () => {
    const stack = stackOf('one', { Things: table('things'), Sender: identity('example.com') });
    const one = await deploy(stack);
    await expect(deploy(stack)).rejects.toThrow('The account has a stack "one".');
    await one.aws.deleteStack();
    const again = await deploy(stack);
    expect(again.aws.tables.names()).toEqual(['things']);
  });

  it('leaves what the template retains', async () => {
    const retained = { DeletionPolicy: 'Retain' };
    const one = await deploy(
      stackOf('one', { Kept: table('kept', retained), Gone: table('gone'), Key: { ...key, ...retained } }),
    );
    const keys = account.keys.arns();
    await one.aws.deleteStack();
    await expect(account.database.names()).resolves.toEqual(['kept']);
    expect(account.keys.arns()).toEqual(keys);
    await expect(deploy(stackOf('two', { Kept: table('kept') }))).rejects.toThrow('table/kept');
  });
});

describe('a stack that sends from an existing identity', () => {
  /** What `senderIdentity: existing` makes: a sender and no identity. */
  const sendingFrom = (stackName: string, sender: string): Synthesized => {
    const stack = stackOf(stackName, {}, allow('ses:SendEmail'));
    return { ...stack, template: { ...stack.template, Outputs: { Sender: { Value: sender } } } };
  };

  it('finds that of its sender in the account, and leaves it there', async () => {
    const one = await deploy(sendingFrom('one', 'help@example.com'));
    const two = await deploy(sendingFrom('two', 'help@example.com'));
    await one.aws.deleteStack();
    await send(new SESClient(as(two, 'two')), 'help@example.com');
    expect(account.mailbox.mails()).toHaveLength(1);
    const own = stackOf('three', { Sender: identity('help@example.com') });
    await expect(deploy(own)).rejects.toThrow('the account has it, from an administrator');
  });

  it('uses that of another stack, which goes with that stack', async () => {
    const one = await deploy(stackOf('one', { Sender: identity('example.com') }));
    const two = await deploy(sendingFrom('two', 'help@example.com'));
    const client = new SESClient(as(two, 'two'));
    await send(client, 'help@example.com');
    await one.aws.deleteStack();
    await expect(send(client, 'help@example.com')).rejects.toThrow('not verified');
  });
});
