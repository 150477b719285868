import { scrypt } from '@noble/hashes/scrypt.js';
import { hashPassword } from '../../../lambda/core/password/hash-password';
import { systemRandom } from '../../../lambda/core/crypto/random';
import { readPhc, verifiesPhc } from '../../support/flows/phc';

// A hash takes 0.4 s and 128 MiB on purpose, so this makes as few as possible.
describe('a stored password', () => {
  const password = 'Ein ruhiger Fluß 🦊 под снегом';
  let kept: string;
  let again: string;

  beforeAll(async () => {
    kept = await hashPassword(password, systemRandom);
    again = await hashPassword(password, systemRandom);
  });

  it('is a PHC string of scrypt with the parameters that OWASP asks for', () => {
    expect(kept).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(readPhc(kept)).toMatchObject({ N: 131_072, r: 8, p: 1 });
  });

  it('can be checked by what the string says alone', () => {
    expect(verifiesPhc(kept, password)).toBe(true);
  });

  // Other tests check with Node's, which is five times as fast.
  it('is what an independent implementation makes of the password', () => {
    const { N, r, p, salt, hash } = readPhc(kept);
    const options = { N, r, p, dkLen: hash.length, maxmem: 2 ** 28 };
    expect(Buffer.from(scrypt(password.normalize('NFKC'), salt, options))).toEqual(hash);
  });

  it('differs from one with a single other character', () => {
    expect(verifiesPhc(kept, password.replace('ß', 'ss'))).toBe(false);
  });

  it('is salted: the same password never gives the same hash', () => {
    expect(readPhc(again).salt).toHaveLength(16);
    expect(readPhc(again).salt).not.toEqual(readPhc(kept).salt);
    expect(readPhc(again).hash).not.toEqual(readPhc(kept).hash);
  });

  it('takes its salt from what it is given, and shows nothing of the password', async () => {
    const salt = Buffer.alloc(16, 7);
    const fixed = await hashPassword('k', { ...systemRandom, bytes: () => salt });
    expect(readPhc(fixed).salt).toEqual(salt);
    expect(kept).not.toContain('Fluß');
  });
});
