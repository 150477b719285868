import { Person } from '../../support/flows/person';
import type { Part } from '../part';
import type { Row } from '../report';
import { withStage, type Local } from '../recording/laptop';
import { tightest } from './quotas';

/** How many people come at once, and how many times: enough of them for a figure. */
const crowds = [
  { size: 1, times: 30 },
  { size: 10, times: 5 },
  { size: 100, times: 1 },
];

/** Before anything is measured: every copy of every function starts, and compiles what it needs. */
const warmUp = { size: 25, times: 4 };

/** What people come for. */
const errands = {
  code: {
    ask: (person: Person, email: string) => person.send('POST', '/login', { email }),
    use: (person: Person, email: string, mail: string) => {
      const [code = ''] = /^[0-9A-Z]{4}-[0-9A-Z]{4}$/m.exec(mail) ?? [];
      return person.send('POST', '/token', { email, code });
    },
  },
  link: {
    ask: (person: Person, user: string) => person.ask(user),
    use: (person: Person, _: string, mail: string) => {
      const [, id = '', key = ''] = /\/extract\/([\w-]+)#([\w-]+)/.exec(mail) ?? [];
      return person.open({ id, key });
    },
  },
};

type Errand = (typeof errands)[keyof typeof errands];

/** How much of a flat cost a busy machine may change. */
const flat = 1.2;

/** What a person costs when many come at once. */
export const people: Part = ({ assembly }) => {
  const users = [warmUp, ...crowds].reduce((sum, { size, times }) => sum + size * times, 0);
  return withStage(
    assembly('network'),
    async (local) => {
      const rows: Row[] = [];
      const bends: string[] = [];
      for (const [name, errand] of Object.entries(errands)) {
        const names = local.aws.users.names().filter((each) => each.startsWith('user'));
        const come = (crowd: (typeof crowds)[number]) =>
          cost(
            local,
            errand,
            Array.from({ length: crowd.times }, () => names.splice(0, crowd.size)),
          );
        await come(warmUp);
        let alone: number | undefined;
        for (const crowd of crowds) {
          const { calls, processor, seconds } = await come(crowd);
          const all = crowd.size * crowd.times;
          alone ??= processor / all;
          const quota = tightest(calls);
          rows.push({
            name: `${name}: ${crowd.size} at once`,
            values: [
              calls.length / all,
              processor / all,
              processor / all / alone,
              seconds / crowd.times,
              quota.seconds / crowd.times,
            ],
            goal: { column: 2, most: flat },
          });
          if (crowd.size === 100) bends.push(`${name}: ${quota.action}`);
        }
      }
      return [
        {
          title: 'People at once',
          columns: [
            { name: 'calls to AWS each', digits: 1 },
            { name: 'CPU ms each', digits: 0 },
            { name: '× one alone', digits: 2 },
            { name: 's until the last is done', digits: 2 },
            { name: 's by AWS’s quotas', digits: 1 },
          ],
          rows,
          notes: [
            'A person asks, gets the mail, and uses the code or the link. CPU is that of the whole laptop run, its AWS included.',
            `The quota that makes people wait first: ${bends.join('; ')}. People wait then; what each costs stays.`,
          ],
        },
      ];
    },
    { users },
  );
};

/** What it takes to serve some groups of users, one group after the other. */
async function cost(local: Local, { ask, use }: Errand, groups: readonly (readonly string[])[]) {
  const before = local.aws.calls.length;
  const processorBefore = process.cpuUsage();
  const start = performance.now();
  for (const group of groups) {
    const askers = group.map((user) => ({ user, person: new Person(local) }));
    const asked = await Promise.all(askers.map(({ user, person }) => ask(person, user)));
    await local.aws.idle();
    const mails = new Map(local.mailbox.mails().map(({ to, text }) => [to, text]));
    const used = await Promise.all(
      askers.map(({ user, person }) => use(person, user, mails.get(user) ?? '')),
    );
    await local.aws.idle();
    const wrong = [
      ...asked.filter(({ status }) => status !== 202),
      ...used.filter(({ status }) => status !== 200),
    ];
    if (wrong[0]) throw new Error(`${wrong.length} were refused: ${wrong[0].status} ${wrong[0].text}`);
  }
  const { user, system } = process.cpuUsage(processorBefore);
  return {
    calls: local.aws.calls.slice(before).map(({ action }) => action),
    processor: (user + system) / 1000,
    seconds: (performance.now() - start) / 1000,
  };
}
