import { Duration, Stack } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  Alarm,
  AlarmStatusWidget,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { FailureQueue } from './failure-queue';
import type { PublicApi } from './public-api';
import type { ServiceFunction } from './service-function';

/** Properties of a `Watch`. */
export interface WatchProps {
  /** The way in from outside. */
  readonly api: PublicApi;

  /** Every function of the stack. */
  readonly functions: readonly ServiceFunction[];

  /**
   * The function that reveals, whose log tells of links that were tried again.
   *
   * @default - there are no links to try again
   */
  readonly extract: ServiceFunction | undefined;

  /** Where work goes that failed for good. */
  readonly failures: FailureQueue;
}

const PERIOD = Duration.minutes(5);

/** What an administrator should hear of, as alarms, and one dashboard with what goes on. */
export class Watch extends Construct {
  private readonly alarms: Alarm[] = [];

  constructor(scope: Construct, id: string, props: WatchProps) {
    super(scope, id);
    const { api, functions, extract, failures } = props;

    this.whenAny(
      'Failures',
      'A reset or a code failed for good; its event is in the failure queue',
      failures.queue.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: Stats.MAXIMUM }),
    );
    for (const fn of functions) {
      this.whenAny(
        `Errors-${fn.functionFolder}`,
        `The function "${fn.functionFolder}" failed; see its log`,
        fn.function.metricErrors({ period: PERIOD }),
      );
    }
    const serverErrors = api.restApi.metricServerError({ period: PERIOD, statistic: Stats.SUM });
    this.whenAny('ServerErrors', 'Callers got a 5xx answer', serverErrors);

    const replayed = extract && this.replayedLinks(extract);
    this.dashboard(api, functions, replayed);
  }

  /** Reading a parameter that is gone leaves no trace in CloudTrail: only the function knows of a replayed link. */
  private replayedLinks(extract: ServiceFunction): IMetric {
    const replayed = new MetricFilter(this, 'Replayed', {
      logGroup: extract.logGroup,
      filterPattern: FilterPattern.stringValue('$.message', '=', 'link.replayed'),
      metricNamespace: 'Passlink',
      metricName: `${Stack.of(this).stackName}-replayed-links`,
    }).metric({ period: PERIOD, statistic: Stats.SUM });
    this.whenAny(
      'ReplayedLinks',
      'A link that had been used was tried again; somebody else may have it',
      replayed,
    );
    return replayed;
  }

  private whenAny(id: string, description: string, metric: IMetric): void {
    this.alarms.push(
      new Alarm(this, id, {
        alarmDescription: description,
        metric,
        threshold: 0,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }),
    );
  }

  private dashboard(
    api: PublicApi,
    functions: readonly ServiceFunction[],
    replayed: IMetric | undefined,
  ): void {
    const ofEach = (metric: (fn: ServiceFunction) => IMetric) => functions.map(metric);
    new Dashboard(this, 'Dashboard', {
      defaultInterval: Duration.hours(12),
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', width: 24, alarms: this.alarms })],
        [
          new GraphWidget({
            title: 'Requests',
            width: 12,
            left: [
              api.restApi.metricCount({ period: PERIOD, label: 'all' }),
              api.restApi.metricClientError({ period: PERIOD, statistic: Stats.SUM, label: '4xx' }),
              api.restApi.metricServerError({ period: PERIOD, statistic: Stats.SUM, label: '5xx' }),
            ],
          }),
          new GraphWidget({
            title: 'Time to answer',
            width: 12,
            left: ['p50', 'p99'].map((statistic) =>
              api.restApi.metricLatency({ period: PERIOD, statistic, label: statistic }),
            ),
          }),
        ],
        [
          new GraphWidget({
            title: 'Invocations',
            width: 8,
            left: ofEach((fn) => fn.function.metricInvocations({ period: PERIOD, label: fn.functionFolder })),
          }),
          new GraphWidget({
            title: 'Errors',
            width: 8,
            left: ofEach((fn) => fn.function.metricErrors({ period: PERIOD, label: fn.functionFolder })),
          }),
          ...(replayed ? [new GraphWidget({ title: 'Replayed links', width: 8, left: [replayed] })] : []),
        ],
      ],
    });
  }
}
