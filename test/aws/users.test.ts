import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { randomUUID } from 'node:crypto';
import { usersTable } from '../../lambda/aws/dynamo/table';
import { tableAccounts, tableRegistry } from '../../lambda/aws/dynamo/users';
import type { AccountFinder, Registry } from '../../lambda/core/account/ports';
import type { AwsCall, Fault, Local } from '../../local';
import { testClock } from '../support/core/fakes';
import { functionName, startTestStack } from '../support/flows/stack';

let local: Local;
let fault: ((call: AwsCall) => Fault | undefined) | undefined;
let tableName: string;
let accounts: AccountFinder;
let registry: Registry;
const before = { ...process.env };
const clock = testClock();

beforeAll(async () => {
  local = await startTestStack({ stage: 'table', onCall: (call) => fault?.(call) });
  const environment = local.aws.actAs(await functionName(local, 'send-mail'));
  process.env = { ...before, ...environment };
  tableName = environment.USERS_TABLE ?? '';
  accounts = tableAccounts(usersTable(tableName));
  registry = tableRegistry(usersTable(tableName), clock.now);
});
afterAll(async () => {
  process.env = { ...before };
  await local.close();
});
afterEach(() => {
  fault = undefined;
});

/** The whole stored item of an account: more than the function's role may read. */
const item = async (email: string) => {
  const client = new DynamoDBClient({ endpoint: local.aws.tables.endpoint });
  const { Item } = await client.send(
    new GetItemCommand({ TableName: tableName, Key: { email: { S: email } }, ConsistentRead: true }),
  );
  return Item && unmarshall(Item);
};
const newAddress = () => `${randomUUID()}@example.com`;

const found = (email: string, id: string) => ({
  id,
  name: email,
  email,
  usesPassword: true,
  isUnproven: true,
});

describe('the accounts of the stack itself', () => {
  it('do not exist until somebody registers', async () => {
    const email = newAddress();
    await expect(accounts.find(email)).resolves.toBe('unknown');
    await expect(registry.register(email, 'id-1')).resolves.toBe(true);
    await expect(accounts.find(email)).resolves.toEqual(found(email, 'id-1'));
    expect(await item(email)).toEqual({ email, id: 'id-1', createdAt: clock.now().toISOString() });
  });

  it('exist once per address, however many requests register at once', async () => {
    const email = newAddress();
    const ids = Array.from({ length: 20 }, () => randomUUID());
    const made = await Promise.all(ids.map((id) => registry.register(email, id)));
    expect(made.filter(Boolean)).toHaveLength(1);
    await expect(accounts.find(email)).resolves.toEqual(found(email, ids[made.indexOf(true)] ?? ''));
  });

  it('keep their id and creation time when somebody registers again', async () => {
    const email = newAddress();
    await registry.register(email, 'first');
    const made = await item(email);
    clock.advance(60_000);
    await expect(registry.register(email, 'second')).resolves.toBe(false);
    expect(await item(email)).toEqual(made);
  });

  it('are different for different addresses', async () => {
    const [one, other] = [newAddress(), newAddress()];
    await registry.register(one, 'one');
    await expect(registry.register(other, 'other')).resolves.toBe(true);
    await expect(accounts.find(other)).resolves.toEqual(found(other, 'other'));
  });

  it('are verified at the first use of a code, and keep that time', async () => {
    const email = newAddress();
    await registry.register(email, 'id-1');
    expect(await item(email)).not.toHaveProperty('verifiedAt');
    clock.advance(60_000);
    await registry.markVerified(email);
    const verified = await item(email);
    await expect(accounts.find(email)).resolves.toMatchObject({ isUnproven: false });
    expect(verified).toMatchObject({ id: 'id-1', verifiedAt: clock.now().toISOString() });
    clock.advance(60_000);
    await registry.markVerified(email);
    await registry.register(email, 'id-2');
    expect(await item(email)).toEqual(verified);
  });

  it('are not created by a verification', async () => {
    const email = newAddress();
    await expect(registry.markVerified(email)).resolves.toBeUndefined();
    await expect(item(email)).resolves.toBeUndefined();
  });

  it('are registered once when the answer of the table was lost and the write is repeated', async () => {
    const email = newAddress();
    let lost = 0;
    fault = ({ action }) =>
      action === 'dynamodb:UpdateItem' && (lost += 1) === 1 ? 'drop-answer' : undefined;
    await expect(registry.register(email, 'id-1')).resolves.toBe(true);
    expect(lost).toBe(2);
  });

  it('are not taken for missing when the table fails', async () => {
    fault = ({ action }) => (action === 'dynamodb:GetItem' ? 'refuse' : undefined);
    await expect(accounts.find(newAddress())).rejects.toThrow();
  });
});
