/** The audit trail: what happened to accounts, as the functions logged it. `docs/events.schema.json` says what there is. */
import {
  CloudWatchLogsClient,
  DescribeQueryDefinitionsCommand,
  GetQueryResultsCommand,
  StartQueryCommand,
  type GetQueryResultsResponse,
  type QueryDefinition,
} from '@aws-sdk/client-cloudwatch-logs';
import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { fingerprintPlaceholder, trailFields, trailQueries } from '../../lib/saved-queries';
import { Refusal } from './refusal';
import type { Target } from './target';

/** One event of the trail. Its `timestamp` is in UTC. */
export type TrailEvent = { readonly timestamp: string } & Readonly<
  Partial<Record<(typeof trailFields)[number], string>>
>;

/** Which events. */
export interface TrailOptions {
  /** Whose; everybody's if undefined. */
  readonly user?: string | undefined;
  readonly since: Date;
}

/** Events of the trail. */
export interface Trail {
  /** Oldest first. */
  readonly events: readonly TrailEvent[];
  /** Whether these are all. */
  readonly complete: boolean;
}

/** What runs queries over logs. */
export type LogsClient = Pick<CloudWatchLogsClient, 'send'>;

/** The most that CloudWatch Logs Insights answers. */
const mostEvents = 10_000;

const pollMilliseconds = 500;

/** Reads the trail. */
export const readTrail = (target: Target, options: TrailOptions): Promise<Trail> =>
  target.endpoint === undefined
    ? trailInLogs(new CloudWatchLogsClient(target), target.stackName, options)
    : trailOfRun(target, options);

/** As the functions' logs have an account. */
const fingerprintOf = (user: string): string =>
  createHash('sha256')
    .update(user.trim().toLowerCase())
    .digest('hex')
    .slice(0, fingerprintPlaceholder.length);

/** A laptop run keeps its own trail. */
async function trailOfRun({ outputs }: Target, { user, since }: TrailOptions): Promise<Trail> {
  const url = new URL('/_local/trail.json', outputs.PortalUrl);
  if (user !== undefined) url.searchParams.set('account', fingerprintOf(user));
  const events = (await (await fetch(url)).json()) as readonly TrailEvent[];
  const recent = events.filter(({ timestamp }) => new Date(timestamp) >= since);
  return { events: recent.map(onlyFields), complete: true };
}

const onlyFields = (event: TrailEvent): TrailEvent => ({
  timestamp: event.timestamp,
  ...Object.fromEntries(
    trailFields.filter((name) => event[name] !== undefined).map((name) => [name, event[name]]),
  ),
});

/**
 * Runs a saved query of the stack.
 *
 * @throws Refusal if the query is not there, or fails.
 */
export async function trailInLogs(
  client: LogsClient,
  stackName: string,
  { user, since }: TrailOptions,
  sleep: (milliseconds: number) => Promise<unknown> = setTimeout,
): Promise<Trail> {
  const name = user === undefined ? trailQueries.everything : trailQueries.ofAccount;
  const { queryString = '', logGroupNames } = await savedQuery(client, `${stackName}/${name}`);
  const { queryId } = await client.send(
    new StartQueryCommand({
      logGroupNames,
      queryString: queryString.replace(fingerprintPlaceholder, fingerprintOf(user ?? '')),
      startTime: Math.floor(since.getTime() / 1000),
      endTime: Math.ceil(Date.now() / 1000),
      limit: mostEvents,
    }),
  );
  for (;;) {
    const { status, results = [] } = await client.send(new GetQueryResultsCommand({ queryId }));
    if (status === 'Complete') return { events: results.map(eventOf), complete: results.length < mostEvents };
    if (status !== 'Running' && status !== 'Scheduled') {
      throw new Refusal('query-failed', `CloudWatch Logs ended the query: ${status}. Try a later --since.`);
    }
    await sleep(pollMilliseconds);
  }
}

async function savedQuery(client: LogsClient, name: string): Promise<QueryDefinition> {
  const { queryDefinitions = [] } = await client.send(
    new DescribeQueryDefinitionsCommand({ queryDefinitionNamePrefix: name }),
  );
  const found = queryDefinitions.find((query) => query.name === name);
  if (found) return found;
  throw new Refusal('no-query', `The saved query "${name}" is gone. The next deployment makes it again.`);
}

type Row = NonNullable<GetQueryResultsResponse['results']>[number];

/** Insights writes times as `2026-01-31 12:00:00.000`, in UTC. */
function eventOf(row: Row): TrailEvent {
  const { '@timestamp': time = '', ...values } = Object.fromEntries(
    row.map(({ field = '', value }) => [field, value]),
  );
  return onlyFields({ timestamp: `${time.replace(' ', 'T')}Z`, ...values });
}
