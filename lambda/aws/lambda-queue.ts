import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Queue } from '../core/ports';
import { clientSettings } from './client-settings';

/**
 * Hands work over by asynchronous invocation. Lambda keeps, retries and drops it, so Passlink needs no queue of its
 * own.
 */
export function lambdaQueue<Job>(
  functionName: string,
  client: LambdaClient = new LambdaClient(clientSettings),
): Queue<Job> {
  return {
    async submit(job) {
      await client.send(
        new InvokeCommand({
          FunctionName: functionName,
          InvocationType: 'Event',
          Payload: Buffer.from(JSON.stringify(job)),
        }),
      );
    },
  };
}
