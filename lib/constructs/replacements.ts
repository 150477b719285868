import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import compress from '@zxcvbn-ts/dictionary-compression/compress';
import { dictionary } from '@zxcvbn-ts/language-common';
import { LEAST_PASSWORD_LENGTH } from '../settings';

/** A package that takes another's place in bundles. */
interface Replacement {
  /** A folder of the installed package that is taken over as it is. */
  readonly copied?: string;

  /** Files that are written, by their path; also in place of copied ones. */
  readonly files: Readonly<Record<string, string>>;
}

/** Packages that are much larger than what is used of them, and what bundles have instead. */
const REPLACEMENTS: Readonly<Record<string, (installed: string) => Replacement>> = {
  '@zxcvbn-ts/language-common': commonPasswords,
  '@aws-sdk/client-lambda': client,
  '@aws-sdk/client-ssm': client,
};

/**
 * Where the packages are, seen from the project's folder: with what is made of installed packages, which goes when they
 * are installed anew. The path is in source maps, so it does not depend on where an assembly is written.
 */
const FOLDER = './node_modules/.cache/passlink';

/** Once a process: what is installed does not change meanwhile. */
let written: Readonly<Record<string, string>> | undefined;

/**
 * Writes the packages that take another's place in bundles.
 *
 * @param project the project's folder.
 * @returns where they are, seen from there, by the name of the package.
 * @throws Error when a package is not as expected any more, after an update for example.
 */
export function replacements(project: string): Readonly<Record<string, string>> {
  written ??= Object.fromEntries(
    Object.entries(REPLACEMENTS).map(([name, make]) => {
      const installed = join(project, 'node_modules', name);
      return [name, write(project, name, installed, make(installed))];
    }),
  );
  return written;
}

/** Writes a package under a name that tells its content, once: whoever bundles at the same time reads all of it or none. */
function write(project: string, name: string, installed: string, { copied, files }: Replacement): string {
  const { version } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  const content = createHash('sha256')
    .update(JSON.stringify([name, version, files]))
    .digest('hex');
  const folder = `${FOLDER}/${name.replaceAll(/\W+/g, '-').slice(1)}-${content.slice(0, 12)}`;
  if (existsSync(join(project, folder))) return folder;

  const draft = join(project, `${folder}.${process.pid}`);
  if (copied !== undefined) cpSync(join(installed, copied), join(draft, copied), { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(draft, path)), { recursive: true });
    writeFileSync(join(draft, path), text);
  }
  try {
    renameSync(draft, join(project, folder));
  } catch (error) {
    // Somebody else was first, with the same.
    rmSync(draft, { recursive: true });
    if (!existsSync(join(project, folder))) throw error;
  }
  return folder;
}

/**
 * The package's list of common passwords, and nothing else: those that are long enough to be chosen, and the words that
 * people make long enough with digits around them. The package keeps the list in its order, by use; sorted, each entry is
 * little more than its difference to the one before: of 380 kB, 138 are left.
 */
function commonPasswords(): Replacement {
  const possible = dictionary['passwords-common'].filter(
    (password) => password.length >= LEAST_PASSWORD_LENGTH || /^[a-z]{6,}$/.test(password),
  );
  const compressed = JSON.stringify(compress([...possible].sort()));
  return {
    files: {
      'package.json': JSON.stringify({ main: './index.mjs', sideEffects: false }),
      'index.mjs': [
        "import decompress from '@zxcvbn-ts/dictionary-compression/decompress';",
        `export const dictionary = { 'passwords-common': decompress(${compressed}) };`,
        '',
      ].join('\n'),
    },
  };
}

/**
 * A client of the AWS SDK in a form that can be shaken. It describes each operation of the service with computed keys,
 * as in `{ [_h]: … }`; esbuild takes those for side effects, and every operation stays in the bundle: 38 kB of Lambda's
 * alone. Here the keys are written out; all else is the client as it is.
 */
function client(installed: string): Replacement {
  const schemas = 'dist-es/schemas/schemas_0.js';
  const text = readFileSync(join(installed, schemas), 'utf8');
  const constants = new Map(
    [...text.matchAll(/^const (_\w+) = ("[^"]*");$/gm)].map(([, name, value]) => [name, value]),
  );
  const writtenOut = text.replaceAll(/\[(_\w+)\](?=:)/g, (key, name: string) => constants.get(name) ?? key);
  if (writtenOut === text) throw new Error(`"${join(installed, schemas)}" has no computed keys any more.`);
  return {
    copied: 'dist-es',
    files: {
      'package.json': readFileSync(join(installed, 'package.json'), 'utf8'),
      [schemas]: writtenOut,
    },
  };
}
