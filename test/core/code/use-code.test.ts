import { dynamoCodeClaims } from '../../../lambda/aws/dynamo/codes';
import { accountKey, iamAccountId } from '../../../lambda/core/account/account';
import { browserHash } from '../../../lambda/core/crypto/browser-half';
import { codeAttempts, type CodeSlot } from '../../../lambda/core/code/code';
import type { CodePurpose } from '../../../lambda/core/limits/purposes';
import type { CodeClaims } from '../../../lambda/core/code/ports';
import { forgiveAttempts } from '../../../lambda/core/limits/attempts';
import { claimCode, codeRefused, type ClaimedCode } from '../../../lambda/core/code/use-code';
import {
  codeMinutes,
  newBrowser,
  openTestAccounts,
  wrongCode,
  type TestAccounts,
} from '../../support/core/test-accounts';

const alice = 'alice@example.com';
const invalid = { code: 'code-invalid', status: 401 };

let test: TestAccounts;
let browser: string;
let codes: CodeClaims;

beforeEach(async () => {
  test = await openTestAccounts();
  browser = newBrowser();
  codes = dynamoCodeClaims(test.table.table, test.clock.now);
});
afterEach(() => test.close());

const receive = (purpose: CodePurpose = 'reset', from = browser) => test.receiveCode(alice, from, purpose);
const claim = (
  code: string | undefined,
  purpose: CodePurpose = 'reset',
  browserHalf: string | undefined = browser,
) => claimCode(test.reset, purpose, { user: alice, code, browserHalf });
const giveBack = ({ slot, claimId }: ClaimedCode) => codes.release(slot, claimId, 1);
const slotOf = (purpose: CodePurpose = 'reset'): CodeSlot => ({
  purpose,
  account: accountKey(alice),
  browserHash: browserHash(browser),
});
const attemptsOf = async (purpose: CodePurpose = 'reset') => {
  const { account, browserHash: hash } = slotOf();
  return (await test.table.items()).find(({ pk }) => pk === `code#${purpose}#${account}#${hash}`)?.attempts;
};
const inARow = async (purpose: CodePurpose) =>
  (await test.table.items()).find(({ pk }) => pk === `count#attempts#${purpose}#${accountKey(alice)}`)
    ?.requests;

describe('claiming a code', () => {
  it('gives its record to whoever brings it, under a claim of their own', async () => {
    const { slot, record, claimId } = await claim(await receive());
    expect(slot).toEqual(slotOf());
    expect(record).toMatchObject({
      accountId: iamAccountId(alice),
      generation: 0,
      expiresAt: new Date(test.clock.now().getTime() + codeMinutes * 60_000),
    });
    expect(claimId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('works once, even for 20 at once', async () => {
    const code = await receive();
    const claims = await Promise.allSettled(Array.from({ length: 20 }, () => claim(code)));
    expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(claim(code)).rejects.toMatchObject(invalid);
  });

  it.each([
    ['sign-in', 'reset'],
    ['reset', 'sign-in'],
  ] as const)('of a code for a %s is of no use for a %s', async (mailed, wanted) => {
    const code = await receive(mailed);
    await expect(claim(code, wanted)).rejects.toMatchObject(invalid);
    await receive(wanted);
    await expect(claim(code, wanted)).rejects.toMatchObject(invalid);
    await expect(claim(code, mailed)).resolves.toBeDefined();
  });

  it('wins again when the winner tries again, because the answer was lost', async () => {
    const { slot, record, claimId } = await claim(await receive());
    await expect(codes.claim(slot, record.mac, { claimId })).resolves.toBe(true);
    await expect(codes.claim(slot, record.mac, { claimId: 'another' })).resolves.toBe(false);
  });

  it('tells in the log why it was refused, and outside never', async () => {
    const code = await receive();
    const told: unknown[] = [];
    const keep = (problem: unknown) => told.push(JSON.stringify(problem));
    await claim(wrongCode(code)).catch(keep);
    await claim(undefined).catch(keep);
    await claim(code, 'reset', newBrowser()).catch(keep);
    await claim(code);
    await claim(code).catch(keep);
    told.push(JSON.stringify(codeRefused(test.reset, alice, 'revoked')));
    expect(new Set(told).size).toBe(1);
    expect(told).toHaveLength(5);
    const reasons = test.log.entries
      .filter(({ event }) => event === 'code.refused')
      .map(({ details }) => details?.reason);
    expect(reasons).toEqual(['wrong-code', 'unreadable-code', 'no-code', 'no-attempts-left', 'revoked']);
    expect(JSON.stringify(test.log.entries)).not.toContain('alice');
  });
});

describe('what cannot be a code', () => {
  it('counts as an attempt, and is compared with nothing', async () => {
    const code = await receive();
    for (let attempt = 1; attempt <= codeAttempts; attempt += 1) {
      await expect(claim(undefined)).rejects.toMatchObject(invalid);
      await expect(attemptsOf()).resolves.toBe(attempt);
    }
    expect(test.compared()).toBe(0);
    await expect(claim(code)).rejects.toMatchObject(invalid);
  });
});

describe('a browser that sends no cookie', () => {
  it('is told so whatever the code is, and nothing is counted', async () => {
    const code = await receive();
    const told: unknown[] = [];
    for (const entered of [code, wrongCode(code), undefined]) {
      const entry = { user: alice, code: entered, browserHalf: undefined };
      await claimCode(test.reset, 'reset', entry).catch((problem: unknown) => told.push(problem));
    }
    expect(told).toHaveLength(3);
    expect(new Set(told.map((problem) => JSON.stringify(problem))).size).toBe(1);
    expect(told[0]).toMatchObject({ ...invalid, special: 'no-cookie' });
    await expect(attemptsOf()).resolves.toBe(0);
    expect(test.compared()).toBe(0);
    await expect(claim(code)).resolves.toBeDefined();
  });
});

describe('a claim that is given back', () => {
  it('leaves the code as good as it was', async () => {
    const code = await receive();
    const before = await codes.find(slotOf());
    await giveBack(await claim(code));
    expect(await codes.find(slotOf())).toEqual(before);
    await expect(attemptsOf()).resolves.toBe(0);
    await expect(claim(code)).resolves.toBeDefined();
  });

  it('gives the try back, however often: the code never runs out of them', async () => {
    const code = await receive();
    for (let time = 0; time < 4 * codeAttempts; time += 1) await giveBack(await claim(code));
    for (let guess = 1; guess < codeAttempts; guess += 1) {
      await expect(claim(wrongCode(code))).rejects.toMatchObject(invalid);
    }
    await expect(claim(code)).resolves.toBeDefined();
  });

  it('gives no more back than that: five wrong guesses are still all', async () => {
    const code = await receive();
    await claim(wrongCode(code)).catch(() => undefined);
    await giveBack(await claim(code));
    for (let guess = 1; guess < codeAttempts; guess += 1) await claim(wrongCode(code)).catch(() => undefined);
    await expect(claim(code)).rejects.toMatchObject(invalid);
  });

  it('gives one try back when it is given back twice, because the answer was lost', async () => {
    const code = await receive();
    await claim(wrongCode(code)).catch(() => undefined);
    const claimed = await claim(code);
    await giveBack(claimed);
    await giveBack(claimed);
    await expect(attemptsOf()).resolves.toBe(1);
  });

  it('is only ever one’s own', async () => {
    const code = await receive();
    const { slot } = await claim(code);
    await codes.release(slot, 'claim of another', 1);
    await expect(claim(code)).rejects.toMatchObject(invalid);
    await expect(attemptsOf()).resolves.toBe(1);
  });

  it('does nothing to a newer code in its place', async () => {
    const older = await claim(await receive());
    test.clock.advance(1);
    const newer = await receive();
    await giveBack(older);
    await expect(attemptsOf()).resolves.toBe(0);
    await expect(claim(newer)).resolves.toBeDefined();
    await giveBack(older);
    await expect(claim(newer)).rejects.toMatchObject(invalid);
  });

  it('does not make the code live any longer', async () => {
    const code = await receive();
    const claimed = await claim(code);
    test.clock.advance(codeMinutes * 60_000);
    await giveBack(claimed);
    await expect(claim(code)).rejects.toMatchObject(invalid);
  });

  it('is good for one again, of 20 at once', async () => {
    const code = await receive();
    await giveBack(await claim(code));
    const claims = await Promise.allSettled(Array.from({ length: 20 }, () => claim(code)));
    expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('tries in a row', () => {
  beforeEach(async () => {
    for (const purpose of ['sign-in', 'reset'] as const) {
      const code = await receive(purpose);
      for (let guess = 0; guess < 3; guess += 1) await claim(wrongCode(code), purpose).catch(() => undefined);
    }
  });

  it('are counted for each purpose apart: whoever guesses at the one does not lock the other', async () => {
    test.clock.advance(1);
    await claim(wrongCode(await receive())).catch(() => undefined);
    expect([await inARow('sign-in'), await inARow('reset')]).toEqual([3, 4]);
  });

  it('are forgiven for both purposes, or for the one that is named', async () => {
    await forgiveAttempts(test.reset.counter, accountKey(alice), ['sign-in']);
    expect([await inARow('sign-in'), await inARow('reset')]).toEqual([0, 3]);
    await forgiveAttempts(test.reset.counter, accountKey(alice));
    expect([await inARow('sign-in'), await inARow('reset')]).toEqual([0, 0]);
  });

  it('are forgiven to one account only, and where none were counted nothing is left', async () => {
    const before = await test.table.items();
    await forgiveAttempts(test.reset.counter, accountKey('bob'));
    expect(await test.table.items()).toEqual(before);
  });
});
