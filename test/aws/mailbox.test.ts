import fc from 'fast-check';
import { mailbox } from '../../lambda/aws/mailbox';

const address = 'passlink@example.com';

/** Any name that the settings allow. */
const anyName = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 64 })
  .filter((name) => /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+$/u.test(name));

/** Reads From as RFC 5322 and RFC 2047 say: a quoted string or encoded words, then the address in brackets. */
function read(from: string): { readonly name: string; readonly address: string } | undefined {
  const quoted = /^"((?:[^"\\]|\\.)*)" <([^<>]+)>$/.exec(from);
  if (quoted) return { name: (quoted[1] ?? '').replace(/\\(.)/g, '$1'), address: quoted[2] ?? '' };
  const encoded =
    /^((?:=\?UTF-8\?B\?[A-Za-z0-9+/]+=*\?=)(?: =\?UTF-8\?B\?[A-Za-z0-9+/]+=*\?=)*) <([^<>]+)>$/.exec(from);
  if (!encoded) return undefined;
  const words = (encoded[1] ?? '').split(' ').map((word) => Buffer.from(word.slice(10, -2), 'base64'));
  // Each word by itself, and strictly: a character must not be cut in two.
  const name = words.map((word) => new TextDecoder('utf-8', { fatal: true }).decode(word)).join('');
  return { name, address: encoded[2] ?? '' };
}

describe('the mailbox in From', () => {
  it.each([
    ['Passlink', '"Passlink" <passlink@example.com>'],
    ['Example, Inc. (IT)', '"Example, Inc. (IT)" <passlink@example.com>'],
    ['The "IT" \\ desk', '"The \\"IT\\" \\\\ desk" <passlink@example.com>'],
    ['Prüfstelle', '=?UTF-8?B?UHLDvGZzdGVsbGU=?= <passlink@example.com>'],
  ])('has the name %s', (name, from) => {
    expect(mailbox(name, address)).toBe(from);
  });

  it.each(['x" <evil@example.org>, "y', 'evil@example.org', '<evil@example.org>', '=?UTF-8?B?ZXZpbA==?='])(
    'has one address, whatever the name is: %s',
    (name) => {
      expect(read(mailbox(name, address))).toStrictEqual({ name, address });
    },
  );

  it('is ASCII on one line, reads as the name, and has no encoded word that is too long', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const from = mailbox(name, address);
        expect(from).toMatch(/^[ -~]+$/);
        expect(read(from)).toStrictEqual({ name, address });
        for (const word of from.match(/=\?UTF-8\?B\?[^?]*\?=/g) ?? [])
          expect(word.length).toBeLessThanOrEqual(75);
      }),
      { numRuns: 2000 },
    );
  });
});
