import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize, type AppProps } from '../../../lib/synthesize';
import type { TestStage } from '../flows/stack';

/** All requests come from 127.0.0.1. The limits have their own tests. */
const limits = { accountAndAddress: 1000, account: 1000, address: 100_000, overall: 100_000 };

/** The stages of `cdk.json`, which have each kind of directory and of verification, and one with the limits as they are. */
const assemblies: Readonly<Record<TestStage, AppProps>> = {
  dev: { stage: 'dev', settings: { limits } },
  network: { stage: 'network', settings: { limits } },
  table: { stage: 'table', settings: { limits } },
  limited: { stage: 'dev' },
};

/** Synthesizes the stages for the flows, including bundles, once for all test files. */
export default function synthesizeOnce(): void {
  const folder = mkdtempSync(join(tmpdir(), 'passlink-test-'));
  for (const [name, props] of Object.entries(assemblies))
    synthesize({ ...props, validation: false, outdir: join(folder, name) });
  process.env.PASSLINK_TEST_ASSEMBLIES = folder;
}
