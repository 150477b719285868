import type { Local } from '../../../local';
import { Person, type Answer, type Received, type Revealed } from '../../support/flows/person';
import { newPeople } from '../../support/flows/new-people';
import { everyCall, faults, Saboteur } from '../../support/flows/saboteur';
import { functionName, startTestStack } from '../../support/flows/stack';

const hour = 3_600_000;

describe('a function that fails after one of its calls to AWS', () => {
  const saboteur = new Saboteur();
  let local: Local;
  /** Every password that was shown, to find one that was shown twice. */
  const shown: string[] = [];

  beforeAll(async () => {
    // Parameters get a date further back than a link's lifetime, so that one sweep deletes all that are left.
    local = await startTestStack({
      onCall: saboteur.onCall,
      clockShift: saboteur.clockShift,
      now: () => new Date(Date.now() - 2 * hour),
    });
  });
  afterAll(() => local.close());

  async function open(person: Person, link: Received): Promise<Answer> {
    const answer = await person.open(link);
    if (answer.status === 200) shown.push((answer.json() as Revealed).password);
    return answer;
  }

  /** The link in the newest mail to somebody. */
  function newestLinkOf(user: string): Received {
    const mail = local.mailbox.mails().findLast(({ to, text }) => to === user && text.includes('/extract/'));
    const [, id = '', key = ''] = /\/extract\/([\w-]+)#([\w-]+)/.exec(mail?.text ?? '') ?? [];
    return { user, id, key, pickupCode: '' };
  }

  /** Asks again, as the page says, and signs in. */
  const recover = async (person: Person, user: string) => signInWith(person, await person.receiveLink(user));

  /** Opens a link and signs in. */
  async function signInWith(person: Person, link: Received): Promise<void> {
    const { user } = link;
    const answer = await open(person, link);
    expect(answer.status).toBe(200);
    const { password } = answer.json() as Revealed;
    expect(local.console.signIn(user, password)).toEqual({ signedIn: true, mustChangePassword: true });
  }

  it.each(faults)('"generate" with "%s": everybody gets a link that works', async (fault) => {
    const calls = 15;
    saboteur.arm(await functionName(local, 'generate'), fault, calls);
    const everybody = newPeople(local, calls + 1);
    for (const { person, user } of everybody) expect((await person.ask(user)).status).toBe(202);
    await local.aws.idle();
    expect(saboteur.disarm()).toEqual(everyCall(calls));
    const mailed = local.mailbox.mails().map(({ to }) => to);
    const counts = everybody.map(({ user }) => mailed.filter((to) => to === user).length);
    // Only after SES took a mail can nobody know that it did, until it is noted.
    const mailedTwice = fault === 'refuse' ? 0 : 1;
    expect(counts.filter((count) => count === 2)).toHaveLength(mailedTwice);
    expect(counts.filter((count) => count === 1)).toHaveLength(calls + 1 - mailedTwice);
    await Promise.all(everybody.map(({ person, user }) => signInWith(person, newestLinkOf(user))));
  });

  it.each(faults)('"extract" with "%s": the link shows the password once or never', async (fault) => {
    const calls = 8;
    const everybody = await Promise.all(
      newPeople(local, calls + 1).map(async ({ user, person }) => ({
        user,
        person,
        link: await person.receiveLink(user),
      })),
    );
    saboteur.arm(await functionName(local, 'extract'), fault, calls);
    const first = await Promise.all(everybody.map(({ person, link }) => open(person, link)));
    expect(saboteur.disarm()).toEqual(everyCall(calls));
    for (const [index, { user, person, link }] of everybody.entries()) {
      const answers = [first[index], await open(person, link), await open(person, link)];
      const statuses = answers.map((answer) => answer?.status);
      expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(1);
      // Whatever fails, the answers are of the documented kinds.
      for (const status of statuses) expect([200, 410, 500, 502, 503]).toContain(status);
      if (!statuses.includes(200)) await recover(person, user);
    }
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
        action === 'sqs:SendMessage' && attempt === 1 ? 'drop-answer' : undefined,
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
