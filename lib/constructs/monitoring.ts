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
import type { JobQueue } from './job-queue';
import type { PublicApi } from './public-api';
import type { ServiceFunction } from './service-function';

/** Properties of a `Monitoring`. */
export interface MonitoringProps {
  /** The public API. */
  readonly api: PublicApi;

  /** Every function of the stack. */
  readonly functions: readonly ServiceFunction[];

  /**
   * The function that shows passwords. Its log reports links that were tried again.
   *
   * @default - there are no links to try again
   */
  readonly extract: ServiceFunction | undefined;

  /** The function that changes passwords. Its log reports changes that their owners disputed or got no notice of. */
  readonly reset: ServiceFunction;

  /** The functions that send mails. Their logs report mails that were held back. */
  readonly mailers: readonly ServiceFunction[];

  /** The queues in which work waits, and those in which failed work ends. */
  readonly queues: readonly JobQueue[];
}

const PERIOD = Duration.minutes(5);

/** A thousand people at once are served within three minutes. Whoever waits for longer than this has asked again. */
const LONGEST_WAIT = Duration.minutes(10);

/** Refusals within a period that no number of people with typing errors causes, and guessing or flooding does. */
const SURGE = 500;

/** Alarms for an administrator, and one dashboard that shows the activity. */
export class Monitoring extends Construct {
  private readonly alarms: Alarm[] = [];

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const { api, functions, extract, reset, mailers, queues } = props;

    for (const { holds, queue, deadLetters } of queues) {
      this.whenAny(
        `DeadLetters-${holds}`,
        `A ${holds} failed for good; its job is in the dead-letter queue, and can be redriven from there`,
        deadLetters.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: Stats.MAXIMUM }),
      );
      this.whenMoreThan(
        LONGEST_WAIT.toSeconds(),
        `Waiting-${holds}`,
        `A ${holds} has waited for more than ${LONGEST_WAIT.toMinutes()} minutes; the log of its function says why`,
        queue.metricApproximateAgeOfOldestMessage({ period: PERIOD, statistic: Stats.MAXIMUM }),
      );
    }
    for (const fn of functions) {
      this.whenAny(
        `Errors-${fn.functionFolder}`,
        `The function "${fn.functionFolder}" failed; see its log`,
        fn.function.metricErrors({ period: PERIOD }),
      );
    }
    const stage = api.restApi.deploymentStage;
    this.whenAny(
      'ServerErrors',
      'Callers got a 5xx answer',
      stage.metricServerError({ period: PERIOD, statistic: Stats.SUM }),
    );
    // Only the metric knows of what API Gateway refused without calling a function.
    this.whenMoreThan(
      SURGE,
      'RefusedCalls',
      `More than ${SURGE} calls within 5 minutes were refused with a 4xx answer; somebody may be guessing or flooding`,
      stage.metricClientError({ period: PERIOD, statistic: Stats.SUM }),
    );

    const disputed = this.logged('Disputed', reset, 'change.disputed', 'disputed-changes');
    this.whenAny(
      'DisputedChanges',
      'Somebody reported a password change as not theirs; check whether the account was locked',
      disputed,
    );
    const [heldBack] = mailers.map((fn) =>
      this.logged(`HeldBack-${fn.functionFolder}`, fn, 'mail.held-back', 'mails-held-back'),
    );
    if (heldBack !== undefined) {
      this.whenAny(
        'MailsHeldBack',
        'More mails were asked for within an hour than the setting "limits.overall" lets out; nobody new gets one until then',
        heldBack,
      );
    }
    // Both functions count in one metric: what to do is the same.
    const unsent = (fn: ServiceFunction) =>
      this.logged(`Unsent-${fn.functionFolder}`, fn, 'notice.not-requested', 'without-notice');
    if (extract !== undefined) unsent(extract);
    this.whenAny(
      'NoticeFailed',
      'A password was changed or shown without a notice to its owner; the log of the function has the account',
      unsent(reset),
    );
    const uncertain = this.logged('Uncertain', reset, 'password.uncertain', 'uncertain-changes');
    this.whenAny(
      'UncertainChanges',
      'The outcome of a password change is unknown: the directory did not answer',
      uncertain,
    );
    // Reading a missing parameter leaves no trace in CloudTrail, so only the function knows of a replayed link.
    const replayed = extract && this.logged('Replayed', extract, 'link.replayed', 'replayed-links');
    if (replayed !== undefined) {
      this.whenAny('ReplayedLinks', 'A used link was tried again; somebody else may have it', replayed);
    }
    this.dashboard(api, functions, replayed === undefined ? [disputed] : [disputed, replayed]);
  }

  /** Counts an event in a function's log; see `lambda/core/events.ts`. */
  private logged(id: string, fn: ServiceFunction, event: string, name: string): IMetric {
    return new MetricFilter(this, id, {
      logGroup: fn.logGroup,
      filterPattern: FilterPattern.stringValue('$.message', '=', event),
      metricNamespace: 'Passlink',
      metricName: `${Stack.of(this).stackName}-${name}`,
    }).metric({ period: PERIOD, statistic: Stats.SUM });
  }

  private whenAny(id: string, description: string, metric: IMetric): void {
    this.whenMoreThan(0, id, description, metric);
  }

  private whenMoreThan(threshold: number, id: string, description: string, metric: IMetric): void {
    this.alarms.push(
      new Alarm(this, id, {
        alarmDescription: description,
        metric,
        threshold,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }),
    );
  }

  private dashboard(api: PublicApi, functions: readonly ServiceFunction[], signsOfMisuse: IMetric[]): void {
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
              api.restApi.deploymentStage.metricCount({ period: PERIOD, label: 'all' }),
              api.restApi.deploymentStage.metricClientError({
                period: PERIOD,
                statistic: Stats.SUM,
                label: '4xx',
              }),
              api.restApi.deploymentStage.metricServerError({
                period: PERIOD,
                statistic: Stats.SUM,
                label: '5xx',
              }),
            ],
          }),
          new GraphWidget({
            title: 'Time to answer',
            width: 12,
            left: ['p50', 'p99'].map((statistic) =>
              api.restApi.deploymentStage.metricLatency({ period: PERIOD, statistic, label: statistic }),
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
          new GraphWidget({ title: 'Signs of misuse', width: 8, left: signsOfMisuse }),
        ],
      ],
    });
  }
}
