import type { SQSEvent, SQSRecord } from 'aws-lambda';

/** How one message is delivered. */
interface DeliveryOptions {
  readonly messageId?: string;
  /** Which delivery of the message this is. */
  readonly deliveries?: number;
}

/** A message with this body, as a queue delivers it. */
export const messageWith = (
  body: string,
  { messageId = 'message', deliveries = 1 }: DeliveryOptions = {},
): SQSRecord => ({
  messageId,
  receiptHandle: `handle of ${messageId}`,
  body,
  attributes: {
    ApproximateReceiveCount: String(deliveries),
    SentTimestamp: '0',
    SenderId: 'sender',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-central-1:123456789012:queue',
  awsRegion: 'eu-central-1',
});

/** A message with a job, as another function sends it. */
export const messageOf = (job: unknown, submittedAt: Date, options: DeliveryOptions = {}): SQSRecord =>
  messageWith(JSON.stringify({ submittedAt: submittedAt.getTime(), job }), options);

/** A batch of messages. */
export const batchOf = (...Records: readonly SQSRecord[]): SQSEvent => ({ Records: [...Records] });

/** What a function answers when these messages go back to the queue. */
export const goBack = (...messageIds: readonly string[]) => ({
  batchItemFailures: messageIds.map((itemIdentifier) => ({ itemIdentifier })),
});
