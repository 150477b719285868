import { Person } from '../../support/flows/person';
import { withFunction, type FunctionHost } from '../functions/function-host';
import type { Part } from '../part';
import type { Row } from '../report';
import { eventOf } from '../recording/event';
import { fill, idleItem } from '../recording/fill';
import { Account, functionOf, withStage, type Local } from '../recording/laptop';
import { median } from '../statistics';
import { tightest } from './quotas';

const sizes = [100, 1000, 10_000];
const day = 24 * 3_600_000;

/** How much of a flat cost a busy machine may change. */
const flat = 1.2;

interface Figures {
  readonly calls: number;
  readonly processor: number;
}

/** What a reveal and a sweep cost with many links in the vault. */
export const vault: Part = async ({ assembly }) => {
  const reveals: Row[] = [];
  const sweeps: Row[] = [];
  let cheapestReveal: number | undefined;
  let cheapestSweep: number | undefined;
  let bend = '';
  for (const size of sizes) {
    let ago = 0;
    const account = await Account.open({ now: () => new Date(Date.now() - ago) });
    await withStage(
      assembly('network'),
      async (local) => {
        ago = day;
        fillVault(account, local, size);
        ago = 0;
        await fill(local, 'Challenge', size, idleItem('link'));
        const { calls, processor } = await reveal(local);
        cheapestReveal ??= processor;
        reveals.push({
          name: `a reveal among ${size}`,
          values: [calls, processor, processor / cheapestReveal],
          goal: { column: 2, most: flat },
        });

        const before = local.aws.calls.length;
        const swept = await sweep(local, account, size);
        const quota = tightest(local.aws.calls.slice(before).map(({ action }) => action));
        bend = quota.action;
        cheapestSweep ??= swept.processor;
        sweeps.push({
          name: `a sweep of ${size}`,
          values: [swept.calls, swept.processor, swept.processor / cheapestSweep, quota.seconds],
          goal: { column: 2, most: flat },
        });
      },
      { account },
    );
    await account.close();
  }
  return [
    {
      title: 'Links in the vault',
      columns: [
        { name: 'calls to AWS', digits: 2 },
        { name: 'CPU ms', digits: 2 },
        { name: '× the fewest', digits: 2 },
        { name: 's by AWS’s quotas', digits: 0 },
      ],
      rows: [...reveals, ...sweeps],
      notes: [
        'CPU of the function with its SDK, and calls: for one reveal, and for each link of a sweep.',
        `The quota that a sweep waits for: ${bend}. A sweep stops after its time and the next one goes on.`,
        'SSM holds 10,000 parameters: that quota ends the curve.',
      ],
    },
  ];
};

/** Puts passwords into the vault as `generate` does, without its functions. */
function fillVault({ parameters, keys }: Account, local: Local, count: number): void {
  const { VAULT_PREFIX = '', VAULT_KEY } = functionOf(local, 'generate').environment;
  for (let number = 0; number < count; number += 1) {
    const name = `${VAULT_PREFIX}bench-${number}`;
    parameters.put(name, 1, parameters.seal(name, keys.find(VAULT_KEY), 'x'.repeat(200)));
  }
}

async function reveal(local: Local): Promise<Figures> {
  const { bundle, environment } = functionOf(local, 'extract');
  const before = local.aws.calls.length;
  const times: number[] = [];
  await withFunction(bundle, environment, async (host) => {
    for (let round = 0; round < 60; round += 1) {
      const person = new Person(local);
      const { id, key } = await person.receiveLink('alice@example.com');
      await local.aws.idle();
      const event = eventOf({ method: 'POST', path: `/extract/${id}`, body: { key } }, person.cookies);
      const { processor } = await host.call({ event, status: 200 });
      times.push(...processor);
    }
  });
  await local.aws.idle();
  const own = local.aws.calls.slice(before).filter((each) => each.function.includes('Extract')).length;
  return { calls: own / times.length, processor: median(times.slice(-30)) };
}

/** Sweeps a vault of so many expired links. Returns what each took. */
async function sweep(local: Local, account: Account, links: number): Promise<Figures> {
  const { bundle, environment } = functionOf(local, 'sweep');
  return withFunction(bundle, environment, async (host: FunctionHost) => {
    const run = () => host.call({ event: { source: 'aws.events' }, status: undefined });
    const before = local.aws.calls.length;
    const { processor } = await run();
    const left = account.parameters.names().length;
    if (left > 0) throw new Error(`The sweep left ${left} parameters.`);
    return { calls: (local.aws.calls.length - before) / links, processor: (processor[0] ?? NaN) / links };
  });
}
