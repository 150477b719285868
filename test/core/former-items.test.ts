/** Items as version 0.1.0 wrote them before there was an audit trail: what reads them now gets by without the new parts. */
import { dynamoAccountInspection } from '../../lambda/aws/dynamo/accounts';
import { dynamoDisputeClaims } from '../../lambda/aws/dynamo/disputes';
import { dynamoLinkClaims } from '../../lambda/aws/dynamo/links';
import { dynamoSessions } from '../../lambda/aws/dynamo/sessions';
import { dynamoCodeClaims } from '../../lambda/aws/dynamo/codes';
import { fingerprint } from '../../lambda/core/crypto/hashing';
import { openTestTable, type TestTable } from '../support/core/challenge-table';
import { testClock } from '../support/core/fakes';

describe('an item of the version before is read', () => {
  let table: TestTable;
  const clock = testClock();
  const expiresAt = Math.floor(clock.now().getTime() / 1000) + 600;

  beforeEach(async () => {
    table = await openTestTable();
  });
  afterEach(() => table.close());

  /** Writes an item as it is. */
  const write = (key: string, item: Readonly<Record<string, string | number>>) =>
    table.table.update({
      key,
      update: `SET ${Object.keys(item)
        .map((name) => `#${name} = :${name}`)
        .join(', ')}`,
      conditions: [],
      values: Object.fromEntries(Object.entries(item).map(([name, value]) => [`:${name}`, value])),
    });

  it('link', async () => {
    const halves = { keyHash: 'k', browserHash: 'b', pickupMac: 'm' };
    const { keyHash: secret, ...others } = halves;
    await write('link#one', {
      account: 'a',
      parameter: 'p',
      expiresAt,
      secret,
      publishedBy: 'one',
      ...others,
    });
    await expect(dynamoLinkClaims(table.table, clock.now).find('one')).resolves.toMatchObject({
      state: 'ready',
      account: 'a',
      halves,
      recovery: fingerprint('one'),
    });
  });

  it("account's link", async () => {
    await write('account#one', { link: 'l', expiresAt });
    await expect(dynamoAccountInspection(table.table, clock.now).inspect('one')).resolves.toMatchObject({
      link: 'l',
      lastLink: { id: 'l', askedAt: new Date(0) },
    });
  });

  it('session', async () => {
    const times = { createdAt: clock.now().getTime(), expiresAt };
    await write('session#one', { account: 'a', accountId: 'i', sealedUser: 's', generation: 0, ...times });
    await expect(dynamoSessions(table.table).find('one')).resolves.toMatchObject({
      account: 'a',
      generation: 0,
      recovery: undefined,
    });
  });

  it('code', async () => {
    const code = { secret: 'm', publishedBy: 'r', accountId: 'i', generation: 0, requestId: 'r' };
    await write('code#reset#a#b', { ...code, expiresAt });
    const slot = { purpose: 'reset', account: 'a', browserHash: 'b' } as const;
    await expect(dynamoCodeClaims(table.table, clock.now).find(slot)).resolves.toMatchObject({
      state: 'ready',
      recovery: fingerprint('r'),
    });
  });

  it('dispute', async () => {
    await write('dispute#one', { secret: 'k', publishedBy: 'd', sealedAccount: 's', locks: 0, expiresAt });
    await expect(dynamoDisputeClaims(table.table, clock.now).find('one')).resolves.toMatchObject({
      state: 'ready',
      locks: 0,
      recovery: fingerprint('one'),
    });
  });
});
