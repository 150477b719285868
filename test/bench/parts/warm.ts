import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withoutSdk } from '../functions/bundles';
import { withFunction, type FunctionHost, type Measured } from '../functions/function-host';
import { recordedIn } from '../functions/replay';
import { openStub } from '../functions/stub';
import type { Bench, Part } from '../part';
import type { Row } from '../report';
import { functionOf, type Local } from '../recording/laptop';
import { withFlows, type Step } from '../recording/flows';
import { median, quantile } from '../statistics';

const measured = ['start page', 'check a code (wrong)', 'reveal'];

/**
 * Bytes that a call may leave on the heap, on average. V8 goes on compiling for thousands of calls, and its code is on the
 * heap, too: snapshots show that nothing else grows. An event or an answer that is kept for each call takes much more.
 */
const bytesACall = 100;

/** The processor time of a request once everything is compiled, and what it leaves in memory. */
export const warm: Part = (bench) =>
  withFlows(bench.assembly('dev'), async (steps, local) => {
    const calls = bench.rounds * 50;
    const itself: Row[] = [];
    const whole: Row[] = [];
    const heap: Row[] = [];
    for (const step of steps.filter(({ name }) => measured.includes(name))) {
      const alone = await withoutTheSdk(bench, local, step, calls);
      itself.push({ ...times(step, alone), goal: { column: 0, most: 1 } });
      const all = await withTheSdk(local, step, calls);
      whole.push(times(step, all));
      const kilobytes = [alone, all].map(({ heapGrowth }) => heapGrowth / 1000);
      heap.push({
        name: step.name,
        values: kilobytes,
        // What the compiler adds outweighs few calls.
        ...(calls >= 10_000 && { goal: { column: 1, most: (calls * bytesACall) / 1000 } }),
      });
    }
    const milliseconds = [
      { name: 'median', digits: 2 },
      { name: 'p95', digits: 2 },
      { name: 'calls to AWS', digits: 0 },
    ];
    return [
      {
        title: 'Warm, the function itself (CPU, ms)',
        columns: milliseconds,
        rows: itself,
        notes: [
          `The SDK is replaced by one that answers at once. ${calls} calls each, after a fifth as many.`,
        ],
      },
      {
        title: 'Warm, with the SDK and TLS (CPU, ms)',
        columns: milliseconds,
        rows: whole,
        notes: [`The bundle as it is, against a server that answers at once. ${calls} calls each.`],
      },
      {
        title: `Heap after ${calls} calls (kB more)`,
        columns: [
          { name: 'itself', digits: 0 },
          { name: 'with the SDK', digits: 0 },
        ],
        rows: heap,
        notes: [
          `After a collection, and after a fifth as many calls before. Goal: less than ${bytesACall} bytes a call, which is what V8 compiles, so nothing is kept for each call.`,
        ],
      },
    ];
  });

const times = ({ name, exchanges }: Step, { processor }: Measured): Row => ({
  name,
  values: [median(processor), quantile(0.95, processor), exchanges.length],
});

/** Warms a function up, and measures it. */
async function measure(host: FunctionHost, step: Step, calls: number): Promise<Measured> {
  await host.call({ ...step, calls: Math.ceil(calls / 5) });
  return host.call({ ...step, calls });
}

async function withTheSdk(local: Local, step: Step, calls: number): Promise<Measured> {
  const stub = await openStub(step);
  const { bundle, environment } = functionOf(local, step.function);
  try {
    return await withFunction(bundle, stub.within(environment), (host) => measure(host, step, calls));
  } finally {
    stub.close();
  }
}

async function withoutTheSdk({ folder }: Bench, local: Local, step: Step, calls: number): Promise<Measured> {
  const file = join(folder, 'answers.json');
  writeFileSync(file, JSON.stringify(recordedIn(step)));
  const { environment } = functionOf(local, step.function);
  const bundle = await withoutSdk(step.function);
  return withFunction(bundle, { ...environment, BENCH_ANSWERS: file }, (host) => measure(host, step, calls));
}
