import { accountKey } from '../../../lambda/core/account/account';
import { claimCode } from '../../../lambda/core/code/use-code';
import { accountAttempts, countAttempt, forgiveAttempts } from '../../../lambda/core/limits/attempts';
import { vouch } from '../../../lambda/core/limits/vouched-browser';
import { signIn } from '../../../lambda/core/session/sign-in';
import { newBrowser, openTestAccounts, wrongCode, type TestAccounts } from '../../support/core/test-accounts';

const user = 'alice@example.com';
const alice = accountKey(user);
const invalid = { code: 'code-invalid' };

let test: TestAccounts;
beforeEach(async () => {
  test = await openTestAccounts();
});
afterEach(() => test.close());

const count = (browser?: string, purpose: 'sign-in' | 'reset' = 'sign-in', account = alice) =>
  countAttempt(test.portal.counter, account, purpose, browser);
/** How many guesses of so many at once were counted. */
const counted = async (times: number, browser?: string) =>
  (await Promise.all(Array.from({ length: times }, () => count(browser)))).filter(({ allowed }) => allowed)
    .length;

describe('wrong guesses in a row', () => {
  it('of strangers stop strangers after a hundred, even of many at once, and no vouched browser', async () => {
    await expect(counted(150)).resolves.toBe(100);
    await expect(count()).resolves.toMatchObject({ allowed: false, retryAfter: 24 * 3600 });
    await expect(count('a browser')).resolves.toEqual({ allowed: true });
  });

  it('of a vouched browser stop it after a hundred of its own, and nobody else', async () => {
    await expect(counted(150, 'a browser')).resolves.toBe(100);
    await expect(count('a browser')).resolves.toMatchObject({ allowed: false });
    await expect(count('another browser')).resolves.toEqual({ allowed: true });
    await expect(count()).resolves.toEqual({ allowed: true });
    test.clock.advance(24 * 3600_000);
    await expect(count('a browser')).resolves.toEqual({ allowed: true });
  });

  it('are counted for each purpose and account apart, in a vouched browser too', async () => {
    await counted(accountAttempts, 'a browser');
    await expect(count('a browser', 'reset')).resolves.toEqual({ allowed: true });
    await expect(count('a browser', 'sign-in', accountKey('bob'))).resolves.toEqual({ allowed: true });
  });

  it('are forgiven to strangers by a success, and to no other vouched browser', async () => {
    await counted(accountAttempts);
    await counted(accountAttempts, 'a browser');
    await forgiveAttempts(test.portal.counter, alice);
    await expect(count()).resolves.toEqual({ allowed: true });
    await expect(count('a browser')).resolves.toMatchObject({ allowed: false });
  });
});

describe('a vouched browser whose account strangers guess at', () => {
  let vouching: string;
  let browserHalf: string;

  beforeEach(async () => {
    vouching = await vouch(test.portal, alice, 0);
    browserHalf = newBrowser();
  });
  const strangersGuess = () => counted(accountAttempts);
  const guess = (code: string) =>
    claimCode(test.portal, 'sign-in', { user, code: wrongCode(code), browserHalf, vouching });

  it('signs in after a hundred wrong guesses of theirs, where a stranger’s does not', async () => {
    await strangersGuess();
    const [here, elsewhere] = [await test.receiveCode(user, browserHalf), newBrowser()];
    const there = await test.receiveCode(user, elsewhere);
    const unvouched = signIn(test.portal, { user, code: there, browserHalf: elsewhere });
    await expect(unvouched).rejects.toMatchObject(invalid);
    const signedIn = await signIn(test.portal, { user, code: here, browserHalf, vouching });
    expect(signedIn.vouching).toMatch(/^[\w-]{22}\.0\./);
    expect(signedIn.vouching).not.toBe(vouching);
  });

  it('is a stranger’s with what was vouched for another account', async () => {
    await strangersGuess();
    vouching = await vouch(test.portal, accountKey('bob'), 0);
    const code = await test.receiveCode(user, browserHalf);
    await expect(signIn(test.portal, { user, code, browserHalf, vouching })).rejects.toMatchObject(invalid);
  });

  it('has its own guesses counted before they are compared', async () => {
    for (let code = 0; code < accountAttempts / 5; code += 1) {
      const mailed = await test.receiveCode(user, browserHalf);
      const guesses = await Promise.allSettled(Array.from({ length: 5 }, () => guess(mailed)));
      for (const each of guesses) expect(each).toMatchObject({ status: 'rejected', reason: invalid });
    }
    expect(test.compared()).toBe(accountAttempts);
    // The right code: had it been compared, it would be claimed now.
    const right = await test.receiveCode(user, browserHalf);
    const entry = { user, code: right, browserHalf, vouching };
    await expect(signIn(test.portal, entry)).rejects.toMatchObject(invalid);
    const { details } = test.log.entries.at(-1) ?? {};
    expect(details).toMatchObject({ reason: 'account-attempts-used-up' });
    // Its guesses stop nobody else.
    const other = newBrowser();
    const code = await test.receiveCode(user, other);
    await expect(signIn(test.portal, { user, code, browserHalf: other })).resolves.toBeDefined();
  });
});
