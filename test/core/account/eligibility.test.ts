import { eligibility, isMailAddress } from '../../../lambda/core/account/eligibility';

const account = { id: 'id-1', name: 'alice', email: 'alice@example.com', usesPassword: true };
const decide = (given: Partial<typeof account> | { readonly email: undefined }) =>
  eligibility({ ...account, ...given }, ['example.com', 'example.org']);

describe('an account', () => {
  it('is eligible with a password and a mailbox in an allowed domain', () => {
    expect(decide({})).toEqual({ account: { id: 'id-1', name: 'alice', email: 'alice@example.com' } });
    expect(decide({ email: 'alice@example.org' }).account?.email).toBe('alice@example.org');
  });

  it('is eligible however its mail domain is spelled, and is mailed as it is written', () => {
    expect(decide({ email: 'Alice@Example.COM' })).toEqual({
      account: { id: 'id-1', name: 'alice', email: 'Alice@Example.COM' },
    });
  });

  it('is not eligible when nobody knows it', () => {
    expect(eligibility(undefined, ['example.com'])).toEqual({ reason: 'unknown-or-out-of-reach' });
  });

  it('is not eligible where it is meant to have no password: Passlink never creates console access', () => {
    expect(decide({ usesPassword: false })).toEqual({ reason: 'no-password' });
  });

  it('is not eligible without a mail address', () => {
    expect(decide({ email: undefined })).toEqual({ reason: 'no-mail-address' });
  });

  it.each([
    'alice@elsewhere.example',
    'alice@sub.example.com',
    'alice@notexample.com',
    'alice@example.com.elsewhere.example',
    'alice@example.com@elsewhere.example',
  ])('is not eligible in a domain that is not allowed: %s', (email) => {
    expect(decide({ email })).toEqual({ reason: 'mail-domain-not-allowed' });
  });
});

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
