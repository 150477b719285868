import type { AwsCall, Fault, Local } from '../../local';
import { Person, type Answer, type Received, type Revealed } from '../support/person';
import { functionName, startTestStack } from '../support/stack';

const faults: readonly Fault[] = ['refuse', 'drop-answer', 'crash'];
const hour = 3_600_000;

/** Makes one call of one function go wrong, together with the SDK's own retries of it. */
class Saboteur {
  private target: { readonly name: string; readonly index: number; readonly fault: Fault } | undefined;
  private made = 0;
  private struck: AwsCall | undefined;

  /** Lets the call with this index, counted from 0, fail. */
  arm(name: string, index: number, fault: Fault): void {
    this.target = { name, index, fault };
    this.made = 0;
    this.struck = undefined;
  }

  /** Whether the call was made at all. */
  disarm(): boolean {
    this.target = undefined;
    return this.struck !== undefined;
  }

  readonly onCall = (call: AwsCall): Fault | undefined => {
    if (call.function !== this.target?.name) return undefined;
    const isRetry = this.struck !== undefined && call.attempt > 1;
    if (isRetry) {
      const sameCall = call.invocation === this.struck?.invocation && call.action === this.struck?.action;
      return sameCall ? this.target.fault : undefined;
    }
    if (call.attempt > 1) return undefined;
    this.made += 1;
    if (this.made - 1 !== this.target.index) return undefined;
    this.struck = call;
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

  /**
   * Has the first call fail, then the second, until there is no further call.
   *
   * @param act runs while a call fails; what it returns runs afterwards, when all is well again.
   * @returns how many calls there were.
   */
  async function forEachCall(
    name: string,
    fault: Fault,
    act: () => Promise<() => Promise<void>>,
  ): Promise<number> {
    for (let index = 0; ; index += 1) {
      saboteur.arm(name, index, fault);
      const afterwards = await act();
      const struck = saboteur.disarm();
      await afterwards();
      if (!struck) return index;
    }
  }

  function newUser(): string {
    const name = `user-${local.aws.users.names().length}@example.com`;
    local.aws.users.add({ name, path: '/staff/', password: 'Old-password-1!' });
    return name;
  }

  it.each(faults)('"generate" with "%s": asking again brings a password that works', async (fault) => {
    const generate = await functionName(local, 'generate');
    const calls = await forEachCall(generate, fault, async () => {
      const user = newUser();
      const person = new Person(local);
      const before = local.mailbox.mails().length;
      expect((await person.ask(user)).status).toBe(202);
      await local.aws.idle();
      expect(local.mailbox.mails().length - before).toBeLessThanOrEqual(1);
      return () => recover(person, user);
    });
    expect(calls).toBeGreaterThanOrEqual(11);
  });

  it.each(faults)('"extract" with "%s": the link shows the password once or never', async (fault) => {
    const extract = await functionName(local, 'extract');
    const calls = await forEachCall(extract, fault, async () => {
      const user = newUser();
      const person = new Person(local);
      const link = await person.receiveLink(user);
      const first = await open(person, link);
      return async () => {
        const statuses = [first, await open(person, link), await open(person, link)].map(
          ({ status }) => status,
        );
        expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(1);
        // Whatever happened, the answers are of the kinds that people are told about.
        for (const status of statuses) expect([200, 410, 500, 502, 503]).toContain(status);
        if (!statuses.includes(200)) await recover(person, user);
      };
    });
    expect(calls).toBeGreaterThanOrEqual(5);
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
