/** What `sweep` does: remove what no live link can need any more; on stack deletion, everything. */
import type { Log } from '../events';
import { fingerprint } from '../crypto/hashing';
import type { Clock } from '../ports';
import type { VaultSweeper } from './ports';

/** What the use case needs. */
export interface SweepVaultPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly vault: VaultSweeper;
  readonly linkMinutes: number;
}

/** What a sweep came to. */
export interface SweepResult {
  readonly deleted: number;
  readonly failed: number;
  /** Whether the deadline came before the end; the next sweep goes on. */
  readonly unfinished: boolean;
}

/**
 * Deletes parameters: those whose link has expired, or all of them. A link's life is counted from before
 * its parameter was written, so a parameter that is older than that belongs to no live link. One that cannot be deleted does not keep the others.
 *
 * @param deadline when to stop and leave the rest to the next sweep.
 */
export async function sweepVault(
  { clock, log, vault, linkMinutes }: SweepVaultPorts,
  scope: 'expired' | 'everything',
  deadline: Date,
): Promise<SweepResult> {
  const writtenBefore = new Date(clock().getTime() - linkMinutes * 60_000);
  const result = { deleted: 0, failed: 0, unfinished: false };
  for (const { parameter, writtenAt } of await vault.list()) {
    if (scope === 'expired' && writtenAt > writtenBefore) continue;
    if (clock() >= deadline) {
      result.unfinished = true;
      break;
    }
    try {
      await vault.delete(parameter);
      result.deleted += 1;
    } catch (cause) {
      result.failed += 1;
      log.error('vault.delete-failed', { parameter: fingerprint(parameter), reason: 'sweep' }, cause);
    }
  }
  log.info('vault.swept', { scope, ...result });
  return result;
}
