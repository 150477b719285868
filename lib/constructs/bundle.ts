import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildSync } from 'esbuild';
import type { FunctionName } from '../../lambda/environment';

const PROJECT = join(__dirname, '..', '..');

/**
 * Bundles a function into `folder`: `index.mjs`, with the AWS SDK and everything else in it, and its source map.
 *
 * esbuild runs in this process rather than through `NodejsFunction`: that prints a line for each function, spawns npx
 * for each, and its source maps hold paths that depend on where the assembly is written, so that the same code would
 * have another asset hash elsewhere.
 *
 * @throws Error when the function has no handler.
 */
export function bundle(name: FunctionName, folder: string): void {
  const { outputFiles } = buildSync({
    absWorkingDir: PROJECT,
    entryPoints: [handlerOf(name)],
    // Nothing is written here: sources in the map are relative to it, and so the same on every machine.
    outfile: join(PROJECT, 'index.mjs'),
    write: false,
    bundle: true,
    format: 'esm',
    platform: 'node',
    // Lambda runs Node 24; the laptop runs the same bundle on Node 20.
    target: 'node20',
    // The SDK's ES modules can be shaken, its CommonJS files cannot: half the size.
    mainFields: ['module', 'main'],
    // Functions have their credentials in the environment; the whole chain of providers costs 100 kB and 8 ms.
    alias: { '@aws-sdk/credential-provider-node': './lambda/aws/environment-credentials.ts' },
    tsconfig: join(PROJECT, 'tsconfig.json'),
    minify: true,
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
  });
  mkdirSync(folder, { recursive: true });
  for (const { path, contents } of outputFiles) writeFileSync(join(folder, basename(path)), contents);
}

function handlerOf(name: FunctionName): string {
  const candidates = ['handler.ts', 'handler.tsx'].map((file) => join('lambda', name, file));
  const handler = candidates.find((candidate) => existsSync(join(PROJECT, candidate)));
  if (handler === undefined) {
    throw new Error(`The function "${name}" has no handler: expected ${candidates.join(' or ')}.`);
  }
  return handler;
}
