import { expectResource, resource, resourcesOf, templateOf } from '../../support/lib/synthesized';

const template = templateOf();
const day = 24 * 3600;

/** The queue itself, and not its dead letters. */
function queueNamed(name: string) {
  const all = Object.keys(resourcesOf(template, 'AWS::SQS::Queue'));
  const [logicalId] = all.filter((id) => new RegExp(`^${name}[0-9A-F]{8}$`).test(id));
  return resource(template, 'AWS::SQS::Queue', logicalId);
}

/** Queue, function, and how long and how often at once it runs. */
const queues = [
  { queue: 'MailsQueue', consumer: 'MailsSendMail', timeout: 30, maxConcurrency: 6 },
  { queue: 'PasswordLinkQueue', consumer: 'PasswordLinkGenerate', timeout: 60, maxConcurrency: 3 },
] as const;

describe.each(queues)('$queue', ({ queue, consumer, timeout, maxConcurrency }) => {
  const jobs = queueNamed(queue);
  const deadLetters = resource(template, 'AWS::SQS::Queue', `${queue}DeadLetters`);

  test('keeps a message from others for longer than its function may take, and gives up after 8 deliveries', () => {
    const { Properties } = resource(template, 'AWS::Lambda::Function', `${consumer}Function`);
    expect(Properties.Timeout).toBe(timeout);
    expect(jobs.Properties).toStrictEqual({
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: day,
      VisibilityTimeout: timeout + 15,
      RedrivePolicy: {
        deadLetterTargetArn: { 'Fn::GetAtt': [deadLetters.logicalId, 'Arn'] },
        maxReceiveCount: 8,
      },
    });
  });

  test('keeps what failed for good for four days, encrypted', () => {
    expect(deadLetters.Properties).toStrictEqual({
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 4 * day,
    });
  });

  test('takes messages over TLS only, as do its dead letters', () => {
    for (const { logicalId } of [jobs, deadLetters]) {
      expectResource(template, 'AWS::SQS::QueuePolicy', {
        Queues: [{ Ref: logicalId }],
        PolicyDocument: {
          Statement: [
            {
              Action: 'sqs:*',
              Effect: 'Deny',
              Principal: { AWS: '*' },
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
              Resource: { 'Fn::GetAtt': [logicalId, 'Arn'] },
            },
          ],
          Version: '2012-10-17',
        },
      });
    }
  });

  test('feeds its function one message an invocation, so many at once, and asks which failed', () => {
    const source = resource(template, 'AWS::Lambda::EventSourceMapping', queue);
    expect(source.Properties).toStrictEqual({
      EventSourceArn: { 'Fn::GetAtt': [jobs.logicalId, 'Arn'] },
      FunctionName: { Ref: resource(template, 'AWS::Lambda::Function', `${consumer}Function`).logicalId },
      BatchSize: 1,
      ScalingConfig: { MaximumConcurrency: maxConcurrency },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });
});

test('with accounts of its own, there is only the queue of mails', () => {
  const of = templateOf({ stage: 'table' });
  const names = Object.keys(resourcesOf(of, 'AWS::SQS::Queue'));
  expect(names).toStrictEqual([
    expect.stringMatching(/^MailsQueueDeadLetters/),
    expect.stringMatching(/^MailsQueue[0-9A-F]{8}$/),
  ]);
  expect(Object.keys(resourcesOf(of, 'AWS::Lambda::EventSourceMapping'))).toHaveLength(1);
});

test('no function retries on its own what a queue brings again', () => {
  for (const stage of ['dev', 'table']) {
    expect(Object.keys(resourcesOf(templateOf({ stage }), 'AWS::Lambda::EventInvokeConfig'))).toStrictEqual(
      [],
    );
  }
});
