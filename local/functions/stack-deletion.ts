/** Deletes the stack as CloudFormation does: sends its event to each custom resource first. */
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Outcome } from './execution-environment';
import type { CustomResource } from '../template/resources';
import type { Stack } from '../template/stack';

/** A custom resource's answer to its deletion. */
export interface DeletionAnswer {
  readonly logicalId: string;
  /** `NO_ANSWER`: CloudFormation would wait until its service timeout, then fail. */
  readonly status: 'SUCCESS' | 'FAILED' | 'NO_ANSWER';
  readonly reason?: string;
}

const answer = v.object({
  Status: v.picklist(['SUCCESS', 'FAILED']),
  Reason: v.optional(v.string()),
  StackId: v.string(),
  RequestId: v.string(),
  LogicalResourceId: v.string(),
  PhysicalResourceId: v.string(),
});

interface Options {
  readonly stack: Stack;
  /** The address for answers; the id of the request follows. */
  readonly answerUrl: string;
  readonly invokeLater: (functionArn: string, event: string) => Promise<Outcome>;
  /** Removes the stack itself. */
  readonly remove: () => Promise<void>;
}

/** Sends the events to the custom resources, and takes their answers. */
export class StackDeletion {
  readonly #options: Options;
  readonly #waiting = new Map<string, (body: string) => void>();

  constructor(options: Options) {
    this.#options = options;
  }

  /**
   * Asks every custom resource of the stack to delete what it made. If all have, removes the stack; else it stays.
   * Resolves with each answer.
   */
  async run(): Promise<readonly DeletionAnswer[]> {
    const { stack, remove } = this.#options;
    const answers = await Promise.all(stack.customResources.map((resource) => this.#delete(resource)));
    if (answers.every(({ status }) => status === 'SUCCESS')) await remove();
    return answers;
  }

  /** Takes an answer from a function; false when nobody waits for it. */
  answered(requestId: string, body: string): boolean {
    const settle = this.#waiting.get(requestId);
    this.#waiting.delete(requestId);
    settle?.(body);
    return settle !== undefined;
  }

  async #delete({
    logicalId,
    type,
    functionArn,
    properties,
    timeoutSeconds,
  }: CustomResource): Promise<DeletionAnswer> {
    const requestId = randomUUID();
    const answered = new Promise<DeletionAnswer>((resolve) => {
      this.#waiting.set(requestId, (body) => {
        resolve(readAnswer(logicalId, body));
      });
    });
    const event = JSON.stringify({
      RequestType: 'Delete',
      ServiceToken: functionArn,
      ResponseURL: `${this.#options.answerUrl}/${requestId}`,
      StackId: this.#options.stack.id,
      RequestId: requestId,
      ResourceType: type,
      LogicalResourceId: logicalId,
      PhysicalResourceId: logicalId,
      ResourceProperties: properties,
    });
    // After the invocation and its retries, no answer can come, so it does not wait for the timeout.
    const ended = this.#options.invokeLater(functionArn, event).then((outcome): DeletionAnswer => ({
      logicalId,
      status: 'NO_ANSWER',
      reason: outcome.ok ? 'The function ended without an answer.' : outcome.failure.errorMessage,
    }));
    const late = timeout(timeoutSeconds * 1000, logicalId);
    try {
      const given = await Promise.race([answered, ended, late.promise]);
      // It answers before it ends. Its last lines belong into the log, too.
      if (given.status === 'SUCCESS') await ended;
      return given;
    } finally {
      late.cancel();
      this.#waiting.delete(requestId);
    }
  }
}

function readAnswer(logicalId: string, body: string): DeletionAnswer {
  const { Status, Reason } = v.parse(answer, JSON.parse(body));
  return { logicalId, status: Status, ...(Reason !== undefined && { reason: Reason }) };
}

function timeout(milliseconds: number, logicalId: string) {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<DeletionAnswer>((resolve) => {
    const reason = `No answer within ${milliseconds / 1000} seconds.`;
    timer = setTimeout(() => resolve({ logicalId, status: 'NO_ANSWER', reason }), milliseconds);
  });
  return { promise, cancel: () => clearTimeout(timer) };
}
