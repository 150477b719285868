import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildSync, type BuildOptions, type OutputFile } from 'esbuild';
import { logoFile, type FunctionName } from '../../lambda/environment';

/** The root of this project, from which handlers and sources are named. */
export const PROJECT = join(__dirname, '..', '..');

/** What this process has bundled: several stages have the same functions, and the code does not change meanwhile. */
const bundled = new Map<FunctionName, readonly OutputFile[]>();

/**
 * Bundles a function into `folder`: `index.mjs`, with the AWS SDK and everything else in it, one file for each language but
 * English, and their source maps.
 *
 * esbuild runs in this process, not through `NodejsFunction`. That would print a line and spawn npx for each function.
 * Its source maps would hold paths that depend on the output folder, so the same code would get another asset hash
 * elsewhere.
 *
 * @throws Error when the function has no handler.
 */
export function bundle(name: FunctionName, folder: string): void {
  const files =
    bundled.get(name) ?? buildSync({ ...bundling(handlerOf(name)), logLevel: 'warning' }).outputFiles;
  bundled.set(name, files);
  writeBundle(files, folder);
}

/** How esbuild bundles a handler, here and wherever the same bundle is made again. */
export function bundling(handler: string) {
  return {
    absWorkingDir: PROJECT,
    entryPoints: [handler],
    // esbuild writes nothing here. Paths in the map are relative to this file, so they are the same on every machine.
    outdir: PROJECT,
    entryNames: 'index',
    outExtension: { '.js': '.mjs' },
    // What is imported later is a file of its own: the texts of a language that somebody asks for.
    splitting: true,
    // One character outside Latin-1 would make Node keep the whole file in two bytes a character, and load it 3 ms later.
    charset: 'ascii',
    write: false,
    bundle: true,
    format: 'esm',
    platform: 'node',
    // Lambda runs Node 24. The laptop runs the same bundle on Node 20.
    target: 'node20',
    // esbuild can tree-shake the SDK's ES modules, but not its CommonJS files. This halves the size.
    mainFields: ['module', 'main'],
    // Functions have their credentials in the environment. The whole chain of providers would cost 100 kB and 8 ms.
    alias: { '@aws-sdk/credential-provider-node': './lambda/aws/environment-credentials.ts' },
    tsconfig: join(PROJECT, 'tsconfig.json'),
    minify: true,
    sourcemap: true,
    sourcesContent: false,
  } as const satisfies BuildOptions;
}

/**
 * Writes a bundle. Each file is complete at every moment: a function may start while it is replaced.
 *
 * @returns false when the folder has the very same bundle already
 */
export function writeBundle(files: readonly OutputFile[], folder: string): boolean {
  mkdirSync(folder, { recursive: true });
  const changed = files.filter(({ path, contents }) => {
    const file = join(folder, basename(path));
    return !existsSync(file) || !readFileSync(file).equals(contents);
  });
  for (const { path, contents } of changed) {
    const file = join(folder, basename(path));
    writeFileSync(`${file}.new`, contents);
    renameSync(`${file}.new`, file);
  }
  return changed.length > 0;
}

/** Writes the organisation's logo beside a bundle. A folder that is used again keeps no earlier one. */
export function writeLogo(logo: string | undefined, folder: string): void {
  const file = join(folder, logoFile);
  if (logo === undefined) rmSync(file, { force: true });
  else writeFileSync(file, logo);
}

/**
 * The module that a function is bundled from, as a path from the project's root.
 *
 * @throws Error when the function has no handler.
 */
export function handlerOf(name: FunctionName): string {
  const candidates = ['handler.ts', 'handler.tsx'].map((file) => join('lambda', name, file));
  const handler = candidates.find((candidate) => existsSync(join(PROJECT, candidate)));
  if (handler === undefined) {
    throw new Error(`The function "${name}" has no handler: expected ${candidates.join(' or ')}.`);
  }
  return handler;
}
