import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Conversation } from '../../../bin/admin/conversation';
import { runAdmin } from '../../../bin/admin/program';
import { dynamoAccounts } from '../../../lambda/aws/dynamo/accounts';
import { challengeTable } from '../../../lambda/aws/dynamo/table';
import { sqsQueue } from '../../../lambda/aws/sqs/queue';
import { accountKey } from '../../../lambda/core/account/account';
import { sha256 } from '../../../lambda/core/crypto/hashing';
import { newLinkId } from '../../../lambda/core/crypto/mailed-link';
import { randomName, systemRandom } from '../../../lambda/core/crypto/random';
import type { Local } from '../../../local';
import { functionName } from './stack';

/** What a command printed, and how it ended. */
export interface Ended {
  readonly status: number;
  readonly printed: string;
  readonly complained: string;
}

/** Runs a command of the administrators against a laptop run. */
export const admin = (local: Local, ...words: readonly string[]): Promise<Ended> =>
  adminAnswering(local, () => Promise.reject(new Error('Nothing was to be asked.')), ...words);

/** The same for a command that asks. */
export async function adminAnswering(
  local: Local,
  ask: Conversation['ask'],
  ...words: readonly string[]
): Promise<Ended> {
  const [print, complain]: [string[], string[]] = [[], []];
  const status = await runAdmin([...words, '--local', new URL(local.url).origin], {
    print: (text) => void print.push(text),
    complain: (text) => void complain.push(text),
    converse: () => ({
      ask,
      tell: (text) => void complain.push(text),
      signal: new AbortController().signal,
      end: () => undefined,
    }),
  });
  return { status, printed: print.join(''), complained: complain.join('') };
}

/**
 * Pauses everything while a code, and where there are links, a link wait in their queues.
 *
 * @param lines the log, as it is written.
 * @returns when the functions that take the jobs have deferred them.
 */
export async function pauseWithJobs(local: Local, user: string, lines: readonly string[]): Promise<void> {
  const { length } = lines;
  await admin(local, 'pause');
  // In the portal's place, which takes no requests now: these came before the pause.
  const portal = local.aws.actAs(await functionName(local, 'portal'));
  const { CHALLENGE_TABLE = '', MAIL_QUEUE = '', LINK_QUEUE } = portal;
  const aws = {
    endpoint: portal.AWS_ENDPOINT_URL ?? '',
    region: portal.AWS_REGION ?? '',
    credentials: {
      accessKeyId: portal.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: portal.AWS_SECRET_ACCESS_KEY ?? '',
    },
  };
  const clock = () => new Date();
  const queue = (url: string) =>
    sqsQueue(url, clock, new SQSClient({ ...aws, useQueueUrlAsEndpoint: false }));
  const accounts = dynamoAccounts(
    challengeTable(CHALLENGE_TABLE, new DynamoDBClient(aws)),
    clock,
    systemRandom,
  );
  const { codes: generation, sessions } = await accounts.find(accountKey(user));
  const common = { user, browserHash: sha256('a browser'), vouched: false };
  const requestId = randomName(systemRandom);
  await queue(MAIL_QUEUE).submit({
    ...common,
    kind: 'code',
    purpose: 'sign-in',
    requestId,
    register: false,
    generation,
    sessions,
  });
  const waiting = ['send-mail'];
  if (LINK_QUEUE !== undefined) {
    const linkId = newLinkId(systemRandom);
    await accounts.setLink(accountKey(user), linkId, sessions);
    await queue(LINK_QUEUE).submit({ ...common, linkId, pickupMac: sha256('000000') });
    waiting.push('generate');
  }
  const isDeferred = (service: string) =>
    lines.slice(length).some((line) => line.includes('job.deferred') && line.includes(`"${service}"`));
  const patience = Date.now() + 30_000;
  while (!waiting.every(isDeferred)) {
    if (Date.now() > patience) throw new Error(`Not all jobs were deferred: ${waiting.join(', ')}.`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
