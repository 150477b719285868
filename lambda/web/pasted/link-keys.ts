/**
 * Finds the key of a link in what people paste: the key alone, the link, or the link inside the redirect of a mail
 * program. Every expression here reads its text once from the front, so that the time grows with its length only.
 */
import { longestPaste, plainText } from './plain-text';

/**
 * A key as one word. A `%` in front of it would make two of its characters part of an escape. Markdown writes the same
 * number of `_` on both sides of what it emphasises. No key is so long that these could be part of it.
 */
const wholeKey = /(?<![\w%-])(_{0,3})(?<key>[\w-]{43})\1(?![\w-])/g;

/**
 * The key of a link. Proofpoint (version 3) writes `*` for the `#` behind the link's id, and `__;` behind the link; Avanan
 * writes `___.` there.
 */
const keyOfLink = /(?:#[^\w#&/-]{0,5}|(?<![\w-])[\w-]{22}\*)(?<key>[\w-]{43})(?:_{2,3}[.;]|(?![\w-]))/g;

/** The key of a link that Markdown emphasises with `_` on both sides. */
const keyOfEmphasised = /(?<![\w-])(_{1,3})https?:[^\s#]*#(?<key>[\w-]{43})\1(?![\w-])/g;

/** A word with this in it is part of an address, where other parameters can look like a key. */
const address = /[/&]|!!|%(?:25)*2[6f]/i;

/** White space, except for the line breaks that a raw mail puts into a word, with `=` in front. */
const wordEnd = /((?:[^\S\r\n]|(?<!=\r?)[\r\n])+)/;

/** How often a text can be percent-encoded: redirects inside redirects, and two rounds around them. */
const mostRounds = 4;

/** What may have come between the characters of a key, from the least to the most. `=` breaks lines in raw mails. */
const breaks = [/=\r?\n/g, /(?<!\n)\r?\n(?!\r?\n)[> ]*/g, /\s+/g, /[=\s]+/g];

/**
 * The keys in a text, each once. More than one is nothing to choose from: the caller refuses them. A text longer than
 * `longestPaste` holds none.
 *
 * A text is read as it is first. Only if it holds no key, what may have broken the key is taken out.
 */
export function keysIn(text: string): readonly string[] {
  const links = text.length > longestPaste ? '' : plainText(text);
  if (links.length > longestPaste) return [];
  const words = links
    .split(wordEnd)
    .map((word) => (address.test(word) ? '' : word))
    .join('');
  const whole = distinct([
    ...found(keyOfLink, layers(links)),
    ...found(keyOfEmphasised, layers(links)),
    ...found(wholeKey, layers(words)),
  ]);
  if (whole.length > 0) return whole;
  for (const broken of breaks) {
    const join = (part: string) => part.replace(broken, '');
    // A line can break inside an escape as well, and a break can be escaped itself.
    const joined = (part: string) => layers(join(part)).map(join);
    const keys = [...found(keyOfLink, joined(links)), ...found(wholeKey, joined(words))];
    const random = distinct(keys.filter(looksRandom));
    if (random.length > 0) return random;
  }
  return [];
}

/** A text, and what is behind each round of percent-encoding and behind Proofpoint's own (version 2). */
function layers(text: string): readonly string[] {
  const read: string[] = [];
  for (let layer = text; read.length <= mostRounds && !read.includes(layer);) {
    read.push(layer);
    const isProofpoint = /https?-3a__/i.test(layer);
    layer = plainText(decode(isProofpoint ? layer.replaceAll('-', '%').replaceAll('_', '/') : layer));
  }
  return read;
}

/** Decodes what is percent-encoded, and leaves everything else as it is. */
function decode(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (escaped) => {
    try {
      return decodeURIComponent(escaped);
    } catch {
      return escaped.replace(/%([0-7][\da-f])/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
    }
  });
}

const found = (key: RegExp, texts: readonly string[]): readonly string[] =>
  texts.flatMap((text) => [...text.matchAll(key)].map(({ groups }) => groups?.key ?? ''));

const distinct = (keys: readonly string[]): readonly string[] => [...new Set(keys)];

/** Whether words that were joined are a key. A sentence has few capitals and digits; of a key they are half. */
const looksRandom = (joined: string): boolean => joined.replace(/[^\dA-Z]/g, '').length >= 8;
