/** The alarms of the template, with the metrics that AWS would have of a laptop run. */
import type { Local } from '../../../local';
import { somewhere } from '../../../local/template/place';
import { resolver } from '../../../local/template/template';

interface Datum {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly unit: string;
  readonly value: number;
}

interface Alarm {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
  readonly Unit?: string;
  readonly Threshold: number;
}

interface Filter {
  readonly LogGroupName: string;
  readonly FilterPattern: string;
  readonly MetricTransformations: readonly {
    readonly MetricNamespace: string;
    readonly MetricName: string;
    readonly MetricValue: string;
    readonly Unit: string;
  }[];
}

/** What happened outside of the functions' logs. */
export interface Seen {
  /** Every line that functions wrote. */
  readonly lines: readonly string[];
  /** The status of every answer. */
  readonly statuses: readonly number[];
}

/** The ids of the alarms that would be raised by now, without what the CDK adds to them. */
export async function raisedAlarms(local: Local, seen: Seen): Promise<readonly string[]> {
  const { Resources } = local.aws.template;
  const resolve = resolver(local.aws.template, { ...somewhere, stackName: 'passlink-network' });
  const ofType = (type: string) =>
    Object.entries(Resources)
      .filter(([, { Type }]) => Type === type)
      .map(([logicalId, { Properties }]) => [logicalId, resolve(Properties)] as const);
  const data = [
    ...(await metricsOfAws(local, seen, String(ofType('AWS::ApiGateway::RestApi').map(nameOf)))),
    ...ofType('AWS::Logs::MetricFilter').flatMap(([, filter]) =>
      countedBy(filter as Filter, linesOf(local, seen.lines, (filter as Filter).LogGroupName)),
    ),
  ];
  return ofType('AWS::CloudWatch::Alarm')
    .filter(([, alarm]) => isRaised(alarm as Alarm, data))
    .map(([logicalId]) => logicalId.replace(/^Monitoring|[0-9A-F]{8}$/g, ''));
}

const nameOf = ([, properties]: readonly [string, unknown]) => (properties as { readonly Name: string }).Name;

/** Metrics as the AWS services publish them: names, dimensions and units as in their developer guides. */
async function metricsOfAws(local: Local, { statuses }: Seen, apiName: string): Promise<Datum[]> {
  const { functions } = await local.aws.describe();
  const count = (namespace: string, name: string, dimensions: Datum['dimensions'], value: number): Datum => {
    return { namespace, name, dimensions, unit: 'Count', value };
  };
  const ofStage = { ApiName: apiName, Stage: 'network' };
  const answered = (from: number) => statuses.filter((status) => Math.floor(status / 100) === from).length;
  return [
    count('AWS/ApiGateway', '4XXError', ofStage, answered(4)),
    count('AWS/ApiGateway', '5XXError', ofStage, answered(5)),
    ...Object.entries(functions).map(([FunctionName, { errors }]) =>
      count('AWS/Lambda', 'Errors', { FunctionName }, errors),
    ),
    ...Object.entries(local.aws.depths()).flatMap(([QueueName, { messages, oldestSeconds }]) => [
      count('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName }, messages),
      {
        namespace: 'AWS/SQS',
        name: 'ApproximateAgeOfOldestMessage',
        dimensions: { QueueName },
        unit: 'Seconds',
        value: oldestSeconds,
      },
    ]),
  ];
}

/** The lines of one function, by its log group. */
function linesOf(local: Local, lines: readonly string[], logGroup: string): readonly string[] {
  const writer = local.functions.find(({ definition }) => definition.logGroup === logGroup);
  const service = /lambda\/([\w-]+)\/handler/.exec(writer?.definition.handler ?? '')?.[1];
  if (service === undefined) throw new Error(`No function writes to ${logGroup}.`);
  return lines.filter((line) => line.includes(`"service":"${service}"`));
}

/** A filter that compares one member of a JSON line with a text; the stack has no others. */
function countedBy(filter: Filter, lines: readonly string[]): Datum[] {
  const [, member = '', text] = /^\{ \$\.(\w+) = "([^"]+)" \}$/.exec(filter.FilterPattern) ?? [];
  const matching = lines.filter((line) => (JSON.parse(line) as Record<string, unknown>)[member] === text);
  return filter.MetricTransformations.map((metric) => ({
    namespace: metric.MetricNamespace,
    name: metric.MetricName,
    dimensions: {},
    unit: metric.Unit,
    value: matching.length * Number(metric.MetricValue),
  }));
}

function isRaised(
  { Namespace, MetricName, Dimensions = [], Unit, Threshold }: Alarm,
  data: Datum[],
): boolean {
  const dimensions = JSON.stringify(Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value])));
  const values = data
    .filter(({ namespace, name }) => namespace === Namespace && name === MetricName)
    .filter((datum) => JSON.stringify(datum.dimensions) === dimensions)
    .filter(({ unit }) => Unit === undefined || Unit === unit)
    .map(({ value }) => value);
  if (values.length === 0) throw new Error(`AWS has no metric ${Namespace} ${MetricName} ${dimensions}.`);
  return values.reduce((sum, value) => sum + value, 0) > Threshold;
}
