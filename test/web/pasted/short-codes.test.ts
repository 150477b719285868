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
    '48291x',
    'x482913',
    '482.913',
    '48291O',
  ])('is not made of what is none: %j', (text) => {
    expect(readPickupCode(text)).toBeUndefined();
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
