/** SQS as functions use it: to send a message, and to have one stay away for longer or shorter. */
import { createHash } from 'node:crypto';
import {
  ChangeMessageVisibility$,
  QueueDoesNotExist$,
  ReceiptHandleIsInvalid$,
  SendMessage$,
  type ChangeMessageVisibilityCommandOutput,
  type ChangeMessageVisibilityRequest,
  type SendMessageCommandOutput,
  type SendMessageRequest,
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
      ({ QueueUrl, MessageBody = '' }, { definition }) => {
        const { id } = queues.send(
          arnOf(QueueUrl),
          MessageBody,
          `${definition.role.name}:${definition.name}`,
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
  ]);
}

/** The client compares it with what it sent. */
export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
