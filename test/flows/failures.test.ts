import type { AwsCall, Fault, Local } from '../../local';
import { Person, type Answer, type Received, type Revealed } from '../support/person';
import { functionName, startTestStack } from '../support/stack';

const faults: readonly Fault[] = ['refuse', 'drop-answer', 'crash'];
const hour = 3_600_000;

/** Lets each invocation of one function fail once, the first one at its first call, the second one at its second, … */
class Saboteur {
  private target: { readonly name: string; readonly fault: Fault } | undefined;
  private readonly plans = new Map<string, { readonly index: number; made: number; struck?: AwsCall }>();

  arm(name: string, fault: Fault): void {
    this.target = { name, fault };
    this.plans.clear();
  }

  /** All is well again. Returns how many invocations were struck: as many as the function makes calls. */
  disarm(): number {
    this.target = undefined;
    return [...this.plans.values()].filter(({ struck }) => struck !== undefined).length;
  }

  readonly onCall = ({ function: name, invocation, ...call }: AwsCall): Fault | undefined => {
    if (name !== this.target?.name || invocation === undefined) return undefined;
    const plan = this.plans.get(invocation) ?? { index: this.plans.size, made: 0 };
    this.plans.set(invocation, plan);
    if (call.attempt > 1) {
      // The SDK's own retries of the call that was struck fail as well.
      return plan.struck?.action === call.action ? this.target.fault : undefined;
    }
    plan.made += 1;
    if (plan.made - 1 !== plan.index || plan.struck !== undefined) return undefined;
    plan.struck = { function: name, invocation, ...call };
    return this.target.fault;
  };
}

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

  /** More than any of the functions makes calls. */
  const people = () => Array.from({ length: 16 }, () => ({ user: newUser(), person: new Person(local) }));

  it.each(faults)('"generate" with "%s": asking again brings a password that works', async (fault) => {
    saboteur.arm(await functionName(local, 'generate'), fault);
    const everybody = people();
    for (const { person, user } of everybody) expect((await person.ask(user)).status).toBe(202);
    await local.aws.idle();
    expect(saboteur.disarm()).toBeGreaterThanOrEqual(11);
    const mailed = local.mailbox.mails().map(({ to }) => to);
    for (const { user } of everybody)
      expect(mailed.filter((to) => to === user).length).toBeLessThanOrEqual(1);
    await Promise.all(everybody.map(({ person, user }) => recover(person, user)));
  });

  it.each(faults)('"extract" with "%s": the link shows the password once or never', async (fault) => {
    const everybody = await Promise.all(
      people().map(async ({ user, person }) => ({ user, person, link: await person.receiveLink(user) })),
    );
    saboteur.arm(await functionName(local, 'extract'), fault);
    const first = await Promise.all(everybody.map(({ person, link }) => open(person, link)));
    expect(saboteur.disarm()).toBeGreaterThanOrEqual(5);
    for (const [index, { user, person, link }] of everybody.entries()) {
      const answers = [first[index], await open(person, link), await open(person, link)];
      const statuses = answers.map((answer) => answer?.status);
      expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(1);
      // Whatever happened, the answers are of the kinds that people are told about.
      for (const status of statuses) expect([200, 410, 500, 502, 503]).toContain(status);
      if (!statuses.includes(200)) await recover(person, user);
    }
  });

  it('has shown no password twice', () => {
    expect(shown.length).toBeGreaterThan(30);
    expect(new Set(shown).size).toBe(shown.length);
  });

  it('leaves nothing in the vault after one more sweep', async () => {
    await local.aws.idle();
    await local.aws.runSchedules();
    expect(local.aws.parameters.names()).toEqual([]);
  });
});

describe('a request that is handed over twice, because the answer to the first time was lost', () => {
  it('resets once, mails once, and the link works', async () => {
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
      expect(local.mailbox.mails()).toHaveLength(people.length);
      expect(local.aws.calls.filter(({ action }) => action === 'iam:UpdateLoginProfile')).toHaveLength(
        people.length,
      );
    } finally {
      await local.close();
    }
  });
});
