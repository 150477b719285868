import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { challengeTable, usersTable } from '../../lambda/aws/dynamo/table';
import { iamDirectory } from '../../lambda/aws/iam-directory';
import { kmsCodeMac, kmsCodeVerifier } from '../../lambda/aws/kms-code-mac';
import { kmsTokens } from '../../lambda/aws/kms-tokens';
import { sqsQueue } from '../../lambda/aws/sqs/queue';
import { ssmVaultReader } from '../../lambda/aws/ssm-vault';
import { unsent } from '../../lambda/aws/unsent';

let server: Server;
let requests: number;
let settings: object;
/** What the clients signed. */
let signed: string[];

beforeAll(async () => {
  server = createServer((_, response) => {
    requests += 1;
    response.end('{}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  settings = {
    region: 'eu-central-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
  };
});
beforeEach(() => {
  requests = 0;
  signed = [];
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

/** What a client has at its last step before it sends. */
interface Watched {
  readonly middlewareStack: { add(middleware: never, where: object): void };
}

/** Notes what a client is about to send. */
function watched<Client extends Watched>(client: Client): Client {
  const watch = (next: (step: unknown) => unknown, { commandName }: { readonly commandName: string }) => {
    return (step: { readonly request: { readonly headers: Readonly<Record<string, string>> } }) => {
      if (step.request.headers.authorization?.startsWith('AWS4-HMAC-SHA256') === true)
        signed.push(commandName);
      return next(step);
    };
  };
  client.middlewareStack.add(watch as never, { step: 'deserialize', priority: 'low', name: 'watch' });
  return client;
}

const keyId = 'key';
const clock = () => new Date();
const clientOf = <Client extends Watched>(Kind: new (settings: object) => Client) =>
  watched(new Kind(settings));

describe('an adapter that prepares its calls', () => {
  it.each([
    ['a table', () => challengeTable('table', clientOf(DynamoDBClient)), ['UpdateItemCommand']],
    ['the users table', () => usersTable('table', clientOf(DynamoDBClient)), ['UpdateItemCommand']],
    [
      'the vault',
      () => ssmVaultReader('/passlink/', clientOf(SSMClient), clientOf(SSMClient)),
      ['DeleteParameterCommand', 'GetParameterCommand'],
    ],
    ['MACs', () => kmsCodeMac(keyId, clientOf(KMSClient)), ['GenerateMacCommand']],
    ['the check of MACs', () => kmsCodeVerifier(keyId, clientOf(KMSClient)), ['VerifyMacCommand']],
    ['tokens', () => kmsTokens({ keyId, issuer: 'me' }, clientOf(KMSClient)), ['SignCommand']],
    [
      'a queue',
      () => sqsQueue('https://queue.example/1', clock, clientOf(SQSClient)),
      ['SendMessageCommand'],
    ],
    [
      'IAM',
      () => iamDirectory({ userPath: '/', emailTag: 'email', requiresMfa: false }, clientOf(IAMClient)),
      ['GetUserCommand'],
    ],
  ])('signs them, and sends none: %s', async (_, adapter, commands) => {
    await adapter().prepare();
    expect([signed.sort(), requests]).toEqual([commands, 0]);
  });

  it('lets no failure out', async () => {
    await expect(unsent(() => Promise.reject(new Error('No region.')))).resolves.toBeUndefined();
  });

  it('sends what it sends later', async () => {
    const vault = ssmVaultReader('/passlink/', clientOf(SSMClient), clientOf(SSMClient));
    await vault.prepare();
    await vault.delete('one');
    expect(requests).toBe(1);
  });
});
