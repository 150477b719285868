import type { Local } from '../../../local';
import { choosePassword, receiveResetCode } from '../../support/flows/code-reset';
import { newPeople } from '../../support/flows/new-people';
import { everyCall, faults, longerThanAHold, Saboteur } from '../../support/flows/saboteur';
import { enterCode, newestCode } from '../../support/flows/sign-in';
import { functionName, startTestStack } from '../../support/flows/stack';

describe('a function that fails after one of its calls to AWS', () => {
  const saboteur = new Saboteur();
  let local: Local;

  beforeAll(async () => {
    local = await startTestStack({
      stage: 'dev',
      onCall: saboteur.onCall,
      clockShift: saboteur.clockShift,
    });
  });
  afterAll(() => local.close());

  it.each(faults)(
    '"reset" with "%s": who sends the form again gets the password they chose',
    async (fault) => {
      const calls = 16;
      const chosen = 'My-own-choice-2';
      const everybody = await Promise.all(
        newPeople(local, calls + 1).map(async ({ user, person }) => ({
          user,
          person,
          code: await receiveResetCode(local, person, user),
        })),
      );
      saboteur.arm(await functionName(local, 'reset'), fault, calls);
      const first = await Promise.all(
        everybody.map(({ user, person, code }) => choosePassword(person, user, code, chosen)),
      );
      expect(saboteur.disarm()).toEqual(everyCall(calls));
      await Promise.all(
        everybody.map(async ({ user, person, code }, index) => {
          let status = first[index]?.status ?? 0;
          let newest = code;
          expect([200, 401, 500, 502, 503]).toContain(status);
          // A function that crashed with the account's lease makes the next request wait. Each of these waits for a
          // part of it.
          for (let again = 0; status !== 200 && again < 20; again += 1) {
            if (status === 401) newest = await receiveResetCode(local, person, user);
            ({ status } = await choosePassword(person, user, newest, chosen));
          }
          expect(local.console.signIn(user, chosen)).toEqual({ signedIn: true, mustChangePassword: false });
        }),
      );
    },
  );

  it.each(faults)('"send-mail" with "%s": everybody gets a code that works', async (fault) => {
    const calls = 9;
    saboteur.arm(await functionName(local, 'send-mail'), fault, calls, longerThanAHold);
    const everybody = newPeople(local, calls + 1);
    for (const { person, user } of everybody)
      expect((await person.send('POST', '/login', { email: user })).status).toBe(202);
    await local.aws.idle();
    expect(saboteur.disarm()).toEqual(everyCall(calls));
    const mailed = local.mailbox.mails().map(({ to }) => to);
    const counts = everybody.map(({ user }) => mailed.filter((to) => to === user).length);
    // Only after SES took a mail can nobody know that it did, until it is noted.
    const mailedTwice = fault === 'refuse' ? 0 : 1;
    expect(counts.filter((count) => count === 2)).toHaveLength(mailedTwice);
    expect(counts.filter((count) => count === 1)).toHaveLength(calls + 1 - mailedTwice);
    for (const { person, user } of everybody)
      expect((await enterCode(person, user, await newestCode(local, user))).status).toBe(200);
    expect(local.aws.failures()).toEqual([]);
  });
});
