import { Database } from '../../../local/aws/services/dynamodb';

it('a database finishes the writes that are under way before it closes', async () => {
  const database = await Database.start();
  const name = 'things';
  const arn = `arn:aws:dynamodb:eu-central-1:123456789012:table/${name}`;
  const key = { AttributeName: 'pk' };
  const definition = {
    AttributeDefinitions: [{ ...key, AttributeType: 'S' }],
    KeySchema: [{ ...key, KeyType: 'HASH' }],
  };
  await database.create({ name, arn, definition, partitionKey: 'pk' });
  const write = (pk: string) => {
    const body = Buffer.from(JSON.stringify({ TableName: name, Item: { pk: { S: pk } } }));
    const headers = {
      authorization:
        'AWS4-HMAC-SHA256 Credential=a/20260101/a/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      'x-amz-date': '20260101T000000Z',
      'content-type': 'application/x-amz-json-1.0',
      'content-length': String(body.length),
      'x-amz-target': 'DynamoDB_20120810.PutItem',
    };
    return database.forward({ method: 'POST', headers, body });
  };
  const writes = Array.from({ length: 50 }, (_, index) => write(String(index)));
  await database.close();
  expect((await Promise.all(writes)).map(({ status }) => status)).toEqual(writes.map(() => 200));
});
