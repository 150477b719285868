import { domainToASCII } from 'node:url';
import {
  addressProblem,
  isMailAddress,
  withAsciiDomain,
  withoutEnds,
} from '../../../lambda/core/account/mail-address';

describe('a mail address', () => {
  it.each(['alice@example.com', 'Alice.B+tag@Sub.Example.COM', "o'brien@example.co", 'grüße@bücher.example'])(
    '%s is one',
    (text) => {
      expect(isMailAddress(text)).toBe(true);
    },
  );

  it.each([
    ['nothing', ''],
    ['a user name', 'alice'],
    ['no mailbox', '@example.com'],
    ['no domain', 'alice@'],
    ['a domain without a dot', 'alice@localhost'],
    ['a domain that ends with its dot', 'alice@example.'],
    ['a display name', 'Alice <alice@example.com>'],
    ['a display name in quotes', '"Alice" alice@example.com'],
    ['a mailbox in quotes', '"alice"@example.com'],
    ['angle brackets', '<alice@example.com>'],
    ['two addresses with a comma', 'alice@example.com,bob@example.com'],
    ['two addresses with a semicolon', 'alice@example.com;bob@example.com'],
    ['two addresses with a space', 'alice@example.com bob@example.com'],
    ['two at signs', 'alice@example.com@elsewhere.example'],
    ['a group', 'all:alice@example.com'],
    ['a comment', 'alice(work)@example.com'],
    ['an address in brackets', 'alice@[192.0.2.1]'],
    ['a backslash', 'alice\\@example.com'],
    ['a space before it', ' alice@example.com'],
    ['a line break after it', 'alice@example.com\n'],
    ['a line break and a header', 'alice@example.com\r\nBcc: eve@example.com'],
    ['a line break in the mailbox', 'ali\nce@example.com'],
    ['a tab', 'alice@example.com\tx'],
  ])('%s is none', (_, text) => {
    expect(isMailAddress(text)).toBe(false);
  });

  it('has 254 characters at most', () => {
    const longest = `${'a'.repeat(254 - '@example.com'.length)}@example.com`;
    expect(isMailAddress(longest)).toBe(true);
    expect(isMailAddress(`a${longest}`)).toBe(false);
  });
});

describe('why an address may not be mailed', () => {
  const problemOf = (text: string) => addressProblem(text, ['example.com', 'xn--bcher-kva.example']);

  it.each(['alice@example.com', 'Alice@EXAMPLE.com', "o'brien+aws@example.com", 'a@XN--BCHER-KVA.example'])(
    'is nothing: %s',
    (text) => {
      expect(problemOf(text)).toBeUndefined();
    },
  );

  it.each([
    'alice@example.com,bob@example.com',
    'alice@example.com; bob@example.com',
    'alice@example.com bob@example.com',
    'alice@example.com\tbob@elsewhere.example',
    'alice@example.com, bob@',
    'alice@example.com/bob@example.com',
    'alice@example.com:bob@example.com',
  ])('is that there are several: %s', (text) => {
    expect(problemOf(text)).toBe('several-mail-addresses');
  });

  it.each([
    'alice',
    'alice@',
    '@example.com',
    'Alice <alice@example.com>',
    'a@b@example.com',
    'alice@example',
  ])('is that it is none: %s', (text) => {
    expect(problemOf(text)).toBe('invalid-mail-address');
  });

  it.each(['alice@elsewhere.example', 'grüße@elsewhere.example', 'alice@bücher.example'])(
    'is its domain: %s',
    (text) => {
      expect(problemOf(text)).toBe('mail-domain-not-allowed');
    },
  );

  it.each([
    'grüße@example.com',
    'алиса@example.com',
    '.alice@example.com',
    'alice.@example.com',
    'al..ice@example.com',
    `${'a'.repeat(65)}@example.com`,
  ])('is what SES does not take before the @: %s', (text) => {
    expect(problemOf(text)).toBe('mail-local-part-not-for-ses');
  });
});

describe('a value', () => {
  it.each([
    ['alice@example.com', 'alice@example.com'],
    ['  alice@example.com\n', 'alice@example.com'],
    ['alice@example.com.', 'alice@example.com'],
    ['\u3000alice@example.com . ', 'alice@example.com'],
    ['alice@example.com..', 'alice@example.com.'],
    [' . ', ''],
  ])('%j is %j without its ends', (value, expected) => {
    expect(withoutEnds(value)).toBe(expected);
  });
});

describe('a domain', () => {
  it.each([
    ['alice@bücher.example', 'alice@xn--bcher-kva.example'],
    ['Alice@BÜCHER.example', 'Alice@xn--bcher-kva.example'],
    ['alice@bu\u0308cher.example', 'alice@xn--bcher-kva.example'],
    ['grüße@пример.рф', 'grüße@xn--e1afmkfd.xn--p1ai'],
    ['Alice@Example.COM', 'Alice@Example.COM'],
    ['alice@1.2', 'alice@1.2'],
    ['bücher.example', 'bücher.example'],
    ['alice@exam\u200bple.com', 'alice@exam\u200bple.com'],
    ['a@bücher.example, b@bücher.example', 'a@bücher.example, b@bücher.example'],
  ])('of %s becomes ASCII: %s', (text, expected) => {
    expect(withAsciiDomain(text, domainToASCII)).toBe(expected);
  });

  it('without an A-label leaves no address', () => {
    const without = withAsciiDomain('alice@bücher.example', () => '');
    expect(addressProblem(without, ['bücher.example', ''])).toBe('invalid-mail-address');
  });
});
