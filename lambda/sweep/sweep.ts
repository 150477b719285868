import type { Context } from 'aws-lambda';
import { answerStackEvent, isStackEvent } from '../aws/stack-events';
import type { IsPaused } from '../core/ports';
import { sweepVault, type SweepVaultPorts } from '../core/link/sweep-vault';

/** The time, in milliseconds, that the function reserves for its answer to CloudFormation. */
const answerMilliseconds = 20_000;

/** The physical id of the custom resource. It never changes, so that an update never looks like a replacement. */
const physicalId = 'passlink-sweep';

/** What the function needs. */
export interface SweepPorts extends SweepVaultPorts {
  readonly isPaused: IsPaused;
}

/**
 * Deletes what has expired on a schedule, unless everything is paused. As a custom resource, deletes everything when the stack goes.
 *
 * @throws Error on a schedule, if a deletion failed. Lambda then retries, and the alarm shows it.
 */
export const sweep =
  (ports: SweepPorts) =>
  async (event: unknown, context: Context): Promise<void> => {
    const deadline = new Date(
      ports.clock().getTime() + context.getRemainingTimeInMillis() - answerMilliseconds,
    );
    if (!isStackEvent(event)) {
      if (await ports.isPaused()) {
        ports.log.info('vault.not-swept', { reason: 'paused' });
        return;
      }
      const { failed } = await sweepVault(ports, 'expired', deadline);
      if (failed > 0) throw new Error(`${failed} parameters could not be deleted.`);
      return;
    }
    try {
      if (event.RequestType === 'Delete') await sweepVault(ports, 'everything', deadline);
    } catch (error) {
      ports.log.error('vault.sweep-failed', {}, error);
    } finally {
      await answerStackEvent(event, physicalId);
    }
  };
