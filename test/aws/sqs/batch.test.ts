import type { SQSRecord } from 'aws-lambda';
import * as v from 'valibot';
import { secondsUntilNext, sqsBatch, type Defer, type Work } from '../../../lambda/aws/sqs/batch';
import { recordedLog, testClock } from '../../support/core/fakes';
import { batchOf, goBack, messageOf, messageWith } from '../../support/functions/queue';

interface Job {
  readonly id: string;
}

const minute = 60_000;
const context = { getRemainingTimeInMillis: () => 30_000 };

let clock = testClock();
let log = recordedLog();
let done: (readonly [string, Date])[];
let reported: string[];
let isPaused: () => Promise<boolean>;
let deferred: Parameters<Defer>[];
let postponed: (readonly [string, number])[];
let postpone: (receiptHandle: string, seconds: number) => Promise<void>;

beforeEach(() => {
  clock = testClock();
  log = recordedLog();
  [done, reported, postponed, deferred] = [[], [], [], []];
  isPaused = () => Promise.resolve(false);
  postpone = (...call) => Promise.resolve(void postponed.push(call));
});

/** Jobs are done, except for those that are called "bad". */
const work: Work<Job> = {
  schema: v.strictObject({ id: v.string() }),
  perform: ({ id }, deadline) => {
    if (id.startsWith('bad')) return Promise.reject(new Error(`${id} failed`));
    done.push([id, deadline]);
    return Promise.resolve();
  },
  report: ({ id }) => void reported.push(id),
};
const serve = (...records: readonly SQSRecord[]) =>
  sqsBatch(
    {
      clock: clock.now,
      log,
      postpone: (...call) => postpone(...call),
      isPaused: () => isPaused(),
      defer: (...call) => Promise.resolve(void deferred.push(call)),
    },
    work,
  )(batchOf(...records), context);
const message = (id: string, deliveries = 1) =>
  messageOf({ id }, clock.now(), { messageId: `message ${id}`, deliveries });

describe('a batch of jobs during a pause', () => {
  const hour = 3_600_000;
  /** The message that took the place of the last one. */
  const next = (messageId: string) => messageWith(JSON.stringify(deferred.at(-1)?.[0]), { messageId });

  it('waits in new messages, and nothing of it is done', async () => {
    isPaused = () => Promise.resolve(true);
    await expect(serve(message('one', 7))).resolves.toEqual(goBack());
    expect([done, reported, postponed]).toEqual([[], [], []]);
    const submittedAt = clock.now().getTime();
    expect(deferred).toEqual([[{ submittedAt, job: { id: 'one' } }, 300]]);
    expect(log.events()).toEqual(['job.deferred']);
  });

  it('goes on afterwards, however long the pause took', async () => {
    isPaused = () => Promise.resolve(true);
    await serve(message('one'));
    for (let hours = 0; hours < 48; hours += 1) {
      clock.advance(hour / 2);
      await serve(next(`message after ${hours} halves of an hour`));
    }
    isPaused = () => Promise.resolve(false);
    clock.advance(hour / 2);
    await serve(next('the last message'));
    expect(done.map(([id]) => id)).toEqual(['one']);
  });

  it('goes back to the queue if nobody knows whether there is a pause', async () => {
    isPaused = () => Promise.reject(new Error('no answer'));
    await expect(serve(message('one'))).resolves.toEqual(goBack('message one'));
    expect([done, reported]).toEqual([[], ['one']]);
  });
});

describe('a batch of jobs', () => {
  it('takes a message that an older version kept for the end of a pause', async () => {
    const body = JSON.stringify({
      submittedAt: clock.now().getTime(),
      job: { id: 'one' },
      firstMessageId: 'first',
    });
    await expect(serve(messageWith(body))).resolves.toEqual(goBack());
    expect(done.map(([id]) => id)).toEqual(['one']);
  });

  it('is done, and each job knows its deadline', async () => {
    await expect(serve(message('one'), message('two'))).resolves.toEqual(goBack());
    const deadline = new Date(clock.now().getTime() + 30_000);
    expect(done).toEqual([
      ['one', deadline],
      ['two', deadline],
    ]);
    expect([log.entries, postponed]).toEqual([[], []]);
  });

  it('with one that fails sends that one back, and does the others', async () => {
    const answer = await serve(message('one'), message('bad'), message('two'));
    expect(answer).toEqual(goBack('message bad'));
    expect(done.map(([id]) => id)).toEqual(['one', 'two']);
    expect(reported).toEqual(['bad']);
    expect(postponed).toEqual([['handle of message bad', 2]]);
  });

  it('in which all fail sends all back', async () => {
    await expect(serve(message('bad 1'), message('bad 2'))).resolves.toEqual(
      goBack('message bad 1', 'message bad 2'),
    );
  });

  it('sends a job back even if it cannot say for how long', async () => {
    postpone = () => Promise.reject(new Error('throttled'));
    await expect(serve(message('bad'), message('one'))).resolves.toEqual(goBack('message bad'));
    expect(log.entries).toMatchObject([
      {
        level: 'warn',
        event: 'job.not-postponed',
        details: { message: 'message bad' },
        cause: { message: 'throttled' },
      },
    ]);
  });
});

describe('a job that goes back', () => {
  it('waits for longer each time, up to five minutes', async () => {
    for (const deliveries of [1, 2, 3, 4, 5, 6, 7]) await serve(message('bad', deliveries));
    expect(postponed.map(([, seconds]) => seconds)).toEqual([2, 6, 18, 54, 162, 300, 300]);
  });

  it.each([
    ['a lease free', 3, 20],
    ['another delivery over', 4, 30],
  ])('finds %s that somebody died with, long before it is a dead letter', (_, deliveries, seconds) => {
    const waits = Array.from({ length: deliveries }, (_each, index) => secondsUntilNext(index + 1));
    expect(waits.reduce((sum, one) => sum + one)).toBeGreaterThan(seconds);
  });
});

describe('a job that is late', () => {
  it('is done within the hour, and not any more after it', async () => {
    const waiting = message('one');
    clock.advance(60 * minute);
    await expect(serve(waiting)).resolves.toEqual(goBack());
    expect(done).toHaveLength(1);
    clock.advance(1);
    await expect(serve(waiting)).resolves.toEqual(goBack());
    expect(done).toHaveLength(1);
    expect(log.entries).toMatchObject([
      { level: 'warn', event: 'job.too-old', details: { message: 'message one' } },
    ]);
  });
});

describe('a message without a job', () => {
  it.each([
    ['no JSON', 'bad'],
    ['nothing', ''],
    ['no job', '{"submittedAt":0}'],
    ['no time', '{"job":{"id":"one"}}'],
    ['a time in words', '{"submittedAt":"now","job":{"id":"one"}}'],
    ['another job', '{"submittedAt":0,"job":{"id":1}}'],
    ['a job that says more', '{"submittedAt":0,"job":{"id":"one","more":1}}'],
    ['more than a job', '{"submittedAt":0,"job":{"id":"one"},"more":1}'],
    ['the bare job', '{"id":"one"}'],
  ])('goes back, to end in the dead letters, and is not written to the log: %s', async (_, body) => {
    await expect(serve(messageWith(body), message('two'))).resolves.toEqual(goBack('message'));
    expect(done.map(([id]) => id)).toEqual(['two']);
    expect(log.entries).toMatchObject([
      { level: 'error', event: 'job.malformed', details: { message: 'message' }, cause: undefined },
    ]);
    expect(postponed).toEqual([['handle of message', 2]]);
  });
});
