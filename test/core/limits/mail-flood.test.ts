import { dynamoVouchLinks } from '../../../lambda/aws/dynamo/vouch-links';
import { accountKey } from '../../../lambda/core/account/account';
import { newLinkId } from '../../../lambda/core/crypto/mailed-link';
import { systemRandom } from '../../../lambda/core/crypto/random';
import { MailRefused } from '../../../lambda/core/ports';
import { mailFlood } from '../../../lambda/core/limits/mail-flood';
import type { FloodJob } from '../../../lambda/core/limits/ports';
import { useVouchLink } from '../../../lambda/core/limits/vouch-link';
import { vouchedBrowser } from '../../../lambda/core/limits/vouched-browser';
import { openTestAccounts, vouchLinkIn, type TestAccounts } from '../../support/core/test-accounts';

const alice = 'alice@example.com';

let test: TestAccounts;
beforeEach(async () => {
  test = await openTestAccounts();
});
afterEach(() => test.close());

const job = (user = alice, sessions = 0): FloodJob => ({
  kind: 'flood',
  linkId: newLinkId(systemRandom),
  user,
  sessions,
});
const useLink = () =>
  useVouchLink(
    { ...test.portal, vouchLinks: dynamoVouchLinks(test.table.table, () => new Date()) },
    vouchLinkIn(test.mailer.mails.at(-1)),
  );

describe('the mail about a flood', () => {
  it('brings the owner a link that lets a browser through', async () => {
    await mailFlood(test.sendMail, job());
    expect(test.mailer.mails).toMatchObject([{ to: alice, subject: 'Many requests' }]);
    await expect(vouchedBrowser(test.portal, accountKey(alice), await useLink())).resolves.toBeDefined();
    expect(test.log.events()).toContain('flood.mailed');
    expect(JSON.stringify(test.log.entries)).not.toContain('alice');
  });

  it('goes to the address that the directory has, with its spelling of the name', async () => {
    await mailFlood(test.sendMail, job('BOB'));
    expect(test.mailer.mails).toMatchObject([{ to: 'bob@example.com' }]);
    expect(JSON.parse(test.mailer.mails[0]?.text ?? '')).toMatchObject({ user: 'bob' });
  });

  it('has a link that is void once the password has changed', async () => {
    await test.portal.accounts.revoke(accountKey(alice));
    await mailFlood(test.sendMail, job(alice, 0));
    await expect(useLink()).rejects.toMatchObject({ code: 'link-unavailable' });
  });

  it.each([
    ['nobody', 'unknown'],
    ['carol', 'no-password'],
    ['dave', 'no-mail-address'],
    ['eve', 'mail-domain-not-allowed'],
    ['frank', 'several-mail-addresses'],
    ['grace', 'no-mfa-device'],
  ])('is not sent to %s, and leaves nothing', async (user, reason) => {
    await mailFlood(test.sendMail, job(user));
    expect(test.mailer.mails).toEqual([]);
    expect(await test.table.items()).toEqual([]);
    expect(test.log.entries).toMatchObject([{ event: 'flood.not-eligible', details: { reason } }]);
  });

  it('is counted as one that strangers cause, and held back like those', async () => {
    const ports = { ...test.sendMail, mailsAnHour: 5 };
    for (let flood = 0; flood < 6; flood += 1) await mailFlood(ports, job());
    expect(test.mailer.mails).toHaveLength(4);
    expect(test.log.events().slice(4)).toEqual(['mail.held-back', 'mail.held-back']);
  });

  it('is counted once, however often its job comes or its mail is refused', async () => {
    const work = job();
    test.mailer.failure = new MailRefused(new Error('throttled'));
    await expect(mailFlood(test.sendMail, work)).rejects.toThrow('refused');
    for (let delivery = 0; delivery < 3; delivery += 1) await mailFlood(test.sendMail, work);
    const overall = (await test.table.items()).find(({ pk }) => pk === 'count#overall');
    expect(overall).toMatchObject({ requests: 1 });
  });

  it('can be tried again when it was not sent', async () => {
    const work = job();
    test.mailer.failure = new MailRefused(new Error('throttled'));
    await expect(mailFlood(test.sendMail, work)).rejects.toThrow('refused');
    await mailFlood(test.sendMail, work);
    expect(test.mailer.mails).toHaveLength(1);
    await expect(useLink()).resolves.toBeDefined();
  });

  it('goes out once, however often its job is delivered, also after an unknown outcome', async () => {
    const work = job();
    await mailFlood(test.sendMail, work);
    await Promise.all([mailFlood(test.sendMail, work), mailFlood(test.sendMail, work)]);
    expect(test.mailer.mails).toHaveLength(1);
    const another = job();
    test.mailer.failure = new Error('no answer');
    await expect(mailFlood(test.sendMail, another)).rejects.toThrow('no answer');
    await mailFlood(test.sendMail, another);
    expect(test.mailer.mails).toHaveLength(1);
  });
});
