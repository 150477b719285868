/** The SQS queues of the stack. They hold the records of work that failed for good, for an administrator. */

/** What Lambda sends to a failure destination. */
export interface FailureRecord {
  readonly version: '1.0';
  readonly timestamp: string;
  readonly requestContext: {
    readonly requestId: string;
    readonly functionArn: string;
    readonly condition: 'RetriesExhausted' | 'EventAgeExceeded';
    readonly approximateInvokeCount: number;
  };
  readonly requestPayload: unknown;
  readonly responseContext: {
    readonly statusCode: 200;
    readonly executedVersion: '$LATEST';
    readonly functionError: 'Unhandled';
  };
  readonly responsePayload: unknown;
}

/** Holds the records of work that failed for good, by queue. */
export class FailureQueues {
  readonly #messages = new Map<string, FailureRecord[]>();

  constructor(queues: readonly { readonly arn: string }[]) {
    for (const { arn } of queues) this.#messages.set(arn, []);
  }

  /** @throws Error when the stack has no such queue. */
  send(queueArn: string, record: FailureRecord): void {
    const queue = this.#messages.get(queueArn);
    if (!queue) throw new Error(`The stack has no queue ${queueArn}.`);
    queue.push(record);
  }

  /** All records of all queues, oldest first. */
  messages(): readonly FailureRecord[] {
    return [...this.#messages.values()].flat();
  }
}
