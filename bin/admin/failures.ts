/** What failed for good: the messages in the dead-letter queues. */
import {
  ChangeMessageVisibilityCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import type { Target } from './target';

/** A job that failed for good. */
export interface Failure {
  /** What the queue holds. */
  readonly queue: string;
  readonly id: string;
  readonly kind: string;
  readonly user: string;
  readonly sentAt: Date;
}

/** The most that are shown of one queue. */
const mostShown = 100;

/** For how long a message is kept from another look if this one does not give it back, in seconds. */
const lookSeconds = 5;

interface DeadLetterQueue {
  readonly holds: string;
  readonly url: string;
}

const clientOf = ({ region, credentials, endpoint }: Target): SQSClient =>
  new SQSClient({
    region,
    credentials,
    useQueueUrlAsEndpoint: false,
    ...(endpoint !== undefined && { endpoint }),
  });

/** The outputs with the dead-letter queues are called `MailFailures`, `LinkFailures`. */
const queuesOf = ({ outputs }: Target): readonly DeadLetterQueue[] =>
  Object.entries(outputs).flatMap(([name, url]) => {
    const [, holds] = /^(\w+)Failures$/.exec(name) ?? [];
    return holds === undefined ? [] : [{ holds: holds.toLowerCase(), url }];
  });

/** What failed, oldest first: at most 100 of each queue. */
export async function failures(target: Target): Promise<readonly Failure[]> {
  const client = clientOf(target);
  const found = await Promise.all(queuesOf(target).map((queue) => failuresIn(client, queue)));
  return found.flat().sort((one, other) => one.sentAt.getTime() - other.sentAt.getTime());
}

async function failuresIn(client: SQSClient, { holds, url }: DeadLetterQueue): Promise<readonly Failure[]> {
  const found = new Map<string, Failure>();
  const receipts = new Map<string, string | undefined>();
  while (found.size < mostShown) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: lookSeconds,
        MessageSystemAttributeNames: ['SentTimestamp'],
      }),
    );
    const before = found.size;
    for (const { MessageId = '', Body = '', Attributes, ReceiptHandle } of Messages) {
      receipts.set(MessageId, ReceiptHandle);
      const sentAt = new Date(Number(Attributes?.SentTimestamp));
      found.set(MessageId, { queue: holds, id: MessageId, sentAt, ...jobIn(Body, holds) });
    }
    if (found.size === before) break;
  }
  await Promise.all([...receipts.values()].map((receipt) => giveBack(client, url, receipt)));
  return [...found.values()];
}

/** Has the next look or redrive find a message at once. Otherwise, that look would say that nothing failed. */
async function giveBack(client: SQSClient, url: string, receipt: string | undefined): Promise<void> {
  const visible = { QueueUrl: url, ReceiptHandle: receipt, VisibilityTimeout: 0 };
  // If it fails, the message comes back by itself.
  await client.send(new ChangeMessageVisibilityCommand(visible)).catch(() => undefined);
}

const message = v.object({ job: v.object({ kind: v.optional(v.string()), user: v.string() }) });

/** Of a job, what it is and whose. A message that holds none is shown too. */
function jobIn(body: string, holds: string): Pick<Failure, 'kind' | 'user'> {
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), message), body);
  if (!result.success) return { kind: 'unreadable', user: 'unknown' };
  const { kind = holds, user } = result.output.job;
  return { kind, user };
}

/** Has everything that failed tried again. Returns how many jobs each queue had. */
export async function redrive(target: Target): Promise<Readonly<Record<string, number>>> {
  const client = clientOf(target);
  const moved = queuesOf(target).map(async ({ holds, url }): Promise<[string, number]> => {
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({
        QueueUrl: url,
        AttributeNames: ['QueueArn', 'ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    const count =
      Number(Attributes?.ApproximateNumberOfMessages) +
      Number(Attributes?.ApproximateNumberOfMessagesNotVisible);
    if (count > 0) await client.send(new StartMessageMoveTaskCommand({ SourceArn: Attributes?.QueueArn }));
    return [holds, count];
  });
  return Object.fromEntries(await Promise.all(moved));
}
