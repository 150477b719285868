import { Match } from 'aws-cdk-lib/assertions';
import {
  expectResource,
  resource,
  resourcesOf,
  statementsOf,
  templateOf,
  textOf,
} from '../../support/lib/synthesized';
import type { LogEvent } from '../../../lambda/core/events';
import { COUNTED_EVENTS } from '../../../lib/constructs/metrics';
import { filesIn } from '../../support/house';

const template = templateOf();
const alarms = Object.values(resourcesOf(template, 'AWS::CloudWatch::Alarm')).map(
  ({ Properties }) => Properties,
);

const ofTheStage = [
  { Name: 'ApiName', Value: 'passlink-dev' },
  { Name: 'Stage', Value: { Ref: resource(template, 'AWS::ApiGateway::Stage').logicalId } },
];

describe('monitoring', () => {
  test('an alarm goes off as soon as something happens, and not when nothing does', () => {
    const withThreshold = ['4XXError', 'ApproximateAgeOfOldestMessage'];
    for (const alarm of alarms.filter(({ MetricName }) => !withThreshold.includes(String(MetricName)))) {
      expect(alarm).toMatchObject({
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
        EvaluationPeriods: 1,
        Period: 300,
        TreatMissingData: 'notBreaching',
      });
    }
  });

  test.each(['dev', 'table'])(
    'every alarm says what happened, what to do, and where it is written (%s)',
    (stage) => {
      const headings = filesIn('docs')
        .filter(([path]) => path.startsWith('docs/operations/'))
        .flatMap(([, text]) => [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading));
      const all = Object.values(resourcesOf(templateOf({ stage }), 'AWS::CloudWatch::Alarm'));
      expect(all).toHaveLength(stage === 'dev' ? 18 : 12);
      for (const { Properties } of all) {
        const said = /^\S.*\. \S.*\. Runbook: "(.+)" in docs\/operations\.$/.exec(
          String(Properties.AlarmDescription),
        );
        expect(headings.filter((heading) => heading === said?.[1])).toHaveLength(1);
      }
    },
  );

  test('the page on monitoring has every alarm', () => {
    const [page = ''] = filesIn('docs').flatMap(([path, text]) =>
      path === 'docs/operations/monitoring.md' ? [text] : [],
    );
    const described = [...page.matchAll(/^## (.+)$/gm)].flatMap(([, heading = '']) => heading.split(', '));
    for (const logicalId of Object.keys(resourcesOf(template, 'AWS::CloudWatch::Alarm'))) {
      const name = logicalId.replace(/^Monitoring|[0-9A-F]{8}$/g, '').replace(/^Errors.*/, 'Errors…');
      expect(described.map((heading) => heading.replaceAll('-', ''))).toContain(name);
    }
  });

  test('every alarm goes to the topic', () => {
    const Ref = resource(template, 'AWS::SNS::Topic').logicalId;
    for (const { AlarmActions } of alarms) expect(AlarmActions).toStrictEqual([{ Ref }]);
  });

  test("only this stack's alarms can publish to the topic, and only over TLS", () => {
    const topic = resource(template, 'AWS::SNS::Topic').logicalId;
    const { PolicyDocument, Topics } = resource(template, 'AWS::SNS::TopicPolicy').Properties;
    expect(Topics).toStrictEqual([{ Ref: topic }]);
    const statements = statementsOf(PolicyDocument);
    expect(statements.filter(({ effect }) => effect === 'Deny')).toStrictEqual([
      expect.objectContaining({
        actions: ['sns:Publish'],
        principal: '*',
        condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    ]);
    const allowed = statements.filter(({ effect }) => effect === 'Allow');
    expect(allowed).toStrictEqual([
      {
        effect: 'Allow',
        actions: ['sns:Publish'],
        resources: [{ Ref: topic }],
        principal: { Service: 'cloudwatch.amazonaws.com' },
        condition: {
          StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
          ArnLike: { 'aws:SourceArn': expect.anything() as unknown },
        },
      },
    ]);
    const { ArnLike } = allowed[0]?.condition as { readonly ArnLike: { readonly 'aws:SourceArn': unknown } };
    expect(textOf(ArnLike['aws:SourceArn'])).toBe(
      'arn:{AWS::Partition}:cloudwatch:{AWS::Region}:{AWS::AccountId}:alarm:passlink-dev-*',
    );
  });

  test('the setting alarmEmail subscribes one address, and without it there is none', () => {
    expect(resourcesOf(template, 'AWS::SNS::Subscription')).toStrictEqual({});
    const mailed = templateOf({ settings: { alarmEmail: 'operations@example.com' } });
    expect(resource(mailed, 'AWS::SNS::Subscription').Properties).toStrictEqual({
      Protocol: 'email',
      Endpoint: 'operations@example.com',
      TopicArn: { Ref: resource(mailed, 'AWS::SNS::Topic').logicalId },
    });
  });

  test('what the stack counts are events that the functions log', () => {
    const names: Readonly<Record<string, LogEvent>> = COUNTED_EVENTS;
    const counted = Object.values(resourcesOf(template, 'AWS::Logs::MetricFilter'));
    expect(new Set(counted.map(({ Properties }) => Properties.FilterPattern))).toStrictEqual(
      new Set(Object.values(names).map((event) => `{ $.message = "${event}" }`)),
    );
  });

  test('the dashboard has outcomes, latencies, the age of jobs, and refusals by limit', () => {
    const body = JSON.stringify(resource(template, 'AWS::CloudWatch::Dashboard').Properties.DashboardBody);
    for (const title of ['Links', 'Codes', 'Passwords and accounts'])
      expect(body).toContain(`${title} by outcome`);
    for (const shown of ['Refusals by limit', 'ApproximateAgeOfOldestMessage', 'Latency', 'Duration']) {
      expect(body).toContain(shown);
    }
  });

  test.each(['MailsQueue', 'PasswordLinkQueue'])('%s: work that failed for good raises an alarm', (name) => {
    const { logicalId } = resource(template, 'AWS::SQS::Queue', `${name}DeadLetters`);
    expectResource(template, 'AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Statistic: 'Maximum',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [logicalId, 'QueueName'] } }],
    });
  });

  test.each(['MailsQueue', 'PasswordLinkQueue'])('%s: work that waits for 10 minutes raises one', (name) => {
    const [queue] = Object.keys(resourcesOf(template, 'AWS::SQS::Queue')).filter((logicalId) =>
      new RegExp(`^${name}[0-9A-F]{8}$`).test(logicalId),
    );
    expectResource(template, 'AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateAgeOfOldestMessage',
      Statistic: 'Maximum',
      Threshold: 600,
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 1,
      TreatMissingData: 'notBreaching',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queue, 'QueueName'] } }],
    });
  });

  test('errors of every function raise an alarm', () => {
    for (const logicalId of Object.keys(resourcesOf(template, 'AWS::Lambda::Function'))) {
      expectResource(template, 'AWS::CloudWatch::Alarm', {
        Namespace: 'AWS/Lambda',
        MetricName: 'Errors',
        Statistic: 'Sum',
        Dimensions: [{ Name: 'FunctionName', Value: { Ref: logicalId } }],
      });
    }
  });

  test('5xx answers of this stage, and only of it, raise an alarm', () => {
    expectResource(template, 'AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/ApiGateway',
      MetricName: '5XXError',
      Dimensions: ofTheStage,
    });
  });

  test('a surge of refusals raises an alarm, also of those that no function sees; a few do not', () => {
    expectResource(template, 'AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/ApiGateway',
      MetricName: '4XXError',
      Dimensions: ofTheStage,
      Statistic: 'Sum',
      Period: 300,
      Threshold: 500,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
    });
  });

  test.each<[string, LogEvent, string, string]>([
    ['replayed link', 'link.replayed', 'PasswordLinkExtractLog', 'passlink-dev-replayed-links'],
    ['disputed change', 'change.disputed', 'CodeResetLog', 'passlink-dev-disputed-changes'],
    ['uncertain change', 'password.uncertain', 'CodeResetLog', 'passlink-dev-uncertain-changes'],
    ['change without notice', 'notice.not-requested', 'CodeResetLog', 'passlink-dev-without-notice'],
    [
      'reveal without notice',
      'notice.not-requested',
      'PasswordLinkExtractLog',
      'passlink-dev-without-notice',
    ],
  ])('a %s is found in the log by its event, and told of', (_, event, log, metric) => {
    expectResource(template, 'AWS::Logs::MetricFilter', {
      LogGroupName: { Ref: resource(template, 'AWS::Logs::LogGroup', log).logicalId },
      FilterPattern: `{ $.message = "${event}" }`,
      MetricTransformations: [{ MetricNamespace: 'Passlink', MetricName: metric, MetricValue: '1' }],
    });
    expectResource(template, 'AWS::CloudWatch::Alarm', {
      Namespace: 'Passlink',
      MetricName: metric,
      Statistic: 'Sum',
    });
  });

  test.each(['replayed-links', 'disputed-changes'])('%s are on the dashboard: signs of misuse', (metric) => {
    const { DashboardBody } = resource(template, 'AWS::CloudWatch::Dashboard').Properties;
    expect(JSON.stringify(DashboardBody)).toContain(`passlink-dev-${metric}`);
  });

  test('where there are no links, none is logged', () => {
    const table = templateOf({ stage: 'table' });
    expect(Object.keys(resourcesOf(table, 'AWS::CloudWatch::Alarm'))).toHaveLength(12);
    expect(Object.keys(resourcesOf(table, 'AWS::Logs::MetricFilter'))).toStrictEqual([
      expect.stringMatching(/^MonitoringDisputed/),
      expect.stringMatching(/^MonitoringHeldBacksendmail/),
      expect.stringMatching(/^MonitoringUnsentreset/),
      expect.stringMatching(/^MonitoringUncertain/),
    ]);
    const { DashboardBody } = resource(table, 'AWS::CloudWatch::Dashboard').Properties;
    expect(JSON.stringify(DashboardBody)).not.toMatch(/replayed/i);
  });

  test('there is one dashboard, with all alarms on it', () => {
    expect(Object.keys(resourcesOf(template, 'AWS::CloudWatch::Dashboard'))).toHaveLength(1);
    expectResource(template, 'AWS::CloudWatch::Dashboard', { DashboardBody: Match.anyValue() });
    const { DashboardBody } = resource(template, 'AWS::CloudWatch::Dashboard').Properties;
    for (const alarm of Object.keys(resourcesOf(template, 'AWS::CloudWatch::Alarm'))) {
      expect(JSON.stringify(DashboardBody)).toContain(alarm);
    }
  });
});
