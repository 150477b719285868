import { createServer, type Server, type ServerResponse } from 'node:http';
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
 * An address that answers only after this many requests have arrived. So everybody with an answer was there together.
 */
async function meetingPoint(size: number): Promise<string> {
  const waiting: ServerResponse[] = [];
  const server = createServer((_, response) => {
    waiting.push(response);
    if (waiting.length === size) for (const each of waiting) each.end();
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

/** Invokes the function `Later`, which does the work, with an event. */
const front: TinyFunction = {
  source: `${loadSdk}
    const { LambdaClient, InvokeCommand } = require('@aws-sdk/client-lambda');
    export const handler = async (event) => {
      const input = { FunctionName: 'Later', InvocationType: 'Event', Payload: JSON.stringify({ user: 'bob' }) };
      await new LambdaClient({}).send(new InvokeCommand(input));
      return { statusCode: 202 };
    };`,
  statements: [allow('lambda:InvokeFunction')],
  routes: ['POST /'],
};

/** Fails this number of times, and logs the request id each time. */
const failing = (times: number, statements: readonly object[] = []): TinyFunction => ({
  source: `let calls = 0;
    export const handler = async (event, context) => {
      calls += 1;
      console.log('attempt ' + calls + ' of ' + context.awsRequestId);
      if (calls <= ${times}) throw new Error('not yet');
    };`,
  statements,
});

const failureQueue = {
  Failures: { Type: 'AWS::SQS::Queue' },
  LaterConfig: {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: {
      FunctionName: { Ref: 'Later' },
      Qualifier: '$LATEST',
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 3600,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Failures', 'Arn'] } } },
    },
  },
};

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

describe('an asynchronous invocation', () => {
  it('is answered at once and retried with the same request id', async () => {
    const local = await start({ Front: front, Later: failing(2) });
    await expect(fetch(local.url, { method: 'POST' }).then(({ status }) => status)).resolves.toBe(202);
    await local.aws.idle();
    const attempts = lines.filter((line) => line.startsWith('attempt'));
    const id = attempts[0]?.split(' ').at(-1) ?? '';
    expect(attempts).toEqual([1, 2, 3].map((attempt) => `attempt ${attempt} of ${id}`));
    expect(local.aws.failures()).toEqual([]);
    await expect(local.aws.describe()).resolves.toMatchObject({
      functions: { Later: { invocations: 3, errors: 2 } },
    });
  });

  it('that fails for good ends in the failure queue', async () => {
    const local = await start({ Front: front, Later: failing(3, [allow('sqs:SendMessage')]) }, failureQueue);
    await fetch(local.url, { method: 'POST' });
    await local.aws.idle();
    expect(local.aws.failures()).toEqual([
      expect.objectContaining({
        requestContext: {
          requestId: expect.any(String) as string,
          functionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:Later:$LATEST',
          condition: 'RetriesExhausted',
          approximateInvokeCount: 3,
        },
        requestPayload: { user: 'bob' },
        responsePayload: expect.objectContaining({ errorMessage: 'not yet' }) as object,
      }),
    ]);
  });

  it('is lost when its role may not write to the failure queue', async () => {
    const local = await start({ Front: front, Later: failing(3) }, failureQueue);
    await fetch(local.url, { method: 'POST' });
    await local.aws.idle();
    expect(local.aws.failures()).toEqual([]);
    expect(lines.join()).toContain('is not authorized to perform: sqs:SendMessage');
  });

  it('whose function crashes after an AWS call is retried, and the call has taken effect', async () => {
    const source = `${loadSdk}
      const { SSMClient, PutParameterCommand } = require('@aws-sdk/client-ssm');
      export const handler = async (event, context) => {
        const input = { Name: '/crash/a', Type: 'String', Value: context.awsRequestId, Overwrite: true };
        await new SSMClient({}).send(new PutParameterCommand(input));
      };`;
    const invocations: (string | undefined)[] = [];
    const local = await start(
      { Front: front, Later: { source, statements: [allow('ssm:PutParameter')] } },
      {},
      {
        onCall: ({ action, invocation }) => {
          if (action !== 'ssm:PutParameter') return undefined;
          invocations.push(invocation);
          return invocations.length === 1 ? 'crash' : undefined;
        },
      },
    );
    await fetch(local.url, { method: 'POST' });
    await local.aws.idle();
    expect(invocations).toHaveLength(2);
    expect(invocations[0]).toBe(invocations[1]);
    expect(local.aws.parameters.values()).toEqual({ '/crash/a': invocations[0] });
    expect(local.aws.calls.filter(({ action }) => action === 'ssm:PutParameter')).toHaveLength(2);
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
