/** What a person does, once through, with every call to AWS that it takes. */
import type { APIGatewayProxyEvent, SQSEvent } from 'aws-lambda';
import { batchOf, messageWith } from '../../support/functions/queue';
import { newestCode } from '../../support/flows/sign-in';
import { Person } from '../../support/flows/person';
import { eventOf } from './event';
import { Account, withStage, type FunctionName, type Local } from './laptop';
import { Recorder, type Exchange } from './recorder';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';

/** One request, or one job of a queue: how its function was called, and what it called itself. */
export interface Step {
  readonly name: string;
  readonly function: FunctionName;
  readonly event: APIGatewayProxyEvent | SQSEvent;
  /** The status that was answered; a job has none. */
  readonly status: number | undefined;
  readonly exchanges: readonly Exchange[];
  /** What the function called before: while it was loaded, and what it has remembered since. */
  readonly earlier: readonly Exchange[];
}

/** What a person sends. */
interface Sent {
  readonly name: string;
  readonly function: FunctionName;
  readonly status: number;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: Readonly<Record<string, string>>;
  /** What its job does, in the function of a queue. */
  readonly job?: { readonly name: string; readonly function: FunctionName };
}

const email = 'alice@example.com';

/** A code that the functions can read and compare. It is right once in 2^40 runs. */
export const wrongCode = '0000-0000';

const mailCode = { name: 'job: mail a code', function: 'send-mail' } as const;
const mailNotice = { name: 'job: mail a notice', function: 'send-mail' } as const;

/** Records all flows, and keeps the run open while they are used: a recorded code is good only for minutes. */
export async function withFlows<Value>(
  assembly: CloudAssembly,
  use: (steps: readonly Step[], local: Local) => Promise<Value>,
): Promise<Value> {
  const account = await Account.open();
  const recorder = await Recorder.open(account);
  try {
    return await withStage(
      assembly,
      async (local) => {
        recorder.record(local);
        // Once for functions that are just loaded, and once for the record.
        await walk(local, recorder);
        return use(await walk(local, recorder), local);
      },
      { account, template: recorder.redirect },
    );
  } finally {
    await recorder.close();
    await account.close();
  }
}

/** A person signs in with a code, has a link mailed and opens it, and chooses a password with a code. */
async function walk(local: Local, recorder: Recorder): Promise<readonly Step[]> {
  const person = new Person(local);
  const steps: Step[] = [];
  const send = async (sent: Sent) => steps.push(...(await recorded(local, recorder, person, sent)));

  await send({ name: 'start page', function: 'portal', status: 200, method: 'GET', path: '/' });
  const portal = { function: 'portal', method: 'POST' } as const;
  await send({
    ...portal,
    name: 'ask for a code',
    status: 202,
    path: '/login',
    body: { email },
    job: mailCode,
  });
  const code = await newestCode(local, email);
  const wrong = { email, code: wrongCode };
  await send({ ...portal, name: 'check a code (wrong)', status: 401, path: '/token', body: wrong });
  await send({ ...portal, name: 'sign in', status: 200, path: '/token', body: { email, code } });

  const mailLink = { name: 'job: make and mail a link', function: 'generate' } as const;
  await send({ ...portal, name: 'ask for a link', status: 202, path: '/generate', body: {}, job: mailLink });
  const { text = '' } = local.mailbox.mails().findLast(({ to }) => to === email) ?? {};
  const [, id = '', key = ''] = /\/extract\/([\w-]+)#([\w-]+)/.exec(text) ?? [];
  const link = { function: 'extract', status: 200, path: `/extract/${id}` } as const;
  await send({ ...link, name: 'look at a link', method: 'GET' });
  await send({ ...link, name: 'reveal', method: 'POST', body: { key }, job: mailNotice });

  const askAgain = {
    ...portal,
    name: 'ask for a code to reset',
    status: 202,
    path: '/generate-otp',
  } as const;
  await send({ ...askAgain, body: { email } });
  const otp = await newestCode(local, email);
  const choice = { email, password: 'Good-enough-1!' };
  const reset = { function: 'reset', method: 'POST', path: '/reset' } as const;
  const wrongChoice = { ...choice, otp: wrongCode };
  await send({ ...reset, name: 'check a code to reset (wrong)', status: 401, body: wrongChoice });
  await send({ ...reset, name: 'reset', status: 200, body: { ...choice, otp } });
  return steps;
}

async function recorded(
  local: Local,
  recorder: Recorder,
  person: Person,
  sent: Sent,
): Promise<readonly Step[]> {
  const { name, status, method, path, body, job } = sent;
  const event = eventOf(sent, person.cookies);
  const before = recorder.exchanges.length;
  const answer = await person.send(method, path, body);
  if (answer.status !== status) throw new Error(`${name}: ${answer.status} ${answer.text}`);
  await local.aws.idle();
  const by = (wanted: FunctionName) => ({
    function: wanted,
    exchanges: recorder.exchanges.slice(before).filter((each) => each.function === wanted),
    earlier: recorder.exchanges.slice(0, before).filter((each) => each.function === wanted),
  });
  const step = { ...by(sent.function), name, event, status };
  if (job === undefined) return [step];
  const message = step.exchanges.find(({ call }) => call === 'sqs:SendMessage')?.request;
  if (message === undefined) throw new Error(`${name}: no job was handed over.`);
  const { MessageBody } = JSON.parse(message) as { readonly MessageBody: string };
  const jobEvent = batchOf(messageWith(MessageBody));
  return [step, { ...by(job.function), name: job.name, event: jobEvent, status: undefined }];
}
