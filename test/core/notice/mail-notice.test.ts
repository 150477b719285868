import { fingerprint, sha256 } from '../../../lambda/core/crypto/hashing';
import { iamAccountId } from '../../../lambda/core/account/account';
import { UnderWay } from '../../../lambda/core/challenge/ports';
import { disputeChange, isOpenToDispute } from '../../../lambda/core/notice/dispute-change';
import { isLinkKey } from '../../../lambda/core/crypto/mailed-link';
import { disputeDays, mailNotice, type MailNoticePorts } from '../../../lambda/core/notice/mail-notice';
import { MailRefused, type Mail } from '../../../lambda/core/ports';
import type { NoticeJob } from '../../../lambda/core/notice/ports';
import { unseal } from '../../../lambda/core/crypto/sealing';
import { disputeIn, noticeJob, openTestAccounts, type TestAccounts } from '../../support/core/test-accounts';

const alice = 'alice@example.com';

let test: TestAccounts;

beforeEach(async () => {
  test = await openTestAccounts();
});
afterEach(() => test.close());

const job = (user = alice): NoticeJob => noticeJob({ user, changedAt: test.clock.now() });
/** Mails it, or tries to. */
const mail = (notice: NoticeJob, ports: Partial<MailNoticePorts> = {}) =>
  mailNotice({ ...test.sendMail, ...ports }, notice, test.deadline());
const lastLink = () => disputeIn(test.mailer.mails.at(-1));
const contentOf = (text: string | undefined) => JSON.parse(text ?? '{}') as Record<string, unknown>;
const unavailable = { code: 'link-unavailable' };
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
    expect(unseal(String(item?.sealedAccount), key, disputeId)).toEqual({
      id: iamAccountId('bob'),
      name: 'bob',
    });
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
        publishedBy: notice.disputeId,
        heldUntil: test.deadline().getTime(),
        secret: sha256(key),
        sealedAccount: expect.any(String) as string,
        locks: 0,
        recovery: fingerprint(notice.disputeId),
        attempts: 0,
        mailed: true,
        expiresAt: Math.floor(notice.changedAt / 1000) + 7 * 24 * 3600,
      },
    ]);
    const id = iamAccountId(alice);
    expect(unseal(String(items[0]?.sealedAccount), key, notice.disputeId)).toEqual({ id, name: alice });
    const written = JSON.stringify([items, test.log.entries]);
    for (const secret of ['alice', key, id]) expect(written).not.toContain(secret);
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
    ['nobody', 'unknown'],
    ['carol', 'no-password'],
    ['dave', 'no-mail-address'],
    ['eve', 'mail-domain-not-allowed'],
    ['frank', 'several-mail-addresses'],
  ])('leaves nothing but a log line for %s', async (user, reason) => {
    await mail(job(user));
    expect(test.mailer.mails).toEqual([]);
    expect(await test.table.items()).toEqual([]);
    expect(test.log.entries).toMatchObject([{ event: 'notice.not-eligible', details: { reason } }]);
  });

  it('tells an owner without an MFA device, which somebody may have removed', async () => {
    await mail(job('grace'));
    expect(test.mailer.mails).toMatchObject([{ to: 'grace@example.com' }]);
  });
});

describe('a notice that is delivered twice', () => {
  it('is mailed once', async () => {
    const notice = job();
    await mail(notice);
    const link = lastLink();
    await mail(notice);
    expect(test.mailer.mails).toHaveLength(1);
    expect(test.log.events()).toEqual(['notice.mailed', 'notice.duplicate']);
    await dispute(link);
  });

  it('is mailed once when that is 20 times at once, and its link works', async () => {
    const notice = job();
    const deliveries = await Promise.allSettled(Array.from({ length: 20 }, () => mail(notice)));
    const postponed = deliveries.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(postponed.filter((reason) => !(reason instanceof UnderWay))).toEqual([]);
    expect(test.mailer.mails).toHaveLength(1);
    await expect(dispute(lastLink())).resolves.toBeUndefined();
  });

  it('comes again, and is mailed once, where another delivery is mailing it', async () => {
    const notice = job();
    const send = async (mailed: Mail) => {
      await expect(mail(notice)).rejects.toThrow(UnderWay);
      await test.mailer.send(mailed);
    };
    await mail(notice, { mailer: { send } });
    await mail(notice);
    expect(test.mailer.mails).toHaveLength(1);
    expect(test.log.events()).toEqual(['notice.mailed', 'notice.duplicate']);
    await dispute(lastLink());
  });

  it('is mailed by the other one once the delivery is over for certain that died with it', async () => {
    const notice = job();
    const disputes = { ...test.sendMail.disputes, endHold: () => Promise.resolve() };
    test.mailer.failure = new Error('died');
    await expect(mail(notice, { disputes })).rejects.toThrow('died');
    test.clock.advance(29_999);
    await expect(mail(notice)).rejects.toThrow(UnderWay);
    test.clock.advance(1);
    await mail(notice);
    expect(test.mailer.mails).toHaveLength(1);
    await dispute(lastLink());
  });
});

describe('a notice that is tried again', () => {
  it.each<[string, Error, number]>([
    ['the mail was certainly refused', new MailRefused(new Error('throttled')), 0],
    ['nobody can tell whether the mail went out', new Error('connection lost'), 1],
  ])('has a new link in place of the old one, which is dead: %s', async (_, failure, arrived) => {
    const notice = job();
    let tried = { disputeId: '', key: '' };
    const send = async (mailed: Mail) => {
      tried = disputeIn(mailed);
      if (arrived > 0) await test.mailer.send(mailed);
      throw failure;
    };
    await expect(mail(notice, { mailer: { send } })).rejects.toBe(failure);
    expect(test.mailer.mails).toHaveLength(arrived);

    await mail(notice);
    expect(test.mailer.mails).toHaveLength(arrived + 1);
    expect(lastLink().disputeId).toBe(tried.disputeId);
    await expect(dispute(tried)).rejects.toMatchObject(unavailable);
    await dispute(lastLink());
    expect(test.directory.passwords.get(alice)).toHaveLength(1);
    expect(test.log.events()).not.toContain('notice.duplicate');
  });

  it('is mailed again when the function died after the mail: once too often is better than never', async () => {
    const notice = job();
    const { disputes } = test.sendMail;
    const markMailed = () => Promise.reject(new Error('died'));
    await mail(notice, { disputes: { ...disputes, markMailed } });
    expect(test.log.events()).toEqual(['notice.mailed', 'notice.not-marked']);
    const first = lastLink();
    test.clock.advance(30_000);
    await mail(notice);
    expect(test.mailer.mails).toHaveLength(2);
    await expect(dispute(first)).rejects.toMatchObject(unavailable);
    await dispute(lastLink());
  });

  it('is not mailed again once it is known that the mail went out, and its link still works', async () => {
    const notice = job();
    await mail(notice);
    for (let again = 0; again < 2; again += 1) await mail(notice);
    expect(test.mailer.mails).toHaveLength(1);
    expect(test.log.events()).toEqual(['notice.mailed', 'notice.duplicate', 'notice.duplicate']);
    await dispute(lastLink());
  });

  it('can be mailed by another delivery where the mail was certainly refused, and once', async () => {
    const notice = job();
    test.mailer.failure = new MailRefused(new Error('throttled'));
    await expect(mail(notice)).rejects.toThrow(MailRefused);
    await mail(notice);
    await mail(notice);
    expect(test.mailer.mails).toHaveLength(1);
    await dispute(lastLink());
  });

  it('is not mailed again, nor its link revived, once that was used', async () => {
    const notice = job();
    await mail(notice);
    await dispute(lastLink());
    for (let again = 0; again < 2; again += 1) await mail(notice);
    expect(test.mailer.mails).toHaveLength(1);
    expect(test.log.events().slice(-2)).toEqual(['notice.duplicate', 'notice.duplicate']);
    await expect(dispute(lastLink())).rejects.toMatchObject(unavailable);
    expect(test.directory.passwords.get(alice)).toHaveLength(1);
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
