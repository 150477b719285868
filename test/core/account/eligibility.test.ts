import { findEligible } from '../../../lambda/core/account/eligibility';
import type { Absence, Account } from '../../../lambda/core/account/ports';

const account: Account = { id: 'id-1', name: 'alice', email: 'alice@example.com', usesPassword: true };
const decideOn = (found: Account | Absence) =>
  findEligible(
    {
      directory: { find: () => Promise.resolve(found) },
      allowedEmailDomains: ['example.com', 'example.org'],
    },
    'alice',
  );
const decide = (given: Partial<Account>) => decideOn({ ...account, ...given });

describe('an account', () => {
  it('is eligible with a password and a mailbox in an allowed domain', async () => {
    await expect(decide({})).resolves.toEqual({
      account: { id: 'id-1', name: 'alice', email: 'alice@example.com' },
    });
    await expect(decide({ email: 'alice@example.org' })).resolves.toMatchObject({
      account: { email: 'alice@example.org' },
    });
  });

  it('is eligible however its mail domain is spelled, and is mailed as it is written', async () => {
    await expect(decide({ email: 'Alice@Example.COM' })).resolves.toEqual({
      account: { id: 'id-1', name: 'alice', email: 'Alice@Example.COM' },
    });
  });

  it.each(['unknown', 'outside-path', 'unknown-or-outside-path'] as const)(
    'is not eligible when it is %s',
    async (reason) => {
      await expect(decideOn(reason)).resolves.toEqual({ reason });
    },
  );

  it('is not eligible where it is meant to have no password: Passlink never creates console access', async () => {
    await expect(decide({ usesPassword: false })).resolves.toEqual({ reason: 'no-password' });
  });

  it('is not eligible without a mail address', async () => {
    await expect(decide({ email: undefined })).resolves.toEqual({ reason: 'no-mail-address' });
  });

  it.each([
    'alice@elsewhere.example',
    'alice@sub.example.com',
    'alice@notexample.com',
    'alice@example.com.elsewhere.example',
  ])('is not eligible in a domain that is not allowed: %s', async (email) => {
    await expect(decide({ email })).resolves.toEqual({ reason: 'mail-domain-not-allowed' });
  });

  it('is not eligible where its address cannot be mailed', async () => {
    await expect(decide({ email: 'alice' })).resolves.toEqual({ reason: 'invalid-mail-address' });
  });

  it('is not eligible without an MFA device, where one is required', async () => {
    const device = (has: boolean) => ({ hasMfaDevice: () => Promise.resolve(has) });
    await expect(decide(device(false))).resolves.toEqual({ reason: 'no-mfa-device' });
    await expect(decide(device(true))).resolves.toHaveProperty('account');
  });

  it.each([{ usesPassword: false }, { email: undefined }, { email: 'alice@elsewhere.example' }])(
    'is not asked for its MFA device when it is not eligible anyway: %j',
    async (given) => {
      const hasMfaDevice = jest.fn(() => Promise.resolve(false));
      await decide({ ...given, hasMfaDevice });
      expect(hasMfaDevice).not.toHaveBeenCalled();
    },
  );
});
