/** Jobs from an SQS queue: how a function takes them, and what becomes of one that cannot be done now. */
import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as v from 'valibot';
import type { Log } from '../../core/events';
import type { Clock, IsPaused } from '../../core/ports';
import { sqsClientSettings, type JobMessage } from './queue';

/** Keeps a message away from every function for so many seconds. */
export type Postpone = (receiptHandle: string, seconds: number) => Promise<void>;

/** Puts a message into the queue that is delivered after so many seconds. */
export type Defer = (message: JobMessage<unknown>, seconds: number) => Promise<void>;

/** What taking jobs needs. */
export interface BatchPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly postpone: Postpone;
  readonly isPaused: IsPaused;
  readonly defer: Defer;
}

/** The jobs of one function. */
export interface Work<Job> {
  readonly schema: v.GenericSchema<unknown, Job>;
  /** Whether the job is of use after an hour, too. */
  readonly outlivesAnHour?: (job: Job) => boolean;
  /**
   * Does the job. What it throws sends the job back to the queue, so that doing it again must be safe. Two deliveries may come at
   * the same time: SQS promises no less, and the message of a sender that got no answer may be there twice.
   *
   * @param deadline when this delivery is ended from outside.
   */
  readonly perform: (job: Job, deadline: Date) => Promise<void>;
  /** Logs why the job goes back. */
  readonly report: (job: Job, error: unknown) => void;
}

const hour = 3_600_000;

/** The longest wait between two deliveries of a message, in seconds. */
const longestWait = 300;

/**
 * Seconds until the next delivery of a message that was delivered so often: 2, 6, 18, 54, 162, 300. A lease lasts 20 seconds at
 * most, so it is free by the fourth delivery. Another delivery that mails lasts 30 at most, so it is over by the fifth. A service
 * that fails has a quarter of an hour until the message is a dead letter.
 */
export const secondsUntilNext = (deliveries: number): number =>
  Math.min(2 * 3 ** (deliveries - 1), longestWait);

/**
 * How long a job waits until its function looks whether it may go on, in seconds. It is also how long people wait at most
 * after the end of a pause.
 */
const pauseSeconds = 300;

/** Postpones messages of one queue. */
export function sqsPostpone(
  queueUrl: string,
  client: SQSClient = new SQSClient(sqsClientSettings),
): Postpone {
  return async (receiptHandle, seconds) => {
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }),
    );
  };
}

/** Defers messages of one queue. */
export function sqsDefer(queueUrl: string, client: SQSClient = new SQSClient(sqsClientSettings)): Defer {
  return async (message, seconds) => {
    const MessageBody = JSON.stringify(message);
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, DelaySeconds: seconds }));
  };
}

/**
 * Serves the deliveries of an SQS queue, one message after the other, and answers with those that go back to the queue.
 *
 * A message that holds no job of this function goes back too, and ends in the dead letters: only functions of this stack send
 * here, so either they are of another version during a deployment, or there is a fault to be mended, and the job with it.
 */
export const sqsBatch =
  <Job>(ports: BatchPorts, work: Work<Job>) =>
  async (
    { Records }: Pick<SQSEvent, 'Records'>,
    context: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<SQSBatchResponse> => {
    const deadline = new Date(ports.clock().getTime() + context.getRemainingTimeInMillis());
    const failed: SQSRecord[] = [];
    for (const record of Records) {
      if (!(await isDone(ports, work, record, deadline))) failed.push(record);
    }
    for (const { receiptHandle, messageId, attributes } of failed) {
      const seconds = secondsUntilNext(Number(attributes.ApproximateReceiveCount));
      // Without it, the message comes back all the same, after the time that the queue has for an invocation.
      await ports.postpone(receiptHandle, seconds).catch((cause: unknown) => {
        ports.log.warn('job.not-postponed', { message: messageId }, cause);
      });
    }
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };

async function isDone<Job>(
  ports: BatchPorts,
  { schema, outlivesAnHour = () => false, perform, report }: Work<Job>,
  { body, messageId }: SQSRecord,
  deadline: Date,
): Promise<boolean> {
  const { clock, log } = ports;
  const message = readMessage(schema, body);
  if (message === undefined) {
    log.error('job.malformed', { message: messageId });
    return false;
  }
  const { job, submittedAt } = message;
  // A mail that comes later than this confuses more than it helps: the person has asked again long before.
  if (clock().getTime() - submittedAt > hour && !outlivesAnHour(job)) {
    log.warn('job.too-old', { message: messageId });
    return true;
  }
  try {
    if (await ports.isPaused()) await defer(ports, job, messageId);
    else await perform(job, deadline);
    return true;
  } catch (error) {
    report(job, error);
    return false;
  }
}

/**
 * Has a job wait for the end of a pause. A new message takes the place of the delivered one: it counts as never delivered and
 * as just sent, so however long the pause takes, SQS neither gives the job up nor forgets it, and it is not too old.
 */
async function defer(
  { clock, log, defer: send }: BatchPorts,
  job: unknown,
  messageId: string,
): Promise<void> {
  await send({ submittedAt: clock().getTime(), job }, pauseSeconds);
  log.info('job.deferred', { message: messageId });
}

function readMessage<Job>(schema: v.GenericSchema<unknown, Job>, body: string): JobMessage<Job> | undefined {
  const message = v.strictObject({
    submittedAt: v.number(),
    job: schema,
    // An older version named in it the message that brought the job first.
    firstMessageId: v.exactOptional(v.string()),
  });
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), message), body);
  return result.success ? result.output : undefined;
}
