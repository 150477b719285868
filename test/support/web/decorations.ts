/** Makes of codes, keys and links what people send, at random. */
import fc from 'fast-check';
import { redirects } from './written';

type Text = fc.Arbitrary<string>;

const everyCharacter = Array.from({ length: 0x3_0000 }, (_, codePoint) => codePoint)
  .filter((codePoint) => codePoint < 0xd800 || codePoint > 0xdfff)
  .map((codePoint) => String.fromCodePoint(codePoint));
const matching = (pattern: RegExp) => everyCharacter.filter((character) => pattern.test(character));

const dash = fc.constantFrom(...matching(/\p{Pd}|\u2212|\u207b|\u2043/u));
const space = fc.constantFrom(...matching(/\p{Zs}/u), '\t');
const invisible = fc.constantFrom(
  ...Array.from(
    '\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2066\u2069\ufe0f\ufeff',
  ),
);
/** The decimal digits of all scripts, by their value: those of a script stand together. */
const zeros = matching(/\p{Nd}/u).filter((_, at) => at % 10 === 0);
const digit = (value: string) =>
  fc.constantFrom(...zeros).map((zero) => String.fromCodePoint((zero.codePointAt(0) ?? 0) + Number(value)));
const fullWidth = (character: string) => String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0);

/** Now and then; usually nothing. */
const rarely = (text: Text, weight = 8): Text =>
  fc.oneof({ weight, arbitrary: fc.constant('') }, { weight: 1, arbitrary: text });

const around: Text = fc.constantFrom(
  '@',
  ' @ ',
  '@.',
  '"@"',
  "'@'",
  '\u201c@\u201d',
  '\u201e@\u201c',
  '\u00ab@\u00bb',
  '\u300c@\u300d',
  '(@)',
  '[@]',
  '<@>',
  '{@}',
  '*@*',
  '**@**',
  '\u202a@\u202c',
  '> @',
  '\u3010@\u3011.',
);
const label: Text = fc.constantFrom(
  '',
  '',
  'Code: ',
  'Code:',
  'code = ',
  'Your code is: ',
  'C\u00f3digo\uff1a',
  '\u78bc\uff1a',
  'It reads ',
);

const wrapped = (text: Text, before: Text = label): Text =>
  fc.tuple(around, before, around, text).map(([outer, labelled, inner, meant]) =>
    // The replacement is a function: a `$` in a text means nothing.
    outer.replace('@', () => labelled + inner.replace('@', () => meant)),
  );

/** A character as a phone may write it; a code does not tell small letters from capitals. */
function written(character: string, anyCase: boolean): Text {
  if (character === '-') return dash;
  if (/\d/.test(character)) return fc.oneof(fc.constant(character), digit(character));
  const plain = anyCase
    ? fc.constantFrom(character.toUpperCase(), character.toLowerCase())
    : fc.constant(character);
  return /[a-z]/i.test(character) ? fc.oneof(plain, plain.map(fullWidth)) : plain;
}

const joined = (texts: readonly Text[]): Text => fc.tuple(...texts).map((parts) => parts.join(''));

/** A short code, grouped at random. */
export const decoratedCode = (code: string): Text =>
  wrapped(
    joined(
      Array.from(code).flatMap((character, at) => [
        at === 0 ? fc.constant('') : rarely(fc.oneof(dash, space)),
        rarely(invisible),
        written(character, true),
      ]),
    ),
  );

/** As Markdown does it with the one mark that can be part of a key, too. */
const emphasised = (text: Text): Text =>
  fc.tuple(fc.constantFrom('_', '__', '___'), text).map(([mark, inside]) => mark + inside + mark);

/** A key by itself. A mail program breaks it, if at all, at one place; a single character apart would be a word. */
export const decoratedKey = (key: string): Text => {
  const characters = (inside: Text) =>
    joined(
      Array.from(key).flatMap((character) => [rarely(invisible, 20), inside, written(character, false)]),
    );
  const whole = characters(fc.constant(''));
  const broken = fc
    .tuple(fc.integer({ min: 4, max: key.length - 4 }), fc.constantFrom('\n', '\r\n', '=\n', '=\r\n', ' '))
    .map(([at, line]) => key.slice(0, at) + line + key.slice(at));
  const plainLabel = fc.constantFrom('', 'Key: ', '\u9470\uff1a');
  return encoded(fc.oneof(wrapped(whole), wrapped(emphasised(whole)), wrapped(broken, plainLabel)), 2);
};

/** A link, by itself or inside redirects, encoded and broken. */
export const decoratedLink = (link: string): Text => {
  const alone = fc.constant(link);
  const redirected = fc.constantFrom(...Object.values(redirects)).map((redirect) => redirect(link));
  const broken = (text: string, lineEnds: readonly string[]) =>
    fc
      .tuple(fc.integer({ min: 1, max: text.length - 1 }), fc.constantFrom('', ...lineEnds))
      .map(([at, line]) => text.slice(0, at) + line + text.slice(at));
  const sent = fc.oneof(
    encoded(alone, 2).chain((text) => broken(text, ['=\n', '=\r\n', '\n', '\r\n'])),
    encoded(redirected, 2).chain((text) => broken(text, ['=\n', '=\r\n'])),
  );
  const inMarkdown = fc.oneof(alone, redirected).map((text) => `[${text}](${text})`);
  const outside = fc.constantFrom('@', '<@>', '(@)', '"@"', '@.', ' @\n', '**@**', 'Link: @', '[Open](@)');
  return fc.oneof(
    inMarkdown,
    emphasised(alone),
    fc.tuple(outside, sent).map(([outer, text]) => outer.replace('@', () => text)),
  );
};

const encoded = (text: Text, most: number): Text =>
  fc.tuple(text, fc.integer({ min: 0, max: most })).map(([plain, rounds]) => {
    let result = plain;
    for (let round = 0; round < rounds; round += 1) result = encodeURIComponent(result);
    return result;
  });

/**
 * A text with one character more, one less, or another one.
 *
 * @param alphabet no two of its characters mean the same.
 */
export const mistaken = (text: string, alphabet: string): Text =>
  fc
    .tuple(
      fc.constantFrom('more', 'less', 'another'),
      fc.nat(text.length - 1),
      fc.constantFrom(...Array.from(alphabet)),
    )
    .filter(([kind, at, character]) => kind !== 'another' || text.charAt(at) !== character)
    .map(
      ([kind, at, character]) =>
        text.slice(0, at) +
        (kind === 'less' ? '' : character) +
        (kind === 'more' ? text.slice(at) : text.slice(at + 1)),
    );
