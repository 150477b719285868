/** Feeds functions from queues, as Lambda's event source mappings do. */
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Authorizer } from '../aws/authorizer';
import type { DeliveredMessage, Queues } from '../aws/queues';
import { md5 } from '../aws/services/sqs';
import type { Place } from '../template/place';
import type { QueueSource } from '../template/queues';
import type { LogSink, Outcome } from './execution-environment';
import type { FunctionPool } from './function-pool';

/** What Lambda does in the function's name. */
const actions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/** What a function answers that reports which messages failed. */
const batchAnswer = v.nullish(
  v.object({ batchItemFailures: v.nullish(v.array(v.object({ itemIdentifier: v.string() })), []) }),
  { batchItemFailures: [] },
);

interface Options {
  readonly place: Place;
  readonly pools: ReadonlyMap<string, FunctionPool>;
  readonly queues: Queues;
  readonly authorizer: Authorizer;
  readonly log: LogSink;
}

/** Starts to feed every function that a queue feeds. Returns what ends it. */
export function feedFromQueues(sources: readonly QueueSource[], options: Options): () => void {
  for (const source of sources) feed(source, options);
  return () => {
    for (const { queueArn } of sources) options.queues.consume(queueArn);
  };
}

function feed(source: QueueSource, { place, pools, queues, authorizer, log }: Options): void {
  const { queueArn, functionArn, batchSize, maxConcurrency } = source;
  const pool = pools.get(functionArn);
  if (!pool) throw new Error(`The stack has no function ${functionArn}.`);
  let running = 0;

  const mayReceive = (): boolean => {
    const refusals = actions.flatMap(
      (action) => authorizer.refusal(pool.definition, { action, resource: queueArn }) ?? [],
    );
    for (const message of refusals) log(JSON.stringify({ level: 'WARN', message }));
    return refusals.length === 0;
  };

  const serve = async (messages: readonly DeliveredMessage[]): Promise<void> => {
    const event = { Records: messages.map((message) => recordOf(message, queueArn, place)) };
    const outcome = await pool.invoke(randomUUID(), JSON.stringify(event));
    const failed = failuresOf(source, messages, outcome);
    for (const message of messages) {
      if (failed.has(message.id)) queues.giveBack(queueArn, message);
      else queues.delete(queueArn, message);
    }
  };

  const poll = (): void => {
    while (running < maxConcurrency) {
      const messages = queues.receive(queueArn, batchSize);
      if (messages.length === 0) return;
      running += 1;
      void serve(messages).finally(() => {
        running -= 1;
        poll();
      });
    }
  };

  if (mayReceive()) queues.consume(queueArn, poll);
}

/** The ids of the messages that are delivered again. */
function failuresOf(
  { reportsFailures }: QueueSource,
  messages: readonly DeliveredMessage[],
  outcome: Outcome,
): ReadonlySet<string> {
  const all = new Set(messages.map(({ id }) => id));
  if (!outcome.ok) return all;
  if (!reportsFailures) return new Set();
  const answer = v.safeParse(v.pipe(v.string(), v.parseJson(), batchAnswer), outcome.payload);
  if (!answer.success) return all;
  const failed = answer.output.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  // Lambda takes an answer with an id that it does not know for a failure of the whole batch.
  return failed.every((id) => all.has(id)) ? new Set(failed) : all;
}

function recordOf(message: DeliveredMessage, queueArn: string, { region }: Place) {
  return {
    messageId: message.id,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: {
      ApproximateReceiveCount: String(message.deliveries),
      SentTimestamp: String(message.sentAt),
      SenderId: message.senderId,
      ApproximateFirstReceiveTimestamp: String(message.firstDeliveredAt),
    },
    messageAttributes: {},
    md5OfBody: md5(message.body),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}
