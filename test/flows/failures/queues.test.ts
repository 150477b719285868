import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { dynamoAccounts } from '../../../lambda/aws/dynamo/accounts';
import { dynamoCodeReservation } from '../../../lambda/aws/dynamo/codes';
import { challengeTable } from '../../../lambda/aws/dynamo/table';
import { sqsQueue } from '../../../lambda/aws/sqs/queue';
import { accountKey } from '../../../lambda/core/account/account';
import type { CodeJob } from '../../../lambda/core/code/ports';
import { newLinkId } from '../../../lambda/core/crypto/mailed-link';
import { systemRandom } from '../../../lambda/core/crypto/random';
import type { LinkJob } from '../../../lambda/core/link/ports';
import type { NoticeJob } from '../../../lambda/core/notice/ports';
import type { Local } from '../../../local';
import { dispute } from '../../support/flows/code-reset';
import { newPeople } from '../../support/flows/new-people';
import { enterCode, newestCode } from '../../support/flows/sign-in';
import { functionName, startTestStack } from '../../support/flows/stack';

describe('what waits in a queue', () => {
  let local: Local;
  const lines: string[] = [];
  const before = { ...process.env };
  let onLine: (line: string) => void = () => undefined;

  beforeAll(async () => {
    local = await startTestStack({
      log: (line) => {
        lines.push(line);
        onLine(line);
      },
    });
  });
  afterAll(() => local.close());
  beforeEach(() => lines.splice(0));
  afterEach(() => {
    process.env = { ...before };
  });

  /** From here on, this process has the permissions of the portal's role. */
  async function actAsPortal(): Promise<Readonly<Record<string, string>>> {
    const environment = local.aws.actAs(await functionName(local, 'portal'));
    process.env = { ...before, ...environment };
    return environment;
  }

  /** Sends messages as they are, one after the other. */
  async function send(queue: 'MAIL_QUEUE' | 'LINK_QUEUE', ...bodies: readonly string[]): Promise<void> {
    const QueueUrl = (await actAsPortal())[queue];
    const client = new SQSClient({ useQueueUrlAsEndpoint: false });
    for (const MessageBody of bodies) await client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  }

  /** Every message that functions sent so far. */
  const sent = () =>
    local.aws.calls
      .filter(({ action }) => action === 'sqs:SendMessage')
      .map(({ input }) => (input as { readonly MessageBody: string }).MessageBody);
  const logged = (event: string) => lines.filter((line) => line.includes(`"${event}"`));
  const mailsTo = (user: string) => local.mailbox.mails().filter(({ to }) => to === user);
  const newPerson = () => {
    const [one] = newPeople(local, 1);
    if (one === undefined) throw new Error('There is nobody.');
    return one;
  };

  it('a link is mailed once, and works, however often its job comes at once and later', async () => {
    const { person, user } = newPerson();
    const link = await person.receiveLink(user);
    const job = sent().at(-1) ?? '';
    await send('LINK_QUEUE', job, job, job, job);
    await local.aws.idle();
    expect(mailsTo(user)).toHaveLength(1);
    expect(logged('link.duplicate')).toHaveLength(4);
    expect((await person.open(link)).status).toBe(200);
    expect(local.aws.failures()).toEqual([]);
  });

  it.each(['code', 'notice', 'link'] as const)(
    'a %s is mailed once, and works, when its job comes four times at the very same time',
    async (kind) => {
      const { person, user } = newPerson();
      const account = accountKey(user);
      const { CHALLENGE_TABLE = '' } = await actAsPortal();
      const table = challengeTable(CHALLENGE_TABLE);
      // So that every worker of the function runs already, and all begin together.
      const verified = JSON.stringify({ submittedAt: Date.now(), job: { kind: 'verified', user } });
      await Promise.all(Array.from({ length: 6 }, () => send('MAIL_QUEUE', verified)));
      await local.aws.idle();
      // A job of that kind as the portal made it, or nearly, and nobody has done it yet.
      await person.send('POST', '/login', { email: user });
      await local.aws.idle();
      const { job } = JSON.parse(sent().at(-1) ?? '') as { job: CodeJob };
      const id = newLinkId(systemRandom);
      const { browserHash } = job;
      const expiresAt = new Date(Date.now() + 60_000);
      await dynamoCodeReservation(table).reserve({ purpose: 'sign-in', account, browserHash }, id, expiresAt);
      await dynamoAccounts(table, () => new Date(), systemRandom).setLink(account, id, 0);
      const jobs: Record<typeof kind, CodeJob | NoticeJob | LinkJob> = {
        code: { ...job, requestId: id },
        notice: { kind: 'notice', disputeId: id, user, change: 'chosen', changedAt: Date.now(), locks: 0 },
        link: { linkId: id, user, browserHash, pickupMac: 'm', vouched: false },
      };
      const body = JSON.stringify({ submittedAt: Date.now(), job: jobs[kind] });
      const queue = kind === 'link' ? 'LINK_QUEUE' : 'MAIL_QUEUE';
      await Promise.all(Array.from({ length: 4 }, () => send(queue, body)));
      await local.aws.idle();

      expect(mailsTo(user)).toHaveLength(2);
      expect(local.aws.failures()).toEqual([]);
      const key = /#([\w-]{43})/.exec(mailsTo(user)[1]?.text ?? '')?.[1] ?? '';
      const works = {
        code: async () => enterCode(person, user, await newestCode(local, user)),
        notice: () => dispute(person, { id, key }),
        link: () => person.open({ id, key }),
      };
      expect((await works[kind]()).status).toBe(200);
    },
  );

  it('an older link does nothing that comes again after a newer one', async () => {
    const { person, user } = newPerson();
    await person.receiveLink(user);
    const older = sent().at(-1) ?? '';
    const newer = await person.receiveLink(user);
    await send('LINK_QUEUE', older);
    await local.aws.idle();
    expect(mailsTo(user)).toHaveLength(2);
    expect(logged('link.superseded')).toHaveLength(1);
    expect((await person.open(newer)).status).toBe(200);
  });

  it('an older code does nothing that comes again after a newer one', async () => {
    const { person, user } = newPerson();
    const ask = () => person.send('POST', '/login', { email: user });
    await ask();
    const older = sent().at(-1) ?? '';
    await local.aws.idle();
    await ask();
    const newer = await newestCode(local, user);
    await send('MAIL_QUEUE', older, sent().at(-1) ?? '');
    await local.aws.idle();
    expect(mailsTo(user)).toHaveLength(2);
    expect((await enterCode(person, user, newer)).status).toBe(200);
  });

  it('goes back while another request has the lease of the account, and is done afterwards', async () => {
    const { person, user } = newPerson();
    const { CHALLENGE_TABLE = '' } = await actAsPortal();
    const accounts = dynamoAccounts(challengeTable(CHALLENGE_TABLE), () => new Date(), systemRandom);
    const until = new Date(Date.now() + 20_000);
    const postponed = new Promise<void>((resolve) => {
      onLine = (line) => {
        if (line.includes('"link.postponed"')) resolve();
      };
    });
    await accounts.takeLease(accountKey(user), { leaseId: 'another', until, link: undefined });
    expect((await person.ask(user)).status).toBe(202);
    await postponed;
    await accounts.endLease(accountKey(user), 'another');
    await local.aws.idle();
    expect(mailsTo(user)).toHaveLength(1);
    expect(logged('link.postponed').length).toBeGreaterThan(0);
    expect(local.aws.failures()).toEqual([]);
  });

  it('is not mailed after an hour', async () => {
    const { user } = newPerson();
    const { LINK_QUEUE = '' } = await actAsPortal();
    const longAgo = () => new Date(Date.now() - 3_601_000);
    const job = { linkId: 'A'.repeat(22), user, browserHash: 'h', pickupMac: 'm', vouched: false };
    await sqsQueue(LINK_QUEUE, longAgo).submit(job);
    await local.aws.idle();
    expect(mailsTo(user)).toEqual([]);
    expect(logged('job.too-old')).toHaveLength(1);
    expect(local.aws.failures()).toEqual([]);
  });

  it('ends in the dead letters, as it was, if it is no job', async () => {
    await send('LINK_QUEUE', '{"user":"alice"}');
    await send('MAIL_QUEUE', 'hello');
    await local.aws.idle();
    expect(local.aws.failures().map(({ body, deliveries }) => [body, deliveries])).toEqual([
      ['{"user":"alice"}', 8],
      ['hello', 8],
    ]);
    expect(logged('job.malformed')).toHaveLength(16);
    expect(lines.join()).not.toMatch(/alice|hello/);
  });
});
