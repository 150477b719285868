import { Match } from 'aws-cdk-lib/assertions';
import { expectResource, resource, resourcesOf, templateOf } from '../../support/lib/synthesized';
import type { LogEvent } from '../../../lambda/core/events';

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

  test('every alarm says what it means', () => {
    expect(alarms).toHaveLength(17);
    for (const { AlarmDescription } of alarms) expect(AlarmDescription).toMatch(/\w+ .*\w$/);
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
    expect(Object.keys(resourcesOf(table, 'AWS::CloudWatch::Alarm'))).toHaveLength(11);
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
