import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Clock, Preparable, Queue } from '../../core/ports';
import { clientSettings } from '../client-settings';
import { unsent } from '../unsent';

/** What a message holds: a job, and when it was handed over, in milliseconds since the epoch. */
export interface JobMessage<Job> {
  readonly submittedAt: number;
  readonly job: Job;
}

/** The client finds SQS by its region, as all others find their services, and not by the address of a queue. */
export const sqsClientSettings = { ...clientSettings, useQueueUrlAsEndpoint: false } as const;

/**
 * Hands work over through an SQS queue. The SDK repeats a message whose answer was lost, so two messages may bring one job:
 * each job has an id that its sender made. The time is in the message and not SQS's own, because a message that is redriven
 * from the dead letters counts as new there.
 *
 * @param queueUrl the queue's address, as CloudFormation gives it.
 */
export function sqsQueue<Job>(
  queueUrl: string,
  clock: Clock,
  client: SQSClient = new SQSClient(sqsClientSettings),
): Queue<Job> & Preparable {
  return {
    async submit(job) {
      const message: JobMessage<Job> = { submittedAt: clock().getTime(), job };
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }));
    },

    prepare: () =>
      unsent((options) =>
        client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: '{}' }), options),
      ),
  };
}
