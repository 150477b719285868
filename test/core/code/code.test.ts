import { codeMessage, newCode, normaliseCode } from '../../../lambda/core/code/code';
import { systemRandom } from '../../../lambda/core/crypto/random';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('a new code', () => {
  it('is two groups of four, without letters that are easily misread', () => {
    for (let count = 0; count < 1000; count += 1) {
      expect(newCode(systemRandom)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    }
  });

  it('has 40 random bits: eight draws, each from 32 characters that are all different', () => {
    const limits: number[] = [];
    const codes = Array.from({ length: 32 }, (_, index) =>
      newCode({ ...systemRandom, below: (limit) => (limits.push(limit), index) }),
    );
    expect(limits).toEqual(Array<number>(8 * 32).fill(32));
    expect(codes).toEqual(Array.from(alphabet, (one) => `${one.repeat(4)}-${one.repeat(4)}`));
  });

  it('prefers no character at any place', () => {
    const draws = 32_000;
    const counts = Array.from({ length: 9 }, () => new Map<string, number>());
    for (let draw = 0; draw < draws; draw += 1) {
      for (const [place, character] of Array.from(newCode(systemRandom)).entries()) {
        const seen = counts[place];
        seen?.set(character, (seen.get(character) ?? 0) + 1);
      }
    }
    const expected = draws / alphabet.length;
    const chiSquares = counts
      .filter((_, place) => place !== 4)
      .map((seen) =>
        Array.from(alphabet, (one) => ((seen.get(one) ?? 0) - expected) ** 2 / expected).reduce(
          (sum, part) => sum + part,
        ),
      );
    // 31 degrees of freedom: a fair draw is above 90 less than once in ten million times.
    expect(Math.max(...chiSquares)).toBeLessThan(90);
  });

  it('does not come twice', () => {
    const codes = Array.from({ length: 2000 }, () => newCode(systemRandom));
    expect(new Set(codes).size).toBe(codes.length);
  });
});

describe('a code that was typed', () => {
  it.each([
    ['as it was mailed', 'K7QP-0M1X'],
    ['in small letters', 'k7qp-0m1x'],
    ['without its hyphen', 'K7QP0M1X'],
    ['with hyphens everywhere', 'K-7-Q-P-0-M-1-X'],
    ['with O for 0', 'K7QP-OM1X'],
    ['with a small o for 0', 'k7qp-om1x'],
    ['with I for 1', 'K7QP-0MIX'],
    ['with L for 1', 'K7QP-0MLX'],
    ['with a small l for 1', 'k7qp-0mlx'],
    ['with a small i for 1', 'k7qp-0mix'],
  ])('is read %s', (_, typed) => {
    expect(normaliseCode(typed)).toBe('K7QP0M1X');
  });

  it.each(['', 'K7QP-0M1', 'K7QP-0M1XX', 'K7QP-0M1U', 'K7QP.0M1X', 'K7QP:0M1X', '\u212A7QP-0M1X'])(
    'is not taken for one that it is not: %j',
    (typed) => {
      expect(normaliseCode(typed)).not.toBe('K7QP0M1X');
    },
  );

  it('stays itself for every new code', () => {
    for (let count = 0; count < 1000; count += 1) {
      const code = newCode(systemRandom);
      expect(normaliseCode(code)).toBe(code.replace('-', ''));
      expect(normaliseCode(normaliseCode(code))).toBe(normaliseCode(code));
    }
  });
});

describe('what is authenticated for a code', () => {
  const slot = { purpose: 'sign-in' as const, account: 'a'.repeat(64), browserHash: 'b'.repeat(64) };
  const message = codeMessage(slot, 'K7QP-0M1X');

  it('is the same however the code was typed', () => {
    expect(codeMessage(slot, 'k7qp-omlx')).toBe(message);
  });

  it.each([
    ['another purpose', { ...slot, purpose: 'reset' as 'sign-in' }, 'K7QP-0M1X'],
    ['another account', { ...slot, account: 'c'.repeat(64) }, 'K7QP-0M1X'],
    ['another browser', { ...slot, browserHash: 'd'.repeat(64) }, 'K7QP-0M1X'],
    [
      'account and browser swapped',
      { ...slot, account: 'b'.repeat(64), browserHash: 'a'.repeat(64) },
      'K7QP-0M1X',
    ],
    ['another code', slot, 'K7QP-0M1Y'],
  ])('is something else for %s', (_, otherSlot, code) => {
    expect(codeMessage(otherSlot, code)).not.toBe(message);
  });
});
