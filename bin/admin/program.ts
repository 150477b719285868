/** The commands of the administrators, and what they print. */
import { Command, CommanderError } from 'commander';
import { callApi } from './api';
import type { Conversation } from './conversation';
import { examine, findingsText } from './doctor/doctor';
import { failures, redrive } from './failures';
import { Refusal } from './refusal';
import { smoke } from './smoke/smoke';
import { eventsTable, facts, table } from './tables';
import { findTarget, type Target, type TargetOptions } from './target';
import { ago, timeOf } from './times';
import { readTrail, type TrailEvent } from './trail';

/** Where the text goes. */
export interface Terminal {
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
  /** Starts to ask whoever is there. */
  readonly converse: () => Conversation;
}

/** Done; something was wrong, and it says what; used wrongly. */
export type Status = 0 | 1 | 2;

/** What a command answers: as data for programs, and as text for people. */
interface Result {
  readonly data: object;
  readonly text: string;
  /** @default 0 */
  readonly status?: Status;
}

type Action = (target: Target, ...values: string[]) => Promise<Result>;

interface Options extends Omit<TargetOptions, 'local'> {
  readonly local?: string | true;
  readonly json?: true;
}

const usualAddress = 'http://127.0.0.1:3000';

/** Runs one command. */
export async function runAdmin(words: readonly string[], terminal: Terminal): Promise<Status> {
  let status: Status = 0;
  const program = programFor(terminal, (ended) => {
    status = ended;
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
    return status;
  } catch (error) {
    // It has said already what is wrong. For `--help`, nothing is.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    explain(error, program.opts<Options>(), terminal);
    return 1;
  }
}

function explain(error: unknown, { json }: Options, { print, complain }: Terminal): void {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const code = error instanceof Refusal ? error.code : name;
  if (json === true) print(`${JSON.stringify({ error: { code, message } }, null, 2)}\n`);
  else complain(`${message}\n`);
}

function programFor(terminal: Terminal, end: (status: Status) => void): Command {
  const program = new Command('npm run admin --')
    .description('What the administrators of Passlink do.')
    .option('--stage <stage>', 'the stage in AWS, with your own AWS credentials', 'dev')
    .option('--local [address]', `a run on this machine (${usualAddress}), as its demo administrator`)
    .option('--json', 'print JSON')
    .exitOverride()
    .configureOutput({ writeOut: terminal.print, writeErr: terminal.complain })
    .showHelpAfterError('See --help.');

  const add = (usage: string, description: string, act: Action, { mayBeMissing = false } = {}) =>
    program
      .command(usage)
      .description(description)
      .action(async (...given: unknown[]) => {
        const { stage, local, json } = program.opts<Options>();
        const address = local === true ? usualAddress : local;
        const where = { stage, mayBeMissing, ...(address !== undefined && { local: address }) };
        const target = await findTarget(where);
        const values = given.filter((value): value is string => typeof value === 'string');
        const { data, text, status = 0 } = await act(target, ...values);
        end(status);
        terminal.print(json === true ? `${JSON.stringify(data, null, 2)}\n` : text);
      });

  add('doctor', 'what fails or would fail, and how to mend it', doctor(terminal), { mayBeMissing: true });

  add('show <user>', 'why somebody can recover or not: address, reasons, limits used, last events', show);
  add('lock <user>', 'lock an account, as "This wasn\'t me" does', async (target, user = '') => {
    const data = await callApi<{ password: string }>(target, 'POST', `${pathOf(user)}/lock`);
    const without = data.password === 'set' ? '' : ' It had no password.';
    return { data, text: `${user} is locked, and can recover with a code.${without}\n` };
  });
  add(
    'unlock <user>',
    'end what keeps somebody waiting: counts of requests and of wrong codes',
    async (target, user = '') => {
      const data = await callApi<object>(target, 'POST', `${pathOf(user)}/unlock`);
      return { data, text: `${user} has all requests and attempts again.\n` };
    },
  );
  const trail = add('trail', 'what happened to accounts, newest last', async (target) => {
    const data = await readTrail(target, trail.opts<{ user?: string; since: Date }>());
    const more = data.complete ? '' : 'There is more. Take a later --since.\n';
    return { data, text: `${eventsTable(data.events)}${more}` };
  })
    .option('--user <user>', 'of one account only')
    .option(
      '--since <when>',
      'since then: 90m, 24h, 7d, or a time such as 2026-01-31T08:00Z',
      timeOf,
      ago(1, 'd'),
    );
  add('pause', 'stop everything: nothing is changed or mailed', async (target) => {
    const data = await callApi<Pause>(target, 'POST', '/admin/pause');
    return { data, text: `Paused since ${data.since}, by ${data.by}. "resume" has it go on.\n` };
  });
  add('resume', 'end the pause; what waited goes on', async (target) => {
    const data = await callApi<object>(target, 'POST', '/admin/resume');
    return { data, text: 'Running. What waited goes on within 5 minutes.\n' };
  });
  add('failed', 'what failed for good', async (target) => {
    const failed = await failures(target);
    const rows = failed.map(({ queue, kind, user, sentAt }) => [queue, kind, user, sentAt.toISOString()]);
    const text =
      rows.length === 0 ? 'Nothing failed.\n' : table(['queue', 'kind', 'user', 'failed since'], rows);
    return { data: { failed }, text };
  });
  add('redrive', 'try again what failed for good', async (target) => {
    const redriven = await redrive(target);
    const rows = Object.entries(redriven).map(([queue, count]) => [queue, String(count)]);
    return { data: { redriven }, text: table(['queue', 'tried again'], rows) };
  });
  const smokeTest = add(
    'smoke',
    'run the main job with a throw-away IAM user, and remove it',
    async (target) => {
      const people = terminal.converse();
      try {
        const data = await smoke(target, smokeTest.opts<{ address: string }>().address, people);
        return { data, text: `The main job works: ${data.steps.length} steps. ${data.user} is removed.\n` };
      } finally {
        people.end();
      }
    },
  ).requiredOption('--address <address>', 'whose mailbox gets the mails');
  return program;
}

const doctor =
  ({ complain }: Terminal): Action =>
  async (target) => {
    const findings = await examine({ target, progress: complain });
    const isBroken = findings.some(({ outcome }) => outcome === 'broken');
    return { data: { findings }, text: findingsText(findings), status: isBroken ? 1 : 0 };
  };

const pathOf = (user: string): string => `/admin/accounts/${encodeURIComponent(user)}`;

interface Pause {
  readonly since: string;
  readonly by: string;
}

/** What the API says of an account. */
interface Account {
  readonly user: string;
  readonly eligible: boolean;
  readonly reasons: readonly string[];
  readonly email?: string;
  readonly limits: readonly { name: string; used: number; limit: number; endsAt?: string }[];
  readonly locks: number;
  readonly link: string;
  readonly leasedUntil?: string;
  readonly pause?: Pause;
}

/** So many events are shown with an account. */
const lastEvents = 10;

/** The last events of a day; undefined for somebody who may not read the logs, as the helpdesk. */
async function eventsOf(target: Target, user: string): Promise<readonly TrailEvent[] | undefined> {
  try {
    const { events } = await readTrail(target, { user, since: ago(1, 'd') });
    return events.slice(-lastEvents);
  } catch (error) {
    if (error instanceof Error && error.name === 'AccessDeniedException') return undefined;
    throw error;
  }
}

async function show(target: Target, user = ''): Promise<Result> {
  const [account, events] = await Promise.all([
    callApi<Account>(target, 'GET', pathOf(user)),
    eventsOf(target, user),
  ]);
  const { reasons, limits, leasedUntil, pause } = account;
  const what = facts({
    User: account.user,
    'Can recover': account.eligible ? 'yes' : `no: ${reasons.join(', ')}`,
    Address: account.email ?? 'none',
    Link: account.link.replace('-', ' '),
    'Password change': leasedUntil === undefined ? 'none' : `under way, until ${leasedUntil} at the latest`,
    Locks: String(account.locks),
    Paused: pause === undefined ? 'no' : `since ${pause.since}, by ${pause.by}`,
  });
  const rows = limits.map(({ name, used, limit, endsAt }) => [
    name,
    String(used),
    String(limit),
    endsAt ?? '-',
  ]);
  const counts = table(['limit', 'used', 'of', 'counted anew'], rows);
  const last = events === undefined ? 'You may not read its events.\n' : eventsTable(events);
  return { data: { ...account, events }, text: `${what}\n${counts}\n${last}` };
}
