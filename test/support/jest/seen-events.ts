/** Which events of the audit trail the functions and the use cases have logged during a run of the tests, in all its processes. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a run notes them; nowhere for the quick tests, which are not all. */
const folderOfRun = (): string | undefined =>
  process.env.PASSLINK_TEST_ASSEMBLIES && join(process.env.PASSLINK_TEST_ASSEMBLIES, 'events');

const noted = new Set<string>();

/** Notes an event that was logged. */
export function noteEvent(event: string): void {
  const folder = folderOfRun();
  if (folder === undefined || noted.has(event)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, event), '');
  noted.add(event);
}

/** Of these events, those that no test of the run has caused. */
export function unseenEvents(events: readonly string[]): readonly string[] {
  const folder = folderOfRun();
  if (folder === undefined) return [];
  mkdirSync(folder, { recursive: true });
  const seen = new Set(readdirSync(folder));
  return events.filter((event) => !seen.has(event));
}
