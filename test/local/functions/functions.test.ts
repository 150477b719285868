import { createHash } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AwsCall } from '../../../local';
import { addressOf, close, listen } from '../../../local/http';
import { runLocal, type Local, type RunOptions } from '../../../local/run';
import {
  allow,
  answering,
  loadSdk,
  removeTinyStacks,
  tinyStack,
  type TinyFunction,
} from '../../support/local/tiny-stack';

const running: Local[] = [];
const meetingPoints: Server[] = [];
let lines: string[] = [];

async function start(
  functions: Readonly<Record<string, TinyFunction>>,
  resources: Parameters<typeof tinyStack>[1] = {},
  options: RunOptions = {},
): Promise<Local> {
  lines = [];
  const local = await runLocal(() => tinyStack(functions, resources), {
    log: (line) => lines.push(line),
    ...options,
  });
  running.push(local);
  return local;
}

const json = (address: string) => fetch(address).then((response) => response.json());

/**
 * An address that answers only when this many requests have arrived. So those who get an answer were there together.
 */
async function meetingPoint(size: number): Promise<string> {
  const waiting: ServerResponse[] = [];
  const server = createServer((_, response) => {
    waiting.push(response);
    if (waiting.length === size) for (const each of waiting.splice(0)) each.end();
  });
  meetingPoints.push(server);
  await listen(server, 0, '127.0.0.1');
  return addressOf(server);
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((local) => local.close()));
  await Promise.all(meetingPoints.splice(0).map(close));
});

afterAll(removeTinyStacks);

/** Puts the bodies of its requests into the queue. */
const front: TinyFunction = {
  source: `${loadSdk}
    const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');
    const client = new SQSClient({ useQueueUrlAsEndpoint: false });
    export const handler = async ({ body }) => {
      await client.send(new SendMessageCommand({ QueueUrl: process.env.WORK, MessageBody: body }));
      return { statusCode: 202 };
    };`,
  statements: [allow('sqs:SendMessage')],
  properties: { Environment: { Variables: { WORK: { Ref: 'Work' } } } },
  routes: ['POST /'],
};

const receives = allow('sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes');

/** Works on the messages with an expression that has one `record` and gives whether it failed. Logs each delivery. */
const worker = (failed: string, statements: readonly object[] = [receives]): TinyFunction => ({
  source: `${loadSdk}
    const { SQSClient, ChangeMessageVisibilityCommand } = require('@aws-sdk/client-sqs');
    const { SSMClient, PutParameterCommand } = require('@aws-sdk/client-ssm');
    export const handler = async ({ Records }) => {
      const batchItemFailures = [];
      for (const record of Records) {
        const deliveries = Number(record.attributes.ApproximateReceiveCount);
        console.log(record.body + ' ' + deliveries);
        if (${failed}) batchItemFailures.push({ itemIdentifier: record.messageId });
      }
      return { batchItemFailures };
    };`,
  statements,
});

/** A queue with dead letters that feeds the function `Worker`. */
const queue = ({ source = {}, visibilitySeconds = 30, deliveries = 3 } = {}) => ({
  DeadLetters: { Type: 'AWS::SQS::Queue' },
  Work: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      VisibilityTimeout: visibilitySeconds,
      RedrivePolicy: {
        deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] },
        maxReceiveCount: deliveries,
      },
    },
  },
  Source: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: { 'Fn::GetAtt': ['Work', 'Arn'] },
      FunctionName: { Ref: 'Worker' },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ...source,
    },
  },
});

const send = (local: Local, body: string) => fetch(local.url, { method: 'POST', body });

describe('a function', () => {
  it('gets its context', async () => {
    const source = answering('{ ...context, left: context.getRemainingTimeInMillis() }');
    const local = await start({
      Told: { source, routes: ['GET /'], properties: { Timeout: 5, MemorySize: 512 } },
    });
    await expect(json(local.url)).resolves.toMatchObject({
      functionName: 'Told',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:Told',
      memoryLimitInMB: '512',
      logGroupName: 'tiny-ToldLog',
      awsRequestId: expect.any(String) as string,
      left: expect.any(Number) as number,
    });
  });

  it('has its own environment and none of this machine', async () => {
    const properties = { Environment: { Variables: { COLOUR: 'green' } } };
    const local = await start({ Told: { source: answering('process.env'), routes: ['GET /'], properties } });
    const environment = await json(local.url);
    expect(environment).toMatchObject({
      COLOUR: 'green',
      AWS_REGION: 'eu-central-1',
      AWS_LAMBDA_FUNCTION_NAME: 'Told',
    });
    expect(environment).not.toHaveProperty('PATH');
    expect(environment).not.toHaveProperty('HOME');
  });

  it('is one copy while requests come one after the other, and several when they come at once', async () => {
    const source = `let served = 0;
      const copy = Math.random();
      export const handler = async (event) => {
        served += 1;
        if (event.path === '/meet') await fetch(process.env.MEETING_POINT);
        return { statusCode: 200, body: JSON.stringify({ copy, served }) };
      };`;
    const properties = { Timeout: 30, Environment: { Variables: { MEETING_POINT: await meetingPoint(3) } } };
    const local = await start({ Counting: { source, routes: ['GET /', 'GET /meet'], properties } });
    const first = await json(local.url);
    await expect(json(local.url)).resolves.toEqual({ ...(first as object), served: 2 });
    const meet = () => json(`${local.url}/meet`) as Promise<{ copy: number }>;
    const together = await Promise.all([meet(), meet(), meet()]);
    expect(new Set(together.map(({ copy }) => copy)).size).toBe(3);
  });

  it('logs line by line, its errors included', async () => {
    const source = `export const handler = async () => {
      console.log('one\\ntwo');
      console.error('three');
      process.stdout.write('fo');
      process.stdout.write('ur\\n');
      throw new TypeError('five');
    };`;
    const local = await start({ Talking: { source, routes: ['GET /'] } });
    await fetch(local.url);
    expect(lines.slice(0, 4)).toEqual(['one', 'two', 'three', 'four']);
    expect(JSON.parse(lines[4] ?? '')).toMatchObject({ errorType: 'TypeError', errorMessage: 'five' });
  });

  it('that may not write its log writes nothing', async () => {
    const synthesized = tinyStack({
      Talking: { source: 'export const handler = async () => console.log("hello");', routes: ['GET /'] },
    });
    const template = {
      Resources: { ...synthesized.template.Resources, TalkingRole: { Type: 'AWS::IAM::Role' } },
    };
    const local = await runLocal(() => synthesized, {
      log: (line) => lines.push(line),
      template: () => template,
    });
    running.push(local);
    lines = [];
    await fetch(local.url);
    expect(lines).not.toContain('hello');
    expect(lines.join()).toContain('not authorized to perform: logs:PutLogEvents');
  });

  it('that breaks fails that one request, and the next gets a new copy', async () => {
    const source = `export const handler = async (event) => {
      if (event.path === '/break') { Promise.reject(new Error('unhandled')); await new Promise(() => {}); }
      return { statusCode: 200, body: '"well"' };
    };`;
    const local = await start({ Breaking: { source, routes: ['GET /', 'GET /break'] } });
    await expect(fetch(`${local.url}/break`).then(({ status }) => status)).resolves.toBe(502);
    await expect(json(local.url)).resolves.toBe('well');
    await expect(local.aws.describe()).resolves.toMatchObject({
      functions: { Breaking: { invocations: 2, errors: 1 } },
    });
  });
});

describe('a queue', () => {
  it('answers its sender at once, and feeds the function with what Lambda gives it', async () => {
    const told = {
      ...worker('false'),
      source: worker('false').source.replace('for (', 'console.log(JSON.stringify(Records)); for ('),
    };
    const local = await start({ Front: front, Worker: told }, queue());
    await expect(send(local, 'job').then(({ status }) => status)).resolves.toBe(202);
    await local.aws.idle();
    const text = expect.any(String) as string;
    expect(JSON.parse(lines[0] ?? '')).toEqual([
      {
        messageId: text,
        receiptHandle: text,
        body: 'job',
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: text,
          SenderId: 'tiny-FrontRole:Front',
          ApproximateFirstReceiveTimestamp: text,
        },
        messageAttributes: {},
        md5OfBody: createHash('md5').update('job').digest('hex'),
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:eu-central-1:123456789012:tiny-Work',
        awsRegion: 'eu-central-1',
      },
    ]);
    expect(local.aws.failures()).toEqual([]);
  });

  it('brings a message again until the work is done', async () => {
    const local = await start({ Front: front, Worker: worker('deliveries < 3') }, queue());
    await send(local, 'job');
    await local.aws.idle();
    expect(lines).toEqual(['job 1', 'job 2', 'job 3']);
    expect(local.aws.failures()).toEqual([]);
  });

  it('gives up on a message that was delivered too often: it is a dead letter', async () => {
    const local = await start({ Front: front, Worker: worker('record.body === "bad"') }, queue());
    await send(local, 'bad');
    await send(local, 'good');
    await local.aws.idle();
    expect(lines.filter((line) => line.startsWith('bad'))).toEqual(['bad 1', 'bad 2', 'bad 3']);
    expect(local.aws.failures()).toEqual([
      expect.objectContaining({ queue: 'tiny-DeadLetters', body: 'bad', deliveries: 3 }),
    ]);
  });

  it('brings back the messages of a batch that failed, and no others', async () => {
    // They gather while the first two are worked on.
    const url = await meetingPoint(2);
    const meets = `(deliveries === 1 && record.body.startsWith('first') && (await fetch('${url}'), false))`;
    const source = { BatchSize: 3, ScalingConfig: { MaximumConcurrency: 2 } };
    const failing = worker(`${meets} || (record.body === 'b' && deliveries < 2)`);
    const local = await start({ Front: front, Worker: failing }, queue({ source }));
    for (const body of ['first 1', 'a', 'b', 'c', 'first 2']) await send(local, body);
    await local.aws.idle();
    expect(lines.filter((line) => !line.startsWith('first')).sort()).toEqual(['a 1', 'b 1', 'b 2', 'c 1']);
  });

  it.each([
    ['the function fails', 'throw new Error("broken")', true],
    [
      'the function names a message that it did not get',
      'return { batchItemFailures: [{ itemIdentifier: "x" }] }',
      true,
    ],
    ['the answer is none', 'return "done"', true],
    ['the function answers nothing', 'return', false],
  ])('takes the whole batch for failed where %s: %s', async (_, end, isFailed) => {
    const source = `export const handler = async () => { ${end}; };`;
    const local = await start({ Front: front, Worker: { source, statements: [receives] } }, queue());
    await send(local, 'job');
    await local.aws.idle();
    expect(local.aws.failures()).toHaveLength(isFailed ? 1 : 0);
  });

  it('does not ask what failed where the function does not report it', async () => {
    const source = { FunctionResponseTypes: [] };
    const local = await start({ Front: front, Worker: worker('true') }, queue({ source }));
    await send(local, 'job');
    await local.aws.idle();
    expect(lines).toEqual(['job 1']);
  });

  it('has no more invocations at once than it may', async () => {
    const source = `export const handler = async () => {
        console.log('start');
        await fetch('${await meetingPoint(2)}');
        console.log('end');
      };`;
    const local = await start(
      { Front: front, Worker: { source, statements: [receives] } },
      queue({ source: { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } } }),
    );
    await Promise.all(Array.from({ length: 12 }, (_, index) => send(local, `${index}`)));
    await local.aws.idle();
    let [running, most] = [0, 0];
    for (const line of lines) {
      running += line === 'start' ? 1 : -1;
      most = Math.max(most, running);
    }
    expect(lines).toHaveLength(24);
    expect(most).toBe(2);
  });

  it('brings a message again whose function crashed after an AWS call, and the call has taken effect', async () => {
    const put = `await new SSMClient({}).send(
      new PutParameterCommand({ Name: '/crash/a', Type: 'String', Value: record.body, Overwrite: true }))`;
    const calls: AwsCall[] = [];
    const local = await start(
      { Front: front, Worker: worker(`(${put}, false)`, [receives, allow('ssm:PutParameter')]) },
      queue(),
      {
        onCall: (call) => {
          if (call.action !== 'ssm:PutParameter') return undefined;
          calls.push(call);
          return calls.length === 1 ? 'crash' : undefined;
        },
      },
    );
    await send(local, 'job');
    await local.aws.idle();
    expect(lines.filter((line) => line.startsWith('job'))).toEqual(['job 1', 'job 2']);
    const [first, second] = calls;
    expect(calls).toHaveLength(2);
    expect(first?.messages).toHaveLength(1);
    expect(first?.messages).toEqual(second?.messages);
    expect(first?.invocation).not.toBe(second?.invocation);
    expect(local.aws.parameters.values()).toEqual({ '/crash/a': 'job' });
  });

  it.each(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'])(
    'feeds no function whose role lacks %s, and keeps the message',
    async (missing) => {
      const others = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'].filter(
        (action) => action !== missing,
      );
      const local = await start({ Front: front, Worker: worker('false', [allow(...others)]) }, queue());
      await send(local, 'job');
      await local.aws.idle();
      expect(lines.join()).toContain(`is not authorized to perform: ${missing}`);
      await expect(local.aws.describe()).resolves.toMatchObject({
        functions: { Worker: { invocations: 0 } },
      });
    },
  );

  it.each([
    [
      'a function that may take longer than a message is kept',
      { visibilitySeconds: 2 },
      'visibility timeout',
    ],
    [
      'one at a time, which Lambda does not know',
      { source: { ScalingConfig: { MaximumConcurrency: 1 } } },
      'less than 2',
    ],
    ['a function of another stack', { source: { FunctionName: 'another' } }, 'of the stack only'],
  ])('does not start with %s', async (_, options, message) => {
    await expect(start({ Front: front, Worker: worker('false') }, queue(options))).rejects.toThrow(message);
  });
});

describe('a schedule', () => {
  const rule = (more: object = {}) => ({
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        ScheduleExpression: 'rate(15 minutes)',
        Targets: [{ Id: 'Target0', Arn: { 'Fn::GetAtt': ['Swept', 'Arn'] } }],
        ...more,
      },
    },
    RulePermission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: { 'Fn::GetAtt': ['Swept', 'Arn'] },
        Principal: 'events.amazonaws.com',
        SourceArn: { 'Fn::GetAtt': ['Rule', 'Arn'] },
      },
    },
  });
  const source = 'export const handler = async (event) => { console.log(event["detail-type"]); };';

  it('can be run now', async () => {
    const local = await start({ Swept: { source } }, rule());
    await expect(local.aws.runSchedules()).resolves.toEqual([{ ok: true, payload: 'null' }]);
    expect(lines).toEqual(['Scheduled Event']);
  });

  it('does nothing without the permission to invoke', async () => {
    const { Rule } = rule();
    const local = await start({ Swept: { source } }, { Rule });
    await expect(local.aws.runSchedules()).resolves.toMatchObject([{ ok: false }]);
    expect(lines).toEqual([]);
  });

  it('runs at a rate only', async () => {
    await expect(
      start({ Swept: { source } }, rule({ ScheduleExpression: 'cron(0 12 * * ? *)' })),
    ).rejects.toThrow('cron');
  });
});

describe('the deletion of the stack', () => {
  const onDeletion = {
    Cleanup: {
      Type: 'Custom::Cleanup',
      Properties: {
        ServiceToken: { 'Fn::GetAtt': ['Cleaner', 'Arn'] },
        ServiceTimeout: '60',
        Colour: 'green',
      },
    },
  };
  const answers = (Status: string) => `export const handler = async (event) => {
    const { StackId, RequestId, LogicalResourceId, PhysicalResourceId } = event;
    const Reason = event.RequestType + ' ' + event.ResourceProperties.Colour;
    const body = { Status: '${Status}', Reason, StackId, RequestId, LogicalResourceId, PhysicalResourceId };
    await fetch(event.ResponseURL, { method: 'PUT', body: JSON.stringify(body) });
  };`;

  it.each(['SUCCESS', 'FAILED'])('is answered by the custom resource with %s', async (status) => {
    const local = await start({ Cleaner: { source: answers(status) } }, onDeletion);
    await expect(local.aws.deleteStack()).resolves.toEqual([
      { logicalId: 'Cleanup', status, reason: 'Delete green' },
    ]);
    // As in AWS, a custom resource that fails keeps its stack.
    const { functions } = await local.aws.describe();
    expect(Object.keys(functions)).toEqual(status === 'SUCCESS' ? [] : ['Cleaner']);
  });

  it.each([
    ['that ends without an answer', 'export const handler = async () => {};', 'without an answer'],
    ['that fails', 'export const handler = async () => { throw new Error("broken"); };', 'broken'],
  ])('would hang on a function %s', async (_, source, reason) => {
    const local = await start({ Cleaner: { source } }, onDeletion);
    await expect(local.aws.deleteStack()).resolves.toEqual([
      { logicalId: 'Cleanup', status: 'NO_ANSWER', reason: expect.stringContaining(reason) as string },
    ]);
  });
});
