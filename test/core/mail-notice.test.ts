import { disputeChange, isOpenToDispute } from '../../lambda/core/dispute-change';
import { sha256 } from '../../lambda/core/hashing';
import { isLinkKey } from '../../lambda/core/links';
import {
  disputeDays,
  mailNotice,
  type MailNoticePorts,
  type NoticeMailContent,
} from '../../lambda/core/mail-notice';
import { MailRefused, type NoticeJob } from '../../lambda/core/ports';
import { unseal } from '../../lambda/core/sealing';
import { disputeIn, noticeJob, openTestAccounts, type TestAccounts } from '../support/test-accounts';

const alice = 'alice@example.com';

let test: TestAccounts;

beforeEach(async () => {
  test = await openTestAccounts();
});
afterEach(() => test.close());

const job = (user = alice): NoticeJob => noticeJob({ user, changedAt: test.clock.now() });
const mail = (notice: NoticeJob, ports: Partial<MailNoticePorts> = {}) =>
  mailNotice({ ...test.sendMail, ...ports }, notice);
const lastLink = () => disputeIn(test.mailer.mails.at(-1));
const contentOf = (text: string | undefined) => JSON.parse(text ?? '{}') as Record<string, unknown>;
const dispute = (link: { disputeId: string; key: string }) =>
  disputeChange(test.reset, link, new Date(test.clock.now().getTime() + 25_000));

describe('mailing a notice', () => {
  it.each(['shown', 'chosen'] as const)(
    'tells the owner that a password was %s, and when',
    async (change) => {
      const notice = { ...job(), change };
      test.clock.advance(60_000);
      await mail(notice);
      expect(test.mailer.mails).toMatchObject([{ to: alice }]);
      expect(contentOf(test.mailer.mails[0]?.text)).toEqual({
        user: alice,
        change,
        changedAt: new Date(notice.changedAt).toISOString(),
        link: `https://passlink.example/dev/dispute/${notice.disputeId}#${lastLink().key}`,
        key: lastLink().key,
        days: disputeDays,
      });
      expect(isLinkKey(lastLink().key)).toBe(true);
      expect(test.log.events()).toEqual(['notice.mailed']);
    },
  );

  it('mails to the address that the directory has, and names the account as the directory does', async () => {
    await mail(job('BOB'));
    expect(test.mailer.mails).toMatchObject([{ to: 'bob@example.com' }]);
    expect(contentOf(test.mailer.mails[0]?.text)).toMatchObject({ user: 'bob' });
    const { disputeId, key } = lastLink();
    const [item] = await test.table.items();
    expect(unseal(String(item?.sealedUser), key, disputeId)).toBe('bob');
  });

  it('mails a link that works', async () => {
    await mail(job());
    await expect(isOpenToDispute(test.reset, lastLink().disputeId)).resolves.toBe(true);
    await dispute(lastLink());
    expect(test.directory.passwords.get(alice)).toHaveLength(1);
  });

  it('keeps neither the key nor the name, which only the key gives away', async () => {
    const notice = job();
    await mail(notice);
    const { key } = lastLink();
    const items = await test.table.items();
    expect(items).toEqual([
      {
        pk: `dispute#${notice.disputeId}`,
        keyHash: sha256(key),
        sealedUser: expect.any(String) as string,
        expiresAt: Math.floor(notice.changedAt / 1000) + 7 * 24 * 3600,
      },
    ]);
    expect(unseal(String(items[0]?.sealedUser), key, notice.disputeId)).toBe(alice);
    const written = JSON.stringify([items, test.log.entries]);
    for (const secret of ['alice', key]) expect(written).not.toContain(secret);
  });

  it('counts the link’s days from the change, not from when the mail went out', async () => {
    const notice = job();
    test.clock.advance(3 * 24 * 3_600_000);
    await mail(notice);
    test.clock.advance(4 * 24 * 3_600_000 - 1000);
    await expect(isOpenToDispute(test.reset, notice.disputeId)).resolves.toBe(true);
    test.clock.advance(1000);
    await expect(isOpenToDispute(test.reset, notice.disputeId)).resolves.toBe(false);
  });

  it('mails one for every change, and each has a link of its own', async () => {
    await mail(job());
    const first = lastLink();
    await mail(job());
    expect(lastLink()).not.toEqual(first);
    await dispute(first);
    await expect(isOpenToDispute(test.reset, lastLink().disputeId)).resolves.toBe(true);
  });

  it.each([
    ['nobody', 'unknown-or-out-of-reach'],
    ['carol', 'no-password'],
    ['dave', 'no-mail-address'],
    ['eve', 'mail-domain-not-allowed'],
  ])('leaves nothing but a log line for %s', async (user, reason) => {
    await mail(job(user));
    expect(test.mailer.mails).toEqual([]);
    expect(await test.table.items()).toEqual([]);
    expect(test.log.entries).toMatchObject([{ event: 'notice.not-eligible', details: { reason } }]);
  });
});

describe('a notice that is tried again', () => {
  it('is mailed once when it was finished', async () => {
    const notice = job();
    await mail(notice);
    const link = lastLink();
    await mail(notice);
    await mail(notice);
    expect(test.mailer.mails).toHaveLength(1);
    expect(test.log.events()).toEqual(['notice.mailed', 'notice.duplicate', 'notice.duplicate']);
    await dispute(link);
  });

  it('is mailed once when it is delivered 20 times at once, and that link works', async () => {
    const notice = job();
    await Promise.all(Array.from({ length: 20 }, () => mail(notice)));
    expect(test.mailer.mails).toHaveLength(1);
    await expect(dispute(lastLink())).resolves.toBeUndefined();
  });

  it('has a new link when the mail was certainly refused, and the old one is worth nothing', async () => {
    const notice = job();
    let refused: NoticeMailContent | undefined;
    const composeNotice: MailNoticePorts['composeNotice'] = (content) => {
      refused ??= content;
      return test.sendMail.composeNotice(content);
    };
    test.mailer.failure = new MailRefused(new Error('throttled'));
    await expect(mail(notice, { composeNotice })).rejects.toThrow(MailRefused);
    const old = disputeIn({ text: refused?.link ?? '' });
    expect(old.disputeId).toBe(notice.disputeId);
    await expect(isOpenToDispute(test.reset, notice.disputeId)).resolves.toBe(false);
    await expect(dispute(old)).rejects.toMatchObject({ code: 'link-unavailable' });

    await mail(notice, { composeNotice });
    expect(test.mailer.mails).toHaveLength(1);
    await expect(dispute(old)).rejects.toMatchObject({ code: 'link-unavailable' });
    await expect(dispute(lastLink())).resolves.toBeUndefined();
  });

  it('is not mailed again when nobody can tell whether the mail went out', async () => {
    const notice = job();
    test.mailer.failure = new Error('connection lost');
    await expect(mail(notice)).rejects.toThrow('connection lost');
    await mail(notice);
    expect(test.mailer.mails).toEqual([]);
    expect(test.log.events()).toEqual(['notice.duplicate']);
  });

  it('does not revive a link that was used', async () => {
    const notice = job();
    await mail(notice);
    await dispute(lastLink());
    await mail(notice);
    expect(test.mailer.mails).toHaveLength(1);
    await expect(dispute(lastLink())).rejects.toMatchObject({ code: 'link-unavailable' });
  });

  it('changes nothing while the directory fails', async () => {
    const notice = job();
    const directory = { find: () => Promise.reject(new Error('IAM is on fire')) };
    await expect(mail(notice, { directory })).rejects.toThrow('fire');
    expect(await test.table.items()).toEqual([]);
    await mail(notice);
    expect(test.mailer.mails).toHaveLength(1);
  });
});
