import { readEnvironment, readOrganisation } from '../lambda/environment';
import { writeLogo } from '../lib/constructs/bundle';
import { inTemporaryFolder } from './support/lib/synthesized';

const sweep = { CHALLENGE_TABLE: 'challenges', VAULT_PREFIX: '/passlink/dev/', LINK_MINUTES: '60' };

const portalOfTable = {
  DIRECTORY: 'table',
  PUBLIC_URL: 'https://api.example/table',
  LANGUAGES: 'en,pt-BR',
  CHALLENGE_TABLE: 'challenges',
  CODE_KEY: 'key',
  SESSION_KEY: 'key',
  MAIL_QUEUE: 'https://sqs.example/mail',
  CODE_MINUTES: '10',
  SESSION_MINUTES: '480',
  PASSWORD_LENGTH: '15',
};

const reset = {
  PUBLIC_URL: 'https://api.example/dev',
  LANGUAGES: 'en,pt-BR',
  CHALLENGE_TABLE: 'challenges',
  CODE_KEY: 'key',
  MAIL_QUEUE: 'https://sqs.example/mail',
  ALLOWED_EMAIL_DOMAINS: 'example.com,example.org',
};

describe("a function's environment", () => {
  it('is parsed', () => {
    expect(readEnvironment('sweep', sweep)).toEqual({ ...sweep, LINK_MINUTES: 60 });
  });

  it('takes lists and limits apart', () => {
    const limits = { accountAndAddress: 5, account: 20, address: 100 };
    const portal = readEnvironment('portal', { ...portalOfTable, LIMITS: JSON.stringify(limits) });
    expect(portal.LIMITS).toEqual(limits);
  });

  it('is refused with what only another directory needs', () => {
    const limits = JSON.stringify({ accountAndAddress: 1, account: 1, address: 1 });
    const withoutLinks = { ...portalOfTable, LIMITS: limits, DIRECTORY: 'iam', VERIFICATION: 'code' };
    expect(() => readEnvironment('portal', withoutLinks)).toThrow(/LINK_QUEUE.*LINK_MINUTES/);
    expect(() => readEnvironment('portal', { ...withoutLinks, DIRECTORY: 'ldap' })).toThrow('DIRECTORY');
  });

  it('tells where passwords are set: of IAM users, or in a table of which the length is known', () => {
    const signInUrl = 'https://signin.example/console';
    const ofIam = {
      ...reset,
      DIRECTORY: 'iam',
      IAM_USER_PATH: '/staff/',
      EMAIL_TAG: 'email',
      REQUIRE_MFA: 'true',
      REFUSE_COMMON_PASSWORDS: 'false',
      SIGN_IN_URL: signInUrl,
    };
    expect(readEnvironment('reset', ofIam)).toMatchObject({
      REQUIRE_MFA: true,
      REFUSE_COMMON_PASSWORDS: false,
      ALLOWED_EMAIL_DOMAINS: ['example.com', 'example.org'],
      SIGN_IN_URL: signInUrl,
    });
    expect(() => readEnvironment('reset', { ...ofIam, REQUIRE_MFA: 'yes' })).toThrow('REQUIRE_MFA');
    const ofTable = { ...reset, DIRECTORY: 'table', USERS_TABLE: 'users', PASSWORD_LENGTH: '15' };
    expect(readEnvironment('reset', ofTable)).toMatchObject({ PASSWORD_LENGTH: 15 });
    expect(() => readEnvironment('reset', { ...ofIam, DIRECTORY: 'table' })).toThrow(
      /USERS_TABLE.*PASSWORD_LENGTH/,
    );
  });

  it('says whose site it is, with the logo from the folder of the function', () => {
    const organisation = { name: 'Acme', contact: 'help@example.com' };
    const limits = JSON.stringify({ accountAndAddress: 1, account: 1 });
    const read = (more: object) => readEnvironment('portal', { ...portalOfTable, LIMITS: limits, ...more });
    const portal = read({ ORGANISATION: JSON.stringify(organisation) });
    inTemporaryFolder((folder) => {
      writeLogo('data:image/png;base64,AA==', folder);
      const withLogo = { ...organisation, logo: 'data:image/png;base64,AA==' };
      expect(readOrganisation(portal, folder)).toStrictEqual(withLogo);
      // The folder of an earlier synthesis, without a logo now.
      writeLogo(undefined, folder);
      expect(readOrganisation(portal, folder)).toEqual(organisation);
      expect(readOrganisation(read({}), folder)).toBeUndefined();
    });
    expect(() => read({ ORGANISATION: 'Acme' })).toThrow('ORGANISATION');
  });

  it.each(Object.keys(sweep))('is refused without %s', (name) => {
    expect(() => readEnvironment('sweep', { ...sweep, [name]: undefined })).toThrow(name);
  });

  it('is refused with one message that names everything that is wrong', () => {
    expect(() => readEnvironment('sweep', { LINK_MINUTES: 'soon' })).toThrow(
      /"sweep" is not usable.*VAULT_PREFIX.*LINK_MINUTES/,
    );
  });
});
