import { readEnvironment } from '../lambda/environment';

const sweep = { VAULT_PREFIX: '/passlink/dev/', LINK_MINUTES: '60' };

describe("a function's environment", () => {
  it('is parsed', () => {
    expect(readEnvironment('sweep', sweep)).toEqual({ VAULT_PREFIX: '/passlink/dev/', LINK_MINUTES: 60 });
  });

  it('takes lists and limits apart', () => {
    const limits = { accountAndAddress: 5, account: 20, address: 30, overall: 1000 };
    const portal = readEnvironment('portal', {
      PUBLIC_URL: 'https://api.example/dev',
      CHALLENGE_TABLE: 'challenges',
      CODE_KEY: 'key',
      GENERATE_FUNCTION: 'generate',
      LIMITS: JSON.stringify(limits),
      LINK_MINUTES: '60',
    });
    expect(portal.LIMITS).toEqual(limits);
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
