import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../lib/synthesize';

/** Synthesizes the stack that the flows run on, bundles included, once for all test files. */
export default function synthesizeOnce(): void {
  const outdir = mkdtempSync(join(tmpdir(), 'passlink-test-'));
  // Everybody here comes from 127.0.0.1; the limits have tests of their own.
  const limits = { accountAndAddress: 100, account: 100, address: 100_000, overall: 100_000 };
  synthesize({ stage: 'dev', settings: { limits }, outdir });
  process.env.PASSLINK_TEST_ASSEMBLY = outdir;
}
