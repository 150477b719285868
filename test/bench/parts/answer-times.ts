import { Person, type Answer } from '../../support/flows/person';
import { signIn } from '../../support/flows/sign-in';
import type { Part } from '../part';
import type { Table } from '../report';
import { addUser, withStage, type Local } from '../recording/laptop';
import { wrongCode } from '../recording/flows';
import { inTurns, median, quantile, timed } from '../statistics';

const known = 'alice@example.com';

/** A user whose address is in a domain that gets no mail. */
const notAllowed = 'erin@elsewhere.example';

/** How long every kind of account waits for its answer. */
export const answerTimes: Part = async ({ assembly, rounds }) => {
  const byCode = await withStage(assembly('dev'), async (local) => {
    addUser(local, notAllowed);
    const tables: Table[] = [];
    for (const codeUse of codeUses) {
      tables.push(...(await codeRequests(local, rounds, codeUse)), await wrongCodes(local, rounds, codeUse));
    }
    return tables;
  });
  const byNetwork = await withStage(assembly('network'), async (local) => [
    await resetRequests(local, rounds),
    await links(local),
  ]);
  return [...byCode, ...byNetwork];
};

/** Sends a request and checks its status: a refusal would be fast, and its time would mean nothing. */
async function expecting(status: number, answer: Promise<Answer>): Promise<void> {
  const { status: actual, text } = await answer;
  if (actual !== status) throw new Error(`${actual} instead of ${status}: ${text}`);
}

/** Every kind of account gets its answer in the same time: the ratios must stay near 1. */
async function compare(
  local: Local,
  rounds: number,
  request: string,
  actions: Readonly<Record<string, () => Promise<unknown>>>,
): Promise<Table> {
  const names = Object.keys(actions);
  const all = { ...actions, 'GET /health': () => new Person(local).send('GET', '/health') };
  const times: Readonly<Record<string, readonly number[]>> = await inTurns(
    rounds,
    Object.fromEntries(
      Object.entries(all).map(([name, action]) => [
        name,
        async () => {
          const time = await timed(action);
          // So that the work that it started does not slow the next one down.
          await local.aws.idle();
          return time;
        },
      ]),
    ),
  );
  const [first = ''] = names;
  const ratio = (part: number, name: string) =>
    quantile(part, times[name] ?? []) / quantile(part, times[first] ?? []);
  return {
    title: request,
    columns: [
      { name: 'median ms', digits: 1 },
      { name: `× ${first}`, digits: 3 },
      { name: 'of first quartiles', digits: 3 },
    ],
    rows: [
      ...names.map((name) => ({
        name,
        values: [median(times[name] ?? []), ratio(1 / 2, name), ratio(1 / 4, name)],
      })),
      { name: 'GET /health', values: [median(times['GET /health'] ?? []), NaN, NaN] },
    ],
    // Other load slows many requests down and speeds none up, so the faster quarter is more reliable.
    notes: [`${rounds} each. GET /health is the least that a request takes.`],
  };
}

function resetRequests(local: Local, rounds: number): Promise<Table> {
  const person = new Person(local);
  const ask = (user: string) => () => expecting(202, person.ask(user));
  return compare(local, rounds, 'POST /generate', {
    eligible: ask(known),
    'not eligible': ask('carol@example.com'),
    unknown: ask('nobody@example.com'),
  });
}

/** The pairs of routes that ask for a code and that take one, with a wrong code. */
const codeUses = [
  { ask: '/login', use: '/token', entry: { code: wrongCode } },
  { ask: '/generate-otp', use: '/reset', entry: { otp: wrongCode, password: 'Good-enough-1!' } },
] as const;

type CodeUse = (typeof codeUses)[number];

async function codeRequests(local: Local, rounds: number, { ask: path }: CodeUse): Promise<readonly Table[]> {
  const ask = (person: Person, email: string) => () => expecting(202, person.send('POST', path, { email }));
  const stranger = new Person(local);
  const byStrangers = await compare(local, rounds, `POST ${path}`, {
    known: ask(stranger, known),
    unknown: ask(stranger, 'nobody@example.com'),
    'not allowed': ask(stranger, notAllowed),
  });
  const vouched = await vouchedPerson(local);
  const byVouched = await compare(local, rounds, `POST ${path}, vouched`, {
    known: ask(vouched, 'bob'),
    unknown: ask(vouched, 'nobody@example.com'),
    'not allowed': ask(vouched, notAllowed),
    'its own': ask(vouched, known),
  });
  return [byStrangers, byVouched];
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

async function wrongCodes(local: Local, rounds: number, { ask, use, entry }: CodeUse): Promise<Table> {
  const tryAs = async (kind: 'known' | 'unknown') => {
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
  return compare(local, rounds, `POST ${use}, wrong code`, {
    known: await tryAs('known'),
    unknown: await tryAs('unknown'),
  });
}

async function links(local: Local): Promise<Table> {
  await local.aws.idle();
  const looks: number[] = [];
  const reveals: number[] = [];
  const refusals: number[] = [];
  for (let round = 0; round < 30; round += 1) {
    const person = new Person(local);
    const link = await person.receiveLink(known);
    looks.push(await timed(() => person.send('GET', `/extract/${link.id}`)));
    reveals.push(await timed(() => person.open(link)));
    refusals.push(await timed(() => person.open(link)));
  }
  const look = median(looks);
  return {
    title: 'A link',
    columns: [
      { name: 'median ms', digits: 1 },
      { name: '× looking at it', digits: 2 },
    ],
    rows: Object.entries({ look: looks, reveal: reveals, 'used already': refusals }).map(([name, times]) => ({
      name,
      values: [median(times), median(times) / look],
    })),
    notes: ['30 links.'],
  };
}
