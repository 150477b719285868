import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dictionary } from '@zxcvbn-ts/language-common';
import { bundle, bundleFile } from '../../../lib/constructs/bundle';
import { LEAST_PASSWORD_LENGTH } from '../../../lib/settings';
import { synthesize } from '../../../lib/synthesize';
import type { FunctionName } from '../../../lambda/environment';
import { inTemporaryFolder, resourcesOf } from '../../support/lib/synthesized';
import { Template } from 'aws-cdk-lib/assertions';

const KILOBYTE = 1000;

const limits: readonly (readonly [FunctionName, number])[] = [
  ['portal', 600],
  ['send-mail', 600],
  ['generate', 600],
  ['extract', 450],
  ['reset', 600],
  ['sweep', 600],
];

describe('bundles', () => {
  test.each(limits)('%s is at most %d kB', (name, kilobytes) => {
    inTemporaryFolder((folder) => {
      bundle(name, folder);
      expect(statSync(join(folder, 'index.mjs')).size).toBeLessThanOrEqual(kilobytes * KILOBYTE);
    });
  });

  test.each(limits)('%s has everything in it, and finds its sources', (name) => {
    inTemporaryFolder((folder) => {
      bundle(name, folder);
      expect(readdirSync(folder).sort()).toStrictEqual(['index.mjs', 'index.mjs.map']);
      const imported = readFileSync(join(folder, 'index.mjs'), 'utf8').matchAll(/\bfrom"([^"]+)"/g);
      expect([...imported].map(([, from]) => from).filter((from) => from?.startsWith('@'))).toStrictEqual([]);
      const map = JSON.parse(readFileSync(join(folder, 'index.mjs.map'), 'utf8')) as Readonly<
        Record<string, string[]>
      >;
      expect(map.sources?.filter((source) => !/^(lambda|node_modules)\//.test(source))).toStrictEqual([]);
      expect(map.sourcesContent).toBeUndefined();
    });
  });

  test('a function without a handler is named', () => {
    expect(() => bundle('nobody' as FunctionName, 'nowhere')).toThrow(
      'The function "nobody" has no handler: expected lambda/nobody/handler.ts or lambda/nobody/handler.tsx.',
    );
    expect(existsSync('nowhere')).toBe(false);
  });

  test.each<[FunctionName, string, string]>([
    ['extract', 'Lambda', '/code-signing-configs/'],
    ['extract', 'SSM', 'DescribeInstanceInformation'],
  ])('%s has of a client of AWS what it uses, and no other operations (%s)', (name, _, other) => {
    inTemporaryFolder((folder) => {
      bundle(name, folder);
      expect(readFileSync(join(folder, 'index.mjs'), 'utf8')).not.toContain(other);
    });
  });

  test('the same code has the same assets, wherever the assembly is written', () => {
    const assets = (outdir: string) => {
      const assembly = synthesize({ stage: 'dev', outdir });
      const template = Template.fromJSON(
        assembly.getStackByName('passlink-dev').template as Record<string, unknown>,
      );
      return Object.values(resourcesOf(template, 'AWS::Lambda::Function')).map(
        ({ Properties }) => Properties.Code,
      );
    };
    const here = inTemporaryFolder(assets);
    const elsewhere = inTemporaryFolder((folder) => assets(join(folder, 'a', 'b')));
    expect(here).toHaveLength(6);
    expect(elsewhere).toStrictEqual(here);
  });
});

describe('the common passwords of a bundle', () => {
  /** What the bundled check says of each, run by itself. */
  const areCommon = (passwords: readonly string[]): readonly boolean[] =>
    inTemporaryFolder((folder) => {
      bundleFile('lambda/reset/common-passwords.ts', folder);
      const program = [
        `import { isCommonPassword } from ${JSON.stringify(pathToFileURL(join(folder, 'index.mjs')).href)};`,
        "import { readFileSync } from 'node:fs';",
        'const passwords = JSON.parse(readFileSync(0, "utf8"));',
        'process.stdout.write(JSON.stringify(passwords.map(isCommonPassword)));',
      ].join('\n');
      const answers = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
        input: JSON.stringify(passwords),
        encoding: 'utf8',
      });
      return JSON.parse(answers) as readonly boolean[];
    });

  const isPossible = (password: string) =>
    password.length >= LEAST_PASSWORD_LENGTH || /^[a-z]{6,}$/.test(password);
  const listed = dictionary['passwords-common'];

  test('are all that anybody could choose, with digits around or not, and no others', () => {
    const possible = listed.filter(isPossible);
    expect(possible.length).toBeGreaterThan(17_000);
    expect(possible).toEqual(expect.arrayContaining(['passwordpassword', 'monkey', 'dragon']));
    expect(new Set(areCommon(possible))).toStrictEqual(new Set([true]));
    expect(areCommon(['correct horse battery staple', '', 'passwordpasswor'])).toStrictEqual([
      false,
      false,
      false,
    ]);
  });

  test('leave out what is too short anyway', () => {
    const tooShort = listed.filter((password) => !isPossible(password));
    expect(tooShort.length).toBeGreaterThan(10_000);
    expect(new Set(areCommon(tooShort))).toStrictEqual(new Set([false]));
  });

  test('are all that the bundle has of their package: no word list, no keyboards', () => {
    inTemporaryFolder((folder) => {
      bundle('reset', folder);
      const code = readFileSync(join(folder, 'index.mjs'), 'utf8');
      expect(code).toContain('passwords-common');
      expect(code).not.toMatch(/azerty|keypadMac|diceware/);
    });
  });
});
