import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { ResetQueue } from '../core/ports';
import { clientSettings } from './client-settings';

/** Hands resets over by asynchronous invocation: Lambda keeps, retries and gives up on them, no queue of ours. */
export function lambdaQueue(
  functionName: string,
  client: LambdaClient = new LambdaClient(clientSettings),
): ResetQueue {
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
