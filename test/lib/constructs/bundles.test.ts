import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { bundle } from '../../../lib/constructs/bundle';
import { synthesize } from '../../../lib/synthesize';
import { languages, type FunctionName } from '../../../lambda/environment';
import { everyVariable } from '../../support/lib/every-variable';
import { inTemporaryFolder, resourcesOf } from '../../support/lib/synthesized';
import { Template } from 'aws-cdk-lib/assertions';

const KILOBYTE = 1000;

const limits: readonly (readonly [FunctionName, number])[] = [
  ['portal', 450],
  ['send-mail', 650],
  ['generate', 650],
  ['extract', 450],
  ['reset', 650],
  ['sweep', 650],
  ['admin', 650],
];

/** The files that `index.mjs` imports before it runs, and not only when it needs them. */
function importedFirst(folder: string, file = 'index.mjs'): string[] {
  const imports = readFileSync(join(folder, file), 'utf8').matchAll(/\b(?:from|import)\s*"\.\/([^"]+)"/g);
  return [...imports].flatMap(([, name = '']) => [name, ...importedFirst(folder, name)]);
}

/** The files that are loaded when a function starts. Where accounts are IAM users, that includes the directory. */
function loadedAtStart(folder: string): string[] {
  const chosen = readdirSync(folder).filter((file) => /^iam-directory-\w+\.mjs$/.test(file));
  const first = ['index.mjs', ...chosen];
  return [...new Set([...first, ...first.flatMap((file) => importedFirst(folder, file))])];
}

/** The sources that a file is made of. */
const sourcesOf = (file: string): readonly string[] =>
  (JSON.parse(readFileSync(`${file}.map`, 'utf8')) as { readonly sources: readonly string[] }).sources;

describe('bundles', () => {
  test.each(limits)('%s is at most %d kB', (name, kilobytes) => {
    inTemporaryFolder((folder) => {
      bundle(name, folder);
      const bytes = loadedAtStart(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
      expect(bytes).toBeLessThanOrEqual(kilobytes * KILOBYTE);
    });
  });

  test.each(limits.filter(([name]) => name !== 'sweep'))(
    '%s reads another language only when somebody asks for it',
    (name) => {
      inTemporaryFolder((folder) => {
        bundle(name, folder);
        const translations = readdirSync(folder).filter((file) => /^(web|mails)-\w+\.mjs$/.test(file));
        expect(translations).toHaveLength(languages.length - 1);
        expect(importedFirst(folder).filter((file) => translations.includes(file))).toStrictEqual([]);
        // An asset is deployed as an archive, which the five of them may make 40 kB larger.
        const sizes = translations.map((file) => gzipSync(readFileSync(join(folder, file))).length);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(40 * KILOBYTE);
      });
    },
  );

  test.each<[FunctionName, readonly string[]]>([
    ['portal', ['kms', 'sqs']],
    ['extract', ['kms', 'sqs', 'ssm']],
    ['reset', ['iam', 'kms', 'sqs']],
  ])('%s has all its clients when it starts, where it has a whole core', (name, clients) => {
    inTemporaryFolder((folder) => {
      bundle(name, folder);
      const sources = loadedAtStart(folder)
        .flatMap((file) => sourcesOf(join(folder, file)))
        .join('\n');
      const missing = clients.filter((client) => !sources.includes(`/@aws-sdk/client-${client}/`));
      expect(missing).toStrictEqual([]);
    });
  });

  test.each(limits)('%s has everything in it, and finds its sources', (name) => {
    inTemporaryFolder((folder) => {
      bundle(name, folder);
      const files = readdirSync(folder);
      expect(files).toContain('index.mjs');
      const code = files.filter((file) => file.endsWith('.mjs'));
      expect(files.sort()).toStrictEqual(code.flatMap((file) => [file, `${file}.map`]).sort());
      const imported = readFileSync(join(folder, 'index.mjs'), 'utf8').matchAll(/\bfrom"([^"]+)"/g);
      expect([...imported].map(([, from]) => from).filter((from) => from?.startsWith('@'))).toStrictEqual([]);
      const map = JSON.parse(readFileSync(join(folder, 'index.mjs.map'), 'utf8')) as Readonly<
        Record<string, string[]>
      >;
      expect(map.sources?.filter((source) => !/^(lambda|node_modules)\//.test(source))).toStrictEqual([]);
      expect(map.sourcesContent).toBeUndefined();
    });
  });

  test.each<[FunctionName, string, number]>([
    ['portal', '/', 200],
    ['extract', '/extract/AAAAAAAAAAAAAAAAAAAAAA', 500],
    ['reset', '/dispute/AAAAAAAAAAAAAAAAAAAAAA', 500],
  ])('%s answers without loading the HTTP client of Node, which takes 40 ms', (name, path, status) => {
    const event = { httpMethod: 'GET', path, body: null, requestContext: { identity: {} } };
    const lines = inTemporaryFolder((folder) => {
      bundle(name, folder);
      const script = `
        const { handler } = await import(${JSON.stringify(pathToFileURL(join(folder, 'index.mjs')).href)});
        const { statusCode } = await handler(${JSON.stringify(event)});
        const clients = process.moduleLoadList.filter((name) => name.includes('undici/'));
        console.log(JSON.stringify({ statusCode, clients }));`;
      // Nothing listens there, so each call to AWS fails.
      const env = { ...everyVariable, AWS_ENDPOINT_URL: 'https://127.0.0.1:1' };
      const parameters = ['--input-type=module', '--eval', script];
      return execFileSync(process.execPath, parameters, { env, encoding: 'utf8', stdio: 'pipe' })
        .trim()
        .split('\n');
    });
    expect(JSON.parse(lines.at(-1) ?? '')).toStrictEqual({ statusCode: status, clients: [] });
  });

  test('a function without a handler is named', () => {
    expect(() => bundle('nobody' as FunctionName, 'nowhere')).toThrow(
      'The function "nobody" has no handler: expected lambda/nobody/handler.ts or lambda/nobody/handler.tsx.',
    );
    expect(existsSync('nowhere')).toBe(false);
  });

  test('the same code has the same assets in every output folder', () => {
    const assets = (outdir: string) => {
      const assembly = synthesize({ stage: 'dev', validation: false, outdir });
      const template = Template.fromJSON(
        assembly.getStackByName('passlink-dev').template as Record<string, unknown>,
      );
      return Object.values(resourcesOf(template, 'AWS::Lambda::Function')).map(
        ({ Properties }) => Properties.Code,
      );
    };
    const here = inTemporaryFolder(assets);
    const elsewhere = inTemporaryFolder((folder) => assets(join(folder, 'a', 'b')));
    expect(here).toHaveLength(limits.length);
    expect(elsewhere).toStrictEqual(here);
  });
});
