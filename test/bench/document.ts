/** `tsx test/bench/document.ts FILE` makes docs/performance.md from the figures that `npm run bench -- --json FILE` wrote. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { documentOf } from './markdown';
import type { Results } from './report';

const document = join(__dirname, '..', '..', 'docs', 'performance.md');

async function main(): Promise<void> {
  const [, , file] = process.argv;
  if (file === undefined) throw new Error('Which file? tsx test/bench/document.ts FILE');
  const text = documentOf(JSON.parse(readFileSync(file, 'utf8')) as Results);
  writeFileSync(document, await format(text, { ...(await resolveConfig(document)), parser: 'markdown' }));
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
