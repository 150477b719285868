/**
 * `npm run performance -- [rounds] [part …]` makes docs/performance.md from the figures of a run of the bench. The page has the
 * parts that were measured, so without any names it has all.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { documentOf } from './markdown';
import type { Results } from './report';

const document = join(__dirname, '..', '..', 'docs', 'performance.md');

/** Runs the bench. @throws Error when a part failed: the page would lack its figures. */
function measure(chosen: readonly string[]): Results {
  const folder = mkdtempSync(join(tmpdir(), 'passlink-performance-'));
  try {
    const file = join(folder, 'figures.json');
    const command = ['--import', 'tsx', join(__dirname, 'run.ts'), ...chosen, '--json', file];
    const { status } = spawnSync(process.execPath, command, { stdio: 'inherit' });
    if (status !== 0) throw new Error('The bench failed. The page stays as it is.');
    return JSON.parse(readFileSync(file, 'utf8')) as Results;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function main(): Promise<void> {
  const text = documentOf(measure(process.argv.slice(2)));
  writeFileSync(document, await format(text, { ...(await resolveConfig(document)), parser: 'markdown' }));
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
