import { tableAccounts, tableRegistry } from '../../../lambda/aws/dynamo/users';
import { accountKey } from '../../../lambda/core/account/account';
import { browserHash } from '../../../lambda/core/crypto/browser-half';
import { fingerprint } from '../../../lambda/core/crypto/hashing';
import { UnderWay } from '../../../lambda/core/challenge/ports';
import { codeMessage, type CodeSlot } from '../../../lambda/core/code/code';
import { mailCode } from '../../../lambda/core/code/mail-code';
import { MailRefused, type Mail } from '../../../lambda/core/ports';
import type { CodePurpose } from '../../../lambda/core/limits/purposes';
import type { CodeJob } from '../../../lambda/core/code/ports';
import { signIn } from '../../../lambda/core/session/sign-in';
import { openTestTable, type TestTable } from '../../support/core/challenge-table';
import {
  codeIn,
  codeMinutes,
  newBrowser,
  openTestAccounts,
  vouchLinkIn,
  type TestAccounts,
} from '../../support/core/test-accounts';
import { testCodeMac } from '../../support/core/fakes';

const alice = 'alice@example.com';

let test: TestAccounts;
let browser: string;

beforeEach(async () => {
  test = await openTestAccounts();
  browser = newBrowser();
});
afterEach(() => test.close());

const job = (
  user = alice,
  {
    browserHalf = browser,
    ...options
  }: { purpose?: CodePurpose; register?: boolean; browserHalf?: string } = {},
): Promise<CodeJob> => test.requestCode(user, browserHalf, options);
const enter = (code: string, user = alice) => signIn(test.portal, { user, code, browserHalf: browser });
/** The slots of codes that are in the table. */
const slots = async () => (await test.table.items()).filter(({ pk }) => String(pk).startsWith('code#'));
const lastCode = () => codeIn(test.mailer.mails.at(-1));
const slotOf = (user: string): CodeSlot => ({
  purpose: 'sign-in',
  account: accountKey(user),
  browserHash: browserHash(browser),
});
const invalid = { code: 'code-invalid' };

describe('mailing a code', () => {
  it('mails one that opens a session, and keeps only its MAC', async () => {
    await mailCode(test.sendMail, await job(), test.deadline());
    expect(test.mailer.mails).toMatchObject([{ to: alice }]);
    const items = await test.table.items();
    const kept = await slots();
    expect(kept).toHaveLength(1);
    expect(kept[0]).toMatchObject({
      secret: await testCodeMac.generate(codeMessage(slotOf(alice), lastCode())),
      expiresAt: test.clock.now().getTime() / 1000 + codeMinutes * 60,
    });
    const { key } = vouchLinkIn(test.mailer.mails[0]);
    for (const secret of [lastCode(), lastCode().replace('-', ''), 'alice', browser, key]) {
      expect(JSON.stringify(items)).not.toContain(secret);
      expect(JSON.stringify(test.log.entries)).not.toContain(secret);
    }
    await expect(enter(lastCode())).resolves.toBeDefined();
  });

  it.each(['sign-in', 'reset'] as const)('tells what the code is good for: %s', async (purpose) => {
    await mailCode(test.sendMail, await job(alice, { purpose }), test.deadline());
    expect(JSON.parse(test.mailer.mails[0]?.text ?? '')).toEqual({
      purpose,
      user: alice,
      code: lastCode(),
      minutes: codeMinutes,
      vouchLink: expect.stringMatching(
        /^https:\/\/passlink\.example\/dev\/vouch\/[\w-]{22}#[\w-]{43}$/,
      ) as string,
      language: 'en',
    });
    const [item] = await slots();
    expect(item?.pk).toBe(`code#${purpose}#${accountKey(alice)}#${browserHash(browser)}`);
  });

  it('keeps a code for each purpose in one browser: asking for the one does not end the other', async () => {
    const code = await test.receiveCode(alice, browser);
    await test.receiveCode(alice, browser, 'reset');
    await expect(enter(code)).resolves.toBeDefined();
  });

  it('mails to the address that the directory has, not to what was typed', async () => {
    await mailCode(test.sendMail, await job('bob'), test.deadline());
    expect(test.mailer.mails).toMatchObject([{ to: 'bob@example.com' }]);
  });

  it('mails once when a finished request is tried again', async () => {
    const request = await job();
    await mailCode(test.sendMail, request, test.deadline());
    const code = lastCode();
    await mailCode(test.sendMail, request, test.deadline());
    await mailCode(test.sendMail, request, test.deadline());
    expect(test.mailer.mails).toHaveLength(1);
    expect(test.log.events()).toEqual(['code.mailed', 'code.duplicate', 'code.duplicate']);
    await expect(enter(code)).resolves.toBeDefined();
  });

  it('mails once when a request is delivered 20 times at once, and that code works', async () => {
    const request = await job();
    const deliveries = await Promise.allSettled(
      Array.from({ length: 20 }, () => mailCode(test.sendMail, request, test.deadline())),
    );
    const postponed = deliveries.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(postponed.filter((reason) => !(reason instanceof UnderWay))).toEqual([]);
    expect(test.mailer.mails).toHaveLength(1);
    await expect(enter(lastCode())).resolves.toBeDefined();
  });

  it('leaves a request to the delivery that is mailing its code, comes again, and that code works', async () => {
    const request = await job();
    const send = async (mail: Mail) => {
      await expect(mailCode(test.sendMail, request, test.deadline())).rejects.toThrow(UnderWay);
      await test.mailer.send(mail);
    };
    await mailCode({ ...test.sendMail, mailer: { send } }, request, test.deadline());
    await mailCode(test.sendMail, request, test.deadline());
    expect(test.mailer.mails).toHaveLength(1);
    expect(test.log.events()).toEqual(['code.mailed', 'code.duplicate']);
    await expect(enter(lastCode())).resolves.toBeDefined();
  });

  describe('after a delivery that died before the mail', () => {
    const die = async () => {
      const request = await job();
      const codes = { ...test.sendMail.codes, endHold: () => Promise.resolve() };
      test.mailer.failure = new Error('died');
      const died = mailCode({ ...test.sendMail, codes }, request, test.deadline());
      await expect(died).rejects.toThrow('died');
      return request;
    };

    it('mails a new code as soon as that one is over for certain', async () => {
      const request = await die();
      test.clock.advance(29_999);
      await expect(mailCode(test.sendMail, request, test.deadline())).rejects.toThrow(UnderWay);
      test.clock.advance(1);
      await mailCode(test.sendMail, request, test.deadline());
      expect(test.mailer.mails).toHaveLength(1);
      await expect(enter(lastCode())).resolves.toBeDefined();
    });

    it('is done if a later request has come, even if nothing is mailed for that yet', async () => {
      const request = await die();
      const later = await job();
      await mailCode(test.sendMail, request, test.deadline());
      expect(test.log.events()).toEqual(['code.duplicate']);
      await mailCode(test.sendMail, later, test.deadline());
      expect(test.mailer.mails).toHaveLength(1);
    });
  });

  it('does not revive a code that was used, when its request is tried again', async () => {
    const request = await job();
    await mailCode(test.sendMail, request, test.deadline());
    await enter(lastCode());
    await mailCode(test.sendMail, request, test.deadline());
    expect(test.mailer.mails).toHaveLength(1);
    await expect(enter(lastCode())).rejects.toMatchObject(invalid);
  });

  it('mails a new code when the mail was certainly refused, and the refused one is worth nothing then', async () => {
    const request = await job();
    let refused = '';
    const { composeCode } = test.sendMail;
    const ports = {
      ...test.sendMail,
      composeCode: (content: Parameters<typeof composeCode>[0]) => {
        refused ||= content.code;
        return composeCode(content);
      },
    };
    test.mailer.failure = new MailRefused(new Error('throttled'));
    await expect(mailCode(ports, request, test.deadline())).rejects.toThrow(MailRefused);
    await mailCode(ports, request, test.deadline());
    expect(test.mailer.mails).toHaveLength(1);
    await expect(enter(refused)).rejects.toMatchObject(invalid);
    await expect(enter(lastCode())).resolves.toBeDefined();
  });

  it.each([alice, 'nobody'])(
    'gives %s no further attempts when its job is tried again, so that they do not tell of a refused mail',
    async (user) => {
      const request = await job(user);
      test.mailer.failure = new MailRefused(new Error('throttled'));
      const guesses = async () => {
        const before = test.compared();
        await Promise.allSettled(Array.from({ length: 6 }, () => enter('0000-0000', user)));
        return test.compared() - before;
      };
      await mailCode(test.sendMail, request, test.deadline()).catch(() => undefined);
      await expect(guesses()).resolves.toBe(5);
      await mailCode(test.sendMail, request, test.deadline());
      await expect(guesses()).resolves.toBe(0);
      await mailCode(test.sendMail, await job(user), test.deadline());
      await expect(guesses()).resolves.toBe(5);
    },
  );

  it('calls KMS once before the code is in its slot, whether or not there is an account', async () => {
    const calls: string[] = [];
    const ports = {
      ...test.sendMail,
      codeMac: {
        generate: (message: string) => {
          calls.push('mac');
          return testCodeMac.generate(message);
        },
      },
      codes: {
        ...test.sendMail.codes,
        publish: (...values: Parameters<typeof test.sendMail.codes.publish>) => {
          calls.push('publish');
          return test.sendMail.codes.publish(...values);
        },
      },
    };
    for (const user of [alice, 'nobody']) await mailCode(ports, await job(user), test.deadline());
    expect(calls).toEqual(['mac', 'publish', 'mac', 'publish']);
  });

  it('does not end the hold of the newer code when the mail of an older request was refused', async () => {
    const older = await job();
    test.clock.advance(1);
    const { mailer } = test;
    const failing = {
      ...test.sendMail,
      mailer: {
        send: async () => {
          await mailCode(test.sendMail, await job(), test.deadline());
          throw new MailRefused(new Error('throttled'));
        },
      },
    };
    await expect(mailCode(failing, older, test.deadline())).rejects.toThrow(MailRefused);
    await mailCode(test.sendMail, older, test.deadline());
    expect(mailer.mails).toHaveLength(1);
    await expect(enter(lastCode())).resolves.toBeDefined();
  });

  describe('after a mail whose outcome is unknown', () => {
    const fail = async () => {
      const request = await job();
      test.mailer.failure = new Error('connection lost');
      await expect(mailCode(test.sendMail, request, test.deadline())).rejects.toThrow('connection lost');
      return request;
    };

    it('mails a new code at the next delivery of the job, and that one works', async () => {
      const request = await fail();
      await mailCode(test.sendMail, request, test.deadline());
      await mailCode(test.sendMail, request, test.deadline());
      expect(test.mailer.mails).toHaveLength(1);
      expect(test.log.events()).toEqual(['code.mailed', 'code.duplicate']);
      await expect(enter(lastCode())).resolves.toBeDefined();
    });

    it('does nothing if the mail arrived and its code was used', async () => {
      const request = await job();
      const send = async (mail: Mail) => {
        await test.mailer.send(mail);
        throw new Error('connection lost');
      };
      const losing = { ...test.sendMail, mailer: { send } };
      await expect(mailCode(losing, request, test.deadline())).rejects.toThrow('connection lost');
      await enter(lastCode());
      await mailCode(test.sendMail, request, test.deadline());
      expect(test.mailer.mails).toHaveLength(1);
      await expect(enter(lastCode())).rejects.toMatchObject(invalid);
    });

    it('does nothing once a later request has come', async () => {
      const request = await fail();
      await mailCode(test.sendMail, await job(), test.deadline());
      await mailCode(test.sendMail, request, test.deadline());
      expect(test.mailer.mails).toHaveLength(1);
      await expect(enter(lastCode())).resolves.toBeDefined();
    });
  });

  it('is done even if it cannot be noted that the mail went out', async () => {
    const markMailed = () => Promise.reject(new Error('lost'));
    const codes = { ...test.sendMail.codes, markMailed };
    await mailCode({ ...test.sendMail, codes }, await job(), test.deadline());
    expect(test.log.events()).toEqual(['code.mailed', 'code.not-marked']);
    await expect(enter(lastCode())).resolves.toBeDefined();
  });

  it('replaces the older code of the same browser, and gives the new one its own five attempts', async () => {
    await mailCode(test.sendMail, await job(), test.deadline());
    const older = lastCode();
    await Promise.allSettled(Array.from({ length: 5 }, () => enter('0000-0000')));
    test.clock.advance(1);
    await mailCode(test.sendMail, await job(), test.deadline());
    await expect(enter(older)).rejects.toMatchObject(invalid);
    await expect(enter(lastCode())).resolves.toBeDefined();
  });

  it('tells the recovery of the code that is in the slot, and not of the next request', async () => {
    const recovery = async () => (await test.portal.codes.find(slotOf(alice)))?.recovery;
    const older = await job();
    await mailCode(test.sendMail, older, test.deadline());
    const newer = await job();
    await expect(recovery()).resolves.toBe(fingerprint(older.requestId));
    await mailCode(test.sendMail, newer, test.deadline());
    await expect(recovery()).resolves.toBe(fingerprint(newer.requestId));
  });

  it('never replaces a newer code of the same browser by an older one that comes late', async () => {
    const older = await job();
    test.clock.advance(1);
    await mailCode(test.sendMail, await job(), test.deadline());
    const newer = lastCode();
    await mailCode(test.sendMail, older, test.deadline());
    expect(test.mailer.mails).toHaveLength(1);
    await expect(enter(newer)).resolves.toBeDefined();
  });

  it.each([
    ['nobody', 'unknown'],
    ['carol', 'no-password'],
    ['dave', 'no-mail-address'],
    ['eve', 'mail-domain-not-allowed'],
    ['frank', 'several-mail-addresses'],
    ['grace', 'no-mfa-device'],
  ])('mails nothing to %s, and leaves what looks like a code and is none', async (user, reason) => {
    await mailCode(test.sendMail, await job(), test.deadline());
    await mailCode(test.sendMail, await job(user), test.deadline());
    expect(test.mailer.mails).toHaveLength(1);
    expect(test.log.entries.at(-1)).toMatchObject({ event: 'code.not-eligible', details: { reason } });
    const items = await slots();
    const shapeOf = (name: string) => {
      const item = items.find(({ pk }) => String(pk).includes(accountKey(name))) ?? {};
      const names = { pk: '', requestId: '', publishedBy: '', accountId: '' };
      const withoutNames = { ...item, ...names, secret: String(item.secret).length };
      return JSON.stringify(Object.entries(withoutNames).sort());
    };
    expect(items).toHaveLength(2);
    expect(shapeOf(user)).toBe(shapeOf(alice));
    await expect(enter(lastCode(), user)).rejects.toMatchObject(invalid);
  });

  it('leaves the decoy alone when the request is tried again', async () => {
    const request = await job('nobody');
    await mailCode(test.sendMail, request, test.deadline());
    const first = await test.table.items();
    expect(first).toHaveLength(1);
    await mailCode(test.sendMail, request, test.deadline());
    expect(await test.table.items()).toEqual(first);
  });

  it('changes nothing when the directory fails, and works when tried again', async () => {
    const request = await job();
    const directory = { find: () => Promise.reject(new Error('IAM is on fire')) };
    const before = await test.table.items();
    await expect(mailCode({ ...test.sendMail, directory }, request, test.deadline())).rejects.toThrow('fire');
    expect(await test.table.items()).toEqual(before);
    await mailCode(test.sendMail, request, test.deadline());
    await expect(enter(lastCode())).resolves.toBeDefined();
  });
});

describe('the brake on all mails', () => {
  it('holds back what strangers cause, leaves no link, and says so in the log', async () => {
    const ports = { ...test.sendMail, mailsAnHour: 5 };
    for (let asked = 0; asked < 6; asked += 1) await mailCode(ports, await job(), test.deadline());
    expect(test.mailer.mails).toHaveLength(4);
    expect((await test.table.items()).filter(({ pk }) => String(pk).startsWith('vouch#'))).toHaveLength(4);
    expect(test.log.events().slice(4)).toEqual(['mail.held-back', 'mail.held-back']);
    await mailCode(ports, { ...(await job()), vouched: true }, test.deadline());
    expect(test.mailer.mails).toHaveLength(5);
  });

  it('counts nothing for whom no mail goes to, nor for a request that is tried again', async () => {
    const request = await job();
    await mailCode(test.sendMail, request, test.deadline());
    for (let asked = 0; asked < 3; asked += 1) {
      await mailCode(test.sendMail, request, test.deadline());
      await mailCode(test.sendMail, await job('nobody'), test.deadline());
    }
    const overall = (await test.table.items()).find(({ pk }) => pk === 'count#overall');
    expect(overall).toMatchObject({ requests: 1 });
  });

  it('counts a mail once that SES refuses eight times, so that it holds back no other', async () => {
    const ports = { ...test.sendMail, mailsAnHour: 5 };
    const request = await job();
    for (let delivery = 0; delivery < 8; delivery += 1) {
      test.mailer.failure = new MailRefused(new Error('throttled'));
      await expect(mailCode(ports, request, test.deadline())).rejects.toThrow(MailRefused);
    }
    for (let asked = 0; asked < 5; asked += 1) await mailCode(ports, await job(), test.deadline());
    expect(test.mailer.mails).toHaveLength(4);
  });

  it('leaves a mail counted whose outcome is unknown: it may have gone out', async () => {
    const ports = { ...test.sendMail, mailsAnHour: 2 };
    const request = await job();
    test.mailer.failure = new Error('connection lost');
    await expect(mailCode(ports, request, test.deadline())).rejects.toThrow('connection lost');
    await mailCode(ports, await job(), test.deadline());
    await mailCode(ports, await job(), test.deadline());
    expect(test.mailer.mails).toHaveLength(1);
  });

  it('still has the mail tried again when it cannot be taken out of the count', async () => {
    const uncount = () => Promise.reject(new Error('lost'));
    const ports = { ...test.sendMail, counter: { ...test.sendMail.counter, uncount } };
    const request = await job();
    test.mailer.failure = new MailRefused(new Error('throttled'));
    await expect(mailCode(ports, request, test.deadline())).rejects.toThrow(MailRefused);
    await mailCode(ports, request, test.deadline());
    expect(test.log.events()).toEqual(['mail.still-counted', 'code.mailed']);
    await expect(enter(lastCode())).resolves.toBeDefined();
  });

  it.each([
    [
      'the brake',
      { counter: { count: () => Promise.reject(new Error('throttled')), uncount: () => Promise.resolve() } },
    ],
    [
      'the link for a flood',
      {
        vouchLinks: {
          publish: () => Promise.reject(new Error('throttled')),
          retract: () => Promise.resolve(),
        },
      },
    ],
  ])('loses no mail when %s fails before it is sent: the request is tried again', async (_, failing) => {
    const request = await job();
    await expect(mailCode({ ...test.sendMail, ...failing }, request, test.deadline())).rejects.toThrow(
      'throttled',
    );
    expect(test.mailer.mails).toHaveLength(0);
    await mailCode(test.sendMail, request, test.deadline());
    expect(test.mailer.mails).toHaveLength(1);
    await expect(enter(lastCode())).resolves.toBeDefined();
  });
});

describe('mailing a code to an account of the stack itself', () => {
  const zoe = 'zoe@example.com';
  const withoutSecrets = (mail: Mail) =>
    [codeIn(mail), ...Object.values(vouchLinkIn(mail))].reduce(
      (text, each) => text.replace(each, ''),
      mail.text,
    );
  let users: TestTable;

  beforeEach(async () => {
    users = await openTestTable();
    const directory = tableAccounts(users.table);
    const registry = tableRegistry(users.table, test.clock.now);
    test = { ...test, sendMail: { ...test.sendMail, directory, registry } };
  });
  afterEach(() => users.close());

  it('makes one account for 20 requests to register at once', async () => {
    await Promise.all(
      Array.from({ length: 20 }, async () =>
        mailCode(
          test.sendMail,
          await job(zoe, { register: true, browserHalf: newBrowser() }),
          test.deadline(),
        ),
      ),
    );
    expect(await users.items()).toMatchObject([{ pk: zoe }]);
    expect(test.log.events().filter((event) => event === 'account.registered')).toHaveLength(1);
    expect(test.mailer.mails).toHaveLength(20);
    const ids = (await slots()).map(({ accountId }) => accountId);
    expect(new Set(ids)).toEqual(new Set((await users.items()).map(({ id }) => id)));
  });

  it('makes one account for one request, however often it is tried', async () => {
    const request = await job(zoe, { register: true });
    test.mailer.failure = new MailRefused(new Error('throttled'));
    await expect(mailCode(test.sendMail, request, test.deadline())).rejects.toThrow(MailRefused);
    await mailCode(test.sendMail, request, test.deadline());
    await mailCode(test.sendMail, request, test.deadline());
    expect(await users.items()).toHaveLength(1);
    expect(test.mailer.mails).toHaveLength(1);
  });

  it('behaves for an address that registers again exactly as for one that signs in', async () => {
    await mailCode(test.sendMail, await job(zoe, { register: true }), test.deadline());
    const [account] = await users.items();
    const observed: unknown[] = [];
    for (const register of [true, false]) {
      test.clock.advance(1000);
      const [mails, entries] = [test.mailer.mails.length, test.log.entries.length];
      await mailCode(test.sendMail, await job(zoe, { register }), test.deadline());
      observed.push({
        mails: test.mailer.mails.slice(mails).map((mail) => ({ ...mail, text: withoutSecrets(mail) })),
        events: test.log.entries.slice(entries).map(({ level, event }) => ({ level, event })),
        users: await users.items(),
      });
    }
    expect(observed[0]).toEqual(observed[1]);
    expect(observed[0]).toMatchObject({ events: [{ event: 'code.mailed' }], users: [account] });
    await expect(enter(lastCode(), zoe)).resolves.toBeDefined();
  });

  it('mails an account whose mailbox was proven when invented addresses have used their part of all mails up', async () => {
    const ports = { ...test.sendMail, mailsAnHour: 5 };
    await test.sendMail.registry?.register(zoe, 'id-1');
    await test.sendMail.registry?.markVerified(zoe);
    for (let invented = 0; invented < 5; invented += 1) {
      const request = await job(`invented${invented}@example.com`, { register: true });
      await mailCode(ports, request, test.deadline());
    }
    expect(test.mailer.mails).toHaveLength(3);
    await mailCode(ports, await job(zoe), test.deadline());
    expect(test.mailer.mails.slice(3)).toMatchObject([{ to: zoe }]);
  });

  it('makes no account for an address that only signs in', async () => {
    await mailCode(test.sendMail, await job(zoe), test.deadline());
    expect(await users.items()).toEqual([]);
    expect(test.mailer.mails).toEqual([]);
    expect(await test.table.items()).toHaveLength(1);
    expect(test.log.entries).toMatchObject([{ details: { reason: 'unknown' } }]);
  });

  it('makes no account for an address in a domain that is not allowed, and leaves a decoy', async () => {
    await mailCode(test.sendMail, await job('zoe@elsewhere.example', { register: true }), test.deadline());
    expect(await users.items()).toEqual([]);
    expect(test.mailer.mails).toEqual([]);
    expect(await test.table.items()).toHaveLength(1);
    expect(test.log.entries).toMatchObject([{ details: { reason: 'unknown' } }]);
  });

  it('mails nothing to an account whose domain is not allowed any more', async () => {
    await test.sendMail.registry?.register('zoe@elsewhere.example', 'id-1');
    await mailCode(test.sendMail, await job('zoe@elsewhere.example', { register: true }), test.deadline());
    expect(test.mailer.mails).toEqual([]);
    expect(test.log.entries).toMatchObject([{ details: { reason: 'mail-domain-not-allowed' } }]);
  });
});
