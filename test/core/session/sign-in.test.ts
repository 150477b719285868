import { accountKey } from '../../../lambda/core/account/account';
import { browserHash } from '../../../lambda/core/crypto/browser-half';
import { changePassword } from '../../../lambda/core/code/change-password';
import { codeAttempts } from '../../../lambda/core/code/code';
import { accountAttempts } from '../../../lambda/core/limits/attempts';
import { mailCode } from '../../../lambda/core/code/mail-code';
import { findSession } from '../../../lambda/core/session/session';
import { signIn, type SignInPorts } from '../../../lambda/core/session/sign-in';
import {
  codeMinutes,
  newBrowser,
  openTestAccounts,
  wrongCode,
  type TestAccounts,
} from '../../support/core/test-accounts';

const alice = 'alice@example.com';
const invalid = { code: 'code-invalid', status: 401 };

describe('signing in', () => {
  let test: TestAccounts;
  let browser: string;

  beforeEach(async () => {
    test = await openTestAccounts();
    browser = newBrowser();
  });
  afterEach(() => test.close());

  const enter = (code: string, from = browser, user = alice) =>
    signIn(test.portal, { user, code, browserHalf: from });
  const enterOften = (code: string, times: number, from = browser) =>
    Promise.allSettled(Array.from({ length: times }, () => enter(code, from)));
  const sessions = async () =>
    (await test.table.items()).filter(({ pk }) => String(pk).startsWith('session#'));
  const reasons = () =>
    test.log.entries.filter(({ event }) => event === 'code.refused').map(({ details }) => details?.reason);

  /** Uses five attempts up in a browser of its own, again and again: what somebody who guesses does. */
  const guess = async (times: number) => {
    for (let tried = 0; tried < times; tried += codeAttempts) {
      const elsewhere = newBrowser();
      const code = await test.receiveCode(alice, elsewhere);
      await enterOften(wrongCode(code), Math.min(codeAttempts, times - tried), elsewhere);
    }
  };

  it('takes the right code, in small letters too, and opens one session', async () => {
    const code = await test.receiveCode(alice, browser);
    const { token } = await enter(code.toLowerCase().replace('-', ''));
    const { accessToken, expiresIn } = token;
    expect(expiresIn).toBe(480 * 60);
    await expect(findSession(test.portal, accessToken)).resolves.toMatchObject({ user: alice });
    expect(await sessions()).toHaveLength(1);
  });

  it('takes the name in any case', async () => {
    const code = await test.receiveCode(alice, browser);
    await expect(enter(code, browser, 'ALICE@Example.com')).resolves.toBeDefined();
  });

  it('takes a code once', async () => {
    const code = await test.receiveCode(alice, browser);
    await enter(code);
    await expect(enter(code)).rejects.toMatchObject(invalid);
    expect(await sessions()).toHaveLength(1);
  });

  it('opens exactly one session for 20 right guesses at once', async () => {
    const code = await test.receiveCode(alice, browser);
    const answers = await enterOften(code, 20);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusals = answers.filter((answer) => answer.status === 'rejected');
    for (const { reason } of refusals) expect(reason).toMatchObject(invalid);
    expect(await sessions()).toHaveLength(1);
  });

  it('compares no more than five of 200 wrong guesses at once, and then not even the right code works', async () => {
    const code = await test.receiveCode(alice, browser);
    const answers = await enterOften(wrongCode(code), 200);
    expect(answers.every(({ status }) => status === 'rejected')).toBe(true);
    expect(test.compared()).toBe(5);
    await expect(enter(code)).rejects.toMatchObject(invalid);
    expect(test.compared()).toBe(5);
    expect(await sessions()).toHaveLength(0);
  });

  it('still takes the right code as the fifth guess', async () => {
    const code = await test.receiveCode(alice, browser);
    await enterOften(wrongCode(code), 4);
    await expect(enter(code)).resolves.toBeDefined();
  });

  it('refuses whoever brings no browser half, and counts nothing', async () => {
    const code = await test.receiveCode(alice, browser);
    const before = await test.table.items();
    await expect(signIn(test.portal, { user: alice, code, browserHalf: undefined })).rejects.toMatchObject(
      invalid,
    );
    expect(await test.table.items()).toEqual(before);
    await expect(enter(code)).resolves.toBeDefined();
  });

  it('refuses the right code in another browser, with the same problem as a wrong one', async () => {
    const code = await test.receiveCode(alice, browser);
    const other = newBrowser();
    await test.receiveCode(alice, other);
    const problemOf = (attempt: Promise<unknown>) =>
      attempt.then(
        () => 'signed in',
        (problem: unknown) => ({ ...(problem as object), message: (problem as Error).message }),
      );
    const wrong = await problemOf(enter(wrongCode(code)));
    expect(wrong).toMatchObject(invalid);
    await expect(problemOf(enter(code, other))).resolves.toEqual(wrong);
    await expect(problemOf(enter(code, newBrowser()))).resolves.toEqual(wrong);
    expect(new Set(reasons())).toEqual(new Set(['wrong-code', 'no-code']));
  });

  it('takes no code of another account', async () => {
    const code = await test.receiveCode(alice, browser);
    await test.receiveCode('bob', browser);
    await expect(enter(code, browser, 'bob')).rejects.toMatchObject(invalid);
    await expect(enter(code)).resolves.toBeDefined();
  });

  it("is not hindered by somebody else's requests and guesses for the same account", async () => {
    const code = await test.receiveCode(alice, browser);
    const stranger = newBrowser();
    for (let request = 0; request < 3; request += 1) {
      test.clock.advance(1000);
      const theirs = await test.receiveCode(alice, stranger);
      await enterOften(wrongCode(theirs), 20, stranger);
    }
    await enterOften(wrongCode(code), 20, newBrowser());
    await expect(enter(code)).resolves.toBeDefined();
  });

  it('keeps a code of every browser that asked, until one of them is used: that ends all of them', async () => {
    const browsers = [browser, newBrowser(), newBrowser()];
    const codes: string[] = [];
    for (const each of browsers) codes.push(await test.receiveCode(alice, each));
    const slots = browsers.map((each) => ({
      purpose: 'sign-in' as const,
      account: accountKey(alice),
      browserHash: browserHash(each),
    }));
    for (const slot of slots) {
      await expect(test.portal.codes.find(slot)).resolves.toMatchObject({
        expiresAt: new Date(test.clock.now().getTime() + codeMinutes * 60_000),
      });
    }
    await expect(enter(codes[1] ?? '', browsers[1])).resolves.toBeDefined();
    await expect(enter(codes[0] ?? '', browsers[0])).rejects.toMatchObject(invalid);
    await expect(enter(codes[2] ?? '', browsers[2])).rejects.toMatchObject(invalid);
    expect(await sessions()).toHaveLength(1);
  });

  it('opens one session when the codes of several browsers are entered at once', async () => {
    const browsers = Array.from({ length: 6 }, newBrowser);
    const codes: string[] = [];
    for (const each of browsers) codes.push(await test.receiveCode(alice, each));
    test.clock.advance(1);
    await Promise.allSettled(browsers.map((each, index) => enter(codes[index] ?? '', each)));
    expect(await sessions()).toHaveLength(1);
  });

  it('compares a try with no code that a newer one has replaced meanwhile', async () => {
    const { codes } = test.portal;
    const resend = async () => {
      test.clock.advance(1);
      await test.receiveCode(alice, browser);
    };
    const beforeTheAttempt: typeof codes.countAttempt = async (...given) => {
      await resend();
      return codes.countAttempt(...given);
    };
    const beforeTheClaim: typeof codes.claim = async (...given) => {
      await resend();
      return codes.claim(...given);
    };
    for (const replaced of [{ countAttempt: beforeTheAttempt }, { claim: beforeTheClaim }]) {
      test.clock.advance(1);
      const code = await test.receiveCode(alice, browser);
      const ports = { ...test.portal, codes: { ...codes, ...replaced } };
      const attempt = signIn(ports, { user: alice, code, browserHalf: browser });
      await expect(attempt).rejects.toMatchObject(invalid);
    }
    expect(await sessions()).toHaveLength(0);
  });

  it('takes no code that was mailed before a reset', async () => {
    const code = await test.receiveCode(alice, browser);
    test.clock.advance(1000);
    await test.portal.accounts.revoke(accountKey(alice));
    await expect(enter(code)).rejects.toMatchObject(invalid);
    test.clock.advance(1);
    const { token } = await enter(await test.receiveCode(alice, browser));
    await expect(findSession(test.portal, token.accessToken)).resolves.toMatchObject({ user: alice });
  });

  it('takes a code to its own end, and not longer, while the next one is on its way', async () => {
    const code = await test.receiveCode(alice, browser);
    test.clock.advance((codeMinutes - 1) * 60_000);
    await test.requestCode(alice, browser);
    test.clock.advance(60_000);
    await expect(enter(code)).rejects.toMatchObject(invalid);
    const next = await test.receiveCode(alice, browser);
    test.clock.advance((codeMinutes - 1) * 60_000);
    await test.requestCode(alice, browser);
    await expect(enter(next)).resolves.toBeDefined();
  });

  describe('while all sessions of the account are ended', () => {
    const revoke = () => test.portal.accounts.revoke(accountKey(alice));
    const choosePassword = async () => {
      const elsewhere = newBrowser();
      const code = await test.receiveCode(alice, elsewhere, 'reset');
      const choice = {
        user: alice,
        code,
        password: 'A quiet river, 7 boats',
        browserHalf: elsewhere,
        language: 'en',
      } as const;
      test.clock.advance(1);
      await changePassword(test.reset, choice, new Date(test.clock.now().getTime() + 25_000));
    };
    /** Signs in, and has something happen shortly before the code is used up, or after. */
    const enterWhile = async (moment: 'before' | 'after', meanwhile: () => Promise<void>) => {
      const { accounts } = test.portal;
      const code = await test.receiveCode(alice, browser);
      const useCode: typeof accounts.useCode = async (...given) => {
        if (moment === 'before') await meanwhile();
        const used = await accounts.useCode(...given);
        if (moment === 'after') await meanwhile();
        return used;
      };
      const ports = { ...test.portal, accounts: { ...accounts, useCode } };
      return signIn(ports, { user: alice, code, browserHalf: browser });
    };

    it.each([
      ['a link or a dispute', revoke],
      ['a password that was chosen with a code', choosePassword],
    ])('opens none that outlives that: %s', async (_, ending) => {
      const { token } = await enterWhile('after', ending);
      await expect(findSession(test.portal, token.accessToken)).resolves.toBeUndefined();
    });

    it.each([
      ['a link or a dispute', revoke],
      ['a password that was chosen with a code', choosePassword],
    ])('opens none at all where that came first: %s', async (_, ending) => {
      await expect(enterWhile('before', ending)).rejects.toMatchObject(invalid);
      expect(await sessions()).toEqual([]);
    });
  });

  it("leaves other accounts' codes alone when it ends an account's own", async () => {
    const bobs = newBrowser();
    const [code, bobsCode] = [await test.receiveCode(alice, browser), await test.receiveCode('bob', bobs)];
    await enter(code);
    await expect(enter(bobsCode, bobs, 'bob')).resolves.toBeDefined();
  });

  it('also ends the codes that were requested before it and come later', async () => {
    const code = await test.receiveCode(alice, browser);
    const [late, slow] = [newBrowser(), newBrowser()];
    const delayed = await test.requestCode(alice, late);
    const slower = await test.requestCode(alice, slow);
    await enter(code);
    for (const [job, from] of [
      [delayed, late],
      [slower, slow],
    ] as const) {
      await mailCode(test.sendMail, job, test.deadline());
      await expect(enter(codeOf(test), from)).rejects.toMatchObject(invalid);
    }
    await expect(enter(await test.receiveCode(alice, late), late)).resolves.toBeDefined();
  });

  it('takes a code in its last second, and not a second later', async () => {
    const [code, other] = [await test.receiveCode(alice, browser), newBrowser()];
    const otherCode = await test.receiveCode('bob', other);
    test.clock.advance(codeMinutes * 60_000 - 1000);
    await expect(enter(code)).resolves.toBeDefined();
    test.clock.advance(1000);
    await expect(enter(otherCode, other, 'bob')).rejects.toMatchObject(invalid);
  });

  it('takes no guess for a day after a hundred wrong ones in a row, whatever new code is asked for', async () => {
    await guess(accountAttempts);
    expect(test.compared()).toBe(100);
    const code = await test.receiveCode(alice, browser);
    // The right code: had it been compared, it would be claimed now.
    await expect(enter(code)).rejects.toMatchObject(invalid);
    expect(reasons().at(-1)).toBe('account-attempts-used-up');

    test.clock.advance(24 * 3600_000 - 1000);
    await expect(enter(await test.receiveCode(alice, browser))).rejects.toMatchObject(invalid);
    test.clock.advance(1000);
    await expect(enter(await test.receiveCode(alice, browser))).resolves.toBeDefined();
  });

  it('counts the hundred for one account only', async () => {
    await guess(accountAttempts);
    const bobs = newBrowser();
    await expect(enter(await test.receiveCode('bob', bobs), bobs, 'bob')).resolves.toBeDefined();
  });

  it('counts anew after a success', async () => {
    await guess(accountAttempts - 1);
    await expect(enter(await test.receiveCode(alice, browser))).resolves.toBeDefined();
    test.clock.advance(1);
    await guess(accountAttempts - 1);
    await expect(enter(await test.receiveCode(alice, browser))).resolves.toBeDefined();
  });

  it('forgives no wrong guesses at a reset: they are counted apart', async () => {
    const slot = `count#attempts#reset#${accountKey(alice)}`;
    await test.portal.counter.count(slot.replace('count#', ''), accountAttempts, 3600);
    await enter(await test.receiveCode(alice, browser));
    expect((await test.table.items()).find(({ pk }) => pk === slot)).toMatchObject({ requests: 1 });
  });

  it('takes the same steps for a wrong code, for an account that is not there, and for a revoked code', async () => {
    const calls: string[] = [];
    const recorded = <Port extends object>(name: string, port: Port): Port =>
      new Proxy(port, {
        get: (target, call) => {
          const member: unknown = Reflect.get(target, call);
          if (typeof member !== 'function') return member;
          return (...given: unknown[]) => {
            calls.push(`${name}.${String(call)}`);
            return Reflect.apply(member, target, given) as unknown;
          };
        },
      });
    const { codes, accounts, counter, sessions: store, codeMac, tokens } = test.portal;
    const ports: SignInPorts = {
      ...test.portal,
      codes: recorded('codes', codes),
      accounts: recorded('accounts', accounts),
      counter: recorded('counter', counter),
      sessions: recorded('sessions', store),
      codeMac: recorded('codeMac', codeMac),
      tokens: recorded('tokens', tokens),
    };
    const callsFor = async (user: string, meanwhile: () => Promise<void> = () => Promise.resolve()) => {
      const code = await test.receiveCode(user, browser);
      await meanwhile();
      calls.length = 0;
      for (let attempt = 0; attempt < 7; attempt += 1) {
        await expect(
          signIn(ports, { user, code: wrongCode(code), browserHalf: browser }),
        ).rejects.toMatchObject(invalid);
      }
      return [...calls];
    };
    const real = await callsFor(alice);
    expect(real.filter((call) => call === 'codeMac.generate')).toHaveLength(codeAttempts);
    for (const user of ['nobody', 'carol', 'dave', 'eve']) expect(await callsFor(user)).toEqual(real);
    // Nor does it show that the owner has just signed in elsewhere, which revoked this browser's code.
    const signInElsewhere = () => accounts.revoke(accountKey('bob'));
    expect(await callsFor('bob', signInElsewhere)).toEqual(real);
  });

  it('logs no name and no code', async () => {
    const code = await test.receiveCode(alice, browser);
    await enterOften(wrongCode(code), 2);
    await enter(code);
    await enterOften(code, 1);
    const logged = JSON.stringify(test.log.entries);
    for (const secret of ['alice', code, code.replace('-', ''), browser])
      expect(logged).not.toContain(secret);
  });
});

const codeOf = (test: TestAccounts): string =>
  (JSON.parse(test.mailer.mails.at(-1)?.text ?? '{}') as { code: string }).code;
