import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { everyVariable } from '../../support/lib/every-variable';
import type { FunctionName } from '../../../lambda/environment';
import { emptyFunction, withLambdasSdk } from '../functions/bundles';
import { openStub } from '../functions/stub';
import type { Part } from '../part';
import type { Row } from '../report';
import { inTurns, median, timed } from '../statistics';

/** The functions that a person waits for. */
const waitedFor: readonly string[] = ['extract', 'portal', 'reset'];

/** Processes for each figure. Fewer give other ratios in each run. */
const processes = 41;

/** Starts a process that loads a module and ends. */
const loading = (file: string | undefined, environment: Readonly<Record<string, string>>) => () =>
  timed(() =>
    promisify(execFile)(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        file === undefined ? '' : `await import(${JSON.stringify(pathToFileURL(file).href)})`,
      ],
      { env: { PATH: process.env.PATH, ...environment } },
    ),
  );

/** Sizes of the bundles, and how long they take to load, from the end of Node's own start until the handler is ready. */
export const load: Part = async ({ assembly }) => {
  const folder = join(assembly('dev').directory, 'bundles');
  const names = readdirSync(folder) as FunctionName[];
  const file = (name: FunctionName) => join(folder, name, 'index.mjs');
  const otherSdk = new Map(
    await Promise.all(names.map(async (name) => [name, await withLambdasSdk(name)] as const)),
  );
  const stub = await openStub();
  const environment = stub.within(everyVariable);
  const times: Readonly<Record<string, readonly number[]>> = await inTurns(
    processes,
    Object.fromEntries([
      ['nothing', loading(undefined, environment)],
      ['empty', loading(emptyFunction(), environment)],
      ...names.flatMap((name) => [
        [name, loading(file(name), environment)] as const,
        [`${name} with Lambda's SDK`, loading(otherSdk.get(name), environment)] as const,
      ]),
    ]),
  );
  stub.close();

  const start = median(times.nothing ?? []);
  const loadOf = (name: string) => median(times[name] ?? []) - start;
  const generate = loadOf('generate');
  const ratios = (time: number) => [time, time / start, time / generate];
  const rows = names.map((name): Row => ({
    name,
    values: [statSync(file(name)).size / 1000, ...ratios(loadOf(name)), loadOf(`${name} with Lambda's SDK`)],
    ...(waitedFor.includes(name) && { goal: { column: 3, most: 1.3 } }),
  }));
  return [
    {
      title: 'Load',
      columns: [
        { name: 'kB', digits: 0 },
        { name: 'ms', digits: 1 },
        { name: '× Node’s start', digits: 2 },
        { name: '× generate', digits: 2 },
        { name: 'ms with Lambda’s SDK', digits: 1 },
      ],
      rows: [...rows, { name: 'an empty function', values: [0, ...ratios(loadOf('empty')), NaN] }],
      notes: [
        `After Node’s own start, which takes ${start.toFixed(0)} ms here. Medians of ${processes}.`,
        'Goal: the three functions that a person waits for load in 1.3 times what generate takes.',
      ],
    },
  ];
};
