/**
 * `npm run bench`: sizes, and times as ratios within one run, because machines differ and are shared. Nothing here
 * passes or fails; the numbers are for whoever changes something.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { synthesize } from '../../lib/synthesize';
import { startLocal, type Local } from '../../local';
import { Person } from '../support/person';

const say = (line = '') => void process.stdout.write(`${line}\n`);
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
const milliseconds = (time: number) => `${time.toFixed(1)} ms`;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

/**
 * Times of several actions, measured in turns, so that whatever else the machine does hits all of them alike.
 *
 * @param settle is waited for after each, so that what one sets off does not slow the next one down.
 */
async function inTurns<Name extends string>(
  rounds: number,
  settle: () => Promise<void>,
  actions: Readonly<Record<Name, () => Promise<unknown>>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(actions) as Name[];
  const times = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    // Nobody is always first.
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      times.get(name)?.push(await timed(actions[name]));
      await settle();
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])])) as Record<
    Name,
    number
  >;
}

/** Where the functions' bundles are, by function. */
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
  // An empty answer to everything: the read that warms a function up while it loads is part of loading.
  const aws = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
  });
  await new Promise<void>((resolve) => aws.listen(0, '127.0.0.1', resolve));
  const { port } = aws.address() as AddressInfo;
  const environment = { ...everyVariable, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` };
  const actions = Object.fromEntries([
    ['nothing', loading(undefined, environment)],
    ...[...bundles].map(([name, file]) => [name, loading(pathToFileURL(file).href, environment)] as const),
  ]) as Record<string, () => Promise<unknown>>;
  const times = await inTurns(11, () => Promise.resolve(), actions);
  aws.close();

  const empty = times.nothing ?? NaN;
  say('Bundles                size       load   ratio to starting Node');
  for (const [name, file] of bundles) {
    const load = (times[name] ?? NaN) - empty;
    const cells = [kilobytes(statSync(file).size).padStart(8), milliseconds(load).padStart(10)];
    say(`  ${name.padEnd(16)} ${cells.join(' ')}   ${(load / empty).toFixed(2)}`);
  }
  say();
}

/** Enough for every function to load. */
const everyVariable = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  PUBLIC_URL: 'https://api.example/dev',
  SIGN_IN_URL: 'https://signin.example',
  CHALLENGE_TABLE: 'challenges',
  CODE_KEY: 'key',
  VAULT_KEY: 'key',
  VAULT_PREFIX: '/bench/',
  GENERATE_FUNCTION: 'generate',
  LIMITS: '{"accountAndAddress":1,"account":1,"address":1,"overall":1}',
  LINK_MINUTES: '60',
  SENDER: 'passlink@example.com',
  CONFIGURATION_SET: 'set',
  ALLOWED_EMAIL_DOMAINS: 'example.com',
  IAM_USER_PATH: '/',
};

/** Every kind of account gets its answer in the same time: the figure that must stay near 1. */
async function reportAnswerTimes(local: Local): Promise<void> {
  const person = new Person(local);
  const ask = (user: string) => async () => {
    const { status } = await person.ask(user);
    if (status !== 202) throw new Error(`POST /generate answered ${status}.`);
  };
  const times = await inTurns(200, () => local.aws.idle(), {
    health: () => person.send('GET', '/health'),
    eligible: ask('alice@example.com'),
    'not eligible': ask('carol@example.com'),
    unknown: ask('nobody@example.com'),
  });
  say('POST /generate         median   ratio to eligible   (200 each, in turns)');
  for (const name of ['eligible', 'not eligible', 'unknown'] as const) {
    say(
      `  ${name.padEnd(16)} ${milliseconds(times[name]).padStart(10)}   ${(times[name] / times.eligible).toFixed(3)}`,
    );
  }
  say(`  (GET /health, the least that a request takes here: ${milliseconds(times.health)})`);
  say();
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

async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'passlink-bench-'));
  const limits = { accountAndAddress: 100_000, account: 100_000, address: 100_000, overall: 100_000 };
  try {
    const start = performance.now();
    const assembly = synthesize({ stage: 'dev', settings: { limits }, outdir: directory });
    say(`Synthesis with bundles: ${milliseconds(performance.now() - start)}`);
    say();
    await reportBundles(directory);
    const local = await startLocal({ assembly });
    try {
      await reportAnswerTimes(local);
      await reportLinkTimes(local);
    } finally {
      await local.close();
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
}

// NODE_EXTRA_CA_CERTS makes every start of Node read a long list of certificates: 40 ms that are not ours.
delete process.env.NODE_EXTRA_CA_CERTS;
void main();
