/** The rules of a directory for a password that a person chooses. The server checks them and the page shows them. */
import type { CharacterKind, PasswordFault, PasswordPolicy, RuleName } from './policy';

/** One rule: what it asks for, and the source of a regular expression with the flag `u`. */
export interface PasswordRule {
  readonly name: RuleName;
  /** How many characters or kinds, if it counts any. */
  readonly count?: number;
  readonly pattern: string;
}

/** As IAM counts them: Latin letters, and these symbols ("Setting an account password policy", IAM guide). */
const kinds: Readonly<Record<CharacterKind, string>> = {
  'lower-case letter': '[a-z]',
  'upper-case letter': '[A-Z]',
  digit: '[0-9]',
  symbol: String.raw`[!@#$%^&*\(\)_+\-=\[\]\{\}\|']`,
};

/** NIST SP 800-63B-4 asks for at least 64; IAM takes at most this many. */
const maximumLength = 128;

/** IAM's rules for an account without a policy ("Setting an account password policy for IAM users", IAM guide). */
export const iamDefaultPolicy: PasswordPolicy = {
  minimumLength: 8,
  maximumLength,
  requiredKinds: [],
  differentKinds: 3,
  characters: 'latin-1',
  refuses: 'common',
};

/** The rules for accounts of the users table: a length, and no required kinds (NIST SP 800-63B-4, ASVS 5.0 6.2). */
export const tablePolicy = (minimumLength: number): PasswordPolicy => ({
  minimumLength,
  maximumLength,
  requiredKinds: [],
  differentKinds: 0,
  characters: 'unicode',
  refuses: 'guessable',
});

/** The rules of a policy that a pattern can express. */
export function rulesOf(policy: PasswordPolicy): readonly PasswordRule[] {
  const { requiredKinds, differentKinds, characters } = policy;
  return [
    { name: 'minimum', count: policy.minimumLength, pattern: `^[^]{${policy.minimumLength},}$` },
    { name: 'maximum', count: policy.maximumLength, pattern: `^[^]{0,${policy.maximumLength}}$` },
    ...requiredKinds.map((kind) => ({ name: kind, pattern: kinds[kind] })),
    ...(differentKinds > 0 ? [mixtureOf(differentKinds)] : []),
    ...(characters === 'latin-1' ? [{ name: characters, pattern: '^[ -\u00ff]*$' }] : []),
  ];
}

function mixtureOf(count: number): PasswordRule {
  const mixtures = combinations(Object.values(kinds), count).map((mixture) =>
    mixture.map((kind) => `(?=[^]*${kind})`).join(''),
  );
  return { name: 'mixture', count, pattern: `^(?:${mixtures.join('|')})` };
}

function combinations<Item>([first, ...others]: readonly Item[], count: number): readonly Item[][] {
  if (count === 0) return [[]];
  if (first === undefined) return [];
  return [...combinations(others, count - 1).map((rest) => [first, ...rest]), ...combinations(others, count)];
}

/** A password as the directory takes it: the same for every way in which a keyboard encodes the same characters. */
export const normalisePassword = (typed: string, { characters }: PasswordPolicy): string =>
  characters === 'unicode' ? typed.normalize('NFKC') : typed;

/**
 * Why a password is refused; empty if it is accepted.
 *
 * @param typed the password as typed. It must also be long enough in this form: NFKC can make one character into
 * eighteen.
 * @param name the account's name; a password made from it is easy to guess.
 * @param isCommon whether a password, in lower case, is well known.
 */
export function passwordProblems(
  typed: string,
  policy: PasswordPolicy,
  name: string,
  isCommon: (password: string) => boolean,
): readonly PasswordFault[] {
  const password = normalisePassword(typed, policy);
  const shortest = [typed, password].reduce((one, other) => (lengthOf(other) < lengthOf(one) ? other : one));
  const broken: readonly PasswordFault[] = rulesOf(policy)
    .filter(({ pattern }, index) => !new RegExp(pattern, 'u').test(index === 0 ? shortest : password))
    .map(({ name, count }) => (count === undefined ? { name } : { name, count }));
  if (broken.length > 0 || policy.refuses === 'nothing') return broken;
  const text = password.toLowerCase().replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  if (policy.refuses === 'common') return isCommonInDisguise(text, isCommon) ? [tooCommon] : [];
  if (isMadeOf(name, text, isCommon)) return [{ name: 'own-name' }];
  return isWellKnown(text, isCommon) ? [tooCommon] : [];
}

const tooCommon: PasswordFault = { name: 'common' };

/**
 * Whether a text in lower case is common, alone or with what people add to meet a policy: symbols around it, digits and
 * symbols after it, or both around it. `Password1!` is such a one.
 */
function isCommonInDisguise(text: string, isCommon: (password: string) => boolean): boolean {
  const additions = [/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, /[^\p{L}]+$/u, /^[^\p{L}]+|[^\p{L}]+$/gu];
  return [text, ...additions.map((addition) => text.replace(addition, ''))].some(isCommon);
}

const lengthOf = (text: string): number => Array.from(text).length;

/** A password needs this many characters besides what is well known (NIST SP 800-63B-4, 3.1.1). */
const leastOwn = 8;

/** Fewer different characters than this are quick to type, and quick to try. */
const leastDifferent = 4;

/**
 * Whether the text is little more than parts of the address, in any order, forwards or backwards, plus what is well
 * known.
 */
function isMadeOf(name: string, text: string, isCommon: (password: string) => boolean): boolean {
  // Very short parts occur in many words, so they prove nothing.
  const parts = name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(({ length }) => length > 2);
  const known = parts.flatMap((part) => [part, Array.from(part).reverse().join('')]);
  const longestFirst = known.sort((one, other) => other.length - one.length);
  const letters = text.replace(/[^\p{L}\p{N}]/gu, '');
  const own = longestFirst.reduce((rest, part) => rest.replaceAll(part, ''), letters);
  return own !== letters && isWellKnown(own, isCommon);
}

/**
 * Whether a text is common, alone or repeated, with digits and symbols around it or in between. Also whether it is too
 * short, has too few different characters, or repeats a few of them.
 */
function isWellKnown(text: string, isCommon: (password: string) => boolean): boolean {
  const word = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const letters = repetitionIn(text.replace(/[^\p{L}]/gu, ''));
  const repetitions = [text, word].map(repetitionIn);
  return (
    lengthOf(text) < leastOwn ||
    new Set(text).size < leastDifferent ||
    repetitions.some(({ unit, isWhole }) => isWhole && lengthOf(unit) < leastOwn) ||
    isCommonInDisguise(text, isCommon) ||
    repetitions.some(({ unit }) => isCommon(unit)) ||
    (letters.isWhole && isCommon(letters.unit))
  );
}

/** The shortest beginning that a text repeats to its end; `isWhole` if it does so at least twice. */
function repetitionIn(text: string): { readonly unit: string; readonly isWhole: boolean } {
  const characters = Array.from(text);
  const found = characters.findIndex(
    (_, length) => length > 0 && characters.every((character, at) => character === characters[at % length]),
  );
  const period = found === -1 ? characters.length : found;
  return {
    unit: characters.slice(0, period).join(''),
    isWhole: period > 0 && 2 * period <= characters.length,
  };
}
