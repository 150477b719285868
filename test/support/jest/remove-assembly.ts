import type { Config } from 'jest';
import { rmSync } from 'node:fs';
import { auditTrail } from '../../../lambda/core/events';
import { unseenEvents } from './seen-events';

/**
 * Removes what `synthesizeOnce` wrote. After a run of all tests, which is one that measures coverage, every event of the audit
 * trail must have occurred.
 */
export default function removeAssembly({ collectCoverage }: Config): void {
  const unseen = collectCoverage === true ? unseenEvents(Object.keys(auditTrail)) : [];
  rmSync(process.env.PASSLINK_TEST_ASSEMBLIES ?? '', { recursive: true });
  if (unseen.length > 0) throw new Error(`These events occurred in no test: ${unseen.join(', ')}.`);
}
