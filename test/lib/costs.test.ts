import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { idleUsage, type PricedTemplate } from '../../lib/costs/count';
import { PRICES } from '../../lib/costs/prices';
import { costOf, costsTable, withCostsTable } from '../../lib/costs/table';
import { filesIn } from '../support/house';
import { templateOf } from '../support/lib/synthesized';

const template = (stage: string, settings = {}) => templateOf({ stage, settings }).toJSON() as PricedTemplate;
const [iam, table] = [template('dev'), template('table')];

const withResources = (resources: PricedTemplate['Resources']): PricedTemplate => ({
  Resources: { ...iam.Resources, ...resources },
});

describe('the table of costs', () => {
  test('in the README is the one that the script makes', () => {
    const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');
    expect(withCostsTable(readme, costsTable({ iam, table }))).toBe(readme);
  });

  test('takes the place of the one between the marks, and needs both', () => {
    const [start, end] = ['<!-- costs: made by npm run costs -->', '<!-- /costs -->'];
    const old = `before\n\n${start}\n\n| old |\n\n${end}\n\nafter\n`;
    expect(withCostsTable(old, '| $1 |')).toBe(old.replace('| old |', () => '| $1 |'));
    for (const mark of [start, end]) {
      expect(() => withCostsTable(old.replace(mark, ''), '| new |')).toThrow('has no place for the table');
    }
  });

  test('has the sum of its rows, and a source for every price', () => {
    const made = costsTable({ iam, table });
    const columns = made
      .split('\n')
      .filter((line) => line.startsWith('| ') && !line.includes('**') && !line.includes('what'))
      .map((line) => line.split(' | ').slice(2, 4));
    for (const [at, stack] of [iam, table].entries()) {
      const shown = columns.map((cells) => Number(/\$(\d+\.\d+)$/.exec(cells[at] ?? '')?.[1] ?? 0));
      const total = shown.reduce((sum, dollars) => sum + dollars, 0);
      expect(Math.abs(total - costOf(idleUsage(stack)))).toBeLessThan(0.02);
      expect(made).toContain(`**$${costOf(idleUsage(stack)).toFixed(2)}**`);
    }
    for (const { source } of Object.values(PRICES)) {
      expect(source).toMatch(/^https:\/\/aws\.amazon\.com\/[a-z-]+\/pricing\/$/);
    }
  });
});

describe('an idle stack', () => {
  test('costs its keys, alarms, metrics and dashboard, and the runs of the sweep', () => {
    expect(idleUsage(iam)).toMatchObject({
      key: 3,
      alarmMetric: 18,
      metric: 7,
      dashboard: 1,
      invocation: 2920,
      queueRequest: 2 * 657_000,
    });
    expect(idleUsage(table)).toMatchObject({ key: 2, alarmMetric: 12, metric: 6, dashboard: 1 });
    expect(idleUsage(table).queueRequest).toBe(657_000);
    expect(idleUsage(table).invocation).toBeUndefined();
  });

  test('has one key that rotates, if it has a vault', () => {
    const rotating = ({ Resources }: PricedTemplate) =>
      Object.entries(Resources).flatMap(([id, { Properties }]) =>
        Properties?.EnableKeyRotation === true ? [id.replace(/[0-9A-F]{8}$/, '')] : [],
      );
    expect([iam, table].map(rotating)).toStrictEqual([['VaultKey'], []]);
  });

  test('costs more with one more of each', () => {
    const more = (Type: string, Properties = {}) =>
      idleUsage(withResources({ Another: { Type, Properties } }));
    expect(more('AWS::KMS::Key').key).toBe(4);
    expect(more('AWS::CloudWatch::Alarm').alarmMetric).toBe(19);
    const Metrics = [{ Expression: 'a + b' }, { MetricStat: {} }, { MetricStat: {} }];
    expect(more('AWS::CloudWatch::Alarm', { Metrics }).alarmMetric).toBe(20);
    const named = (MetricName: string) => ({
      MetricTransformations: [{ MetricNamespace: 'Passlink', MetricName }],
    });
    expect(more('AWS::Logs::MetricFilter', named('passlink-dev-new')).metric).toBe(8);
    expect(more('AWS::Logs::MetricFilter', named('passlink-dev-without-notice')).metric).toBe(7);
    expect(more('AWS::Lambda::EventSourceMapping').queueRequest).toBe(3 * 657_000);
    const hourly = { ScheduleExpression: 'rate(1 hour)', Targets: [{}] };
    expect(more('AWS::Events::Rule', hourly).invocation).toBe(2920 + 730);
  });

  test('would cost much more with metrics of each method', () => {
    const Properties = { MethodSettings: [{ MetricsEnabled: true }] };
    const methods = Object.values(iam.Resources).filter(
      ({ Type }) => Type === 'AWS::ApiGateway::Method',
    ).length;
    const detailed = withResources({ Another: { Type: 'AWS::ApiGateway::Stage', Properties } });
    expect(idleUsage(detailed).metric).toBe(7 + 5 * methods);
  });

  test('with a type that has no price, or a schedule that cannot be read, has no table', () => {
    const nat = withResources({ Nat: { Type: 'AWS::EC2::NatGateway' }, Ip: { Type: 'AWS::EC2::EIP' } });
    expect(() => costsTable({ iam: nat, table })).toThrow('AWS::EC2::NatGateway, AWS::EC2::EIP');
    const Properties = { ScheduleExpression: 'cron(0 0 * * ? *)' };
    const cron = withResources({ Rule: { Type: 'AWS::Events::Rule', Properties } });
    expect(() => costsTable({ iam: cron, table })).toThrow('cron(0 0 * * ? *)');
  });

  test.each([
    ['dev', { tracing: true, senderIdentity: 'domain', retention: 'retain' }],
    ['dev', { senderIdentity: 'existing', allowedCidrs: ['192.0.2.0/24'] }],
    ['network', {}],
    ['table', { tracing: true, senderIdentity: 'existing', retention: 'retain' }],
  ])('has a price with every setting (%s, %j)', (stage, settings) => {
    expect(() => idleUsage(template(stage, settings))).not.toThrow();
  });

  test('makes no metrics in its logs, which no template shows', () => {
    const making = filesIn('lambda').filter(([, text]) => /CloudWatchMetrics|powertools\/metrics/.test(text));
    expect(making.map(([path]) => path)).toStrictEqual([]);
  });
});
