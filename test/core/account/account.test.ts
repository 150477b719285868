import {
  accountFingerprint,
  accountKey,
  iamAccountId,
  newAccountId,
} from '../../../lambda/core/account/account';
import { systemRandom } from '../../../lambda/core/crypto/random';

describe('what stands for an account in the table', () => {
  it('is the same for every way to write its name', () => {
    for (const written of ['ALICE@example.com', ' Alice@Example.com\n']) {
      expect(accountKey(written)).toBe(accountKey('alice@example.com'));
    }
  });

  it('differs for different names, and shows none of them', () => {
    expect(accountKey('bob')).not.toBe(accountKey('bob2'));
    expect(accountKey('bob')).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('how an account appears in logs', () => {
  it('is the same however its name was typed, so that one search finds all that was done with it', () => {
    expect(accountFingerprint(' BOB ')).toBe(accountFingerprint('bob'));
    expect(accountFingerprint('bob')).toBe(accountKey('bob').slice(0, 12));
  });
});

describe("an account's opaque id", () => {
  it("looks the same for a new account and for IAM's, so that nobody can tell which it is", () => {
    const form = /^[0-9a-f]{32}$/;
    expect(newAccountId(systemRandom)).toMatch(form);
    expect(iamAccountId('AIDA0123456789ABCDEF0')).toMatch(form);
  });

  it('is new for every new account', () => {
    expect(newAccountId(systemRandom)).not.toBe(newAccountId(systemRandom));
  });

  it('stays the same for an IAM user, and is another one for a later user of the same name', () => {
    expect(iamAccountId('AIDA0123456789ABCDEF0')).toBe(iamAccountId('AIDA0123456789ABCDEF0'));
    expect(iamAccountId('AIDA0123456789ABCDEF1')).not.toBe(iamAccountId('AIDA0123456789ABCDEF0'));
    expect(iamAccountId('AIDA0123456789ABCDEF0')).not.toContain('AIDA');
  });
});
