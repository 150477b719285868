/** What a directory asks of a password that a person chooses, for the server to check and for the page to show. */
import type { CharacterKind, PasswordPolicy } from './ports';

/** One rule: in words that go on after "Use", and as the source of a regular expression with the flag `u`. */
export interface PasswordRule {
  readonly words: string;
  readonly pattern: string;
}

/** As IAM counts them: letters of the Latin alphabet, and these symbols ("Setting an account password policy", IAM guide). */
const kinds: Readonly<Record<CharacterKind, string>> = {
  'lower-case letter': '[a-z]',
  'upper-case letter': '[A-Z]',
  digit: '[0-9]',
  symbol: String.raw`[!@#$%^&*\(\)_+\-=\[\]\{\}\|']`,
};

/** NIST SP 800-63B-4 asks for 64 at least; this many is what IAM takes at most. */
const maximumLength = 128;

/** IAM's rules where the account has none of its own ("Setting an account password policy for IAM users", IAM guide). */
export const iamDefaultPolicy: PasswordPolicy = {
  minimumLength: 8,
  maximumLength,
  requiredKinds: [],
  differentKinds: 3,
  characters: 'latin-1',
  refusesGuessable: false,
};

/** The rules for accounts of the users table: length and no composition (NIST SP 800-63B-4, ASVS 5.0 6.2). */
export const tablePolicy = (minimumLength: number): PasswordPolicy => ({
  minimumLength,
  maximumLength,
  requiredKinds: [],
  differentKinds: 0,
  characters: 'unicode',
  refusesGuessable: true,
});

/** The rules of a policy that a pattern can tell. */
export function rulesOf(policy: PasswordPolicy): readonly PasswordRule[] {
  const { requiredKinds, differentKinds, characters } = policy;
  return [
    { words: `at least ${policy.minimumLength} characters`, pattern: `^[^]{${policy.minimumLength},}$` },
    { words: `at most ${policy.maximumLength} characters`, pattern: `^[^]{0,${policy.maximumLength}}$` },
    ...requiredKinds.map((kind) => ({
      words: `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`,
      pattern: kinds[kind],
    })),
    ...(differentKinds > 0 ? [mixtureOf(differentKinds)] : []),
    ...(characters === 'latin-1'
      ? [{ words: 'no characters but those of Western European languages', pattern: '^[ -\u00ff]*$' }]
      : []),
  ];
}

function mixtureOf(count: number): PasswordRule {
  const mixtures = combinations(Object.values(kinds), count).map((mixture) =>
    mixture.map((kind) => `(?=[^]*${kind})`).join(''),
  );
  return {
    words: `${count} of these four: lower-case letters, upper-case letters, digits, symbols`,
    pattern: `^(?:${mixtures.join('|')})`,
  };
}

function combinations<Item>([first, ...others]: readonly Item[], count: number): readonly Item[][] {
  if (count === 0) return [[]];
  if (first === undefined) return [];
  return [...combinations(others, count - 1).map((rest) => [first, ...rest]), ...combinations(others, count)];
}

/** A password as the directory takes it: the same for every way in which a keyboard spells the same characters. */
export const normalisePassword = (typed: string, { characters }: PasswordPolicy): string =>
  characters === 'unicode' ? typed.normalize('NFKC') : typed;

/**
 * What keeps a password from being taken, in sentences for the person who chose it; none if nothing does.
 *
 * @param password normalised.
 * @param name the account's name; a password made of it is easy to guess.
 * @param isCommon whether a password, in lower case, is well known.
 */
export function passwordProblems(
  password: string,
  policy: PasswordPolicy,
  name: string,
  isCommon: (password: string) => boolean,
): readonly string[] {
  const broken = rulesOf(policy)
    .filter(({ pattern }) => !new RegExp(pattern, 'u').test(password))
    .map(({ words }) => `Use ${words}.`);
  if (broken.length > 0 || !policy.refusesGuessable) return broken;
  if (isMadeOf(name, password)) return ['Use one that is not made of your address.'];
  return isWellKnown(password, isCommon)
    ? ['Use one that is harder to guess: this one, or one much like it, is on a list of common passwords.']
    : [];
}

/** Fewer characters than this, beside what is known anyway, are no password (NIST SP 800-63B-4, 3.1.1). */
const leastOwn = 8;

/** Only letters and digits of any script, in lower case: what is left when a password is made to look different. */
const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Whether little else is in it than the address, or the part before the `@`, forwards or backwards, once or more. */
function isMadeOf(name: string, password: string): boolean {
  const [mailbox = ''] = name.split('@');
  // A very short name occurs in many words, and says nothing.
  const parts = [name, mailbox].map(bare).filter(({ length }) => length > 2);
  const known = parts.flatMap((part) => [part, Array.from(part).reverse().join('')]);
  const text = bare(password);
  const own = known.reduce((rest, part) => rest.replaceAll(part, ''), text);
  return own !== text && own.length < leastOwn;
}

/** Whether it is common, repeated or not, with digits and symbols around it or not; or a few characters over and over. */
function isWellKnown(password: string, isCommon: (password: string) => boolean): boolean {
  const text = password.toLowerCase();
  const unit = repeatedUnit(text);
  const [length, period] = [lengthOf(text), lengthOf(unit)];
  const isRepeated = 2 * period <= length;
  return (
    [text, unit].some((one) => isCommon(one) || isCommon(undecorated(one))) ||
    (isRepeated && period < leastOwn)
  );
}

const lengthOf = (text: string): number => Array.from(text).length;

/** Without what people put around a word to have it taken. */
const undecorated = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');

/** The shortest beginning that the whole text repeats; the last time need not be complete. */
function repeatedUnit(text: string): string {
  const characters = Array.from(text);
  const period = characters.findIndex(
    (_, length) => length > 0 && characters.every((character, at) => character === characters[at % length]),
  );
  return period === -1 ? text : characters.slice(0, period).join('');
}
