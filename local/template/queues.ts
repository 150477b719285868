/** The SQS queues of a synthesized stack, and the functions that they feed. */
import type { Resource } from './resources';

/** An SQS queue. */
export interface Queue {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  /** How long a message that was delivered is kept from others, in seconds. */
  readonly visibilitySeconds: number;
  /** Where a message goes that was delivered too often. */
  readonly redrive?: {
    readonly deadLettersArn: string;
    readonly deliveries: number;
  };
}

/** A queue that feeds a function. */
export interface QueueSource {
  readonly queueArn: string;
  readonly functionArn: string;
  /** How many messages an invocation gets at most. */
  readonly batchSize: number;
  /** How many invocations there are at once, at most. */
  readonly maxConcurrency: number;
  /** Whether the function answers with the messages that failed. */
  readonly reportsFailures: boolean;
}

/** Reads one queue. */
export function queueOf({ ref, properties }: Resource<'AWS::SQS::Queue'>, arn: string): Queue {
  const { VisibilityTimeout, RedrivePolicy } = properties;
  return {
    name: arn.split(':').at(-1) ?? '',
    url: ref,
    arn,
    visibilitySeconds: VisibilityTimeout,
    ...(RedrivePolicy && {
      redrive: {
        deadLettersArn: RedrivePolicy.deadLetterTargetArn,
        deliveries: RedrivePolicy.maxReceiveCount,
      },
    }),
  };
}

/** What Lambda knows of a function that a queue feeds. */
interface Consumer {
  readonly name: string;
  readonly arn: string;
  readonly timeoutSeconds: number;
}

/**
 * Reads which queue feeds which function.
 *
 * @throws Error where Lambda would refuse it.
 */
export function queueSourcesOf(
  mappings: readonly Resource<'AWS::Lambda::EventSourceMapping'>[],
  functions: readonly Consumer[],
  queues: readonly Queue[],
): readonly QueueSource[] {
  return mappings.map(({ logicalId, properties }) => {
    const { FunctionName, EventSourceArn, BatchSize, FunctionResponseTypes, ScalingConfig } = properties;
    const consumer = functions.find(({ name, arn }) => [name, arn].includes(FunctionName));
    const queue = queues.find(({ arn }) => arn === EventSourceArn);
    if (!consumer || !queue)
      throw new Error(`The laptop feeds functions from queues of the stack only: "${logicalId}".`);
    if (queue.visibilitySeconds < consumer.timeoutSeconds) {
      throw new Error(
        `The visibility timeout of ${queue.name} is less than the timeout of ${consumer.name}.`,
      );
    }
    const maxConcurrency = ScalingConfig?.MaximumConcurrency ?? Infinity;
    if (maxConcurrency < 2) throw new Error(`The maximum concurrency of "${logicalId}" is less than 2.`);
    return {
      queueArn: queue.arn,
      functionArn: consumer.arn,
      batchSize: BatchSize,
      maxConcurrency,
      reportsFailures: FunctionResponseTypes.length > 0,
    };
  });
}
