import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function';

/** Properties of a `JobQueue`. */
export interface JobQueueProps {
  /** What waits in the queue, in one word. */
  readonly holds: string;

  /** The longest time of one invocation of the function that takes the jobs. */
  readonly timeout: Duration;

  /** How many jobs are done at once. A job that finds no place waits. At least 2: Lambda knows no less. */
  readonly maxConcurrency: number;
}

/**
 * Deliveries of a message until it counts as failed. The waits between them grow up to 5 minutes (see
 * `lambda/aws/sqs/batch.ts`), which makes a quarter of an hour in all.
 */
const DELIVERIES = 8;

/** Jobs that wait for one function, and those that failed for good, for an administrator to inspect and to redrive. */
export class JobQueue extends Construct {
  /** What waits in the queue, in one word. */
  readonly holds: string;

  readonly queue: Queue;

  /** The jobs that failed for good. */
  readonly deadLetters: Queue;

  private readonly maxConcurrency: number;

  constructor(scope: Construct, id: string, props: JobQueueProps) {
    super(scope, id);
    this.holds = props.holds;
    this.maxConcurrency = props.maxConcurrency;
    const common = {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    };
    this.deadLetters = new Queue(this, 'DeadLetters', {
      ...common,
      // Outlasts a long weekend. SQS counts from when the message was sent, not from when it failed.
      retentionPeriod: Duration.days(4),
    });
    this.queue = new Queue(this, 'Queue', {
      ...common,
      retentionPeriod: Duration.days(1),
      // Longer than an invocation with its start, for which Lambda grants 10 seconds more, so that two hardly ever work on one
      // message at once; holds and leases allow for it. Only a message whose function died waits for that long.
      visibilityTimeout: props.timeout.plus(Duration.seconds(15)),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: DELIVERIES },
    });
  }

  /** Lets a function put jobs in. */
  grantSend(sender: ServiceFunction): void {
    sender.grant(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] }));
  }

  /** Lets an administrator see what waits and what failed for good, and have that tried again. */
  get redriveStatements(): readonly PolicyStatement[] {
    const onDeadLetters = [
      'GetQueueAttributes',
      'ReceiveMessage',
      'ChangeMessageVisibility',
      'DeleteMessage',
      'StartMessageMoveTask',
    ];
    return [
      new PolicyStatement({
        actions: onDeadLetters.map((action) => `sqs:${action}`),
        resources: [this.deadLetters.queueArn],
      }),
      new PolicyStatement({
        actions: ['sqs:GetQueueAttributes', 'sqs:SendMessage'],
        resources: [this.queue.queueArn],
      }),
    ];
  }

  /** Has a function take the jobs, with the role of the function, and put them back while everything is paused. */
  feed(consumer: ServiceFunction): void {
    // Not `SqsEventSource`: that would also grant looking the queue's address up.
    const actions = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes', 'ChangeMessageVisibility'];
    consumer.grant(
      new PolicyStatement({
        actions: actions.map((action) => `sqs:${action}`),
        resources: [this.queue.queueArn],
      }),
    );
    this.grantSend(consumer);
    const source = new EventSourceMapping(this, 'Source', {
      target: consumer.function,
      eventSourceArn: this.queue.queueArn,
      // A function that dies takes no other person's job with it.
      batchSize: 1,
      maxConcurrency: this.maxConcurrency,
      reportBatchItemFailures: true,
    });
    // Lambda checks these permissions when it makes the mapping.
    source.node.addDependency(consumer.role);
  }
}
