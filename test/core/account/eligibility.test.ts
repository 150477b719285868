import { eligibility } from '../../../lambda/core/account/eligibility';
import type { Account } from '../../../lambda/core/account/ports';

const account: Account = { id: 'id-1', name: 'alice', email: 'alice@example.com', usesPassword: true };
const decide = (given: Partial<Account>) =>
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

  it.each(['unknown', 'outside-path', 'unknown-or-outside-path'] as const)(
    'is not eligible when it is %s',
    (reason) => {
      expect(eligibility(reason, ['example.com'])).toEqual({ reason });
    },
  );

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
  ])('is not eligible in a domain that is not allowed: %s', (email) => {
    expect(decide({ email })).toEqual({ reason: 'mail-domain-not-allowed' });
  });

  it('is not eligible where its address cannot be mailed', () => {
    expect(decide({ email: 'alice' })).toEqual({ reason: 'invalid-mail-address' });
  });

  it('is not eligible without an MFA device, where one is required', () => {
    expect(decide({ hasMfaDevice: false })).toEqual({ reason: 'no-mfa-device' });
    expect(decide({ hasMfaDevice: true }).account).toBeDefined();
    expect(decide({ hasMfaDevice: false, usesPassword: false })).toEqual({ reason: 'no-password' });
  });
});
