import { dynamoChallenges, challengeRecord, type Challenges } from '../../lambda/aws/dynamo/challenges';
import { openTestTable, type TestTable } from '../support/core/challenge-table';
import { testClock } from '../support/core/fakes';

const minute = 60_000;
let table: TestTable;
let clock = testClock();
let challenges: Challenges<string>;

beforeAll(async () => {
  table = await openTestTable();
});
afterAll(() => table.close());

let tests = 0;
let id = '';
beforeEach(() => {
  clock = testClock();
  challenges = dynamoChallenges(table.table, clock.now, (name: string) => `test#${name}`);
  id = `challenge ${(tests += 1)}`;
});

const within = (milliseconds: number) => new Date(clock.now().getTime() + milliseconds);
const publish = (changes: Partial<Parameters<Challenges<string>['publish']>[1]> = {}) =>
  challenges.publish(id, {
    secret: 'secret',
    publisher: 'job',
    expiresAt: within(minute),
    data: {},
    ...changes,
  });
const claim = (claimId = 'mine', secret = 'secret') => challenges.claim(id, secret, { claimId });
const count = (limit = 5) => challenges.countAttempt(id, 'secret', limit);
const countUnpublished = (limit = 5) => challenges.countAttempt(id, undefined, limit);
const item = () => challenges.find(id);
const state = async () => challengeRecord((await item()) ?? {}).state;
const twenty = <Result>(attempt: (index: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: 20 }, (_, index) => attempt(index)));

describe('publishing a challenge', () => {
  it('keeps its secret, its time, what its kind adds, and no attempts', async () => {
    await expect(publish({ data: { name: 'value', number: 3 } })).resolves.toBe(true);
    await expect(item()).resolves.toEqual({
      pk: `test#${id}`,
      secret: 'secret',
      publishedBy: 'job',
      attempts: 0,
      name: 'value',
      number: 3,
      expiresAt: within(minute).getTime() / 1000,
    });
    await expect(state()).resolves.toBe('ready');
  });

  it('is done once by each job, and its own repeated write counts as done', async () => {
    await publish();
    await expect(publish({ secret: 'another' })).resolves.toBe(false);
    await expect(publish()).resolves.toBe(true);
    await expect(item()).resolves.toMatchObject({ secret: 'secret' });
  });

  it('is done by one of twenty deliveries of a job', async () => {
    const published = await twenty((index) => publish({ secret: `secret ${index}` }));
    expect(published.filter(Boolean)).toHaveLength(1);
    await expect(item()).resolves.toMatchObject({ secret: `secret ${published.indexOf(true)}` });
  });

  it('does not revive a challenge that was claimed, when a repeated write arrives late', async () => {
    await publish();
    await claim();
    await expect(publish()).resolves.toBe(false);
    await expect(state()).resolves.toBe('claimed');
  });

  it('puts a new challenge of another job in the place of an older one, even of a claimed one', async () => {
    await publish();
    await count();
    await claim();
    await expect(publish({ secret: 'newer', publisher: 'next job' })).resolves.toBe(true);
    await expect(state()).resolves.toBe('ready');
    await expect(item()).resolves.toMatchObject({ attempts: 0 });
    await expect(claim('mine', 'secret')).resolves.toBe(false);
    await expect(claim('mine', 'newer')).resolves.toBe(true);
  });

  it('leaves the attempts as they are when its own repeated write arrives late', async () => {
    await publish();
    await count();
    await expect(publish()).resolves.toBe(true);
    await expect(item()).resolves.toMatchObject({ attempts: 1 });
  });

  it('begins without the end of a claim on what was in its place', async () => {
    const expiresAt = within(10 * minute);
    await publish({ expiresAt });
    await challenges.claim(id, 'secret', { claimId: 'older', until: within(1000) });
    await publish({ secret: 'newer', publisher: 'next job', expiresAt });
    await expect(claim('first', 'newer')).resolves.toBe(true);
    clock.advance(minute);
    await expect(claim('second', 'newer')).resolves.toBe(false);
  });

  describe('by a delivery that may be over before its mail went out', () => {
    const hold = (secret: string) => publish({ secret, heldUntil: within(1000) });

    it('is repeated by the next one, once that one is over: to the millisecond', async () => {
      await expect(hold('secret')).resolves.toBe(true);
      clock.advance(999);
      await expect(hold('again')).resolves.toBe(false);
      clock.advance(1);
      await expect(hold('again')).resolves.toBe(true);
      await expect(item()).resolves.toMatchObject({ secret: 'again' });
      await expect(hold('and again')).resolves.toBe(false);
    });

    it('is repeated at once if that one says that it is over, which no other one can say', async () => {
      await hold('secret');
      await challenges.endHold(id, 'another');
      await expect(hold('again')).resolves.toBe(false);
      await challenges.endHold(id, 'secret');
      await expect(hold('again')).resolves.toBe(true);
    });

    it('is repeated even if the mail with another secret went out', async () => {
      await hold('secret');
      await challenges.markMailed(id, 'another');
      clock.advance(1000);
      await expect(hold('again')).resolves.toBe(true);
    });

    it('is repeated even if the mail of the job before it went out', async () => {
      await publish({ publisher: 'job before' });
      await challenges.markMailed(id, 'secret');
      await hold('newer');
      clock.advance(1000);
      await expect(hold('again')).resolves.toBe(true);
    });

    it('is done by one of twenty at the same time, and its own repeated write counts as done', async () => {
      const published = await twenty((index) => hold(`secret ${index}`));
      expect(published.filter(Boolean)).toHaveLength(1);
      await expect(hold(`secret ${published.indexOf(true)}`)).resolves.toBe(true);
    });

    it.each([
      ['the mail went out', () => challenges.markMailed(id, 'secret')],
      ['somebody has claimed it', () => claim()],
    ])('is not repeated if %s', async (_, finish) => {
      await hold('secret');
      await finish();
      clock.advance(1000);
      await expect(hold('again')).resolves.toBe(false);
      await expect(item()).resolves.toMatchObject({ secret: 'secret' });
    });
  });

  it('gives no further attempts when a delivery repeats it', async () => {
    const hold = (secret: string) => publish({ secret, heldUntil: clock.now() });
    await hold('secret');
    await count();
    await expect(hold('again')).resolves.toBe(true);
    await expect(item()).resolves.toMatchObject({ secret: 'again', attempts: 1 });
  });

  it.each(['job', 'another'])('never replaces a used one: %s', async (publisher) => {
    await publish();
    await claim();
    await challenges.markUsed(id, 'mine');
    await expect(publish({ publisher, secret: 'newer', heldUntil: clock.now() })).resolves.toBe(false);
    await expect(state()).resolves.toBe('used');
  });

  it('asks for what its kind asks for', async () => {
    await expect(publish({ conditions: ['#publisher = :publisher'] })).resolves.toBe(false);
    await expect(publish({ conditions: ['attribute_not_exists(#publisher)'] })).resolves.toBe(true);
  });
});

describe('taking a challenge back', () => {
  it('lets the job publish another one, and the old secret is worth nothing', async () => {
    await publish();
    await challenges.retract(id, 'secret');
    await expect(state()).resolves.toBe('pending');
    await expect(claim()).resolves.toBe(false);
    await expect(publish({ secret: 'another' })).resolves.toBe(true);
  });

  it('does nothing to another challenge in its place, nor to a claimed one', async () => {
    await publish();
    await challenges.retract(id, 'another');
    await expect(state()).resolves.toBe('ready');
    await claim();
    await challenges.retract(id, 'secret');
    await challenges.release(id, 'mine');
    await expect(state()).resolves.toBe('ready');
  });
});

describe('counting an attempt', () => {
  it('numbers the attempts, up to the limit', async () => {
    await publish();
    expect([await count(2), await count(2), await count(2)]).toEqual([1, 2, undefined]);
  });

  it('takes no more than the limit of twenty at once', async () => {
    await publish();
    const counted = await twenty(() => count(5));
    expect(counted.filter((number) => number !== undefined).sort()).toEqual([1, 2, 3, 4, 5]);
  });

  it('counts for a place that holds no challenge yet, and not for one where another was expected', async () => {
    await table.table.update({
      key: `test#${id}`,
      update: 'SET #expiresAt = :later',
      conditions: [],
      values: { ':later': within(minute).getTime() / 1000 },
    });
    expect([await countUnpublished(2), await countUnpublished(2)]).toEqual([1, 2]);
    await expect(countUnpublished(2)).resolves.toBeUndefined();
    await expect(count(9)).resolves.toBeUndefined();
    await publish();
    await expect(countUnpublished()).resolves.toBeUndefined();
    await expect(count()).resolves.toBe(1);
  });

  it.each([
    ['is not there', () => Promise.resolve()],
    ['has another secret', () => publish({ secret: 'another' })],
    [
      'has expired',
      async () => {
        await publish();
        clock.advance(minute);
      },
    ],
    [
      'is claimed',
      async () => {
        await publish();
        await claim();
      },
    ],
    [
      'is withdrawn',
      async () => {
        await publish();
        await challenges.withdraw(id);
      },
    ],
  ])('is refused where the challenge %s', async (_, prepare) => {
    await prepare();
    const before = await item();
    await expect(count()).resolves.toBeUndefined();
    expect(await item()).toEqual(before);
  });
});

describe('claiming a challenge', () => {
  it('is won by one of twenty at once, who wins again, and by nobody after', async () => {
    await publish();
    const won = await twenty((index) => claim(`claim ${index}`));
    expect(won.filter(Boolean)).toHaveLength(1);
    await expect(claim(`claim ${won.indexOf(true)}`)).resolves.toBe(true);
    await expect(claim('late')).resolves.toBe(false);
  });

  it.each([
    ['has another secret', () => publish({ secret: 'another' })],
    [
      'expires in this second',
      async () => {
        await publish();
        clock.advance(minute);
      },
    ],
    [
      'is withdrawn',
      async () => {
        await publish();
        await challenges.withdraw(id);
      },
    ],
    ['was never published', () => Promise.resolve()],
  ])('is lost where the challenge %s', async (_, prepare) => {
    await prepare();
    await expect(claim()).resolves.toBe(false);
  });

  it('works in the last second', async () => {
    await publish();
    clock.advance(minute - 1);
    await expect(claim()).resolves.toBe(true);
  });

  it('ends on its own where it says so, to the millisecond, and then another may win', async () => {
    await publish({ expiresAt: within(10 * minute) });
    await challenges.claim(id, 'secret', { claimId: 'dead', until: within(1000) });
    clock.advance(999);
    await expect(claim()).resolves.toBe(false);
    clock.advance(1);
    await expect(claim()).resolves.toBe(true);
  });

  it('never ends on its own where it does not say so', async () => {
    await publish({ expiresAt: within(10 * minute) });
    await claim('first');
    clock.advance(9 * minute);
    await expect(claim()).resolves.toBe(false);
  });

  it('is over for good once it is marked as used, even after its own end', async () => {
    await publish({ expiresAt: within(10 * minute) });
    await challenges.claim(id, 'secret', { claimId: 'mine', until: within(1000) });
    await challenges.markUsed(id, 'mine');
    await expect(state()).resolves.toBe('used');
    clock.advance(minute);
    expect([await claim('another'), await claim('mine')]).toEqual([false, false]);
  });
});

describe('releasing a claim', () => {
  it('makes the challenge ready again, and leaves the attempts as they are', async () => {
    await publish();
    await count();
    await challenges.claim(id, 'secret', { claimId: 'mine', until: within(1000) });
    await challenges.release(id, 'mine');
    await expect(state()).resolves.toBe('ready');
    const released = await item();
    expect(released).toMatchObject({ attempts: 1 });
    expect(released).not.toHaveProperty('claimedUntil');
    await expect(claim('another')).resolves.toBe(true);
  });

  it('gives attempts back once, even when it is repeated', async () => {
    await publish();
    await count();
    await count();
    await claim();
    await challenges.release(id, 'mine', 1);
    await challenges.release(id, 'mine', 1);
    await expect(item()).resolves.toMatchObject({ attempts: 1 });
  });

  it('never ends the claim of another, nor one that is marked as used', async () => {
    await publish();
    await claim();
    await challenges.release(id, 'another', 1);
    await expect(state()).resolves.toBe('claimed');
    await challenges.markUsed(id, 'mine');
    await challenges.release(id, 'mine', 1);
    await expect(state()).resolves.toBe('used');
  });
});

describe('marking as used and withdrawing', () => {
  it('marks only what the caller has claimed', async () => {
    await publish();
    await challenges.markUsed(id, 'mine');
    await expect(state()).resolves.toBe('ready');
    await claim();
    await challenges.markUsed(id, 'another');
    await expect(state()).resolves.toBe('claimed');
  });

  it('withdraws only what nobody has claimed', async () => {
    await challenges.withdraw(id);
    await expect(item()).resolves.toBeUndefined();
    await publish();
    await claim();
    await challenges.withdraw(id);
    await challenges.release(id, 'mine');
    await expect(state()).resolves.toBe('ready');
    await challenges.withdraw(id);
    await expect(state()).resolves.toBe('withdrawn');
  });
});
