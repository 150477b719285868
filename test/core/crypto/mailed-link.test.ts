import {
  isBrowserHalf,
  newBrowserHalf,
  newPickupCode,
  pickupMessage,
} from '../../../lambda/core/crypto/browser-half';
import { fingerprint, sameDigest, sha256 } from '../../../lambda/core/crypto/hashing';
import { isLinkId, isLinkKey, linkUrl, newLinkId, newLinkKey } from '../../../lambda/core/crypto/mailed-link';
import { systemRandom } from '../../../lambda/core/crypto/random';

describe('a link', () => {
  it('has an id of 128 and a key of 256 random bits, base64url without padding', () => {
    expect(Buffer.from(newLinkId(systemRandom), 'base64url')).toHaveLength(16);
    expect(Buffer.from(newLinkKey(systemRandom), 'base64url')).toHaveLength(32);
    expect(isLinkId(newLinkId(systemRandom))).toBe(true);
    expect(isLinkKey(newLinkKey(systemRandom))).toBe(true);
  });

  it.each(['', 'short', 'x'.repeat(44), `${'x'.repeat(42)}=`, `${'x'.repeat(42)}\n`, '../'.repeat(15)])(
    'knows that %j is no key',
    (text) => {
      expect(isLinkKey(text)).toBe(false);
    },
  );

  it('carries the key in the fragment, which browsers do not send', () => {
    const url = new URL(linkUrl('https://example.com/dev/extract', 'the-id', 'the-key'));
    expect(url.pathname).toBe('/dev/extract/the-id');
    expect(url.hash).toBe('#the-key');
  });
});

describe('the browser half', () => {
  it('is a cookie of 256 random bits', () => {
    const value = newBrowserHalf(systemRandom);
    expect(Buffer.from(value, 'base64url')).toHaveLength(32);
    expect(isBrowserHalf(value)).toBe(true);
    expect(isBrowserHalf(`${value}x`)).toBe(false);
  });

  it('can be shown as six digits, leading zeros kept', () => {
    expect(newPickupCode({ ...systemRandom, below: () => 7 })).toBe('000007');
    expect(newPickupCode(systemRandom)).toMatch(/^\d{6}$/);
  });

  it('binds a pickup code to its link', () => {
    expect(pickupMessage('one', '123456')).not.toBe(pickupMessage('two', '123456'));
  });
});

describe('hashing', () => {
  it('compares digests of any length without throwing', () => {
    expect(sameDigest(sha256('a'), sha256('a'))).toBe(true);
    expect(sameDigest(sha256('a'), sha256('b'))).toBe(false);
    expect(sameDigest(sha256('a'), 'ab')).toBe(false);
  });

  it('logs identifiers as short fingerprints', () => {
    expect(fingerprint('alice@example.com')).toMatch(/^[0-9a-f]{12}$/);
  });
});
