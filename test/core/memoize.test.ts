import { memoize } from '../../lambda/core/memoize';
import { testClock } from '../support/core/fakes';

describe('what is asked once and remembered', () => {
  let clock = testClock();
  let asked: number;
  let failure: Error | undefined;
  let answer: () => Promise<string>;

  beforeEach(() => {
    clock = testClock();
    asked = 0;
    failure = undefined;
    const ask = () => {
      asked += 1;
      return failure === undefined ? Promise.resolve(`answer ${asked}`) : Promise.reject(failure);
    };
    answer = memoize(ask, 60_000, clock.now);
  });

  it('is not asked before somebody wants to know', async () => {
    expect(asked).toBe(0);
    await expect(answer()).resolves.toBe('answer 1');
  });

  it('is valid for its time, and not a moment longer', async () => {
    await answer();
    clock.advance(59_999);
    await expect(answer()).resolves.toBe('answer 1');
    clock.advance(1);
    await expect(answer()).resolves.toBe('answer 2');
    clock.advance(59_999);
    await expect(answer()).resolves.toBe('answer 2');
  });

  it('is asked once for everybody who wants to know at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, answer));
    expect(new Set(answers)).toEqual(new Set(['answer 1']));
    expect(asked).toBe(1);
  });

  it('is asked again after a failure, which every waiting caller gets', async () => {
    failure = new Error('throttled');
    const [one, other] = await Promise.allSettled([answer(), answer()]);
    expect([one.status, other.status, asked]).toEqual(['rejected', 'rejected', 1]);
    failure = undefined;
    await expect(answer()).resolves.toBe('answer 2');
  });

  it('is the last answer when a later question fails, and is asked again each time', async () => {
    await answer();
    failure = new Error('throttled');
    clock.advance(60_000);
    await expect(answer()).resolves.toBe('answer 1');
    await expect(answer()).resolves.toBe('answer 1');
    expect(asked).toBe(3);
    failure = undefined;
    await expect(answer()).resolves.toBe('answer 4');
  });

  it('keeps a newer answer when an older question fails late', async () => {
    const questions: { resolve: (text: string) => void; reject: (error: Error) => void }[] = [];
    const slow = memoize(
      () => new Promise<string>((resolve, reject) => questions.push({ resolve, reject })),
      60_000,
      clock.now,
    );
    const older = slow();
    clock.advance(60_000);
    const newer = slow();
    questions[1]?.resolve('newer');
    await expect(newer).resolves.toBe('newer');
    questions[0]?.reject(new Error('throttled'));
    await expect(older).resolves.toBe('newer');
    await expect(slow()).resolves.toBe('newer');
    expect(questions).toHaveLength(2);
  });
});
