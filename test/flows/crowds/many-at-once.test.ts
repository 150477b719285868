/**
 * Many people at once, with the quotas of AWS. `CROWD=1000 npx jest --testTimeout=900000 test/flows/crowds/many-at-once` takes ten
 * minutes: 1,000 people ask for a code and 300 for a link, and it prints how long they waited.
 */
import type { AwsCall, Fault, Local } from '../../../local';
import { Person, type Answer } from '../../support/flows/person';
import { enterCode } from '../../support/flows/sign-in';
import { functionName, startTestStack } from '../../support/flows/stack';

const isLarge = process.env.CROWD !== undefined;
const codes = Number(process.env.CROWD ?? 8);
const links = isLarge ? Math.round(codes * 0.3) : 4;
const rates = isLarge
  ? { 'ssm:PutParameter': 3, 'iam:UpdateLoginProfile': 5, 'ses:SendEmail': 14 }
  : { 'ssm:PutParameter': 1, 'iam:UpdateLoginProfile': 2, 'ses:SendEmail': 2 };

/** The seconds that the quotas alone need for everybody. */
const needed = Math.max(
  (codes + links) / rates['ses:SendEmail'],
  links / rates['ssm:PutParameter'],
  links / rates['iam:UpdateLoginProfile'],
);

/** A few people wait for functions to start, too. */
const longest = 2 * needed + (isLarge ? 0 : 30);

/** Somebody with a browser, who wants a code or a link. */
interface Asker {
  readonly user: string;
  readonly person: Person;
  readonly wantsLink: boolean;
}

const everybodyIn = (local: Local): readonly Asker[] =>
  local.aws.users
    .names()
    .filter((name) => name.startsWith('user'))
    .map((user, index) => ({ user, person: new Person(local), wantsLink: index >= codes }));

/** Has everybody act, a hundred at once: this process has only so many connections. */
async function all(askers: readonly Asker[], act: (asker: Asker) => Promise<Answer>): Promise<Answer[]> {
  const waiting = [...askers];
  const answers: Answer[] = [];
  const lane = async () => {
    for (let asker = waiting.shift(); asker; asker = waiting.shift()) answers.push(await act(asker));
  };
  await Promise.all(Array.from({ length: 100 }, lane));
  return answers;
}

const ask = ({ user, person, wantsLink }: Asker) =>
  wantsLink ? person.ask(user) : person.send('POST', '/login', { email: user });

/** Has everybody ask, and waits until nothing waits any more. Returns the seconds until the last answer and the last mail. */
async function askAll(local: Local, everybody: readonly Asker[]) {
  const start = Date.now();
  const answers = await all(everybody, ask);
  const answered = (Date.now() - start) / 1000;
  await local.aws.idle();
  const mailed = (Date.now() - start) / 1000;
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  return { answered, mailed };
}

/** Uses what came in the newest mail to somebody. */
function use(local: Local, { user, person, wantsLink }: Asker): Promise<Answer> {
  const { text = '' } = local.mailbox.mails().findLast(({ to }) => to === user) ?? {};
  if (!wantsLink) return enterCode(person, user, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/m.exec(text)?.[0] ?? 'none');
  const [, id = '', key = ''] = /\/extract\/([\w-]+)#([\w-]+)/.exec(text) ?? [];
  return person.open({ id, key });
}

const report = (figures: object) => {
  if (isLarge) process.stdout.write(`${JSON.stringify({ needed, ...figures })}\n`);
};

describe('many people at once, with the quotas of AWS', () => {
  let local: Local;
  const lines: string[] = [];

  beforeAll(async () => {
    local = await startTestStack({
      users: codes + links,
      quotas: rates,
      log: (line) => lines.push(line),
    });
  });
  afterAll(() => local.close());

  it('get exactly one mail each, and nothing is lost or left', async () => {
    const everybody = everybodyIn(local);
    expect(everybody).toHaveLength(codes + links);
    const times = await askAll(local, everybody);

    const mails = local.mailbox.mails();
    expect(mails.map(({ to }) => to).sort()).toEqual(everybody.map(({ user }) => user).sort());
    const linked = mails.filter(({ text }) => text.includes('/extract/')).map(({ to }) => to);
    expect(linked.sort()).toEqual(everybody.slice(codes).map(({ user }) => user));
    expect(local.aws.failures()).toEqual([]);
    // Otherwise nobody had to wait.
    expect(local.aws.throttled()).toBeGreaterThan(0);
    expect(lines.filter((line) => line.includes('job.'))).toEqual([]);
    report({ ...times, throttled: local.aws.throttled() });
    expect(times.mailed).toBeLessThan(longest);
  });
});

describe('the same, while functions are killed at random', () => {
  /** Of a few people, nearly half: otherwise chance might kill nobody. */
  const share = isLarge ? 0.05 : 0.4;
  /** Calls of an invocation. It is killed after one of them. */
  const callsOf = { sendMail: 8, generate: 14 };

  it('loses nobody, and mails only those twice of whose mail only SES knew', async () => {
    const killer = randomKiller(share);
    const local = await startTestStack({
      users: codes + links,
      // Without quotas, messages come back soon, and leases and holds have to end as soon: each kill takes as long as one.
      ...(isLarge ? { quotas: rates } : { clockShift: () => 31_000 * killer.killed() }),
      onCall: (call) => killer.onCall(call),
    });
    try {
      killer.start({
        [await functionName(local, 'send-mail')]: callsOf.sendMail,
        [await functionName(local, 'generate')]: callsOf.generate,
      });
      const everybody = everybodyIn(local);
      const times = await askAll(local, everybody);
      killer.start({});

      const mailed = local.mailbox.mails().map(({ to }) => to);
      expect([...new Set(mailed)].sort()).toEqual(everybody.map(({ user }) => user).sort());
      expect(mailed).toHaveLength(everybody.length + killer.killed('ses:SendEmail'));
      expect(killer.killed()).toBeGreaterThan(0);
      expect(local.aws.failures()).toEqual([]);
      report({ ...times, killed: killer.killed(), mailedTwice: killer.killed('ses:SendEmail') });
      const used = await all(everybody, (asker) => use(local, asker));
      expect(new Set(used.map(({ status }) => status))).toEqual(new Set([200]));
      expect(times.mailed).toBeLessThan(longest);
    } finally {
      await local.close();
    }
  });
});

/** Ends a share of all invocations after one of their calls, as chance would, but with the same draws in every run. */
function randomKiller(share: number) {
  let state = 20_260_115;
  const draw = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  /** The calls that are left to each invocation. */
  const left = new Map<string, number>();
  const kills: string[] = [];
  let targets: Readonly<Record<string, number>> = {};
  return {
    /** @param functions how many calls an invocation makes, by function */
    start(functions: Readonly<Record<string, number>>): void {
      targets = functions;
    },
    onCall({ function: name, invocation, action }: AwsCall): Fault | undefined {
      const calls = targets[name];
      if (calls === undefined || invocation === undefined) return undefined;
      const callsLeft = left.get(invocation) ?? (draw() < share ? Math.floor(draw() * calls) : Infinity);
      left.set(invocation, callsLeft - 1);
      if (callsLeft !== 0) return undefined;
      kills.push(action);
      return 'crash';
    },
    /** How many were killed, after any call or after this one. */
    killed: (after?: string) => kills.filter((action) => after === undefined || action === after).length,
  };
}
