import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../../lib/synthesize';

/** The stages of `cdk.json`: each kind of directory, and each kind of verification. */
const stages = ['dev', 'network', 'table'];

/** Synthesizes the stages for the flows, including bundles, once for all test files. */
export default function synthesizeOnce(): void {
  const folder = mkdtempSync(join(tmpdir(), 'passlink-test-'));
  // All requests come from 127.0.0.1. The limits have their own tests.
  const limits = { accountAndAddress: 1000, account: 1000, address: 100_000, overall: 100_000 };
  for (const stage of stages) synthesize({ stage, settings: { limits }, outdir: join(folder, stage) });
  process.env.PASSLINK_TEST_ASSEMBLIES = folder;
}
