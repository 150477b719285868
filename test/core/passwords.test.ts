import fc from 'fast-check';
import { newPassword } from '../../lambda/core/passwords';
import { systemRandom } from '../../lambda/core/random';

const policies = fc
  .record({
    minimumLength: fc.integer({ min: 6, max: 128 }),
    maximumLength: fc.integer({ min: 8, max: 128 }),
  })
  .filter(({ minimumLength, maximumLength }) => minimumLength <= maximumLength);

describe('a password that Passlink chooses', () => {
  it('meets every policy: length, and all four classes of characters', () => {
    fc.assert(
      fc.property(policies, (policy) => {
        const password = newPassword(policy, systemRandom);
        expect(password.length).toBeGreaterThanOrEqual(policy.minimumLength);
        expect(password.length).toBeLessThanOrEqual(policy.maximumLength);
        expect(password).toMatch(/[a-z]/);
        expect(password).toMatch(/[A-Z]/);
        expect(password).toMatch(/[0-9]/);
        expect(password).toMatch(/[-_=]/);
      }),
    );
  });

  it.each([
    { minimumLength: 8, maximumLength: 128, length: 24 },
    { minimumLength: 64, maximumLength: 128, length: 64 },
    { minimumLength: 6, maximumLength: 12, length: 12 },
  ])('has $length characters when $minimumLength to $maximumLength are allowed', ({ length, ...policy }) => {
    expect(newPassword(policy, systemRandom)).toHaveLength(length);
  });

  it('starts with a letter and has no character that mails, shells or SSM change, or that is easily misread', () => {
    for (let index = 0; index < 500; index += 1) {
      const password = newPassword({ minimumLength: 8, maximumLength: 128 }, systemRandom);
      expect(password).toMatch(/^[A-Za-z][\w=-]+$/);
      expect(password).not.toMatch(/[lIO01]/);
    }
  });

  it('uses every allowed character about equally often', () => {
    const counts = new Map<string, number>();
    const samples = 4000;
    for (let index = 0; index < samples; index += 1) {
      const password = newPassword({ minimumLength: 8, maximumLength: 128 }, systemRandom);
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
    const policy = { minimumLength: 8, maximumLength: 128 };
    expect(newPassword(policy, draws())).toBe(newPassword(policy, draws()));
  });
});
