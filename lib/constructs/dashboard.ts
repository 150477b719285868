import { Duration } from 'aws-cdk-lib';
import type { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  LogQueryVisualizationType,
  LogQueryWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { JobQueue } from './job-queue';
import { ofApi, ofFunction, ofQueue } from './metrics';
import type { PublicApi } from './public-api';
import type { ServiceFunction } from './service-function';

/** Properties of the dashboard. */
export interface DashboardProps {
  readonly alarms: Alarm[];
  readonly api: PublicApi;
  readonly functions: readonly ServiceFunction[];
  readonly queues: readonly JobQueue[];
  readonly signsOfMisuse: Metric[];
}

/** How often each of some events happened. */
const byEvent = (events: RegExp) => [
  `filter message like ${String(events)}`,
  'stats count(*) as times by message',
  'sort times desc',
];

/**
 * What people look at: what became of links, codes and passwords, how long things take, what waits, and who is refused.
 *
 * Outcomes are counted in the logs when somebody looks, so they cost nothing until then. A metric for each would cost
 * every month.
 */
export function dashboard(scope: Construct, id: string, props: DashboardProps): Dashboard {
  const { alarms, api, functions, queues, signsOfMisuse } = props;
  const { requests, refusals, failures, latency } = ofApi(api);
  const graph = (title: string, left: Metric[]) => new GraphWidget({ title, width: 8, left });
  const ofEachFunction = (metric: (fn: ServiceFunction) => Metric) =>
    functions.map((fn) => metric(fn).with({ label: fn.functionFolder }));
  const ofEachQueue = (metric: (queue: JobQueue) => Metric) =>
    queues.map((queue) => metric(queue).with({ label: queue.holds }));
  const logGroupNames = functions.map(({ logGroup }) => logGroup.logGroupName);
  const bars = (title: string, queryLines: string[]) =>
    new LogQueryWidget({ title, width: 6, logGroupNames, queryLines, view: LogQueryVisualizationType.BAR });

  return new Dashboard(scope, id, {
    defaultInterval: Duration.hours(12),
    widgets: [
      [new AlarmStatusWidget({ title: 'Alarms', width: 24, alarms })],
      [
        bars('Links by outcome', byEvent(/^link\./)),
        bars('Codes by outcome', byEvent(/^code\./)),
        bars('Passwords and accounts by outcome', byEvent(/^(password|notice|account|change)\./)),
        bars('Refusals by limit', [
          'filter message = "request.refused" and ispresent(limit)',
          'stats count(*) as times by limit',
          'sort times desc',
        ]),
      ],
      [
        graph('Requests', [
          requests.with({ label: 'all' }),
          refusals.with({ label: '4xx' }),
          failures.with({ label: '5xx' }),
        ]),
        graph(
          'Time to answer',
          ['p50', 'p99'].map((statistic) => latency(statistic).with({ label: statistic })),
        ),
        graph(
          'Time of the slowest hundredth',
          ofEachFunction((fn) => ofFunction(fn).slowest),
        ),
      ],
      [
        graph(
          'Age of the oldest job',
          ofEachQueue((queue) => ofQueue(queue).age),
        ),
        graph(
          'Dead letters',
          ofEachQueue((queue) => ofQueue(queue).deadLetters),
        ),
        graph('Signs of misuse', signsOfMisuse),
      ],
      [
        graph(
          'Invocations',
          ofEachFunction((fn) => ofFunction(fn).invocations),
        ),
        graph(
          'Errors',
          ofEachFunction((fn) => ofFunction(fn).errors),
        ),
      ],
    ],
  });
}
