import type { Context } from 'aws-lambda';
import { answerStackEvent, isStackEvent } from '../aws/stack-events';
import { sweepVault, type SweepVaultPorts } from '../core/link/sweep-vault';

/** Kept back from the function's time for answering CloudFormation, in milliseconds. */
const answerMilliseconds = 20_000;

/** The physical id of the custom resource: always the same, so that an update never looks like a replacement. */
const physicalId = 'passlink-sweep';

/**
 * Runs on a schedule for what has expired, and as a custom resource when the stack is deleted, for everything.
 *
 * @throws Error on a schedule, if something could not be deleted, so that it is retried and the alarm shows it.
 */
export const sweep =
  (ports: SweepVaultPorts) =>
  async (event: unknown, context: Context): Promise<void> => {
    const deadline = new Date(
      ports.clock().getTime() + context.getRemainingTimeInMillis() - answerMilliseconds,
    );
    if (!isStackEvent(event)) {
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
