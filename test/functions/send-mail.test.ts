import { newLinkId } from '../../lambda/core/crypto/mailed-link';
import { systemRandom } from '../../lambda/core/crypto/random';
import type { CodeJob } from '../../lambda/core/code/ports';
import type { FloodJob } from '../../lambda/core/limits/ports';
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

const alice = 'alice@example.com';
const delivery = { awsRequestId: 'delivery' };

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
  const notice = (user = alice): NoticeJob => noticeJob({ user, changedAt: test.clock.now() });

  it.each(['sign-in', 'reset'] as const)(
    'mails a code for the event that the portal sends: %s',
    async (purpose) => {
      await sendMail(ports)(code({ purpose }), delivery);
      expect(test.mailer.mails).toMatchObject([{ to: alice, subject: 'Your code' }]);
      expect(test.mailer.mails[0]?.text).toContain(`"purpose":"${purpose}"`);
      expect(test.log.events()).toEqual(['code.mailed']);
      expect(verified).toEqual([]);
    },
  );

  it('makes an account for a person who registers', async () => {
    await sendMail(ports)(code({ register: true }), delivery);
    expect(test.log.events()).toEqual(['account.registered', 'code.mailed']);
  });

  it.each(['shown', 'chosen'] as const)('mails a notice of a password that was %s', async (change) => {
    await sendMail(ports)({ ...notice(), change }, delivery);
    expect(test.mailer.mails).toMatchObject([{ to: alice, subject: 'Your password' }]);
    expect(test.mailer.mails[0]?.text).toContain(`"change":"${change}"`);
    expect(test.log.events()).toEqual(['notice.mailed']);
    expect(verified).toEqual([]);
  });

  it('mails the owner that there is a flood', async () => {
    await sendMail(ports)(floodJobOf(), delivery);
    expect(test.mailer.mails).toMatchObject([{ to: alice, subject: 'Many requests' }]);
    expect(vouchLinkIn(test.mailer.mails[0]).key).toHaveLength(43);
    expect(test.log.events()).toEqual(['flood.mailed']);
    expect(verified).toEqual([]);
  });

  it('mails a notice again after a retry, but not after a second delivery', async () => {
    const job = notice();
    for (const awsRequestId of ['delivery', 'another', 'delivery'])
      await sendMail(ports)(job, { awsRequestId });
    expect(test.log.events()).toEqual(['notice.mailed', 'notice.duplicate', 'notice.mailed']);
    expect(test.mailer.mails).toHaveLength(2);
  });

  it('reads what has been through a queue: JSON', async () => {
    for (const job of [code(), notice(), floodJobOf()])
      await sendMail(ports)(JSON.parse(JSON.stringify(job)), delivery);
    expect(test.mailer.mails).toHaveLength(3);
  });

  it('notes that a mailbox was proven, and mails nothing', async () => {
    await sendMail(ports)({ kind: 'verified', user: alice }, delivery);
    expect(verified).toEqual([alice]);
    expect(test.mailer.mails).toEqual([]);
    expect(test.log.events()).toEqual(['account.verified']);
    expect(JSON.stringify(test.log.entries)).not.toContain('alice');
  });

  it('notes nothing for accounts that are made elsewhere', async () => {
    await expect(
      sendMail(test.sendMail)({ kind: 'verified', user: alice }, delivery),
    ).resolves.toBeUndefined();
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
  ])('refuses an event with %s, so that it ends in the failure queue', async (_, event) => {
    await expect(sendMail(ports)(event, delivery)).rejects.toThrow();
    expect(test.mailer.mails).toEqual([]);
    expect(verified).toEqual([]);
    expect(await test.table.items()).toEqual([]);
  });

  it('says in the log and the failure queue what failed, without names', async () => {
    const failure = () => Promise.reject(new TypeError(`User ${alice} cannot be found.`));
    const failing = sendMail({
      ...ports,
      directory: { find: failure },
      registry: { register: failure, markVerified: failure },
    });
    for (const event of [code(), notice(), floodJobOf(), { kind: 'verified', user: alice }]) {
      const error: unknown = await failing(event, delivery).catch((reason: unknown) => reason);
      expect(error).toEqual(new Error('mail.failed: TypeError'));
      expect((error as Error).cause).toBeUndefined();
      expect((error as Error).stack).not.toContain('alice');
      expect(test.log.entries.at(-1)).toMatchObject({
        level: 'error',
        event: 'mail.failed',
        details: { error: 'TypeError', kind: event.kind },
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
