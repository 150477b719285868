import { newLinkId } from '../../lambda/core/crypto/mailed-link';
import { systemRandom } from '../../lambda/core/crypto/random';
import type { CodeJob } from '../../lambda/core/code/ports';
import type { FloodJob } from '../../lambda/core/limits/ports';
import { MailRefused, type Mail } from '../../lambda/core/ports';
import type { NoticeJob } from '../../lambda/core/notice/ports';
import type { Registry } from '../../lambda/core/account/ports';
import { sendMail, type SendMailPorts } from '../../lambda/send-mail/send-mail';
import {
  codeJob,
  newBrowser,
  noticeJob,
  openTestAccounts,
  vouchLinkIn,
  type TestAccounts,
} from '../support/core/test-accounts';
import { batchOf, goBack, messageOf } from '../support/functions/queue';

const alice = 'alice@example.com';
const context = { getRemainingTimeInMillis: () => 30_000 };

describe('the function that sends mail', () => {
  let test: TestAccounts;
  let ports: SendMailPorts;
  let verified: string[];

  beforeEach(async () => {
    test = await openTestAccounts();
    verified = [];
    const registry: Registry = {
      register: () => Promise.resolve(true),
      markVerified: (user) => Promise.resolve(void verified.push(user)),
    };
    ports = { ...test.sendMail, registry };
  });
  afterEach(() => test.close());

  const code = (changes: Partial<CodeJob> = {}): CodeJob => ({ ...codeJobOf(), ...changes });
  const deliver = (
    job: unknown,
    { messageId = 'message', with: given = ports }: { messageId?: string; with?: SendMailPorts } = {},
  ) => sendMail(given)(batchOf(messageOf(job, test.clock.now(), { messageId })), context);
  const notice = (user = alice): NoticeJob => noticeJob({ user, changedAt: test.clock.now() });

  it.each(['sign-in', 'reset'] as const)(
    'mails a code for the event that the portal sends: %s',
    async (purpose) => {
      await expect(deliver(code({ purpose }))).resolves.toEqual(goBack());
      expect(test.mailer.mails).toMatchObject([{ to: alice, subject: 'Your code' }]);
      expect(test.mailer.mails[0]?.text).toContain(`"purpose":"${purpose}"`);
      expect(test.log.events()).toEqual(['code.mailed']);
      expect(verified).toEqual([]);
    },
  );

  it('composes each mail in the language of its job, and one of an older version in none', async () => {
    for (const job of [code(), notice(), floodJobOf()]) {
      await deliver({ ...job, language: 'ja' });
      expect(test.mailer.mails.at(-1)?.text).toContain('"language":"ja"');
    }
    await deliver(code());
    expect(test.mailer.mails.at(-1)?.text).not.toContain('"language"');
    await deliver(code({ language: 'xx' as 'en' }));
    expect(test.log.events().at(-1)).toBe('job.malformed');
  });

  it('makes an account for a person who registers', async () => {
    await deliver(code({ register: true }));
    expect(test.log.events()).toEqual(['account.registered', 'code.mailed']);
  });

  it.each(['shown', 'chosen'] as const)('mails a notice of a password that was %s', async (change) => {
    await deliver({ ...notice(), change });
    expect(test.mailer.mails).toMatchObject([{ to: alice, subject: 'Your password' }]);
    expect(test.mailer.mails[0]?.text).toContain(`"change":"${change}"`);
    expect(test.log.events()).toEqual(['notice.mailed']);
    expect(verified).toEqual([]);
  });

  it('mails the owner that there is a flood, once for each job', async () => {
    const job = floodJobOf();
    await expect(deliver(job)).resolves.toEqual(goBack());
    await expect(deliver(job)).resolves.toEqual(goBack());
    expect(test.mailer.mails).toMatchObject([{ to: alice, subject: 'Many requests' }]);
    expect(vouchLinkIn(test.mailer.mails[0]).key).toHaveLength(43);
    expect(test.log.events()).toEqual(['flood.mailed', 'flood.duplicate']);
    expect(verified).toEqual([]);
  });

  it('mails a notice once, however often and in however many messages it comes', async () => {
    const job = notice();
    for (const messageId of ['message', 'another', 'message']) await deliver(job, { messageId });
    expect(test.log.events()).toEqual(['notice.mailed', 'notice.duplicate', 'notice.duplicate']);
    expect(test.mailer.mails).toHaveLength(1);
  });

  it('mails a notice again when its message comes back, because nobody knows whether the mail went out', async () => {
    const job = notice();
    test.mailer.failure = new Error('connection lost');
    await expect(deliver(job)).resolves.toEqual(goBack('message'));
    expect(test.mailer.mails).toEqual([]);
    await expect(deliver(job)).resolves.toEqual(goBack());
    expect(test.log.events()).toEqual(['mail.failed', 'notice.mailed']);
  });

  it('sends a job back that another delivery is at, says so, and mails nothing twice', async () => {
    for (const job of [code(), notice()]) {
      test.log.entries.length = 0;
      const send = async (mail: Mail) => {
        await expect(deliver(job)).resolves.toEqual(goBack('message'));
        await test.mailer.send(mail);
      };
      await expect(deliver(job, { with: { ...ports, mailer: { send } } })).resolves.toEqual(goBack());
      await expect(deliver(job)).resolves.toEqual(goBack());
      expect(test.log.events()).toEqual(['mail.postponed', `${job.kind}.mailed`, `${job.kind}.duplicate`]);
      expect(test.log.entries[0]).toMatchObject({ level: 'info', details: { kind: job.kind } });
    }
    expect(test.mailer.mails).toHaveLength(2);
  });

  it.each<[string, () => Error]>([
    ['was certainly refused', () => new MailRefused(new Error('sending is paused'))],
    ['may have gone out', () => new Error('connection lost')],
  ])(
    'mails what was redriven from the dead letters, in another message: its mail %s',
    async (_, failureOf) => {
      for (const job of [code(), notice()]) {
        for (let delivery = 0; delivery < 8; delivery += 1) {
          test.mailer.failure = failureOf();
          await expect(deliver(job)).resolves.toEqual(goBack('message'));
        }
        await expect(deliver(job, { messageId: 'redriven' })).resolves.toEqual(goBack());
      }
      expect(test.mailer.mails).toHaveLength(2);
    },
  );

  it('mails no code that is older than an hour, but a notice, and notes that a mailbox was proven', async () => {
    const jobs = [code(), floodJobOf(), notice(), { kind: 'verified', user: alice }];
    const messages = jobs.map((job) => messageOf(job, test.clock.now()));
    test.clock.advance(3_600_001);
    for (const message of messages) {
      await expect(sendMail(ports)(batchOf(message), context)).resolves.toEqual(goBack());
    }
    expect(test.mailer.mails).toMatchObject([{ subject: 'Your password' }]);
    expect(test.log.events()).toEqual(['job.too-old', 'job.too-old', 'notice.mailed', 'account.verified']);
    expect(verified).toEqual([alice]);
  });

  it('notes that a mailbox was proven, and mails nothing', async () => {
    await deliver({ kind: 'verified', user: alice });
    expect(verified).toEqual([alice]);
    expect(test.mailer.mails).toEqual([]);
    expect(test.log.events()).toEqual(['account.verified']);
    expect(JSON.stringify(test.log.entries)).not.toContain('alice');
  });

  it('notes nothing for accounts that are made elsewhere', async () => {
    const job = { kind: 'verified', user: alice };
    await expect(deliver(job, { with: test.sendMail })).resolves.toEqual(goBack());
    expect(test.mailer.mails).toEqual([]);
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'code'],
    ['no kind', { user: alice }],
    ['another kind', { kind: 'reset', user: alice }],
    ['another purpose', { ...codeJobOf(), purpose: 'link' }],
    ['no purpose', { ...codeJobOf(), purpose: undefined }],
    ['no request id', { ...codeJobOf(), requestId: undefined }],
    ['no browser', { ...codeJobOf(), browserHash: undefined }],
    ['no number of codes', { ...codeJobOf(), generation: undefined }],
    ['no number of sessions', { ...codeJobOf(), sessions: undefined }],
    ['no word on whether the browser is vouched', { ...codeJobOf(), vouched: undefined }],
    ['nobody who is flooded', { ...floodJobOf(), user: undefined }],
    ['a flood without a number of sessions', { ...floodJobOf(), sessions: undefined }],
    ['nobody verified', { kind: 'verified' }],
    ['nobody to give notice to', { ...noticeJobOf(), user: undefined }],
    ['a change of another kind', { ...noticeJobOf(), change: 'guessed' }],
    ['no link to be', { ...noticeJobOf(), disputeId: undefined }],
    ['a change at an invalid time', { ...noticeJobOf(), changedAt: '2026-01-15' }],
    ['no number of locks', { ...noticeJobOf(), locks: undefined }],
    ['more than it should say', { ...codeJobOf(), code: 'secret' }],
  ])('takes no job with %s: it ends in the dead letters', async (_, job) => {
    await expect(deliver(job)).resolves.toEqual(goBack('message'));
    expect(test.log.events()).toEqual(['job.malformed']);
    expect(test.mailer.mails).toEqual([]);
    expect(verified).toEqual([]);
    expect(await test.table.items()).toEqual([]);
  });

  it('says in the log what failed, without names', async () => {
    const failure = () => Promise.reject(new TypeError(`User ${alice} cannot be found.`));
    const failing: SendMailPorts = {
      ...ports,
      directory: { find: failure },
      registry: { register: failure, markVerified: failure },
    };
    for (const job of [code(), notice(), floodJobOf(), { kind: 'verified', user: alice }]) {
      await expect(deliver(job, { with: failing })).resolves.toEqual(goBack('message'));
      expect(test.log.entries.at(-1)).toMatchObject({
        level: 'error',
        event: 'mail.failed',
        details: { error: 'TypeError', kind: job.kind },
        cause: undefined,
      });
    }
    expect(JSON.stringify(test.log.entries)).not.toContain('alice');
  });
});

function codeJobOf(): CodeJob {
  return codeJob({ user: alice, browserHalf: newBrowser() });
}

function floodJobOf(): FloodJob {
  return { kind: 'flood', linkId: newLinkId(systemRandom), user: alice, sessions: 0 };
}

function noticeJobOf(): NoticeJob {
  return noticeJob({ user: alice, changedAt: new Date(0) });
}
