/**
 * SQS as functions use it: to send a message, and to have one stay away for longer or shorter. And as administrators use it: to
 * count messages, to look at some and give them back, and to have dead letters tried again.
 */
import { createHash } from 'node:crypto';
import {
  ChangeMessageVisibility$,
  GetQueueAttributes$,
  QueueDoesNotExist$,
  ReceiptHandleIsInvalid$,
  ReceiveMessage$,
  ResourceNotFoundException$,
  SendMessage$,
  StartMessageMoveTask$,
  type ChangeMessageVisibilityCommandOutput,
  type ChangeMessageVisibilityRequest,
  type GetQueueAttributesCommandOutput,
  type GetQueueAttributesRequest,
  type ReceiveMessageCommandOutput,
  type ReceiveMessageRequest,
  type SendMessageCommandOutput,
  type SendMessageRequest,
  type StartMessageMoveTaskCommandOutput,
  type StartMessageMoveTaskRequest,
} from '@aws-sdk/client-sqs';
import type { Queues } from '../queues';
import { awsJson } from '../protocols/aws-json';
import { errorOf } from '../service-error';
import { operation, schemaService, type Service } from './service';

/** SQS with the queues of the account. */
export function sqsService(queues: Queues): Service {
  const arnOf = (queueUrl = ''): string => {
    const queue = queues.at(queueUrl);
    if (!queue) throw errorOf(QueueDoesNotExist$, 'The specified queue does not exist.');
    return queue.arn;
  };
  const needs =
    (action: string) =>
    ({ QueueUrl }: { readonly QueueUrl: string | undefined }) => [
      { action: `sqs:${action}`, resource: arnOf(QueueUrl) },
    ];
  return schemaService('sqs', awsJson, [
    operation<SendMessageRequest, SendMessageCommandOutput>(
      SendMessage$,
      needs('SendMessage'),
      ({ QueueUrl, MessageBody = '', DelaySeconds }, { definition }) => {
        const { id } = queues.send(
          arnOf(QueueUrl),
          MessageBody,
          `${definition.role.name}:${definition.name}`,
          DelaySeconds,
        );
        return { MessageId: id, MD5OfMessageBody: md5(MessageBody) };
      },
    ),
    operation<ChangeMessageVisibilityRequest, ChangeMessageVisibilityCommandOutput>(
      ChangeMessageVisibility$,
      needs('ChangeMessageVisibility'),
      ({ QueueUrl, ReceiptHandle = '', VisibilityTimeout = 0 }) => {
        if (!queues.changeVisibility(arnOf(QueueUrl), ReceiptHandle, VisibilityTimeout)) {
          throw errorOf(ReceiptHandleIsInvalid$, 'The receipt handle has expired.');
        }
        return {};
      },
    ),
    operation<GetQueueAttributesRequest, GetQueueAttributesCommandOutput>(
      GetQueueAttributes$,
      needs('GetQueueAttributes'),
      ({ QueueUrl }) => {
        const QueueArn = arnOf(QueueUrl);
        const { messages } = queues.depth(QueueArn);
        return {
          Attributes: {
            QueueArn,
            ApproximateNumberOfMessages: String(messages),
            ApproximateNumberOfMessagesNotVisible: '0',
          },
        };
      },
    ),
    operation<ReceiveMessageRequest, ReceiveMessageCommandOutput>(
      ReceiveMessage$,
      needs('ReceiveMessage'),
      ({ QueueUrl, MaxNumberOfMessages = 1, VisibilityTimeout }) => {
        const queueArn = arnOf(QueueUrl);
        const received = queues.receive(queueArn, MaxNumberOfMessages);
        for (const message of received) {
          if (VisibilityTimeout !== undefined) {
            queues.changeVisibility(queueArn, message.receiptHandle, VisibilityTimeout);
          }
          queues.giveBack(queueArn, message, { isLent: true });
        }
        return {
          Messages: received.map(({ id, body, receiptHandle, sentAt, deliveries }) => ({
            MessageId: id,
            Body: body,
            MD5OfBody: md5(body),
            ReceiptHandle: receiptHandle,
            Attributes: { SentTimestamp: String(sentAt), ApproximateReceiveCount: String(deliveries) },
          })),
        };
      },
    ),
    operation<StartMessageMoveTaskRequest, StartMessageMoveTaskCommandOutput>(
      StartMessageMoveTask$,
      ({ SourceArn = '' }) => [
        ...['StartMessageMoveTask', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map(
          (action) => ({
            action: `sqs:${action}`,
            resource: SourceArn,
          }),
        ),
        ...queues.sourcesOf(SourceArn).map((resource) => ({ action: 'sqs:SendMessage', resource })),
      ],
      ({ SourceArn = '' }) => {
        if (queues.sourcesOf(SourceArn).length === 0) {
          throw errorOf(ResourceNotFoundException$, 'The source queue is no dead-letter queue.');
        }
        queues.redrive(SourceArn);
        return { TaskHandle: md5(SourceArn) };
      },
    ),
  ]);
}

/** The client compares it with what it sent. */
export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
