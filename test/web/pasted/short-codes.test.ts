import fc from 'fast-check';
import { codePattern, pickupCodePattern } from '../../../lambda/web/pasted/field-patterns';
import { isBlank, readCode, readPickupCode } from '../../../lambda/web/pasted/short-codes';
import { writtenCodes, writtenPickupCodes } from '../../support/web/written';

describe('a one-time code', () => {
  it.each(writtenCodes)('is read as it was meant: %j', (text) => {
    expect(readCode(text)).toBe('K7MQ2X9P');
  });

  it.each([
    '',
    'K7MQ-2X9',
    'K7MQ-2X9PP',
    'A K7MQ-2X9P',
    'A: K7MQ-2X9P',
    'Your code is A K7MQ-2X9P',
    'Code: A K7MQ-2X9P',
    '1:K7MQ-2X9P',
    'AB-K7MQ-2X9P',
    'ABK7MQ2X9P',
    'K7MQ-2X9P A',
    'K7MQ-2X9P-A',
    'K7MQ 2X9P ABCD',
    'K7MQ-2X9P K7MQ-2X9P',
    'Code: A1B2-C3D4 Code: K7MQ-2X9P',
    'Old code: A1B2C3D4, new code: K7MQ-2X9P',
    'A1B2 C3D4 and: K7MQ 2X9P',
    'Code: ABCD-EFGH. Code: K7MQ-2X9P',
    'ABCD-EFGH or K7MQ-2X9P',
    'Ａ１Ｂ２－Ｃ３Ｄ４ = K7MQ-2X9P',
    'K7MQ.2X9P',
    'K7MQ:2X9P',
    'K7MQ-2X9U',
    'ß7MQ-2X9',
    'no code at all',
  ])('is not made of what is none: %j', (text) => {
    expect(readCode(text)).toBeUndefined();
  });
});

describe('a pickup code', () => {
  it.each(writtenPickupCodes)('is read as it was meant: %j', (text) => {
    expect(readPickupCode(text)).toBe('482913');
  });

  it.each([
    '',
    '48291',
    '4829130',
    '1:482913',
    '1 482913',
    '482913 7',
    'Code: 111222 Code: 482913',
    'Old: 111 222, new: 482 913',
    '482914 = 482 913',
    '48291x',
    'x482913',
    '482.913',
    '48291O',
  ])('is not made of what is none: %j', (text) => {
    expect(readPickupCode(text)).toBeUndefined();
  });
});

describe("a browser's check of a field", () => {
  const pieces = ['K7MQ', '2X9P', '48', '2913', 'A', '7', 'Code', 'one-time', ...Array.from('-:=.,()*"_ ')];
  const written = fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((parts) => parts.join(''));
  const around = (codes: readonly string[]) =>
    fc.tuple(written, fc.constantFrom(...codes, ''), written).map((parts) => parts.join(''));

  it.each([
    ['a one-time code', codePattern, readCode, writtenCodes],
    ['a pickup code', pickupCodePattern, readPickupCode, writtenPickupCodes],
  ] as const)('lets pass whatever the server reads as %s', (_, pattern, read, known) => {
    const allowed = new RegExp(`^(?:${pattern})$`, 'v');
    for (const text of known) expect([text, allowed.test(text)]).toStrictEqual([text, true]);
    let found = 0;
    const check = (text: string) => {
      if (read(text) === undefined) return;
      found += 1;
      expect([text, allowed.test(text)]).toStrictEqual([text, true]);
    };
    fc.assert(fc.property(around(known), check), { numRuns: 5000 });
    expect(found).toBeGreaterThan(500);
  });
});

describe('a field', () => {
  it.each(['', ' \t', '\u00a0', '\u200b\u2060', '\u3164'])(
    'is empty where nobody sees anything: %j',
    (text) => {
      expect(isBlank(text)).toBe(true);
    },
  );

  it.each(['-', '.', '0'])('is not empty with %j in it', (text) => {
    expect(isBlank(text)).toBe(false);
  });
});
