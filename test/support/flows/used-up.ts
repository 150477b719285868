import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { createHash } from 'node:crypto';
import type { Local } from '../../../local';

/** Simulates a hundred wrong codes in a row. */
export const lockCodes = (local: Local, purpose: 'sign-in' | 'reset', user: string): Promise<void> =>
  useUp(local, `attempts#${purpose}#${createHash('sha256').update(user).digest('hex')}`, 100);

/** Simulates that as many requests were counted, for an hour. */
export async function useUp(local: Local, counter: string, requests: number): Promise<void> {
  const client = new DynamoDBClient({
    endpoint: local.aws.tables.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await client.send(
    new PutItemCommand({
      TableName: local.aws.tables.names().find((name) => name.includes('Challenges')),
      Item: {
        pk: { S: `count#${counter}` },
        requests: { N: String(requests) },
        expiresAt: { N: String(Math.floor(Date.now() / 1000) + 3600) },
      },
    }),
  );
  client.destroy();
}
