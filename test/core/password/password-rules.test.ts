import fc from 'fast-check';
import {
  iamDefaultPolicy,
  normalisePassword,
  passwordProblems,
  rulesOf,
  tablePolicy,
} from '../../../lambda/core/password/password-rules';
import type { CharacterKind, PasswordPolicy } from '../../../lambda/core/password/policy';
import { isCommonPassword } from '../../../lambda/reset/common-passwords';
import { told } from '../../support/web/told';

const name = 'alice.smith@example.com';
/** What is wrong with a password, in English. */
const problemsOf = (typed: string, policy: PasswordPolicy, of = name) =>
  told('password-rejected', { faults: passwordProblems(typed, policy, of, isCommonPassword) }).reasons ?? [];

/** Only lengths and characters. Other tests cover passwords that are easy to guess. */
const lengthsOnly = (minimumLength: number): PasswordPolicy => ({
  ...tablePolicy(minimumLength),
  refuses: 'nothing',
});

const examples: Readonly<Record<CharacterKind, string>> = {
  'lower-case letter': 'k',
  'upper-case letter': 'K',
  digit: '7',
  symbol: '|',
};
const allKinds = Object.keys(examples) as CharacterKind[];

describe('the length of a password', () => {
  it.each([
    ['letters', 'k'],
    ['spaces', ' '],
    ['letters with accents, typed as one character', '\u00e9'],
    ['letters with accents, typed as two', 'e\u0301'],
    ['letters with an accent that no one character has', 'q\u0301', 2],
    ['emoji, which JavaScript counts twice', '😀'],
    ['families of emoji, which are several characters', '👩‍👧', 3],
  ])('is counted in characters for %s', (_, one, characters = 1) => {
    const shortest = 30 / characters;
    const longest = Math.floor(128 / characters);
    expect(problemsOf(one.repeat(shortest - 1), lengthsOnly(30))).toEqual(['Use at least 30 characters.']);
    expect(problemsOf(one.repeat(shortest), lengthsOnly(30))).toEqual([]);
    expect(problemsOf(one.repeat(longest), lengthsOnly(30))).toEqual([]);
    expect(problemsOf(one.repeat(longest + 1), lengthsOnly(30))).toEqual(['Use at most 128 characters.']);
  });

  it('is the one that was typed, or the one that it is normalised to, whichever tells against it', () => {
    const ligature = '\ufb01';
    expect(problemsOf(ligature.repeat(29), lengthsOnly(30))).toEqual(['Use at least 30 characters.']);
    expect(problemsOf(ligature.repeat(64), lengthsOnly(30))).toEqual([]);
    expect(problemsOf(ligature.repeat(65), lengthsOnly(30))).toEqual(['Use at most 128 characters.']);
  });

  it.each([8, 15])('is at least what the administrator set: %i', (least) => {
    expect(problemsOf('k'.repeat(least - 1), lengthsOnly(least))).toEqual([
      `Use at least ${least} characters.`,
    ]);
    expect(problemsOf('k'.repeat(least), lengthsOnly(least))).toEqual([]);
  });
});

describe('a password for an account of the stack itself', () => {
  const policy = tablePolicy(15);

  it.each([
    ['small letters only', 'kowomivarutesap'],
    ['words with spaces', 'a quiet river under snow'],
    ['another script', 'тихая река подо льдом'],
    ['a script without upper and lower case', '静かな川の上に雪が降り積もる夜'],
    ['emoji', '🦊🌧️🎷🚲🧶🪁🍋🐙🦔🌵🥁🪴🛶🎈🧊'],
    ['spaces at both ends', ' quiet river, no boats '],
    ['symbols that mean something elsewhere', '<b>{{"$(rm -rf)\\`%00\'; --'],
    ['digits only, and many', '8402957316620483'],
  ])('may be of anything: %s', (_, password) => {
    expect(problemsOf(password, policy)).toEqual([]);
  });

  it('is the same on every keyboard', () => {
    const written = ['\u00c5ngstro\u0308m', 'A\u030angstr\u00f6m', '\u212bngstr\u00f6m'];
    const normalised = written.map((typed) => normalisePassword(typed, policy));
    expect(new Set(normalised)).toEqual(new Set(['\u00c5ngstr\u00f6m']));
    expect(normalisePassword('ｗｉｄｅ', policy)).toBe('wide');
  });

  it('keeps case and spaces as they were typed', () => {
    expect(normalisePassword('  A quiet  River ', policy)).toBe('  A quiet  River ');
  });
});

describe("a password under IAM's own rules", () => {
  const subsets = Array.from({ length: 16 }, (_, bits) => allKinds.filter((_kind, at) => bits & (1 << at)));

  it.each(subsets.map((kinds) => [kinds.join(', ') || 'nothing', kinds] as const))(
    'needs characters of three kinds: %s',
    (_, kinds) => {
      const password = `         ${kinds.map((kind) => examples[kind]).join('  ')}`;
      const mixture = 'Use 3 of these four: lower-case letters, upper-case letters, digits, symbols.';
      expect(problemsOf(password, iamDefaultPolicy)).toEqual(kinds.length >= 3 ? [] : [mixture]);
    },
  );

  it('agrees with a count of the kinds by hand', () => {
    const character = fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code));
    const patterns = [/[a-z]/, /[A-Z]/, /[0-9]/, /[!@#$%^&*()_+\-=[\]{}|']/];
    fc.assert(
      fc.property(fc.string({ unit: character, minLength: 8, maxLength: 12 }), (password) => {
        const kinds = patterns.filter((pattern) => pattern.test(password)).length;
        expect(problemsOf(password, iamDefaultPolicy).length).toBe(kinds >= 3 ? 0 : 1);
      }),
      { numRuns: 500 },
    );
  });

  it.each(Array.from("!@#$%^&*()_+-=[]{}|'"))('takes %s for a symbol', (symbol) => {
    expect(problemsOf(`kkkkKKKK${symbol}`, iamDefaultPolicy)).toEqual([]);
  });

  it.each(Array.from('~"`.,;:<>/?\\ é§'))('does not take %s for one, as IAM does not', (other) => {
    expect(problemsOf(`kkkkKKKK${other}`, iamDefaultPolicy)).toHaveLength(1);
  });

  it('takes no letter with an accent for one of the Latin alphabet', () => {
    expect(problemsOf('éééé1111____', iamDefaultPolicy)).toHaveLength(1);
    expect(problemsOf('ÉÉÉÉkkkk1111', iamDefaultPolicy)).toHaveLength(1);
  });

  it('has 8 to 128 characters', () => {
    const good = 'kK7';
    expect(problemsOf(good + 'x'.repeat(4), iamDefaultPolicy)).toEqual(['Use at least 8 characters.']);
    expect(problemsOf(good + 'x'.repeat(5), iamDefaultPolicy)).toEqual([]);
    expect(problemsOf(good + 'x'.repeat(125), iamDefaultPolicy)).toEqual([]);
    expect(problemsOf(good + 'x'.repeat(126), iamDefaultPolicy)).toEqual(['Use at most 128 characters.']);
  });

  it.each([
    ['the first', '\u0020', true],
    ['the last', '\u00ff', true],
    ['one before the first', '\u001f', false],
    ['one after the last', '\u0100', false],
    ['the sign of the euro', '€', false],
    ['an emoji', '😀', false],
    ['a line break', '\n', false],
  ])('is of the characters that IAM takes: %s', (_, character, taken) => {
    const wrong = 'Use only characters of Western European languages.';
    expect(problemsOf(`kkkkKKKK7${character}`, iamDefaultPolicy)).toEqual(taken ? [] : [wrong]);
  });

  it('is not looked up in any form if it is too long', () => {
    const looksUp = jest.fn(() => true);
    const problems = passwordProblems(`Sunshine${'!'.repeat(8000)}`, iamDefaultPolicy, name, looksUp);
    expect(problems).toEqual([{ name: 'maximum', count: 128 }]);
    expect(looksUp).not.toHaveBeenCalled();
  });

  it('stays as it was typed: IAM normalises nothing', () => {
    expect(normalisePassword('e\u0301ﬁ', iamDefaultPolicy)).toBe('e\u0301ﬁ');
  });

  it.each([
    ['it has a capital, a digit and a symbol', 'Password1!'],
    ['it has letters that look like others', 'P@ssw0rd2024!'],
    ['it has a year', 'Summer2025!'],
    ['it has symbols around it', '!!Welcome--'],
    ['it has digits around it', '12-Sunshine-34'],
    ['its digits are part of it', 'Qwerty123!'],
    ['it starts with a digit', '1q2w3e4R!'],
    ['it has digits after a symbol', '1Qaz2Wsx!23'],
    ['it has a letter that nobody sees', 'Pass\u00adword1!'],
  ])('is not a common one, even if %s', (_, password) => {
    expect(problemsOf(password, iamDefaultPolicy)).toEqual([
      'Use a password that is harder to guess. This one, or one much like it, is on a list of common passwords.',
    ]);
    expect(problemsOf(password, { ...iamDefaultPolicy, refuses: 'nothing' })).toEqual([]);
  });

  it.each(['Old-password-1!', 'Alice-Smith-1', 'kK7wzm4!', 'Sunshine over 9 harbours', 'aK7!aK7!aK7!'])(
    'is not looked into any further than that: %s',
    (password) => {
      expect(problemsOf(password, iamDefaultPolicy)).toEqual([]);
    },
  );

  it('gets the reasons about its rules first', () => {
    expect(problemsOf('dragon', iamDefaultPolicy)).toHaveLength(2);
  });
});

describe("a password under an account's own rules", () => {
  const strict: PasswordPolicy = {
    ...iamDefaultPolicy,
    minimumLength: 14,
    requiredKinds: allKinds,
    differentKinds: 0,
  };

  it.each([
    ['lower-case letter', 'Use a lower-case letter.'],
    ['upper-case letter', 'Use an upper-case letter.'],
    ['digit', 'Use a digit.'],
    ['symbol', 'Use a symbol.'],
  ] as const)('has a %s if that is asked for, and only then', (kind, sentence) => {
    const others = allKinds.filter((other) => other !== kind).map((other) => examples[other]);
    const password = others.join('').repeat(6);
    expect(problemsOf(password, strict)).toEqual([sentence]);
    expect(problemsOf(password + examples[kind], strict)).toEqual([]);
    const lenient = { ...strict, requiredKinds: allKinds.filter((other) => other !== kind) };
    expect(problemsOf(password, lenient)).toEqual([]);
  });

  it('needs no mixture of kinds: a policy replaces all of the default rules', () => {
    const anything = { ...strict, minimumLength: 6, requiredKinds: [] };
    expect(problemsOf('kkkkkk', anything)).toEqual([]);
    expect(problemsOf('kkkkk', anything)).toEqual(['Use at least 6 characters.']);
  });

  it('gets all reasons against it at once', () => {
    expect(problemsOf('ключ', strict)).toEqual([
      'Use at least 14 characters.',
      'Use a lower-case letter.',
      'Use an upper-case letter.',
      'Use a digit.',
      'Use a symbol.',
      'Use only characters of Western European languages.',
    ]);
  });
});

describe('the rules that the page checks while somebody types', () => {
  const policies = [tablePolicy(15), iamDefaultPolicy, { ...iamDefaultPolicy, requiredKinds: allKinds }];

  it.each(policies)('are expressions for every browser, in scripts and in fields', (policy) => {
    for (const { pattern } of rulesOf(policy)) {
      expect(() => new RegExp(pattern, 'u')).not.toThrow();
      // Browsers compile an input's `pattern` like this (HTML Standard, 4.10.5.3.6).
      expect(() => new RegExp(`^(?:${pattern})$`, 'v')).not.toThrow();
      expect(JSON.parse(JSON.stringify(pattern))).toBe(pattern);
      // A script of the page contains them.
      expect(pattern).not.toMatch(/<|\n/);
    }
  });

  it('all ask for something else', () => {
    const rules = policies.flatMap((policy) => rulesOf(policy).map(({ name, count }) => `${name} ${count}`));
    const perPolicy = policies.map((policy) => rulesOf(policy).length);
    expect(perPolicy).toEqual([2, 4, 8]);
    expect(new Set(rules).size).toBe(9);
  });

  it('are quick, even for what no person types', () => {
    const long = 'k'.repeat(8000);
    const startedAt = performance.now();
    for (const policy of policies) problemsOf(long, policy);
    for (const policy of policies) problemsOf('kK'.repeat(64), policy);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});

describe('a password that is guessed easily', () => {
  const common =
    'Use a password that is harder to guess. This one, or one much like it, is on a list of common passwords.';
  const made = 'Use a password that is not made from your address.';

  it.each([
    ['a common one', 'sunshine'],
    ['a common one in capitals', 'SunShine'],
    ['a common one with a year', 'sunshine2024'],
    ['a common one with symbols around it', '--!!sunshine!!--'],
    ['a common one with letters for digits', 'p4ssw0rd'],
    ['a common one twice', 'sunshinesunshine'],
    ['a common one twice, with digits', 'Sunshine1Sunshine1'],
    ['a common one again and again, with spaces', 'sunshine sunshine sunshine'],
    ['a common one twice, not to its end', 'sunshinesunsh'],
    ['digits in a row', '1234567890'],
    ['digits in a row, and again', '123456789012345'],
    ['one character over and over', 'kkkkkkkkkkkkkkk'],
    ['three characters over and over', 'kq7kq7kq7kq7kq7'],
    ['three characters over and over, not to the end', 'kq7kq7kq7kq7kq'],
    ['seven characters twice', 'kq7wzm4kq7wzm4'],
    ['four emoji over and over', '🦊🌧🎷🚲🦊🌧🎷🚲🦊🌧🎷🚲'],
    ['wide letters', 'ｓｕｎｓｈｉｎｅ'],
    ['a common one with letters that nobody sees', 'sun\u200Bshine2024'],
    ['letters that nobody sees', '\u200B'.repeat(20)],
    ['a short one, repeated and decorated', 'letmeinletmein123'],
    ['a common one with other digits each time', 'sunshine1sunshine2'],
    ['a short one with digits to make it long', 'monkey123456789'],
    ['one character, and another at the end', 'kkkkkkkkkkkkkkkq'],
  ])('is refused: %s', (_, password) => {
    expect(problemsOf(password, tablePolicy(8))).toEqual([common]);
  });

  it.each([
    ['the address', name],
    ['the address in capitals', 'ALICE.SMITH@EXAMPLE.COM'],
    ['the address with digits', 'alice.smith@example.com123'],
    ['the address with symbols', '!!alice_smith_example_com!!'],
    ['the address backwards', 'moc.elpmaxe@htims.ecila'],
    ['the part before the @', 'alice.smith2024'],
    ['the part before the @, with spaces in it', 'Alice  Smith  2024'],
    ['the part before the @, backwards', 'htims-ecila-2024'],
    ['the part before the @, twice', 'alicesmithalicesmith'],
    ['the part before the @, forwards and backwards', 'alicesmithhtimsecila'],
    ['the part before the @, with seven characters more', 'xk4alicesmithqw7r'],
    ['wide letters', 'ａｌｉｃｅ．ｓｍｉｔｈ2024'],
    ['the part before the @, around a common one', 'alicesunshinesmith'],
    ['its parts in another order', 'smith-example-alice'],
    ['its domain', 'example.com12345'],
    ['it, at another domain', 'alice.smith@example.org'],
  ])('is refused where it is made of %s', (_, password) => {
    expect(problemsOf(password, tablePolicy(15 > password.length ? 8 : 15))).toEqual([made]);
  });

  it.each([
    'a quiet river under snow',
    'Tr0mbone & two bicycles',
    'kq7wzm4kq7wzm4!',
    'sunshine over the harbour',
    'my password is not on your list',
    'four emoji 🦊🌧🎷🚲 and words',
    'alicesmith never told anyone',
    'why does alice.smith@example.com collect umbrellas',
    'xk4alicesmithqw7r9',
  ])('is not one with enough of its own: %j', (password) => {
    expect(problemsOf(password, tablePolicy(15))).toEqual([]);
  });

  it.each(['xK3-pQ9x', 'trombont', 'abczzabc'])(
    'is not one that merely ends as it begins: %s',
    (password) => {
      expect(problemsOf(password, tablePolicy(8))).toEqual([]);
    },
  );

  it('is refused where the address has a tag that it has not', () => {
    expect(problemsOf('alice@example.com', tablePolicy(15), 'alice+aws@example.com')).toEqual([made]);
  });

  it('is long enough as it was typed, too: one character can become eighteen', () => {
    expect(problemsOf('\uFDFA', tablePolicy(15))).toEqual(['Use at least 15 characters.']);
  });

  it('is refused for the one whose address it is made of, and not for others', () => {
    expect(problemsOf('marta.kowalska.77', tablePolicy(15), 'marta.kowalska@example.com')).toEqual([made]);
    expect(problemsOf('marta.kowalska.77', tablePolicy(15))).toEqual([]);
  });

  it('is not one because the part before the @ is very short', () => {
    expect(problemsOf('wondrous', tablePolicy(8), 'on@example.com')).toEqual([]);
    expect(problemsOf('on.example.com', tablePolicy(8), 'on@example.com')).toEqual([made]);
  });

  it('gets the reason about its length first', () => {
    expect(problemsOf('sunshine', tablePolicy(15))).toEqual(['Use at least 15 characters.']);
  });
});

describe('the list of common passwords', () => {
  it('knows thousands, and not nothing', () => {
    for (const password of ['password', '123456', 'qwerty', 'letmein', 'iloveyou', 'dragon', 'sunshine']) {
      expect(isCommonPassword(password)).toBe(true);
    }
    for (const password of ['', 'k', 'a quiet river under snow'])
      expect(isCommonPassword(password)).toBe(false);
  });
});
