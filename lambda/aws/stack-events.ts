/** CloudFormation's side of a custom resource. */
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';

/** What CloudFormation sends to a custom resource's function. */
export type StackEvent = CloudFormationCustomResourceEvent;

/** Whether an event comes from CloudFormation. */
export const isStackEvent = (event: unknown): event is StackEvent =>
  typeof event === 'object' && event !== null && 'RequestType' in event && 'ResponseURL' in event;

const attempts = 3;
const attemptMilliseconds = 5000;

/**
 * Tells CloudFormation that the custom resource is done. It always reports success: cleaning up must never block a
 * stack or make it fail. The log says what failed.
 *
 * @throws Error if CloudFormation could not be reached. CloudFormation then waits for the resource's service timeout.
 */
export async function answerStackEvent(event: StackEvent, physicalId: string): Promise<void> {
  const { StackId, RequestId, LogicalResourceId, ResponseURL } = event;
  const body = JSON.stringify({
    Status: 'SUCCESS',
    PhysicalResourceId: physicalId,
    StackId,
    RequestId,
    LogicalResourceId,
  });
  for (let attempt = 1; ; attempt += 1) {
    try {
      // CloudFormation signs the address for a request without a content type.
      const response = await fetch(ResponseURL, {
        method: 'PUT',
        body,
        headers: { 'content-type': '' },
        signal: AbortSignal.timeout(attemptMilliseconds),
      });
      if (response.ok) return;
      throw new Error(`CloudFormation answered ${response.status}.`);
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
}
