import { dynamoVouchLinks } from '../../../lambda/aws/dynamo/vouch-links';
import { accountKey } from '../../../lambda/core/account/account';
import { newLinkId, newLinkKey } from '../../../lambda/core/crypto/mailed-link';
import { systemRandom } from '../../../lambda/core/crypto/random';
import { makeVouchLink, useVouchLink, type UseVouchLinkPorts } from '../../../lambda/core/limits/vouch-link';
import { vouchedBrowser } from '../../../lambda/core/limits/vouched-browser';
import { signIn } from '../../../lambda/core/session/sign-in';
import {
  newBrowser,
  openTestAccounts,
  vouchLinkIn,
  type TestAccounts,
} from '../../support/core/test-accounts';

const user = 'alice@example.com';
const alice = accountKey(user);
const hour = 3_600_000;
const unavailable = { code: 'link-unavailable', status: 410 };

let test: TestAccounts;
let ports: UseVouchLinkPorts;
let link: { linkId: string; key: string };

beforeEach(async () => {
  test = await openTestAccounts();
  ports = { ...test.portal, vouchLinks: dynamoVouchLinks(test.table.table, test.clock.now) };
  await test.receiveCode(user, newBrowser());
  link = vouchLinkIn(test.mailer.mails.at(-1));
});
afterEach(() => test.close());

const use = (changes: Partial<typeof link> = {}) => useVouchLink(ports, { ...link, ...changes });
const recognised = (kept: string) => vouchedBrowser(test.portal, alice, kept);

describe('the link "It was me" of a mail', () => {
  it('vouches the browser that opens it, again and again, in several browsers', async () => {
    const ids = new Set<string | undefined>();
    for (let browser = 0; browser < 5; browser += 1) ids.add(await recognised(await use()));
    for (const kept of await Promise.all([use(), use(), use()])) ids.add(await recognised(kept));
    expect(ids.size).toBe(8);
    expect(ids).not.toContain(undefined);
  });

  it('vouches for the account of the mail, and for no other', async () => {
    const kept = await use();
    await expect(vouchedBrowser(test.portal, accountKey('bob'), kept)).resolves.toBeUndefined();
  });

  it('changes nothing else: nobody is signed in, and the table stays as it was', async () => {
    const before = await test.table.items();
    await use();
    expect(await test.table.items()).toEqual(before);
  });

  it('leaves no key in the table, and no name', async () => {
    const written = JSON.stringify(await test.table.items());
    expect(written).toContain(link.linkId);
    for (const secret of [link.key, 'alice']) expect(written).not.toContain(secret);
  });

  it('works for 24 hours, and no longer', async () => {
    test.clock.advance(24 * hour - 1000);
    await expect(use()).resolves.toBeDefined();
    test.clock.advance(1000);
    await expect(use()).rejects.toMatchObject(unavailable);
  });

  it('gives its browser 180 days, however late it is opened', async () => {
    test.clock.advance(23 * hour);
    const kept = await use();
    test.clock.advance(180 * 24 * hour);
    await expect(recognised(kept)).resolves.toBeDefined();
  });

  it.each([
    ['another key', () => ({ key: newLinkKey(systemRandom) })],
    ['a key that is none', () => ({ key: 'key' })],
    ['no key', () => ({ key: '' })],
    ['an unknown id', () => ({ linkId: newLinkId(systemRandom) })],
    ['an id that is none', () => ({ linkId: '../nonsense' })],
  ])('does nothing with %s', async (_, changes) => {
    await expect(use(changes())).rejects.toMatchObject(unavailable);
    await expect(use()).resolves.toBeDefined();
  });

  it('does nothing with the key of another link', async () => {
    await test.receiveCode('bob', newBrowser());
    const { key } = vouchLinkIn(test.mailer.mails.at(-1));
    await expect(use({ key })).rejects.toMatchObject(unavailable);
  });

  it('is told alike, whatever is wrong with it', async () => {
    const told = new Set<string>();
    const keep = (problem: unknown) => {
      const { code, special, detail } = problem as Record<string, string>;
      told.add(JSON.stringify([code, special, detail]));
    };
    await use({ key: newLinkKey(systemRandom) }).catch(keep);
    await use({ linkId: newLinkId(systemRandom) }).catch(keep);
    await test.portal.accounts.revoke(alice);
    await use().catch(keep);
    test.clock.advance(24 * hour);
    await use().catch(keep);
    expect(told.size).toBe(1);
  });

  it('ends with a new password or a lock, and not with a sign-in', async () => {
    const browserHalf = newBrowser();
    const code = await test.receiveCode(user, browserHalf);
    await signIn(test.portal, { user, code, browserHalf });
    await expect(use()).resolves.toBeDefined();
    await test.portal.accounts.revoke(alice);
    await expect(use()).rejects.toMatchObject(unavailable);
  });

  it('is void from the start if the password changed while its mail was on the way', async () => {
    const job = await test.requestCode(user, newBrowser());
    await test.portal.accounts.revoke(alice);
    const made = await makeVouchLink(test.sendMail, newLinkId(systemRandom), {
      account: alice,
      sessions: job.sessions,
    });
    await expect(useVouchLink(ports, vouchLinkIn({ text: made?.url ?? '' }))).rejects.toMatchObject(
      unavailable,
    );
  });

  it('logs neither its key nor its id nor the name', async () => {
    const kept = await use();
    await use({ key: newLinkKey(systemRandom) }).catch(() => undefined);
    const logged = test.log.entries.filter(({ event }) => event === 'browser.vouching');
    expect(logged).toMatchObject([{ details: { vouched: true } }, { details: { vouched: false } }]);
    for (const secret of [link.key, link.linkId, 'alice', alice, kept]) {
      expect(JSON.stringify(test.log.entries)).not.toContain(secret);
    }
  });
});
