import { dynamoAccounts } from '../../../lambda/aws/dynamo/accounts';
import { dynamoCounter } from '../../../lambda/aws/dynamo/counter';
import { dynamoLinkClaims, dynamoLinkPreparation } from '../../../lambda/aws/dynamo/links';
import { accountKey } from '../../../lambda/core/account/account';
import { deliverLink, type DeliverLinkPorts } from '../../../lambda/core/link/deliver-link';
import { sha256 } from '../../../lambda/core/crypto/hashing';
import { newLinkId, type LinkSecret } from '../../../lambda/core/crypto/mailed-link';
import { MailRefused, type Mail } from '../../../lambda/core/ports';
import { PasswordNotSet } from '../../../lambda/core/account/ports';
import type { LinkJob } from '../../../lambda/core/link/ports';
import { systemRandom } from '../../../lambda/core/crypto/random';
import { unseal } from '../../../lambda/core/crypto/sealing';
import { AccountBusy } from '../../../lambda/core/account/lease';
import { openTestTable, type TestTable } from '../../support/core/challenge-table';
import {
  accounts,
  MemoryDirectory,
  MemoryMailer,
  MemoryVault,
  recordedLog,
  testClock,
} from '../../support/core/fakes';

let table: TestTable;
let clock = testClock();
let ports: DeliverLinkPorts;
let directory: MemoryDirectory;
let vault: MemoryVault;
let mailer: MemoryMailer;
let log = recordedLog();

beforeEach(async () => {
  table = await openTestTable();
  clock = testClock();
  log = recordedLog();
  directory = new MemoryDirectory(accounts);
  vault = new MemoryVault(clock.now);
  mailer = new MemoryMailer();
  ports = {
    clock: clock.now,
    random: systemRandom,
    log,
    counter: dynamoCounter(table.table, clock.now),
    mailsAnHour: 20,
    directory,
    vault,
    links: dynamoLinkPreparation(table.table, clock.now),
    accounts: dynamoAccounts(table.table, clock.now, systemRandom),
    mailer,
    composeMail: ({ link, key, user, minutes }) =>
      Promise.resolve({
        subject: 'Your link',
        text: JSON.stringify({ link, key, user, minutes }),
        html: '',
      }),
    publicUrl: 'https://passlink.example/dev',
    linkMinutes: 60,
    allowedEmailDomains: ['example.com'],
  };
});
afterEach(() => table.close());

const request = async (user = 'alice@example.com'): Promise<LinkJob> => {
  const linkId = newLinkId(systemRandom);
  const account = accountKey(user);
  await ports.accounts.setLink(account, linkId, (await ports.accounts.find(account)).sessions);
  return { linkId, user, browserHash: sha256('browser'), pickupMac: 'mac', vouched: false };
};
const deliver = (job: LinkJob) => deliverLink(ports, job, new Date(clock.now().getTime() + 60_000));
/** As its queue does: what finds the account's lease taken comes back. */
async function deliverUntilDone(job: LinkJob): Promise<void> {
  for (let isDone = false; !isDone;) {
    isDone = await deliver(job).then(
      () => true,
      (error: unknown) => {
        if (!(error instanceof AccountBusy)) throw error;
        return false;
      },
    );
  }
}
const stateOf = async ({ linkId, user }: LinkJob) =>
  (await ports.accounts.find(accountKey(user))).link === linkId
    ? (await dynamoLinkClaims(table.table, clock.now).find(linkId))?.state
    : 'revoked';
const lastKey = () => (JSON.parse(mailer.mails.at(-1)?.text ?? '{}') as { key: string }).key;

describe('delivering a password link', () => {
  it('mails a link that opens the new password, and stores only what is sealed', async () => {
    const job = await request();
    await deliver(job);
    expect(mailer.mails).toHaveLength(1);
    expect(mailer.mails[0]?.to).toBe('alice@example.com');
    expect(mailer.mails[0]?.text).toContain(`https://passlink.example/dev/extract/${job.linkId}#`);
    const [stored] = [...vault.parameters.values()];
    const [password] = directory.passwords.get('alice@example.com') ?? [];
    expect(unseal(stored?.value ?? '', lastKey(), job.linkId)).toEqual({
      user: 'alice@example.com',
      password,
    });
    expect(stored?.value).not.toContain(password);
    expect(JSON.stringify(await table.items())).not.toContain(lastKey());
    expect(await stateOf(job)).toBe('ready');
  });

  it.each([
    ['nobody', 'unknown'],
    ['carol', 'no-password'],
    ['dave', 'no-mail-address'],
    ['eve', 'mail-domain-not-allowed'],
    ['frank', 'several-mail-addresses'],
    ['grace', 'no-mfa-device'],
  ])('leaves nothing but a log line for %s', async (user, reason) => {
    await deliver(await request(user));
    expect(log.entries).toMatchObject([{ event: 'link.not-eligible', details: { reason } }]);
    expect(mailer.mails).toHaveLength(0);
    expect(vault.parameters.size).toBe(0);
    expect((await table.items()).map(({ pk }) => pk)).toEqual([`account#${accountKey(user)}`]);
  });

  it('neither resets nor mails again when a finished request is retried', async () => {
    const job = await request();
    await deliver(job);
    await deliver(job);
    expect(directory.passwords.get('alice@example.com')).toHaveLength(1);
    expect(mailer.mails).toHaveLength(1);
    expect(log.events()).toEqual(['link.mailed', 'link.duplicate']);
  });

  it.each(['store', 'reset'] as const)(
    'starts over after a failure of %s, and leaves one parameter',
    async (step) => {
      const job = await request();
      if (step === 'store') vault.failures.store = new Error('lost');
      else directory.failure = new Error('lost');
      await expect(deliver(job)).rejects.toThrow('lost');
      // A reset whose outcome is unknown keeps the account's lease to its end.
      clock.advance(20_000);
      await deliver(job);
      expect(mailer.mails).toHaveLength(1);
      expect(vault.parameters.size).toBe(1);
    },
  );

  it('starts over with a new password when the mail was certainly refused', async () => {
    const job = await request();
    mailer.failure = new MailRefused(new Error('throttled'));
    await expect(deliver(job)).rejects.toThrow(MailRefused);
    expect(await stateOf(job)).toBe('pending');
    await deliver(job);
    expect(mailer.mails).toHaveLength(1);
    const password = directory.passwords.get('alice@example.com')?.at(-1);
    const [stored] = [...vault.parameters.values()];
    expect((unseal(stored?.value ?? '', lastKey(), job.linkId) as LinkSecret).password).toBe(password);
  });

  describe('after a mail whose outcome is unknown', () => {
    const fail = async () => {
      const job = await request();
      mailer.failure = new Error('connection lost');
      await expect(deliver(job)).rejects.toThrow('connection lost');
      expect(mailer.mails).toHaveLength(0);
      return job;
    };

    it('mails another link at the next delivery of the job, which opens the newest password', async () => {
      const job = await fail();
      await deliver(job);
      await deliver(job);
      expect(mailer.mails).toHaveLength(1);
      expect(log.events()).toEqual(['link.mailed', 'link.duplicate']);
      expect(vault.parameters.size).toBe(1);
      const [stored] = [...vault.parameters.values()];
      expect((unseal(stored?.value ?? '', lastKey(), job.linkId) as LinkSecret).password).toBe(
        directory.passwords.get('alice@example.com')?.at(-1),
      );
      expect(await stateOf(job)).toBe('ready');
    });

    it('ends the link that may have arrived before it resets again', async () => {
      const job = await fail();
      vault.failures.store = new Error('lost');
      await expect(deliver(job)).rejects.toThrow('lost');
      expect(await stateOf(job)).toBe('pending');
      expect(directory.passwords.get('alice@example.com')).toHaveLength(1);
    });

    it.each([
      ['claimed', 'claimed'],
      ['withdrawn', 'withdrawn'],
    ] as const)('does nothing for a link that arrived and was %s', async (_, state) => {
      const send = mailer.send.bind(mailer);
      const job = await request();
      const losing = async (mail: Mail) => {
        await send(mail);
        throw new Error('connection lost');
      };
      ports = { ...ports, mailer: { send: losing } };
      await expect(deliver(job)).rejects.toThrow('connection lost');
      const claims = dynamoLinkClaims(table.table, clock.now);
      if (state === 'withdrawn') await claims.withdraw(job.linkId);
      else await claims.claim(job.linkId, sha256(lastKey()), { claimId: 'claim' });
      await deliver(job);
      expect(await stateOf(job)).toBe(state);
      expect(directory.passwords.get('alice@example.com')).toHaveLength(1);
      expect(mailer.mails).toHaveLength(1);
      expect(log.events()).toEqual(['link.duplicate']);
    });
  });

  it('is done even if it cannot be noted that the mail went out', async () => {
    const markMailed = () => Promise.reject(new Error('lost'));
    ports = { ...ports, links: { ...ports.links, markMailed } };
    const job = await request();
    await deliver(job);
    expect(log.events()).toEqual(['link.mail-not-marked', 'link.mailed']);
    expect(await stateOf(job)).toBe('ready');
  });

  it('revokes the older link of the same account', async () => {
    const first = await request();
    await deliver(first);
    expect(await stateOf(first)).toBe('ready');
    const second = await request();
    await deliver(second);
    expect([await stateOf(first), await stateOf(second)]).toEqual(['revoked', 'ready']);
  });

  it('leaves the links of other accounts alone', async () => {
    const [alice, bob] = [await request(), await request('bob')];
    await deliver(alice);
    await deliver(bob);
    expect(await stateOf(alice)).toBe('ready');
  });

  it('does nothing for a request that a later one of the same account has replaced', async () => {
    const [early, late] = [await request(), await request()];
    await deliver(late);
    await deliver(early);
    expect(directory.passwords.get('alice@example.com')).toHaveLength(1);
    expect(mailer.mails).toHaveLength(1);
    expect(await stateOf(late)).toBe('ready');
    expect(log.events()).toEqual(['link.mailed', 'link.superseded']);
  });

  it('does nothing more for a request that failed once and was replaced since', async () => {
    const early = await request();
    vault.failures.store = new Error('lost');
    await expect(deliver(early)).rejects.toThrow('lost');
    await deliver(await request());
    await deliver(early);
    expect(mailer.mails).toHaveLength(1);
    expect(log.events()).toContain('link.superseded');
  });

  it('does nothing for a request from before a password was chosen with a code', async () => {
    const job = await request();
    await ports.accounts.endLink(accountKey(job.user), job.linkId);
    await deliver(job);
    expect(directory.passwords.size).toBe(0);
    expect(mailer.mails).toHaveLength(0);
  });

  it('mails nothing when a later request replaced the link while the password was reset', async () => {
    const job = await request();
    const { links } = ports;
    const publish: typeof links.publish = async (...published) => {
      await request();
      return links.publish(...published);
    };
    ports = { ...ports, links: { ...links, publish } };
    await deliver(job);
    expect(mailer.mails).toHaveLength(0);
    expect(log.events()).toEqual(['link.overtaken']);
  });

  it('ends with the password of the only live link when ten requests of one account run at once', async () => {
    const requests: LinkJob[] = [];
    for (let asked = 0; asked < 10; asked += 1) requests.push(await request());
    await Promise.all(requests.map(deliverUntilDone));
    const states = await Promise.all(requests.map(stateOf));
    const live = requests.filter((_, index) => states[index] === 'ready');
    expect(live).toHaveLength(1);
    const keyOf = (id: string) =>
      mailer.mails
        .map((mail) => JSON.parse(mail.text) as { link: string; key: string })
        .find(({ link }) => link.includes(id))?.key ?? '';
    const id = live[0]?.linkId ?? '';
    const opened = [...vault.parameters.values()].flatMap(({ value }) => {
      try {
        return [(unseal(value, keyOf(id), id) as LinkSecret).password];
      } catch {
        return [];
      }
    });
    expect(opened).toEqual([directory.passwords.get('alice@example.com')?.at(-1)]);
  });

  it('resets and mails once when one request is delivered twice at the same time', async () => {
    const job = await request();
    await Promise.all(Array.from({ length: 5 }, () => deliverUntilDone(job)));
    expect(directory.passwords.get('alice@example.com')).toHaveLength(1);
    expect(mailer.mails).toHaveLength(1);
    const [stored] = [...vault.parameters.values()];
    expect((unseal(stored?.value ?? '', lastKey(), job.linkId) as LinkSecret).password).toBe(
      directory.passwords.get('alice@example.com')?.[0],
    );
  });

  it('keeps the parameter of a live link from the sweep until the link expires', async () => {
    const { links } = ports;
    const publish: typeof links.publish = (...published) => {
      clock.advance(4000);
      return links.publish(...published);
    };
    ports = { ...ports, links: { ...links, publish } };
    const job = await request();
    await deliver(job);
    const record = await dynamoLinkClaims(table.table, clock.now).find(job.linkId);
    const [stored] = [...vault.parameters.values()];
    expect((stored?.writtenAt.getTime() ?? 0) + 3_600_000).toBeGreaterThanOrEqual(
      record?.expiresAt.getTime() ?? NaN,
    );
  });

  it('ends every session before it resets, so that nobody stays in when the reset fails', async () => {
    directory.failure = new Error('lost');
    await expect(deliver(await request())).rejects.toThrow('lost');
    await expect(ports.accounts.find(accountKey('alice@example.com'))).resolves.toMatchObject({
      codes: 1,
      sessions: 1,
    });
  });

  it('does nothing while another request has the lease, so that its queue brings it again', async () => {
    const waiting = await request();
    const until = new Date(clock.now().getTime() + 20_000);
    const held = { leaseId: 'held', until, link: undefined };
    await ports.accounts.takeLease(accountKey('alice@example.com'), held);
    await expect(deliver(waiting)).rejects.toThrow(AccountBusy);
    expect([vault.parameters.size, directory.passwords.size, mailer.mails.length]).toEqual([0, 0, 0]);
    await ports.accounts.endLease(accountKey('alice@example.com'), 'held');
    await deliver(waiting);
    expect(mailer.mails).toHaveLength(1);
  });

  it('does not reset when it is late in its lease: the call could take effect in the next one', async () => {
    const { links } = ports;
    const begin: typeof links.begin = (...draft) => {
      clock.advance(6000);
      return links.begin(...draft);
    };
    ports = { ...ports, links: { ...links, begin } };
    await expect(deliver(await request())).rejects.toThrow(AccountBusy);
    expect(directory.passwords.size).toBe(0);
  });

  it.each<[string, Error, number]>([
    ['at once, where the password was certainly not set', new PasswordNotSet('gone', undefined), 0],
    ['once it can have no effect any more, where the outcome is unknown', new Error('answer lost'), 20_000],
  ])('leaves the account to the next request: %s', async (_, failure, waited) => {
    directory.failure = failure;
    await expect(deliver(await request())).rejects.toBe(failure);
    const failedAt = clock.now().getTime();
    const next = await request();
    clock.advance(Math.max(0, waited - 1));
    const early = waited === 0 ? [] : [deliver(next)];
    for (const delivery of early) await expect(delivery).rejects.toThrow(AccountBusy);
    clock.advance(failedAt + waited - clock.now().getTime());
    await deliver(next);
    expect(mailer.mails).toHaveLength(1);
  });

  it('leaves the password alone when the brake on all mails holds its mail back, also if its job comes twice', async () => {
    ports = { ...ports, mailsAnHour: 5 };
    for (let mailed = 0; mailed < 4; mailed += 1) await deliver(await request());
    const before = directory.passwords.get('alice@example.com');
    expect(before).toHaveLength(4);
    log.entries.length = 0;
    const heldBack = await request();
    await deliver(heldBack);
    await deliver(heldBack);
    expect(directory.passwords.get('alice@example.com')).toEqual(before);
    expect(mailer.mails).toHaveLength(4);
    expect(log.events()).toEqual(['mail.held-back', 'link.held-back', 'link.superseded']);
    const { sessions } = await ports.accounts.find(accountKey('alice@example.com'));
    expect(sessions).toBe(4);
    // A part is kept for browsers that are vouched.
    await deliver({ ...(await request()), vouched: true });
    expect(mailer.mails).toHaveLength(5);
  });

  it('is counted once by that brake, however often it is tried', async () => {
    const job = await request();
    for (let failed = 0; failed < 5; failed += 1) {
      mailer.failure = new MailRefused(new Error('throttled'));
      await expect(deliver(job)).rejects.toThrow(MailRefused);
    }
    await deliver(job);
    const overall = (await table.items()).find(({ pk }) => pk === 'count#overall');
    expect(overall).toMatchObject({ requests: 1 });
  });

  it('is done even if the lease cannot be given back', async () => {
    const endLease = () => Promise.reject(new Error('lost'));
    ports = { ...ports, accounts: { ...ports.accounts, endLease } };
    await deliver(await request());
    expect(log.events()).toEqual(['lease.kept', 'link.mailed']);
  });
});
