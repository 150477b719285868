/** The SQS queues of the account. They hold the records of work that failed for good, for an administrator. */

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

  add(queueArn: string): void {
    this.#messages.set(queueArn, []);
  }

  remove(queueArn: string): void {
    this.#messages.delete(queueArn);
  }

  /** @throws Error when the account has no such queue. */
  send(queueArn: string, record: FailureRecord): void {
    const queue = this.#messages.get(queueArn);
    if (!queue) throw new Error(`The account has no queue ${queueArn}.`);
    queue.push(record);
  }

  /** All records of some queues, oldest first. A queue that is gone has none. */
  messages(queueArns: readonly string[]): readonly FailureRecord[] {
    return queueArns.flatMap((arn) => this.#messages.get(arn) ?? []);
  }
}
