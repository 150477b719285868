/** Bundles that only the bench makes, to compare the real ones with. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build as bundle, type Plugin } from 'esbuild';
import { bundling, handlerOf, PROJECT } from '../../../lib/constructs/bundle';
import type { FunctionName } from '../../../lambda/environment';

/** Below the project: a bundle without the SDK finds it in the project's packages. */
const cache = join(PROJECT, 'node_modules', '.cache', 'passlink-bench');

/** A function that does nothing: the least that one can load. */
export function emptyFunction(): string {
  const file = join(cache, 'empty', 'index.mjs');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, 'export const handler = async () => {};\n');
  return file;
}

/** A function that finds the AWS SDK outside of its bundle, as it would find Lambda's own. */
export const withLambdasSdk = (name: FunctionName): Promise<string> =>
  bundleTo('lambdas-sdk', name, { external: ['@aws-sdk/*', '@smithy/*'], alias: {} });

/** A function whose SDK answers at once, without a request: what is left is the function itself. */
export const withoutSdk = (name: FunctionName): Promise<string> =>
  bundleTo('without-sdk', name, { plugins: [stubTheSdk] });

async function bundleTo(
  kind: string,
  name: FunctionName,
  options: {
    readonly external?: string[];
    readonly alias?: Record<string, string>;
    readonly plugins?: Plugin[];
  },
): Promise<string> {
  const outdir = join(cache, kind, name);
  await bundle({ ...bundling(handlerOf(name)), ...options, outdir, write: true, logLevel: 'warning' });
  return join(outdir, 'index.mjs');
}

const stubTheSdk: Plugin = {
  name: 'stub-the-sdk',
  setup(build) {
    build.onResolve({ filter: /^@aws-sdk\/client-/ }, ({ path }) => ({ path, namespace: 'stub' }));
    build.onLoad({ filter: /.*/, namespace: 'stub' }, async ({ path }) => {
      const names = Object.keys((await import(path)) as object);
      const classes = names.flatMap((name) => {
        const [, operation, kind] = /^(\w+)(Client|Command)$/.exec(name) ?? [];
        if (operation === undefined || kind === undefined) return [];
        return `export const ${name} = ${kind.toLowerCase()}(${JSON.stringify(operation)});`;
      });
      const service = JSON.stringify(path.replace('@aws-sdk/client-', ''));
      const contents = [
        "import { sdkOf } from './sdk-stub';",
        `const { client, command } = sdkOf(${service});`,
        ...classes,
      ].join('\n');
      return { contents, resolveDir: __dirname };
    });
  },
};
