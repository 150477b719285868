import { BatchWriteItemCommand, DynamoDBClient, type AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Local } from './laptop';

/** DynamoDB takes as many items with one call. */
const batchSize = 25;

/** Puts so many items into the table whose name has this word in it. */
export async function fill(
  local: Local,
  word: string,
  count: number,
  itemOf: (number: number) => Record<string, AttributeValue>,
): Promise<void> {
  const table = local.aws.tables.names().find((name) => name.includes(word));
  if (table === undefined) throw new Error(`No table "${word}".`);
  const client = new DynamoDBClient({
    endpoint: local.aws.tables.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  for (let at = 0; at < count; at += batchSize) {
    const numbers = Array.from({ length: Math.min(batchSize, count - at) }, (_, place) => at + place);
    const requests = numbers.map((number) => ({ PutRequest: { Item: itemOf(number) } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } }));
  }
  client.destroy();
}

/** An item of the challenge table that nobody needs, and that stays for a day. */
export const idleItem = (kind: string) => (number: number) => ({
  pk: { S: `${kind}#bench-${number}` },
  expiresAt: { N: String(Math.floor(Date.now() / 1000) + 86_400) },
});
