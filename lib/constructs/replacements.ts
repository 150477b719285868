import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import compress from '@zxcvbn-ts/dictionary-compression/compress';
import { dictionary } from '@zxcvbn-ts/language-common';
import { buildSync } from 'esbuild';
import { LEAST_PASSWORD_LENGTH } from '../settings';

/** Packages that are much larger than what is used of them, and what makes the module that bundles have instead. */
const SOURCES: Readonly<Record<string, (project: string) => string>> = {
  '@zxcvbn-ts/language-common': commonPasswords,
  '@aws-sdk/client-lambda': (project) => client(project, 'lambda', ['InvokeCommand', 'LambdaClient']),
  '@aws-sdk/client-ssm': (project) =>
    client(project, 'ssm', [
      'DeleteParameterCommand',
      'GetParameterCommand',
      'GetParametersByPathCommand',
      'PutParameterCommand',
      'SSMClient',
    ]),
};

/**
 * Where the modules are, seen from the project's folder: with what is made of installed packages, which goes when they
 * are installed anew. The path is in source maps, so it does not depend on where an assembly is written.
 */
const FOLDER = './node_modules/.cache/passlink';

/** Once a process: what is installed does not change meanwhile. */
let written: Readonly<Record<string, string>> | undefined;

/**
 * Writes the modules that take a package's place in bundles.
 *
 * @param project the project's folder.
 * @returns where they are, seen from there, by the name of the package.
 */
export function replacements(project: string): Readonly<Record<string, string>> {
  written ??= Object.fromEntries(
    Object.entries(SOURCES).map(([name, source]) => [name, write(project, name, source(project))]),
  );
  return written;
}

function write(project: string, name: string, source: string): string {
  const file = `${FOLDER}/${name.replaceAll(/\W+/g, '-').slice(1)}.mjs`;
  mkdirSync(join(project, FOLDER), { recursive: true });
  // Whoever bundles at the same time reads all of it or none.
  const draft = join(project, `${file}.${process.pid}`);
  writeFileSync(draft, source);
  renameSync(draft, join(project, file));
  return file;
}

/**
 * The package's list of common passwords, and nothing else: those that are long enough to be chosen, and the words that
 * people make long enough with digits around them. The package keeps the list in its order, by use; sorted, each entry is
 * little more than its difference to the one before: of 380 kB, 138 are left.
 */
function commonPasswords(): string {
  const possible = dictionary['passwords-common'].filter(
    (password) => password.length >= LEAST_PASSWORD_LENGTH || /^[a-z]{6,}$/.test(password),
  );
  const compressed = JSON.stringify(compress([...possible].sort()));
  return [
    "import decompress from '@zxcvbn-ts/dictionary-compression/decompress';",
    `export const dictionary = { 'passwords-common': decompress(${compressed}) };`,
    '',
  ].join('\n');
}

/**
 * A client of the AWS SDK in a form that can be shaken. It describes each operation of the service with computed keys,
 * as in `{ [_h]: … }`; esbuild takes those for side effects, and every operation stays in the bundle: 38 kB of Lambda's
 * alone. Here the keys are written out.
 *
 * @param names what is used of the client; bundling names what is missing here.
 */
function client(project: string, service: string, names: readonly string[]): string {
  const { outputFiles } = buildSync({
    absWorkingDir: project,
    stdin: {
      contents: `export { ${names.join(', ')} } from './node_modules/@aws-sdk/client-${service}';`,
      resolveDir: project,
    },
    write: false,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    mainFields: ['module'],
    logLevel: 'warning',
  });
  const [text = ''] = outputFiles.map((file) => file.text);
  const constants = new Map(
    [...text.matchAll(/^var (_\w+) = ("[^"]*");$/gm)].map(([, name, value]) => [name, value]),
  );
  return text.replaceAll(/\[(_\w+)\](?=:)/g, (key, name: string) => constants.get(name) ?? key);
}
