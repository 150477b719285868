import { dynamoAccounts } from '../../../lambda/aws/dynamo/accounts';
import { dynamoCounter } from '../../../lambda/aws/dynamo/counter';
import { accountKey } from '../../../lambda/core/account/account';
import { sha256 } from '../../../lambda/core/crypto/hashing';
import { systemRandom } from '../../../lambda/core/crypto/random';
import {
  countRequest,
  networkOf,
  type CountRequestPorts,
  type Requester,
} from '../../../lambda/core/limits/limits';
import type { FloodJob } from '../../../lambda/core/limits/ports';
import { openTestTable, type TestTable } from '../../support/core/challenge-table';
import { testClock } from '../../support/core/fakes';

const limits = { accountAndAddress: 5, account: 8, address: 10 };
const alice: Requester = {
  purpose: 'sign-in',
  user: 'alice@example.com',
  address: '192.0.2.1',
  browser: undefined,
  language: 'en',
};
const vouched = { ...alice, browser: 'a browser of hers' };
const purposes = ['sign-in', 'reset', 'link'] as const;

describe('limits', () => {
  let table: TestTable;
  let ports: CountRequestPorts;
  let floods: FloodJob[];
  const clock = testClock();
  const refused = { code: 'too-many-requests' };

  beforeEach(async () => {
    table = await openTestTable();
    floods = [];
    ports = {
      counter: dynamoCounter(table.table, clock.now),
      limits,
      accounts: dynamoAccounts(table.table, clock.now, systemRandom),
      random: systemRandom,
      mailQueue: { submit: (job) => Promise.resolve(void floods.push(job)) },
    };
  });
  afterEach(() => table.close());

  /** Requests from as many addresses, until the account's share is used up. */
  const flood = async (user = alice.user) => {
    for (let host = 1; host <= 8; host += 1) {
      await countRequest(ports, { ...alice, user, address: `198.51.100.${host}` });
    }
  };
  const counts = async () =>
    Object.fromEntries((await table.items()).map(({ pk, requests }) => [String(pk), requests]));

  it('let five requests an hour pass for one account and address, even in parallel, and refuse the sixth', async () => {
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => countRequest(ports, alice)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    await expect(countRequest(ports, alice)).rejects.toMatchObject(refused);
  });

  it('say in how many seconds to come back, and keep their word to the second', async () => {
    for (let request = 0; request < 5; request += 1) await countRequest(ports, alice);
    clock.advance(3_599_000);
    await expect(countRequest(ports, alice)).rejects.toMatchObject({ ...refused, retryAfter: 1 });
    clock.advance(1000);
    await expect(countRequest(ports, alice)).resolves.toBe(false);
  });

  it('open one new window when many requests arrive at its end', async () => {
    await countRequest(ports, alice);
    clock.advance(3_600_000);
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => countRequest(ports, alice)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  });

  it('hold for an account however many addresses ask', async () => {
    await flood();
    const ninth = countRequest(ports, { ...alice, address: '192.0.2.99' });
    await expect(ninth).rejects.toMatchObject({ ...refused, limit: 'account' });
  });

  it('name themselves for the log', async () => {
    for (let request = 0; request < 5; request += 1) {
      await countRequest(ports, alice);
      await countRequest(ports, vouched);
    }
    await expect(countRequest(ports, alice)).rejects.toMatchObject({ limit: 'accountAndAddress' });
    await expect(countRequest(ports, vouched)).rejects.toMatchObject({ limit: 'vouched' });
  });

  it('do not let one caller who is over the limit use up what others have', async () => {
    for (let request = 0; request < 50; request += 1) {
      await countRequest(ports, alice).catch(() => undefined);
    }
    expect(await counts()).toMatchObject({ [`count#account#${accountKey(alice.user)}#0`]: 5 });
  });

  it('leave the limit for all alone: only a mail that goes out counts there', async () => {
    for (let host = 1; host <= 20; host += 1) {
      const request = { ...alice, user: `nobody-${host}`, address: `192.0.2.${host}` };
      await countRequest(ports, request);
    }
    expect(Object.keys(await counts())).not.toContain('count#overall');
  });

  it('let an address over its limit use up no account of others', async () => {
    for (let request = 0; request < 10; request += 1) {
      await countRequest(ports, { ...alice, user: `user-${request}` });
    }
    for (let request = 0; request < 20; request += 1) {
      await expect(countRequest(ports, alice)).rejects.toMatchObject(refused);
    }
    const elsewhere = countRequest(ports, { ...alice, address: '192.0.2.2' });
    await expect(elsewhere).resolves.toBe(false);
  });

  it.each(purposes)(
    'keep what an address asks of an account for a %s apart from all else',
    async (purpose) => {
      const asked = { ...alice, purpose };
      for (let request = 0; request < 5; request += 1) await countRequest(ports, asked);
      await expect(countRequest(ports, asked)).rejects.toMatchObject(refused);
      for (const other of purposes.filter((one) => one !== purpose)) {
        await expect(countRequest(ports, { ...alice, purpose: other })).resolves.toBe(false);
      }
    },
  );

  it('hold for an account whatever is asked of it: a mailbox gets all of these mails', async () => {
    for (let host = 1; host <= 8; host += 1) {
      const purpose = purposes[host % purposes.length] ?? 'link';
      await countRequest(ports, { ...alice, purpose, address: `192.0.2.${host}` });
    }
    for (const purpose of purposes) {
      const ninth = countRequest(ports, { ...alice, purpose, address: '192.0.2.9' });
      await expect(ninth).rejects.toMatchObject(refused);
    }
  });

  it('hold for an address whatever it asks for', async () => {
    const request = (index: number) => ({
      ...alice,
      purpose: purposes[index % purposes.length] ?? 'link',
      user: `user-${index}`,
    });
    for (let index = 0; index < 10; index += 1) await countRequest(ports, request(index));
    await expect(countRequest(ports, request(10))).rejects.toMatchObject(refused);
  });

  it('hold for no address where there is no such limit: a whole office shares one', async () => {
    ports = { ...ports, limits: { ...limits, address: undefined } };
    for (let index = 0; index < 40; index += 1) {
      await countRequest(ports, { ...alice, user: `user-${index}` });
    }
    const names = Object.keys(await counts());
    expect(names).toHaveLength(80);
    expect(names.filter((name) => name.startsWith('count#address#'))).toEqual([]);
  });

  it('count one account under every way to write it', async () => {
    for (let request = 0; request < 5; request += 1) await countRequest(ports, alice);
    const shouting = countRequest(ports, { ...alice, user: 'ALICE@example.com' });
    await expect(shouting).rejects.toMatchObject(refused);
  });

  it('keep no name and no address in the table', async () => {
    await countRequest(ports, alice);
    const everything = JSON.stringify(await table.items());
    expect(everything).not.toContain('alice');
    expect(everything).not.toContain('192.0.2.1');
  });

  describe('of a vouched browser', () => {
    it('let it pass when strangers have used up its address and its account', async () => {
      await flood();
      for (let index = 0; index < 20; index += 1) {
        await countRequest(ports, { ...alice, user: `user-${index}` }).catch(() => undefined);
      }
      await expect(countRequest(ports, alice)).rejects.toMatchObject(refused);
      await expect(countRequest(ports, vouched)).resolves.toBe(true);
    });

    it('count it against nobody else, and as often as a request of a stranger', async () => {
      await countRequest(ports, vouched);
      expect(await counts()).toEqual({
        [`count#vouchedAddress#${sha256(vouched.address)}`]: 1,
        'count#vouched#sign-in#a browser of hers#0': 1,
        [`count#vouchedAccount#${accountKey(alice.user)}#0`]: 1,
      });
    });

    it('stop none of an account that has used up its share of what is kept, and keep the rest for others', async () => {
      for (let request = 0; request < 20; request += 1) {
        const browser = `browser ${request % 4}`;
        await expect(countRequest(ports, { ...vouched, browser })).resolves.toBe(true);
      }
      await expect(countRequest(ports, { ...vouched, browser: 'the fifth' })).resolves.toBe(false);
      const other = { ...vouched, user: 'bob@example.com', browser: 'a browser of his' };
      await expect(countRequest(ports, other)).resolves.toBe(true);
    });

    it.each(purposes)('let five requests an hour pass for a %s, even in parallel', async (purpose) => {
      const asked = { ...vouched, purpose };
      const all = await Promise.allSettled(Array.from({ length: 20 }, () => countRequest(ports, asked)));
      expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
      await expect(countRequest(ports, asked)).rejects.toMatchObject({ ...refused, retryAfter: 3600 });
      for (const other of purposes.filter((one) => one !== purpose)) {
        await expect(countRequest(ports, { ...vouched, purpose: other })).resolves.toBe(true);
      }
      const another = countRequest(ports, { ...asked, browser: 'another browser' });
      await expect(another).resolves.toBe(true);
    });

    it('are its own: above them it has no mail sent', async () => {
      for (let request = 0; request < 20; request += 1) {
        await countRequest(ports, vouched).catch(() => undefined);
      }
      expect(floods).toEqual([]);
    });
  });

  describe('of an account, used up by strangers', () => {
    const ask = (user = alice.user) => countRequest(ports, { ...alice, user });
    const job = {
      language: 'en',
      kind: 'flood',
      user: alice.user,
      linkId: expect.stringMatching(/^[\w-]{22}$/) as string,
    };

    it('have one mail an hour sent that says so, however many ask at once', async () => {
      await flood();
      expect(floods).toEqual([]);
      for (let round = 0; round < 3; round += 1) {
        // Each from its own address, which has its own share left.
        const asked = Array.from({ length: 10 }, (_, host) =>
          countRequest(ports, { ...alice, address: `203.0.113.${round * 10 + host}` }),
        );
        for (const { status } of await Promise.allSettled(asked)) expect(status).toBe('rejected');
      }
      expect(floods).toEqual([{ ...job, sessions: 0 }]);

      clock.advance(3_600_000);
      await flood();
      await expect(ask()).rejects.toMatchObject(refused);
      expect(floods).toHaveLength(2);
    });

    it.each(['mailQueue', 'accounts'] as const)(
      'have it sent by the next request if %s failed',
      async (port) => {
        await flood();
        const failing = {
          submit: () => Promise.reject(new Error('lost')),
          find: () => Promise.reject(new Error('lost')),
        };
        await expect(countRequest({ ...ports, [port]: failing }, alice)).rejects.toThrow('lost');
        await expect(ask()).rejects.toMatchObject(refused);
        await expect(ask()).rejects.toMatchObject(refused);
        expect(floods).toHaveLength(1);
      },
    );

    it('tell the requester what they always tell', async () => {
      await flood();
      await expect(ask()).rejects.toMatchObject({ ...refused, retryAfter: 3600 });
      await expect(ask()).rejects.toMatchObject({ ...refused, retryAfter: 3600 });
    });

    it('name the number of sessions that the link in the mail ends with', async () => {
      await dynamoAccounts(table.table, clock.now, systemRandom).revoke(accountKey(alice.user));
      await flood();
      await expect(ask()).rejects.toMatchObject(refused);
      expect(floods).toEqual([{ ...job, sessions: 1 }]);
    });

    it('have no mail sent when an address or one of its accounts is over its own', async () => {
      for (let request = 0; request < 7; request += 1) await ask().catch(() => undefined);
      for (let request = 0; request < 20; request += 1) await ask(`user-${request}`).catch(() => undefined);
      await expect(ask()).rejects.toMatchObject(refused);
      expect(floods).toEqual([]);
    });

    it('take the same calls for an account that does not exist', async () => {
      const calls: unknown[] = [];
      const { counter, accounts } = ports;
      ports = {
        random: systemRandom,
        limits,
        counter: {
          ...counter,
          count: (...given) => {
            calls.push(['count', ...given]);
            return counter.count(...given);
          },
        },
        accounts: {
          find: (account) => {
            calls.push(['find', account]);
            return accounts.find(account);
          },
        },
        mailQueue: {
          submit: (sent) => {
            calls.push(['submit', sent]);
            return Promise.resolve();
          },
        },
      };
      const callsFor = async (user: string) => {
        calls.length = 0;
        await flood(user);
        for (let request = 0; request < 2; request += 1) await ask(user).catch(() => undefined);
        return JSON.stringify(calls)
          .replaceAll(accountKey(user), 'key')
          .replaceAll(user, 'user')
          .replace(/"linkId":"[\w-]{22}"/, '"linkId":"id"')
          .replace(/accountAndAddress#sign-in#\w+/g, 'account and address');
      };
      const known = await callsFor(alice.user);
      expect(known).toContain(
        '["submit",{"kind":"flood","linkId":"id","user":"user","sessions":0,"language":"en"}]',
      );
      await expect(callsFor('nobody@example.com')).resolves.toBe(known);
    });
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
