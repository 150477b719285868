/** What `sweep` does: remove what no live link can need any more; on stack deletion, everything. */
import type { Log } from '../events';
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

/** SSM deletes as many parameters with one call. */
const batchSize = 10;

/**
 * Deletes parameters: those whose link has expired, or all of them. A link's life is counted from before its parameter was
 * written, so a parameter that is older than that belongs to no live link. What cannot be deleted does not keep the others.
 * When everything goes, there is no later sweep: what failed is tried again, for as long as that helps.
 *
 * @param deadline when to stop and leave the rest to the next sweep.
 */
export async function sweepVault(
  ports: SweepVaultPorts,
  scope: 'expired' | 'everything',
  deadline: Date,
): Promise<SweepResult> {
  const { clock, log, vault, linkMinutes } = ports;
  const writtenBefore = new Date(clock().getTime() - linkMinutes * 60_000);
  const all = await vault.list();
  const parameters = all
    .filter(({ writtenAt }) => scope === 'everything' || writtenAt <= writtenBefore)
    .map(({ parameter }) => parameter);
  let pass = await deleteBatches(ports, parameters, deadline);
  while (scope === 'everything' && pass.failed.length > 0 && pass.deleted > 0 && !pass.unfinished) {
    const again = await deleteBatches(ports, pass.failed, deadline);
    pass = { ...again, deleted: pass.deleted + again.deleted };
    if (again.deleted === 0) break;
  }
  const { deleted, failed, unfinished } = pass;
  const result = { deleted, failed: failed.length, unfinished };
  log.info('vault.swept', { scope, ...result });
  return result;
}

/** Deletes these parameters until the deadline. */
async function deleteBatches(
  { clock, log, vault }: SweepVaultPorts,
  parameters: readonly string[],
  deadline: Date,
): Promise<{ readonly deleted: number; readonly failed: readonly string[]; readonly unfinished: boolean }> {
  const failed: string[] = [];
  for (let at = 0; at < parameters.length; at += batchSize) {
    if (clock() >= deadline) return { deleted: at - failed.length, failed, unfinished: true };
    const batch = parameters.slice(at, at + batchSize);
    try {
      await vault.deleteAll(batch);
    } catch (cause) {
      failed.push(...batch);
      log.error('vault.delete-failed', { reason: 'sweep', parameters: batch.length }, cause);
    }
  }
  return { deleted: parameters.length - failed.length, failed, unfinished: false };
}
