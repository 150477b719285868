import { dynamoAccountMarker } from '../../../lambda/aws/dynamo/accounts';
import { dynamoLinkClaims, dynamoLinkPreparation } from '../../../lambda/aws/dynamo/links';
import { dynamoLeases } from '../../../lambda/aws/dynamo/leases';
import { accountKey } from '../../../lambda/core/account/account';
import { deliverLink, type DeliverLinkPorts } from '../../../lambda/core/link/deliver-link';
import { sha256 } from '../../../lambda/core/crypto/hashing';
import { newLinkId, type LinkSecret } from '../../../lambda/core/crypto/mailed-link';
import { MailRefused } from '../../../lambda/core/ports';
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
    sleep: (milliseconds) => {
      clock.advance(milliseconds);
      return Promise.resolve();
    },
    log,
    directory,
    vault,
    leases: dynamoLeases(table.table, clock.now),
    links: dynamoLinkPreparation(table.table),
    accounts: dynamoAccountMarker(table.table, clock.now),
    mailer,
    composeMail: ({ link, key, user, minutes }) => ({
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

const job = (user = 'alice@example.com'): LinkJob => ({
  linkId: newLinkId(systemRandom),
  user,
  requestedAt: clock.now().getTime(),
  browserHash: sha256('browser'),
  pickupMac: 'mac',
});
const deliver = (request: LinkJob) => deliverLink(ports, request, new Date(clock.now().getTime() + 60_000));
const stateOf = async ({ linkId }: LinkJob) =>
  (await dynamoLinkClaims(table.table, clock.now).find(linkId))?.state;
const lastKey = () => (JSON.parse(mailer.mails.at(-1)?.text ?? '{}') as { key: string }).key;

describe('delivering a password link', () => {
  it('mails a link that opens the new password, and stores only what is sealed', async () => {
    const request = job();
    await deliver(request);
    expect(mailer.mails).toHaveLength(1);
    expect(mailer.mails[0]?.to).toBe('alice@example.com');
    expect(mailer.mails[0]?.text).toContain(`https://passlink.example/dev/extract/${request.linkId}#`);
    const [stored] = [...vault.parameters.values()];
    const [password] = directory.passwords.get('alice@example.com') ?? [];
    expect(unseal(stored?.value ?? '', lastKey(), request.linkId)).toEqual({
      user: 'alice@example.com',
      password,
    });
    expect(stored?.value).not.toContain(password);
    expect(JSON.stringify(await table.items())).not.toContain(lastKey());
    expect(await stateOf(request)).toBe('ready');
  });

  it.each([
    ['nobody', 'unknown-or-out-of-reach'],
    ['carol', 'no-password'],
    ['dave', 'no-mail-address'],
    ['eve', 'mail-domain-not-allowed'],
  ])('leaves nothing but a log line for %s', async (user, reason) => {
    await deliver(job(user));
    expect(log.entries).toMatchObject([{ event: 'link.not-eligible', details: { reason } }]);
    expect(mailer.mails).toHaveLength(0);
    expect(vault.parameters.size).toBe(0);
    expect(await table.items()).toHaveLength(0);
  });

  it('neither resets nor mails again when a finished request is retried', async () => {
    const request = job();
    await deliver(request);
    await deliver(request);
    expect(directory.passwords.get('alice@example.com')).toHaveLength(1);
    expect(mailer.mails).toHaveLength(1);
    expect(log.events()).toEqual(['link.mailed', 'link.duplicate']);
  });

  it.each(['store', 'reset'] as const)(
    'starts over after a failure of %s, and leaves one parameter',
    async (step) => {
      const request = job();
      if (step === 'store') vault.failures.store = new Error('lost');
      else directory.failure = new Error('lost');
      await expect(deliver(request)).rejects.toThrow('lost');
      await deliver(request);
      expect(mailer.mails).toHaveLength(1);
      expect(vault.parameters.size).toBe(1);
    },
  );

  it('starts over with a new password when the mail was certainly refused', async () => {
    const request = job();
    mailer.failure = new MailRefused(new Error('throttled'));
    await expect(deliver(request)).rejects.toThrow(MailRefused);
    expect(await stateOf(request)).toBe('preparing');
    await deliver(request);
    expect(mailer.mails).toHaveLength(1);
    const password = directory.passwords.get('alice@example.com')?.at(-1);
    const [stored] = [...vault.parameters.values()];
    expect((unseal(stored?.value ?? '', lastKey(), request.linkId) as LinkSecret).password).toBe(password);
  });

  it('does not mail twice when nobody can tell whether the mail went out', async () => {
    const request = job();
    mailer.failure = new Error('connection lost');
    await expect(deliver(request)).rejects.toThrow('connection lost');
    await deliver(request);
    expect(mailer.mails).toHaveLength(0);
    expect(log.events()).toContain('link.duplicate');
  });

  it('withdraws the older link of the same account', async () => {
    const [first, second] = [job(), job()];
    await deliver(first);
    await deliver(second);
    expect(await stateOf(first)).toBe('withdrawn');
    expect(await stateOf(second)).toBe('ready');
  });

  it('leaves the links of other accounts alone', async () => {
    const [alice, bob] = [job(), job('bob')];
    await deliver(alice);
    await deliver(bob);
    expect(await stateOf(alice)).toBe('ready');
  });

  it('does nothing for a request that comes after a later one of the same account', async () => {
    const early = job();
    clock.advance(10);
    const late = job();
    await deliver(late);
    await deliver(early);
    expect(mailer.mails).toHaveLength(1);
    expect(await stateOf(late)).toBe('ready');
    expect(log.events()).toContain('link.superseded');
  });

  it('does nothing more for a request whose draft a later one withdrew', async () => {
    const early = job();
    vault.failures.store = new Error('lost');
    await expect(deliver(early)).rejects.toThrow('lost');
    const late = { ...job(), requestedAt: early.requestedAt };
    await deliver(late);
    await deliver(early);
    expect(mailer.mails).toHaveLength(1);
    expect(await stateOf(early)).toBe('withdrawn');
  });

  it('mails nothing when a later request withdrew the link while the password was reset', async () => {
    const { links } = ports;
    const publish: typeof links.publish = async (...published) => {
      await deliver(job());
      return links.publish(...published);
    };
    const overtaken = { ...ports, links: { ...links, publish } };
    await deliverLink(overtaken, job(), new Date(clock.now().getTime() + 60_000));
    expect(mailer.mails).toHaveLength(1);
    expect(log.events()).toEqual(['link.mailed', 'link.overtaken']);
  });

  it('ends with the password of the only live link when ten requests of one account run at once', async () => {
    const requests = Array.from({ length: 10 }, () => job());
    ports = { ...ports, sleep: () => new Promise((resolve) => setImmediate(resolve)) };
    await Promise.all(requests.map(deliver));
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
    ports = { ...ports, sleep: () => new Promise((resolve) => setImmediate(resolve)) };
    const request = job();
    await Promise.all(Array.from({ length: 5 }, () => deliver(request)));
    expect(directory.passwords.get('alice@example.com')).toHaveLength(1);
    expect(mailer.mails).toHaveLength(1);
    const [stored] = [...vault.parameters.values()];
    expect((unseal(stored?.value ?? '', lastKey(), request.linkId) as LinkSecret).password).toBe(
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
    const request = job();
    await deliver(request);
    const record = await dynamoLinkClaims(table.table, clock.now).find(request.linkId);
    const [stored] = [...vault.parameters.values()];
    expect((stored?.writtenAt.getTime() ?? 0) + 3_600_000).toBeGreaterThanOrEqual(
      record?.expiresAt.getTime() ?? NaN,
    );
  });

  it('ends every session before it resets, so that nobody stays in when the reset fails', async () => {
    directory.failure = new Error('lost');
    const accounts = dynamoAccountMarker(table.table, clock.now);
    await expect(deliver(job())).rejects.toThrow('lost');
    await expect(accounts.sessionsVoidUntil(accountKey('alice@example.com'))).resolves.toBe(
      clock.now().getTime(),
    );
  });

  it('waits for its lease, and gives up early enough to be retried', async () => {
    const [holder, waiting] = [job(), job()];
    const heldUntil = new Date(clock.now().getTime() + 120_000);
    await ports.leases.take(accountKey('alice@example.com'), { ...holder, leaseId: 'held', heldUntil });
    await expect(deliver(waiting)).rejects.toThrow(AccountBusy);
    clock.advance(120_000);
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
    await expect(deliver(job())).rejects.toThrow(AccountBusy);
    expect(directory.passwords.size).toBe(0);
  });

  it.each<[string, Error, number]>([
    ['at once, where the password was certainly not set', new PasswordNotSet('gone', undefined), 0],
    ['once it can have no effect any more, where nobody can tell', new Error('answer lost'), 20_000],
  ])('leaves the account to the next request: %s', async (_, failure, waited) => {
    directory.failure = failure;
    await expect(deliver(job())).rejects.toBe(failure);
    const failedAt = clock.now().getTime();
    await deliver(job());
    expect(clock.now().getTime() - failedAt).toBe(waited);
    expect(mailer.mails).toHaveLength(1);
  });

  it('is done even if the lease cannot be given back', async () => {
    const { leases } = ports;
    ports = { ...ports, leases: { ...leases, end: () => Promise.reject(new Error('lost')) } };
    await deliver(job());
    expect(log.events()).toEqual(['lease.kept', 'link.mailed']);
  });
});
