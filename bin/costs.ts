/**
 * `npm run costs` prints what a stage costs, counted from the synthesized templates of both directories. With `--write`, it
 * also puts the table into the README.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { PricedTemplate } from '../lib/costs/count';
import { costsTable, withCostsTable } from '../lib/costs/table';
import { synthesize } from '../lib/synthesize';

const { write } = parseArgs({ options: { write: { type: 'boolean', default: false } } }).values;
const readme = join(__dirname, '..', 'README.md');
const folder = mkdtempSync(join(tmpdir(), 'passlink-costs-'));

/** The template of a directory, with the settings of no stage. */
function templateOf(directory: 'iam' | 'table'): PricedTemplate {
  const settings = { directory, sender: 'passlink@example.com' };
  const outdir = join(folder, directory);
  const assembly = synthesize({ stage: 'costs', settings, bundling: false, outdir });
  return assembly.getStackByName('passlink-costs').template as PricedTemplate;
}

try {
  const table = costsTable({ iam: templateOf('iam'), table: templateOf('table') });
  process.stdout.write(`${table}\n`);
  if (write) writeFileSync(readme, withCostsTable(readFileSync(readme, 'utf8'), table));
} finally {
  rmSync(folder, { recursive: true });
}
