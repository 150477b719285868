/**
 * What alarms and the dashboard watch: the name, the namespace and the dimensions of each metric, in one place. No metric has
 * a label here, because an alarm on a metric with one is written in another way.
 */
import { Duration, Stack } from 'aws-cdk-lib';
import { Stats, Unit, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { JobQueue } from './job-queue';
import type { PublicApi } from './public-api';
import type { ServiceFunction } from './service-function';

/** The time over which a metric is summed up. */
export const PERIOD = Duration.minutes(5);

/** The stack's own metrics by name: each counts one event of `lambda/core/events.ts` in the logs of functions. */
export const COUNTED_EVENTS = {
  'disputed-changes': 'change.disputed',
  'mails-held-back': 'mail.held-back',
  'without-notice': 'notice.not-requested',
  'uncertain-changes': 'password.uncertain',
  'replayed-links': 'link.replayed',
} as const;

/** The name of one of the stack's own metrics. */
export type CountedEvents = keyof typeof COUNTED_EVENTS;

/**
 * Counts an event in a function's log. Several functions can count in one metric. It has no dimension, because a metric
 * filter can only take dimensions from the log line; so its name starts with that of the stack.
 */
export function counted(scope: Construct, id: string, fn: ServiceFunction, name: CountedEvents): Metric {
  return new MetricFilter(scope, id, {
    logGroup: fn.logGroup,
    filterPattern: FilterPattern.stringValue('$.message', '=', COUNTED_EVENTS[name]),
    metricNamespace: 'Passlink',
    metricName: `${Stack.of(scope).stackName}-${name}`,
    unit: Unit.COUNT,
  }).metric({ period: PERIOD, statistic: Stats.SUM });
}

/** The metrics of the API's stage; API Gateway counts also what reaches no function. */
export function ofApi({ restApi }: PublicApi) {
  const { deploymentStage } = restApi;
  const sum = { period: PERIOD, statistic: Stats.SUM };
  return {
    requests: deploymentStage.metricCount(sum),
    refusals: deploymentStage.metricClientError(sum),
    failures: deploymentStage.metricServerError(sum),
    latency: (statistic: string) => deploymentStage.metricLatency({ period: PERIOD, statistic }),
  };
}

/** The metrics of a function. */
export function ofFunction({ function: fn }: ServiceFunction) {
  return {
    invocations: fn.metricInvocations({ period: PERIOD }),
    errors: fn.metricErrors({ period: PERIOD }),
    slowest: fn.metricDuration({ period: PERIOD, statistic: 'p99' }),
  };
}

/** The metrics of a queue and its dead letters. */
export function ofQueue({ queue, deadLetters }: JobQueue) {
  const most = { period: PERIOD, statistic: Stats.MAXIMUM };
  return {
    age: queue.metricApproximateAgeOfOldestMessage(most),
    deadLetters: deadLetters.metricApproximateNumberOfMessagesVisible(most),
  };
}
