import { countRequest, networkOf } from '../../../lambda/core/limits/limits';
import { dynamoCounter } from '../../../lambda/aws/dynamo/counter';
import { openTestTable, type TestTable } from '../../support/core/challenge-table';
import { testClock } from '../../support/core/fakes';

const limits = { accountAndAddress: 5, account: 8, address: 10, overall: 100 };
const alice = { purpose: 'sign-in' as const, account: 'alice@example.com', address: '192.0.2.1' };

describe('limits', () => {
  let table: TestTable;
  const clock = testClock();
  const counter = () => dynamoCounter(table.table, clock.now);
  const refused = { code: 'too-many-requests' };

  beforeEach(async () => {
    table = await openTestTable();
  });
  afterEach(() => table.close());

  it('let five requests an hour pass for one account and address, even in parallel, and refuse the sixth', async () => {
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, () => countRequest(counter(), limits, alice)),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    await expect(countRequest(counter(), limits, alice)).rejects.toMatchObject(refused);
  });

  it('say in how many seconds to come back, and keep their word to the second', async () => {
    for (let request = 0; request < 5; request += 1) await countRequest(counter(), limits, alice);
    clock.advance(3_599_000);
    await expect(countRequest(counter(), limits, alice)).rejects.toMatchObject({ ...refused, retryAfter: 1 });
    clock.advance(1000);
    await expect(countRequest(counter(), limits, alice)).resolves.toBeUndefined();
  });

  it('open one new window when many requests arrive at its end', async () => {
    await countRequest(counter(), limits, alice);
    clock.advance(3_600_000);
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, () => countRequest(counter(), limits, alice)),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  });

  it('hold for an account however many addresses ask', async () => {
    for (let host = 1; host <= 8; host += 1) {
      await countRequest(counter(), limits, { ...alice, address: `192.0.2.${host}` });
    }
    const ninth = countRequest(counter(), limits, { ...alice, address: '192.0.2.99' });
    await expect(ninth).rejects.toMatchObject(refused);
  });

  it('do not let one caller who is over the limit use up what others have', async () => {
    for (let request = 0; request < 50; request += 1) {
      await countRequest(counter(), limits, alice).catch(() => undefined);
    }
    const overall = (await table.items()).find(({ pk }) => pk === 'count#overall');
    expect(overall).toMatchObject({ requests: 5 });
  });

  it('let an address over its limit use up no account of others', async () => {
    for (let request = 0; request < 10; request += 1) {
      await countRequest(counter(), limits, { ...alice, account: `user-${request}` });
    }
    for (let request = 0; request < 20; request += 1) {
      await expect(countRequest(counter(), limits, alice)).rejects.toMatchObject(refused);
    }
    const elsewhere = countRequest(counter(), limits, { ...alice, address: '192.0.2.2' });
    await expect(elsewhere).resolves.toBeUndefined();
  });

  const purposes = ['sign-in', 'reset', 'link'] as const;

  it.each(purposes)('keep what others ask of an account for a %s apart from all else', async (purpose) => {
    const asked = { ...alice, purpose };
    for (let host = 1; host <= 8; host += 1) {
      await countRequest(counter(), limits, { ...asked, address: `192.0.2.${host}` });
    }
    const elsewhere = { address: '192.0.2.9' };
    await expect(countRequest(counter(), limits, { ...asked, ...elsewhere })).rejects.toMatchObject(refused);
    for (const other of purposes.filter((one) => one !== purpose)) {
      const request = { ...alice, ...elsewhere, purpose: other };
      await expect(countRequest(counter(), limits, request)).resolves.toBeUndefined();
    }
  });

  it('hold for an address whatever it asks for', async () => {
    const request = (index: number) => ({
      purpose: purposes[index % purposes.length] ?? 'link',
      account: `user-${index}`,
      address: alice.address,
    });
    for (let index = 0; index < 10; index += 1) await countRequest(counter(), limits, request(index));
    await expect(countRequest(counter(), limits, request(10))).rejects.toMatchObject(refused);
  });

  it('count one account under every way to write it', async () => {
    for (let request = 0; request < 5; request += 1) await countRequest(counter(), limits, alice);
    const shouting = countRequest(counter(), limits, { ...alice, account: 'ALICE@example.com' });
    await expect(shouting).rejects.toMatchObject(refused);
  });

  it('keep no name and no address in the table', async () => {
    await countRequest(counter(), limits, alice);
    const everything = JSON.stringify(await table.items());
    expect(everything).not.toContain('alice');
    expect(everything).not.toContain('192.0.2.1');
  });
});

describe('a network address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s counts as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
