/**
 * No rule compares the times of two machines: each invocation here has a clock of its own, up to two seconds ahead or behind.
 * Random people do random things, one after the other and two at once, and a model knows what must work afterwards.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Local } from '../../local';
import { chosen, doSomething, ModelledAccount } from '../support/flows/modelled-account';
import type { Answer, Person, Received } from '../support/flows/person';
import { startTestStack } from '../support/flows/stack';

/** How many random lives to live: few in each run of the tests, and as many as somebody wants. */
const interleavings = Number(process.env.INTERLEAVINGS ?? 40);
const seeds = Array.from({ length: interleavings / 2 }, (_, index) => index);
const timeout = interleavings * 2000;
const shiftMilliseconds = 2000;

/** Whole numbers below a limit, the same for the same seed (mulberry32, public domain). */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

let local: Local;
const shifts = numbers(1);

beforeAll(async () => {
  local = await startTestStack({
    stage: 'dev',
    clockShift: () => shifts(2 * shiftMilliseconds + 1) - shiftMilliseconds,
  });
});
afterAll(() => local.close());

/** Starts several at once, in this order, each some turns of the event loop after the one before. */
const atOnce = <Results extends readonly unknown[]>(
  below: (limit: number) => number,
  ...starts: { readonly [Index in keyof Results]: () => Promise<Results[Index]> }
): Promise<Results> => {
  const delayed = starts.map(async (start) => {
    for (let turns = below(40); turns > 0; turns -= 1) await new Promise((resolve) => setImmediate(resolve));
    return start();
  });
  return Promise.all(delayed) as unknown as Promise<Results>;
};

describe('with a clock of its own for each invocation', () => {
  it(
    'what was ended stays ended, and what is good works, one step after the other',
    async () => {
      for (const seed of seeds) {
        const below = numbers(seed);
        const account = new ModelledAccount(local, `one-${seed}`);
        const live = async () => {
          for (let step = 0; step < 6; step += 1) await doSomething(account, below);
          await account.check();
          return 'as the rules say';
        };
        await expect(live()).resolves.toBe('as the rules say');
      }
    },
    timeout,
  );

  it(
    'one of two changes at once comes first, and the other one knows',
    async () => {
      for (const seed of seeds) {
        const below = numbers(seed);
        const account = new ModelledAccount(local, `two-${seed}`);
        const { what: old } = await account.ask('/login');
        expect((await account.enter(old)).status).toBe(200);
        const { what: code } = await account.ask('/login');
        const { what: resetCode } = await account.ask('/generate-otp');

        const [entered, changed, link] = await atOnce<[Answer, Answer, Received | undefined]>(
          below,
          () => account.enter(code),
          () => account.choose(resetCode),
          () => (seed % 2 === 0 ? account.requestLink(old.person) : Promise.resolve(undefined)),
        );
        await local.aws.idle();
        const alive = async (person: Person) => (await person.send('GET', '/account')).status === 200;
        const outcome = {
          entered: entered.status === 200,
          changed: changed.status === 200,
          oldSession: await alive(old.person),
          newSession: await alive(code.person),
          chosenWorks: local.console.signIn(account.user, chosen).signedIn,
          linkWorks:
            link !== undefined && (await old.person.send('GET', `/extract/${link.id}`)).status === 200,
        };
        const possible = [
          // The sign-in came first: it revoked the other code. Where a link was asked for, its delivery ended all sessions.
          {
            entered: true,
            changed: false,
            oldSession: true,
            newSession: true,
            chosenWorks: false,
            linkWorks: false,
          },
          {
            entered: true,
            changed: false,
            oldSession: false,
            newSession: false,
            chosenWorks: false,
            linkWorks: true,
          },
          // The reset came first: it revoked the other code, all sessions and the link.
          {
            entered: false,
            changed: true,
            oldSession: false,
            newSession: false,
            chosenWorks: true,
            linkWorks: false,
          },
          // The delivery came first: it revoked both codes and all sessions.
          {
            entered: false,
            changed: false,
            oldSession: false,
            newSession: false,
            chosenWorks: false,
            linkWorks: true,
          },
        ];
        expect(possible.some((one) => isDeepStrictEqual(one, outcome)) || { seed, outcome }).toBe(true);
      }
    },
    timeout,
  );
});
