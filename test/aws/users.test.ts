import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { randomUUID } from 'node:crypto';
import { clientSettings } from '../../lambda/aws/client-settings';
import { usersTable } from '../../lambda/aws/dynamo-table';
import { dynamoUsers } from '../../lambda/aws/dynamo-users';
import type { UsersTable } from '../../lambda/core/ports';
import type { AwsCall, Fault, Local } from '../../local';
import { testClock } from '../support/fakes';
import { functionName, startTestStack } from '../support/stack';

let local: Local;
let fault: ((call: AwsCall) => Fault | undefined) | undefined;
let tableName: string;
let users: UsersTable;
const before = { ...process.env };
const clock = testClock();

beforeAll(async () => {
  local = await startTestStack({ stage: 'table', onCall: (call) => fault?.(call) });
  const environment = local.aws.actAs(await functionName(local, 'send-code'));
  process.env = { ...before, ...environment };
  tableName = environment.USERS_TABLE ?? '';
  users = dynamoUsers(usersTable(tableName), clock.now);
});
afterAll(async () => {
  process.env = { ...before };
  await local.close();
});
afterEach(() => {
  fault = undefined;
});

const item = async (email: string) => {
  const { Item } = await new DynamoDBClient(clientSettings).send(
    new GetItemCommand({ TableName: tableName, Key: { email: { S: email } }, ConsistentRead: true }),
  );
  return Item && unmarshall(Item);
};
const newAddress = () => `${randomUUID()}@example.com`;

describe('the accounts of the stack itself', () => {
  it('are not there until somebody registers', async () => {
    const email = newAddress();
    await expect(users.find(email)).resolves.toBeUndefined();
    const { id, isNew } = await users.register(email, 'id-1');
    expect({ id, isNew }).toEqual({ id: 'id-1', isNew: true });
    await expect(users.find(email)).resolves.toEqual({ id: 'id-1' });
    expect(await item(email)).toEqual({ email, id: 'id-1', createdAt: clock.now().toISOString() });
  });

  it('are one for each address, however many register at once: all get the same', async () => {
    const email = newAddress();
    const registered = await Promise.all(
      Array.from({ length: 20 }, () => users.register(email, randomUUID())),
    );
    expect(registered.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(registered.map(({ id }) => id)).size).toBe(1);
    await expect(users.find(email)).resolves.toEqual({ id: registered[0]?.id });
  });

  it('keep their id and the time that they were made, when somebody registers again', async () => {
    const email = newAddress();
    await users.register(email, 'first');
    const made = await item(email);
    clock.advance(60_000);
    await expect(users.register(email, 'second')).resolves.toEqual({ id: 'first', isNew: false });
    await expect(users.register(email, 'first')).resolves.toMatchObject({ id: 'first' });
    expect(await item(email)).toEqual(made);
  });

  it('are different for different addresses', async () => {
    const [one, other] = [newAddress(), newAddress()];
    await users.register(one, 'one');
    await expect(users.register(other, 'other')).resolves.toEqual({ id: 'other', isNew: true });
  });

  it('are verified the first time that a code was used, and keep that time', async () => {
    const email = newAddress();
    await users.register(email, 'id-1');
    expect(await item(email)).not.toHaveProperty('verifiedAt');
    clock.advance(60_000);
    await users.markVerified(email);
    const verified = await item(email);
    expect(verified).toMatchObject({ id: 'id-1', verifiedAt: clock.now().toISOString() });
    clock.advance(60_000);
    await users.markVerified(email);
    await users.register(email, 'id-2');
    expect(await item(email)).toEqual(verified);
  });

  it('do not come into being by being verified', async () => {
    const email = newAddress();
    await expect(users.markVerified(email)).resolves.toBeUndefined();
    await expect(item(email)).resolves.toBeUndefined();
  });

  it('are registered once when the answer of the table was lost and the write is repeated', async () => {
    const email = newAddress();
    let lost = 0;
    fault = ({ action }) =>
      action === 'dynamodb:UpdateItem' && (lost += 1) === 1 ? 'drop-answer' : undefined;
    await expect(users.register(email, 'id-1')).resolves.toEqual({ id: 'id-1', isNew: true });
    expect(lost).toBe(2);
  });

  it('are not taken for missing when the table fails', async () => {
    fault = ({ action }) => (action === 'dynamodb:GetItem' ? 'refuse' : undefined);
    await expect(users.find(newAddress())).rejects.toThrow();
  });

  it('are tried again where one was there and is gone', async () => {
    const nowhere = dynamoUsers(
      {
        update: () => Promise.resolve(undefined),
        get: () => Promise.resolve(undefined),
        delete: () => Promise.resolve(),
      },
      clock.now,
    );
    await expect(nowhere.register(newAddress(), 'id-1')).rejects.toThrow('tried again');
  });
});
