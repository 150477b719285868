import type { AwsCall, Fault, Local } from '../../local';
import { choosePassword, receiveResetCode } from '../support/code-reset';
import { Person, type Answer, type Received, type Revealed } from '../support/person';
import { functionName, startTestStack } from '../support/stack';

const faults: readonly Fault[] = ['refuse', 'drop-answer', 'crash'];
const hour = 3_600_000;

/** What is to happen to one invocation, and what has. */
interface Plan {
  readonly fault: Fault;
  /** Which of its calls is to fail, counted from 0; one index more than there are calls leaves it alone. */
  readonly index: number;
  made: number;
  struck?: string;
}

/** The read that warms a new worker up; and for `reset`, which remembers the answer, the question for the policy. */
const isNotInEveryInvocation = ({ function: name, action, input }: AwsCall): boolean =>
  /"pk":\{"S":"\w+#"\}/.test(JSON.stringify(input)) ||
  (action === 'iam:GetAccountPasswordPolicy' && name.includes('Reset'));

/** Lets each invocation of one function fail once, in one of the ways: the first one at its first call, the second one at its second, … */
class Saboteur {
  private target: { readonly name: string; readonly calls: number } | undefined;
  private readonly plans = new Map<string, Plan>();

  /** @param calls how many calls the function makes when all goes well. */
  arm(name: string, calls: number): void {
    this.target = { name, calls };
    this.plans.clear();
  }

  /** All is well again. Returns how often which calls failed, and how many there were where none did. */
  disarm(): { readonly struck: Readonly<Record<string, number[]>>; readonly calls: number } {
    const { calls } = this.target ?? { calls: 0 };
    this.target = undefined;
    const plans = [...this.plans.values()];
    const struckBy = (fault: Fault) =>
      plans.filter((plan) => plan.fault === fault && plan.struck !== undefined).map(({ index }) => index);
    const untouched = plans.filter(({ index }) => index === calls).map(({ made }) => made);
    return {
      struck: Object.fromEntries(
        faults.map((fault) => [fault, [...new Set(struckBy(fault))].sort((a, b) => a - b)]),
      ),
      calls: Math.max(...untouched),
    };
  }

  readonly onCall = (call: AwsCall): Fault | undefined => {
    const { function: name, invocation, action, attempt } = call;
    if (this.target?.name !== name || invocation === undefined) return undefined;
    if (isNotInEveryInvocation(call)) return undefined;
    const plan = this.plans.get(invocation) ?? this.planFor(this.plans.size, this.target.calls + 1);
    this.plans.set(invocation, plan);
    // The SDK's own retries of the call that failed fail as well.
    if (attempt > 1) return plan.struck === action ? plan.fault : undefined;
    plan.made += 1;
    if (plan.made - 1 !== plan.index || plan.struck !== undefined) return undefined;
    plan.struck = action;
    return plan.fault;
  };

  private planFor(number: number, kinds: number): Plan {
    const fault = faults[Math.floor(number / kinds) % faults.length] ?? 'refuse';
    return { fault, index: number % kinds, made: 0 };
  }
}

/** Every call failed, in every way. */
const everything = (calls: number) => {
  const indices = Array.from({ length: calls }, (_, index) => index);
  return { struck: Object.fromEntries(faults.map((fault) => [fault, indices])), calls };
};

// Somebody who died with an account's turn keeps the next one waiting for 20 seconds, and there are many at once.
jest.setTimeout(120_000);

describe('a function that fails after one of its calls to AWS', () => {
  const saboteur = new Saboteur();
  let local: Local;
  /** Every password that was ever shown, to find one that was shown twice. */
  const shown: string[] = [];

  beforeAll(async () => {
    // Parameters are dated back by more than a link's life, so that one sweep has to take all that is left.
    local = await startTestStack({
      onCall: saboteur.onCall,
      now: () => new Date(Date.now() - 2 * hour),
    });
  });
  afterAll(() => local.close());

  async function open(person: Person, link: Received): Promise<Answer> {
    const answer = await person.open(link);
    if (answer.status === 200) shown.push((answer.json() as Revealed).password);
    return answer;
  }

  /** Asks again, as the page says, and signs in. */
  async function recover(person: Person, user: string): Promise<void> {
    const answer = await open(person, await person.receiveLink(user));
    expect(answer.status).toBe(200);
    const { password } = answer.json() as Revealed;
    expect(local.console.signIn(user, password)).toEqual({ signedIn: true, mustChangePassword: true });
  }

  function newUser(): string {
    const name = `user-${local.aws.users.names().length}@example.com`;
    local.aws.users.add({ name, path: '/staff/', password: 'Old-password-1!' });
    return name;
  }

  const people = (count: number) =>
    Array.from({ length: count }, () => ({ user: newUser(), person: new Person(local) }));

  it('"generate": asking again brings a password that works', async () => {
    const calls = 12;
    saboteur.arm(await functionName(local, 'generate'), calls);
    const everybody = people(faults.length * (calls + 1));
    for (const { person, user } of everybody) expect((await person.ask(user)).status).toBe(202);
    await local.aws.idle();
    expect(saboteur.disarm()).toEqual(everything(calls));
    const mailed = local.mailbox.mails().map(({ to }) => to);
    for (const { user } of everybody)
      expect(mailed.filter((to) => to === user).length).toBeLessThanOrEqual(1);
    await Promise.all(everybody.map(({ person, user }) => recover(person, user)));
  });

  it('"extract": the link shows the password once or never', async () => {
    const calls = 6;
    const everybody = await Promise.all(
      people(faults.length * (calls + 1)).map(async ({ user, person }) => ({
        user,
        person,
        link: await person.receiveLink(user),
      })),
    );
    saboteur.arm(await functionName(local, 'extract'), calls);
    const first = await Promise.all(everybody.map(({ person, link }) => open(person, link)));
    expect(saboteur.disarm()).toEqual(everything(calls));
    for (const [index, { user, person, link }] of everybody.entries()) {
      const answers = [first[index], await open(person, link), await open(person, link)];
      const statuses = answers.map((answer) => answer?.status);
      expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(1);
      // Whatever happened, the answers are of the kinds that people are told about.
      for (const status of statuses) expect([200, 410, 500, 502, 503]).toContain(status);
      if (!statuses.includes(200)) await recover(person, user);
    }
  });

  it('"reset": who sends the form again gets the password they chose', async () => {
    const calls = 15;
    const chosen = 'My-own-choice-2';
    const everybody = await Promise.all(
      people(faults.length * (calls + 1)).map(async ({ user, person }) => ({
        user,
        person,
        code: await receiveResetCode(local, person, user),
      })),
    );
    saboteur.arm(await functionName(local, 'reset'), calls);
    const first = await Promise.all(
      everybody.map(({ user, person, code }) => choosePassword(person, user, code, chosen)),
    );
    expect(saboteur.disarm()).toEqual(everything(calls));
    await Promise.all(
      everybody.map(async ({ user, person, code }, index) => {
        let status = first[index]?.status ?? 0;
        let newest = code;
        expect([200, 401, 500, 502, 503]).toContain(status);
        // Somebody who died with the account's turn keeps the next one waiting; each of these waits for a part of it.
        for (let again = 0; status !== 200 && again < 20; again += 1) {
          if (status === 401) newest = await receiveResetCode(local, person, user);
          ({ status } = await choosePassword(person, user, newest, chosen));
        }
        expect(local.console.signIn(user, chosen)).toEqual({ signedIn: true, mustChangePassword: false });
      }),
    );
  });

  it('has shown no password twice', () => {
    expect(shown.length).toBeGreaterThan(40);
    expect(new Set(shown).size).toBe(shown.length);
  });

  it('leaves nothing in the vault after one more sweep', async () => {
    await local.aws.idle();
    await local.aws.runSchedules();
    expect(local.aws.parameters.names()).toEqual([]);
  });
});

describe('a request that is handed over twice, because the answer to the first time was lost', () => {
  it('resets once, mails the link and the notice once, and the link works', async () => {
    const local = await startTestStack({
      onCall: ({ action, attempt }) =>
        action === 'lambda:Invoke' && attempt === 1 ? 'drop-answer' : undefined,
    });
    try {
      const people = Array.from({ length: 12 }, (_, index) => `twice-${index}@example.com`);
      for (const name of people) local.aws.users.add({ name, path: '/staff/', password: 'Old-password-1!' });
      await Promise.all(
        people.map(async (user) => {
          const person = new Person(local);
          const answer = await person.open(await person.receiveLink(user));
          const { password } = answer.json() as Revealed;
          expect(local.console.signIn(user, password).signedIn).toBe(true);
        }),
      );
      await local.aws.idle();
      const mailed = local.mailbox.mails().map(({ text }) => /\/(extract|dispute)\//.exec(text)?.[1]);
      expect(mailed.filter((kind) => kind === 'extract')).toHaveLength(people.length);
      expect(mailed.filter((kind) => kind === 'dispute')).toHaveLength(people.length);
      expect(local.aws.calls.filter(({ action }) => action === 'iam:UpdateLoginProfile')).toHaveLength(
        people.length,
      );
    } finally {
      await local.close();
    }
  });
});
