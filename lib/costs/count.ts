import type { Usage } from './prices';
import { SECONDS_OF_A_SCHEDULED_RUN } from './usage';

/** The part of a template that costs depend on. */
export interface PricedTemplate {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }>
  >;
}

type Properties = Readonly<Record<string, unknown>>;

/** A month has 730 hours on AWS's price pages. */
const MINUTES_A_MONTH = 730 * 60;

/** With so many pollers Lambda starts on a queue, whatever the maximum concurrency of the function. */
const POLLERS = 5;

/** CloudWatch metrics of one method of an API: requests, errors of both kinds, latency of both kinds. */
const METRICS_OF_A_METHOD = 5;

/** Types that cost something while nobody uses the stack. */
const monthly: Readonly<Record<string, (properties: Properties, template: PricedTemplate) => Usage>> = {
  'AWS::KMS::Key': () => ({ key: 1 }),
  'AWS::CloudWatch::Dashboard': () => ({ dashboard: 1 }),
  // An alarm on an expression costs as much as its metrics.
  'AWS::CloudWatch::Alarm': ({ Metrics }) => ({
    alarmMetric: Array.isArray(Metrics) ? Metrics.filter((each) => 'MetricStat' in Object(each)).length : 1,
  }),
  // Bounces and complaints.
  'AWS::SES::ConfigurationSet': ({ ReputationOptions }) => ({
    metric: flag(ReputationOptions, 'ReputationMetricsEnabled') ? 2 : 0,
  }),
  'AWS::ApiGateway::Stage': ({ MethodSettings }, template) => ({
    metric: [MethodSettings].flat().some((setting) => flag(setting, 'MetricsEnabled'))
      ? METRICS_OF_A_METHOD * ofType(template, 'AWS::ApiGateway::Method').length
      : 0,
  }),
  // Lambda asks each queue that feeds a function with several requests at once, and each waits for 20 seconds at most.
  'AWS::Lambda::EventSourceMapping': () => ({ queueRequest: POLLERS * 3 * MINUTES_A_MONTH }),
  'AWS::Events::Rule': ({ ScheduleExpression, Targets }) => {
    const runs = (MINUTES_A_MONTH / minutesBetween(String(ScheduleExpression))) * [Targets].flat().length;
    return { invocation: runs, computing: runs * SECONDS_OF_A_SCHEDULED_RUN * 0.5 };
  },
};

/** Types that cost by use only; `PER_RESET` has the use. What they hold is a few megabytes at most. */
const byUse = [
  'AWS::ApiGateway::RestApi',
  'AWS::DynamoDB::Table',
  'AWS::Lambda::Function',
  'AWS::Logs::LogGroup',
  'AWS::SES::EmailIdentity',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
];

/** Types without a price: permissions, routes, descriptions of other resources. */
const free = [
  'AWS::ApiGateway::BasePathMapping',
  'AWS::ApiGateway::Deployment',
  'AWS::ApiGateway::DomainName',
  'AWS::ApiGateway::GatewayResponse',
  'AWS::ApiGateway::Method',
  'AWS::ApiGateway::Resource',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::Permission',
  'AWS::Logs::QueryDefinition',
  'AWS::Route53::RecordSet',
  'AWS::SNS::Subscription',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  // Who has a web ACL pays for it already, and by request.
  'AWS::WAFv2::WebACLAssociation',
  'Custom::PasslinkSweep',
];

/**
 * What a stack uses in a month in which nobody calls it.
 *
 * @throws Error naming every type of resource that has no price here.
 */
export function idleUsage(template: PricedTemplate): Usage {
  const types = new Set(Object.values(template.Resources).map(({ Type }) => Type));
  const unknown = [...types].filter(
    (type) => !(type in monthly) && !byUse.includes(type) && type !== METRIC_FILTER && !free.includes(type),
  );
  if (unknown.length > 0) {
    throw new Error(`lib/costs has no price for ${unknown.join(', ')}. Add one, or list the type as free.`);
  }
  const usages = Object.values(template.Resources).map(
    ({ Type, Properties = {} }) => monthly[Type]?.(Properties, template) ?? {},
  );
  return sum([...usages, { metric: metricsOfFilters(template) }]);
}

const METRIC_FILTER = 'AWS::Logs::MetricFilter';

/** Adds usages up. */
export function sum(usages: readonly Usage[]): Usage {
  const total: Record<string, number> = {};
  for (const [name, amount] of usages.flatMap((usage) => Object.entries(usage))) {
    total[name] = (total[name] ?? 0) + amount;
  }
  return total;
}

/** Several filters can count in one metric, which costs once. */
function metricsOfFilters(template: PricedTemplate): number {
  const names = ofType(template, METRIC_FILTER).flatMap(({ MetricTransformations }) =>
    [MetricTransformations]
      .flat()
      .map((each) => [field(each, 'MetricNamespace'), field(each, 'MetricName')].map(String).join('/')),
  );
  return new Set(names).size;
}

function ofType(template: PricedTemplate, type: string): readonly Properties[] {
  return Object.values(template.Resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties = {} }) => Properties);
}

function minutesBetween(schedule: string): number {
  const [, count = '', unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
  const minutes = { minute: 1, hour: 60, day: 24 * 60 }[unit];
  if (minutes === undefined) throw new Error(`lib/costs cannot read the schedule "${schedule}".`);
  return Number(count) * minutes;
}

function field(value: unknown, name: string): unknown {
  return (value as Properties | undefined)?.[name];
}

function flag(value: unknown, name: string): boolean {
  return field(value, name) === true;
}
