/**
 * `npm run bench` measures size, speed and growth: `npm run bench -- [rounds] [part …] [--json [file.json]]`. Without parts it
 * measures all. `npm run bench -- 20` is enough to check that everything runs. With `--json` the figures go to the file, or to
 * standard output, and the tables then to standard error. A goal that fails is shown and fails nothing: machines differ and are
 * shared, and the numbers help people who change something.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { synthesize } from '../../lib/synthesize';
import type { Bench, BenchStage, Part } from './part';
import { accounts } from './parts/accounts';
import { answerTimes } from './parts/answer-times';
import { firstCall } from './parts/first-call';
import { load } from './parts/load';
import { people } from './parts/people';
import { roundTrips } from './parts/round-trips';
import { start } from './parts/start';
import { vault } from './parts/vault';
import { warm } from './parts/warm';
import { asText, type Results, type Table } from './report';

/** In the order of the report. */
const parts: Readonly<Record<string, Part>> = {
  load,
  'first-call': firstCall,
  warm,
  calls: roundTrips,
  people,
  vault,
  accounts,
  start,
  answers: answerTimes,
};

/** Reads the arguments. @throws Error when there is no such part. */
function readArguments(given: readonly string[]) {
  const rest = [...given];
  const at = rest.indexOf('--json');
  const json = at >= 0;
  const file = json && rest[at + 1]?.endsWith('.json') ? rest[at + 1] : undefined;
  if (json) rest.splice(at, file === undefined ? 1 : 2);
  const rounds = Number(rest.find((each) => /^\d+$/.test(each)) ?? 200);
  const chosen = rest.filter((each) => !/^\d+$/.test(each));
  const unknown = chosen.filter((name) => !(name in parts));
  if (unknown.length > 0) {
    throw new Error(`No part ${unknown.join(', ')}. There are ${Object.keys(parts).join(', ')}.`);
  }
  return {
    rounds,
    json,
    file,
    names: Object.keys(parts).filter((name) => chosen.length === 0 || chosen.includes(name)),
  };
}

/** Synthesizes a stage when it is first asked for. */
function stages(folder: string): Bench['assembly'] {
  const limits = { accountAndAddress: 100_000, account: 100_000, address: 100_000, overall: 100_000 };
  const made = new Map<BenchStage, CloudAssembly>();
  return (stage) => {
    const assembly =
      made.get(stage) ??
      synthesize({ stage, settings: { limits }, outdir: join(folder, stage), validation: false });
    made.set(stage, assembly);
    return assembly;
  };
}

function tellFailure(what: string, error: unknown): undefined {
  process.stderr.write(
    `${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { rounds, json, file, names } = readArguments(process.argv.slice(2));
  const human = json && file === undefined ? process.stderr : process.stdout;
  const folder = mkdtempSync(join(tmpdir(), 'passlink-bench-'));
  const run = {
    date: new Date().toISOString().slice(0, 10),
    node: process.versions.node,
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    load: loadavg()[0] ?? NaN,
    rounds,
  };
  const measured: Record<string, readonly Table[]> = {};
  try {
    const bench = { rounds, folder, assembly: stages(folder) };
    for (const name of names) {
      // One that fails keeps no other from being measured.
      const tables = await parts[name]?.(bench).catch((error: unknown) => tellFailure(name, error));
      if (tables === undefined) continue;
      measured[name] = tables;
      for (const table of tables) human.write(`${asText(table)}\n\n`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  if (!json) return;
  const results: Results = { run, parts: measured };
  const text = `${JSON.stringify(results, null, 2)}\n`;
  if (file === undefined) {
    process.stdout.write(text);
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

// NODE_EXTRA_CA_CERTS makes every start of Node read a long list of certificates. That takes 40 ms outside of our code.
delete process.env.NODE_EXTRA_CA_CERTS;
// The SDK's advice about old versions of Node.js is no figure.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
main().catch((error: unknown) => tellFailure('bench', error));
