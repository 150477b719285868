import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { synthesize } from '../../../lib/synthesize';
import type { Part } from '../part';
import { median, timed } from '../statistics';

const project = join(__dirname, '..', '..', '..');

/** How long a person waits who types `npm start`. */
export const start: Part = async ({ folder }) => {
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1) times.push(await secondsUntilReady());
  const synthesis = await timed(() =>
    Promise.resolve(synthesize({ stage: 'dev', outdir: join(folder, 'timed') })),
  );
  return [
    {
      title: 'Start (s)',
      columns: [{ name: 's', digits: 1 }],
      rows: [
        { name: 'npm start, until it is ready', values: [median(times)], goal: { column: 0, most: 5 } },
        { name: 'synthesis with all checks', values: [synthesis / 1000] },
      ],
      notes: ['npm start: median of 3.'],
    },
  ];
};

async function secondsUntilReady(): Promise<number> {
  const begin = performance.now();
  const npm = spawn('npm', ['start'], {
    cwd: project,
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exit = once(npm, 'exit');
  try {
    for await (const line of createInterface(npm.stdout)) {
      if (line.startsWith('Passlink is ready')) return (performance.now() - begin) / 1000;
    }
    throw new Error('npm start ended.');
  } finally {
    npm.kill();
    await exit;
  }
}
