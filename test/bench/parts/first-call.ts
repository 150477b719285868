import { withFunction } from '../functions/function-host';
import { openStub } from '../functions/stub';
import type { Part } from '../part';
import type { Row } from '../report';
import { functionOf } from '../recording/laptop';
import { withFlows } from '../recording/flows';
import { median } from '../statistics';

/** Lambda gives a function with this memory a whole core, and others their share of one. */
const megabytesOfACore = 1769;
const megabytes = 512;
const share = megabytes / megabytesOfACore;

/** A person waits for these right after a function was loaded. */
const goals: Readonly<Record<string, number>> = { 'start page': 30, reveal: 30 };

/** The first call of a function that was just loaded, for each kind of call. */
export const firstCall: Part = ({ assembly }) =>
  withFlows(assembly('dev'), async (steps, local) => {
    const rows: Row[] = [];
    for (const step of steps) {
      const { bundle, environment } = functionOf(local, step.function);
      const times: number[] = [];
      for (let round = 0; round < 5; round += 1) {
        const stub = await openStub(step);
        const { processor } = await withFunction(bundle, stub.within(environment), (host) => host.call(step));
        stub.close();
        times.push(...processor);
      }
      const most = goals[step.name];
      const time = median(times);
      rows.push({
        name: `${step.name} (${step.function})`,
        values: [time, time / share],
        ...(most !== undefined && { goal: { column: 1, most } }),
      });
    }
    return [
      {
        title: 'First call after loading (ms)',
        columns: [
          { name: 'CPU', digits: 1 },
          { name: `at ${megabytes} MB`, digits: 1 },
        ],
        rows,
        notes: [
          `Medians of 5 processes, against an AWS that answers at once. At ${megabytes} MB a function gets ${share.toFixed(2)} of a core: its time is its CPU by that share.`,
        ],
      },
    ];
  });
