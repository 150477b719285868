/**
 * `npm run bench` reports sizes, and times as ratios within one run, because machines differ and are shared. Nothing
 * here passes or fails: the numbers help people who change something.
 */
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { synthesize } from '../../lib/synthesize';
import { startLocal, type Local } from '../../local';
import { Person, type Answer } from '../support/flows/person';
import { signIn } from '../support/flows/sign-in';
import { everyVariable } from '../support/lib/every-variable';
import { selfSigned } from './functions/certificate';

const say = (line = '') => void process.stdout.write(`${line}\n`);
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
const milliseconds = (time: number) => `${time.toFixed(1)} ms`;

/** The value that this share of all values is below. */
function quantile(share: number, values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? NaN;
}

const median = (values: readonly number[]): number => quantile(1 / 2, values);

async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

function shuffled<Value>(values: readonly Value[]): readonly Value[] {
  return values
    .map((value) => ({ value, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
}

/**
 * Measures the times of several actions alternately, so that other load on the machine affects all of them alike.
 *
 * @param settle runs after each action, so that the work it started does not slow the next one down.
 */
async function inTurns<Name extends string>(
  rounds: number,
  settle: () => Promise<void>,
  actions: Readonly<Record<Name, () => Promise<unknown>>>,
): Promise<Record<Name, readonly number[]>> {
  const names = Object.keys(actions) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round += 1) {
    // In a new order each time, so that no action always follows the same one.
    for (const name of shuffled(names)) {
      times[name].push(await timed(actions[name]));
      await settle();
    }
  }
  return times;
}

/** The folders of the functions' bundles, by function. */
function bundlesIn(directory: string): ReadonlyMap<string, string> {
  const folder = join(directory, 'bundles');
  return new Map(readdirSync(folder).map((name) => [name, join(folder, name, 'index.mjs')]));
}

/** Starts a process that loads a module and ends. */
const loading = (file: string | undefined, environment: Readonly<Record<string, string>>) => () =>
  promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', file === undefined ? '' : `await import(${JSON.stringify(file)})`],
    { env: { PATH: process.env.PATH, ...environment } },
  );

async function reportBundles(directory: string): Promise<void> {
  const bundles = bundlesIn(directory);
  // Answers everything with an empty answer. Loading includes the read that warms a function up. It goes over TLS, as in
  // AWS: with plain HTTP the SDK imports `node:http`, and in Node 22 and later that loads Node's whole HTTP client.
  const aws = createServer(selfSigned(), (_, response) => {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
  });
  await new Promise<void>((resolve) => aws.listen(0, '127.0.0.1', resolve));
  const { port } = aws.address() as AddressInfo;
  const environment = {
    ...everyVariable,
    AWS_ENDPOINT_URL: `https://127.0.0.1:${port}`,
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
  };
  const actions = Object.fromEntries([
    ['nothing', loading(undefined, environment)],
    ...[...bundles].map(([name, file]) => [name, loading(pathToFileURL(file).href, environment)] as const),
  ]) as Record<string, () => Promise<unknown>>;
  const times = await inTurns(11, () => Promise.resolve(), actions);
  aws.close();

  const empty = median(times.nothing ?? []);
  const generate = median(times.generate ?? []) - empty;
  say('Bundles                size       load   ratio to starting Node, to generate');
  for (const [name, file] of bundles) {
    const load = median(times[name] ?? []) - empty;
    const cells = [kilobytes(statSync(file).size).padStart(8), milliseconds(load).padStart(10)];
    say(
      `  ${name.padEnd(16)} ${cells.join(' ')}   ${(load / empty).toFixed(2)}  ${(load / generate).toFixed(2)}`,
    );
  }
  say();
}

/** Adds an IAM user in reach, unless a user of that name exists. */
function addUser(local: Local, name: string): void {
  if (local.aws.users.names().includes(name)) return;
  local.aws.users.add({ name, path: '/staff/', password: 'Old-password-1!' });
}

/** How often to send each kind of request. `npm run bench -- 20` is enough to check that everything runs. */
const rounds = Number(process.argv[2] ?? 200);

/** Sends a request and checks its status: a refusal would be fast, and its time would mean nothing. */
async function expecting(status: number, answer: Promise<Answer>): Promise<void> {
  const { status: actual, text } = await answer;
  if (actual !== status) throw new Error(`${actual} instead of ${status}: ${text}`);
}

/** Every kind of account gets its answer in the same time: the ratios must stay near 1. */
async function reportAnswerTimes<Name extends string>(
  local: Local,
  request: string,
  actions: Readonly<Record<Name, () => Promise<unknown>>>,
): Promise<void> {
  const names = Object.keys(actions) as Name[];
  const health = () => new Person(local).send('GET', '/health');
  const times: Readonly<Record<string, readonly number[]>> = await inTurns(rounds, () => local.aws.idle(), {
    health,
    ...actions,
  });
  const [first = ''] = names;
  const ratio = (share: number, name: string) =>
    (quantile(share, times[name] ?? []) / quantile(share, times[first] ?? [])).toFixed(3);
  // Other load slows many requests down and speeds none up, so the faster quarter is more reliable.
  say(`${request.padEnd(23)} median   ratio to ${first}: of medians, of first quartiles   (${rounds} each)`);
  for (const name of names) {
    const time = milliseconds(median(times[name] ?? []));
    say(`  ${name.padEnd(17)} ${time.padStart(10)}   ${ratio(1 / 2, name)}  ${ratio(1 / 4, name)}`);
  }
  say(`  (GET /health, the least that a request takes here: ${milliseconds(median(times.health ?? []))})`);
  say();
}

async function reportResetRequests(local: Local): Promise<void> {
  const person = new Person(local);
  const ask = (user: string) => () => expecting(202, person.ask(user));
  await reportAnswerTimes(local, 'POST /generate', {
    eligible: ask('alice@example.com'),
    'not eligible': ask('carol@example.com'),
    unknown: ask('nobody@example.com'),
  });
}

const known = 'alice@example.com';

/** A user whose address is in a domain that gets no mail. */
const notAllowed = 'erin@elsewhere.example';

/** Letters that no code contains. The function still compares it, and it is never right by chance. */
const wrongCode = 'UUUU-UUUU';

/** The pairs of routes that ask for a code and that take one, with a wrong code. */
const codeUses = [
  { ask: '/login', use: '/token', entry: { code: wrongCode } },
  { ask: '/generate-otp', use: '/reset', entry: { otp: wrongCode, password: 'Good-enough-1!' } },
] as const;

type CodeUse = (typeof codeUses)[number];

async function reportCodeRequests(local: Local, { ask: path }: CodeUse): Promise<void> {
  const ask = (person: Person, email: string) => () => expecting(202, person.send('POST', path, { email }));
  const stranger = new Person(local);
  await reportAnswerTimes(local, `POST ${path}`, {
    known: ask(stranger, known),
    unknown: ask(stranger, 'nobody@example.com'),
    'not allowed': ask(stranger, notAllowed),
  });
  const vouched = await vouchedPerson(local);
  await reportAnswerTimes(local, `POST ${path}, vouched`, {
    known: ask(vouched, 'bob'),
    unknown: ask(vouched, 'nobody@example.com'),
    'not allowed': ask(vouched, notAllowed),
    // It may differ: who has the cookie has proven this mailbox.
    'its own': ask(vouched, known),
  });
}

/** A browser that is vouched for the known account, and has no session. */
async function vouchedPerson(local: Local): Promise<Person> {
  const person = new Person(local);
  await signIn(local, person, known);
  person.cookies.delete('__Host-access_token');
  if (!person.cookies.has('__Host-passlink-vouched')) throw new Error('The browser is not vouched.');
  return person;
}

/** The number of attempts that a code takes. More attempts use other accounts, so that each is really compared. */
const triesPerCode = 5;

async function reportWrongCodes(local: Local, { ask, use, entry }: CodeUse): Promise<void> {
  const wrongCodes = async (kind: 'known' | 'unknown') => {
    const askers: { readonly person: Person; readonly email: string }[] = [];
    for (let count = 0; count < rounds / triesPerCode; count += 1) {
      const asker = { person: new Person(local), email: `${kind}-${count}@example.com` };
      if (kind === 'known') addUser(local, asker.email);
      await expecting(202, asker.person.send('POST', ask, { email: asker.email }));
      await local.aws.idle();
      askers.push(asker);
    }
    let tries = 0;
    return async () => {
      const asker = askers[Math.floor(tries / triesPerCode)];
      tries += 1;
      if (asker === undefined) throw new Error('There are more tries than codes for them.');
      await expecting(401, asker.person.send('POST', use, { email: asker.email, ...entry }));
    };
  };
  await reportAnswerTimes(local, `POST ${use}, wrong code`, {
    known: await wrongCodes('known'),
    unknown: await wrongCodes('unknown'),
  });
}

async function reportLinkTimes(local: Local): Promise<void> {
  await local.aws.idle();
  const looks: number[] = [];
  const reveals: number[] = [];
  const refusals: number[] = [];
  for (let round = 0; round < 30; round += 1) {
    const person = new Person(local);
    const link = await person.receiveLink('alice@example.com');
    looks.push(await timed(() => person.send('GET', `/extract/${link.id}`)));
    reveals.push(await timed(() => person.open(link)));
    refusals.push(await timed(() => person.open(link)));
  }
  const look = median(looks);
  say('A link                 median   ratio to looking at it   (30 links)');
  for (const [name, time] of [
    ['look', look],
    ['reveal', median(reveals)],
    ['used already', median(refusals)],
  ] as const) {
    say(`  ${name.padEnd(16)} ${milliseconds(time).padStart(10)}   ${(time / look).toFixed(2)}`);
  }
}

/** Runs a stage during a measurement. */
async function withStage(assembly: CloudAssembly, measure: (local: Local) => Promise<void>): Promise<void> {
  const local = await startLocal({ assembly });
  try {
    await measure(local);
  } finally {
    await local.close();
  }
}

async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'passlink-bench-'));
  const limits = { accountAndAddress: 100_000, account: 100_000, address: 100_000, overall: 100_000 };
  const synthesized = (stage: 'dev' | 'network') =>
    synthesize({ stage, settings: { limits }, outdir: join(directory, stage) });
  try {
    const start = performance.now();
    const dev = synthesized('dev');
    say(`Synthesis with bundles: ${milliseconds(performance.now() - start)}`);
    say();
    await reportBundles(dev.directory);
    await withStage(dev, async (local) => {
      addUser(local, notAllowed);
      for (const codeUse of codeUses) {
        await reportCodeRequests(local, codeUse);
        await reportWrongCodes(local, codeUse);
      }
    });
    await withStage(synthesized('network'), async (local) => {
      await reportResetRequests(local);
      await reportLinkTimes(local);
    });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

// NODE_EXTRA_CA_CERTS makes every start of Node read a long list of certificates. That takes 40 ms outside of our code.
delete process.env.NODE_EXTRA_CA_CERTS;
void main();
