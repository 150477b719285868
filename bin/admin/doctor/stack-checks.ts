/** What doctor checks of a stack that is deployed: whether its API answers, and whether work is stuck. */
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Target } from '../target';
import { advice, broken, ok, type Check, type Verdict } from './finding';

/** Whether the API answers. */
export const apiCheck = ({ outputs }: Target): Check => ({
  name: 'api',
  async look() {
    const url = `${outputs.PortalUrl ?? ''}/health`;
    const answer = await fetch(url).catch((error: unknown) => String(error));
    return judgeHealth(url, answer);
  },
});

/** Judges the answer of `/health`, or why there was none. */
export function judgeHealth(url: string, answer: Pick<Response, 'status'> | string): Verdict {
  if (typeof answer === 'string') {
    return broken(
      `Nothing answers at ${url}: ${answer}`,
      'Look at the stack in CloudFormation; with a domain of your own, at its DNS record.',
    );
  }
  if (answer.status === 200) return ok(`${url} answers.`);
  if (answer.status === 403) {
    return broken(
      `${url} refuses your network.`,
      'Add your network to the setting "allowedCidrs" and deploy, or try from one that is in it.',
    );
  }
  return broken(
    `${url} answers ${answer.status}.`,
    'Read the log of the portal. docs/operations/monitoring.md says where it is.',
  );
}

/** Whether jobs wait, or have failed for good. */
export function queueChecks({ region, credentials, endpoint, outputs }: Target): readonly Check[] {
  const client = new SQSClient({
    region,
    credentials,
    useQueueUrlAsEndpoint: false,
    ...(endpoint !== undefined && { endpoint }),
  });
  const queues = Object.entries(outputs).filter(([name]) => /^\w+(Jobs|Failures)$/.test(name));
  return queues.map(([name, url]) => ({
    name: `queue ${name}`,
    async look() {
      const { Attributes } = await client.send(
        new GetQueueAttributesCommand({
          QueueUrl: url,
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      const count =
        Number(Attributes?.ApproximateNumberOfMessages) +
        Number(Attributes?.ApproximateNumberOfMessagesNotVisible);
      return judgeQueue(name, count);
    },
  }));
}

/** Judges how many jobs a queue holds. Of those that wait, some are no fault: people ask all day. */
export function judgeQueue(name: string, count: number): Verdict {
  if (count === 0) return ok('Empty.');
  if (name.endsWith('Failures')) {
    return broken(`${count} jobs failed for good.`, '"failed" lists them, "redrive" tries them again.');
  }
  return advice(
    `${count} jobs wait.`,
    'Run "doctor" again in a minute. If it is more then, see whether AWS throttles, or whether a pause holds.',
  );
}
