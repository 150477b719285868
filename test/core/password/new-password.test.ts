import fc from 'fast-check';
import {
  iamDefaultPolicy,
  normalisePassword,
  passwordProblems,
} from '../../../lambda/core/password/password-rules';
import { newPassword } from '../../../lambda/core/password/new-password';
import type { CharacterKind, PasswordPolicy } from '../../../lambda/core/password/policy';
import { systemRandom } from '../../../lambda/core/crypto/random';
import { isCommonPassword } from '../../../lambda/reset/common-passwords';

const policies: fc.Arbitrary<PasswordPolicy> = fc
  .record({
    minimumLength: fc.integer({ min: 6, max: 128 }),
    maximumLength: fc.integer({ min: 8, max: 128 }),
    requiredKinds: fc.subarray<CharacterKind>(['lower-case letter', 'upper-case letter', 'digit', 'symbol']),
    differentKinds: fc.integer({ min: 0, max: 4 }),
    characters: fc.constantFrom('unicode', 'latin-1'),
    refuses: fc.constantFrom('nothing', 'common', 'guessable'),
  })
  .filter(({ minimumLength, maximumLength }) => minimumLength <= maximumLength);

describe('a password that Passlink chooses', () => {
  it('meets every policy that a person has to meet, whatever the account is called', () => {
    fc.assert(
      fc.property(policies, fc.emailAddress(), (policy, name) => {
        const password = newPassword(policy, systemRandom);
        expect(passwordProblems(password, policy, name, isCommonPassword)).toEqual([]);
        expect(normalisePassword(password, policy)).toBe(password);
        for (const kind of [/[a-z]/, /[A-Z]/, /[0-9]/, /[-_=]/]) expect(password).toMatch(kind);
      }),
    );
  });

  it.each([
    { minimumLength: 8, maximumLength: 128, length: 24 },
    { minimumLength: 64, maximumLength: 128, length: 64 },
    { minimumLength: 6, maximumLength: 12, length: 12 },
  ])('has $length characters when $minimumLength to $maximumLength are allowed', ({ length, ...lengths }) => {
    expect(newPassword({ ...iamDefaultPolicy, ...lengths }, systemRandom)).toHaveLength(length);
  });

  it('starts with a letter and has no character that mails, shells or SSM change, or that is easily misread', () => {
    for (let index = 0; index < 500; index += 1) {
      const password = newPassword(iamDefaultPolicy, systemRandom);
      expect(password).toMatch(/^[A-Za-z][\w=-]+$/);
      expect(password).not.toMatch(/[lIO01]/);
    }
  });

  it('uses every allowed character about equally often', () => {
    const counts = new Map<string, number>();
    const samples = 4000;
    for (let index = 0; index < samples; index += 1) {
      const password = newPassword(iamDefaultPolicy, systemRandom);
      for (const character of password.slice(1)) counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    const lettersOnly = [...counts].filter(([character]) => /[A-Za-z]/.test(character)).map(([, n]) => n);
    const mean = lettersOnly.reduce((sum, n) => sum + n, 0) / lettersOnly.length;
    expect(counts.size).toBe(60);
    // 23 draws of 60 characters: about 1,500 of each, so 20 % is more than seven standard deviations.
    for (const count of lettersOnly) expect(Math.abs(count - mean) / mean).toBeLessThan(0.2);
  });

  it('takes all its randomness from what it is given', () => {
    const draws = () => {
      let state = 7;
      return {
        bytes: () => Buffer.alloc(0),
        below: (limit: number) => (state = (state * 1103515245 + 12345) % 2147483648) % limit,
      };
    };
    expect(newPassword(iamDefaultPolicy, draws())).toBe(newPassword(iamDefaultPolicy, draws()));
  });
});
