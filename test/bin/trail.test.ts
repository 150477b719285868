/** How the command line reads the audit trail of a deployed stage: with the saved queries of the stack. */
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { trailInLogs, type LogsClient } from '../../bin/admin/trail';
import { ago, timeOf } from '../../bin/admin/times';
import { accountFingerprint } from '../../lambda/core/account/account';
import { resourcesOf, templateOf } from '../support/lib/synthesized';

const queryDefinitions = Object.values(resourcesOf(templateOf(), 'AWS::Logs::QueryDefinition')).map(
  ({ Properties }) => ({
    name: String(Properties.Name),
    queryString: String(Properties.QueryString),
    logGroupNames: ['log-of-portal', 'log-of-admin'],
  }),
);

const rows = (count: number) =>
  Array.from({ length: count }, () => [
    { field: '@timestamp', value: '2026-01-31 12:00:00.123' },
    { field: 'message', value: 'password.changed' },
    { field: 'outcome', value: 'done' },
    { field: '@ptr', value: 'a pointer' },
  ]);

/** CloudWatch Logs in memory. The answers to the query come one after another. */
function logs(answers: readonly object[], definitions: readonly object[] = queryDefinitions) {
  const inputs: Record<string, unknown>[] = [];
  const left = [...answers];
  const send = (command: { readonly constructor: { readonly name: string }; readonly input: object }) => {
    const { name } = command.constructor;
    inputs.push({ name, ...command.input });
    if (name === 'DescribeQueryDefinitionsCommand') return Promise.resolve({ queryDefinitions: definitions });
    return Promise.resolve(name === 'StartQueryCommand' ? { queryId: 'q' } : left.shift());
  };
  return { client: { send: send as unknown as CloudWatchLogsClient['send'] } satisfies LogsClient, inputs };
}

const since = new Date('2026-01-31T00:00:00Z');

describe('the trail in CloudWatch Logs', () => {
  it('of an account comes from its saved query, once that has ended', async () => {
    const { client, inputs } = logs([
      { status: 'Scheduled' },
      { status: 'Running', results: rows(1) },
      { status: 'Complete', results: rows(2) },
    ]);
    const waits: number[] = [];
    const sleep = (milliseconds: number) => Promise.resolve(waits.push(milliseconds));
    const { events, complete } = await trailInLogs(client, 'passlink-dev', { user: 'Bob', since }, sleep);
    expect(events).toHaveLength(2);
    expect(events[0]).toEqual({
      timestamp: '2026-01-31T12:00:00.123Z',
      message: 'password.changed',
      outcome: 'done',
    });
    expect(complete).toBe(true);
    expect(waits).toEqual([500, 500]);
    const started = inputs.find(({ name }) => name === 'StartQueryCommand');
    expect(started).toMatchObject({
      logGroupNames: ['log-of-portal', 'log-of-admin'],
      startTime: since.getTime() / 1000,
    });
    expect(started?.queryString).toContain(`account = "${accountFingerprint('bob')}"`);
    expect(started?.queryString).toContain('sort @timestamp asc');
  });

  it('of everybody is that of no account, and says whether there is more', async () => {
    const { client, inputs } = logs([{ status: 'Complete', results: rows(10_000) }]);
    await expect(trailInLogs(client, 'passlink-dev', { since })).resolves.toMatchObject({ complete: false });
    const started = inputs.find(({ name }) => name === 'StartQueryCommand');
    expect(started?.queryString).toContain('ispresent(audit)');
    expect(started?.queryString).not.toContain('account =');
  });

  it('is refused if the query fails, or is gone', async () => {
    const failing = logs([{ status: 'Timeout' }]).client;
    await expect(trailInLogs(failing, 'passlink-dev', { since })).rejects.toMatchObject({
      code: 'query-failed',
    });
    const without = logs([], []).client;
    await expect(trailInLogs(without, 'passlink-dev', { since })).rejects.toMatchObject({ code: 'no-query' });
  });
});

describe('a time on the command line', () => {
  it.each([
    ['90m', 90 * 60],
    ['24h', 24 * 3600],
    ['7d', 7 * 86_400],
  ])('%s is so long ago', (text, seconds) => {
    expect((Date.now() - timeOf(text).getTime()) / 1000 - seconds).toBeLessThan(5);
    expect(timeOf(text).getTime()).toBeLessThanOrEqual(ago(seconds / 60, 'm').getTime());
  });

  it('can be a time of a day, too', () => {
    expect(timeOf('2026-01-31T08:00Z')).toEqual(new Date('2026-01-31T08:00:00Z'));
  });

  it.each(['', 'yesterday', '7', '7w', '2026-13-01', '1'])('%j is none', (text) => {
    expect(() => timeOf(text)).toThrow('Write it as');
  });
});
