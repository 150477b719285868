import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize, type AppProps } from '../../../lib/synthesize';
import type { TestStage } from '../flows/stack';

/** All requests come from 127.0.0.1. The limits have their own tests. */
const limits = { accountAndAddress: 1000, account: 1000, address: 100_000, overall: 100_000 };

/**
 * The stages of `cdk.json`, which have each kind of directory and of verification, one with the limits as they are, and some with
 * settings that a test is about. Each is synthesized in half a second; a test file that does it itself takes many times that,
 * for it bundles the functions anew.
 */
const assemblies: Readonly<Record<TestStage, AppProps>> = {
  dev: { stage: 'dev', settings: { limits } },
  network: { stage: 'network', settings: { limits } },
  table: { stage: 'table', settings: { limits } },
  limited: { stage: 'dev' },
  tags: {
    stage: 'dev',
    settings: { emailTag: 'Mail', allowedEmailDomains: ['example.com', 'Bücher.example'] },
  },
  devices: {
    stage: 'network',
    settings: { mfa: 'required', limits: { accountAndAddress: 1000, account: 1000 } },
  },
  devicesAnywhere: {
    stage: 'dev',
    settings: {
      mfa: 'required',
      iamUserPath: '/',
      refuseCommonPasswords: false,
      verification: 'network',
      allowedCidrs: ['127.0.0.0/8', '::1/128'],
    },
  },
};

/** Synthesizes the stages for the flows, including bundles, once for all test files. */
export default function synthesizeOnce(): void {
  const folder = mkdtempSync(join(tmpdir(), 'passlink-test-'));
  for (const [name, props] of Object.entries(assemblies))
    synthesize({ ...props, validation: false, outdir: join(folder, name) });
  process.env.PASSLINK_TEST_ASSEMBLIES = folder;
}
