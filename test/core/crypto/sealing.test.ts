import { newLinkId, newLinkKey } from '../../../lambda/core/crypto/mailed-link';
import { systemRandom } from '../../../lambda/core/crypto/random';
import { seal, unseal } from '../../../lambda/core/crypto/sealing';

const secret = { user: 'alice@example.com', password: 'Correct-horse_9' };
const id = newLinkId(systemRandom);
const key = newLinkKey(systemRandom);
const sealed = seal(secret, key, id, systemRandom);

describe('a sealed secret', () => {
  it('opens with the key and the id of its link', () => {
    expect(unseal(sealed, key, id)).toEqual(secret);
  });

  it('does not open with another key', () => {
    expect(() => unseal(sealed, newLinkKey(systemRandom), id)).toThrow();
  });

  it('does not open for another link', () => {
    expect(() => unseal(sealed, key, newLinkId(systemRandom))).toThrow();
  });

  it('does not open when any character of it was changed', () => {
    for (let index = 0; index < sealed.length; index += 1) {
      const other = sealed[index] === 'A' ? 'B' : 'A';
      const changed = sealed.slice(0, index) + other + sealed.slice(index + 1);
      // The last character of base64url may carry unused bits. A text that decodes to the same bytes is not a change.
      const [, nonce = '', body = ''] = changed.split('.');
      const same = [nonce, body].every((part, n) =>
        Buffer.from(part, 'base64url').equals(Buffer.from(sealed.split('.')[n + 1] ?? '', 'base64url')),
      );
      if (same && changed.startsWith('v1.')) continue;
      expect(() => unseal(changed, key, id)).toThrow();
    }
  });

  it('is never the same twice and shows nothing of what is in it', () => {
    const again = seal(secret, key, id, systemRandom);
    expect(again).not.toBe(sealed);
    expect(Buffer.from(again.split('.')[2] ?? '', 'base64url').toString()).not.toContain('alice');
  });

  it('fits a standard parameter and holds nothing that SSM would interpret', () => {
    const longest = seal({ user: 'u'.repeat(64), password: 'p'.repeat(128) }, key, id, systemRandom);
    expect(longest.length).toBeLessThan(4096);
    expect(longest).toMatch(/^[\w.-]+$/);
  });

  it('refuses what was never sealed', () => {
    expect(() => unseal('plain text', key, id)).toThrow('not sealed as expected');
  });
});
