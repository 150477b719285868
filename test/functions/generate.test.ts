import type { GeneratePorts } from '../../lambda/generate/generate';
import { generate } from '../../lambda/generate/generate';
import { MemoryDirectory, recordedLog, testClock } from '../support/core/fakes';
import { batchOf, goBack, messageOf } from '../support/functions/queue';

const context = { getRemainingTimeInMillis: () => 60_000 };
const job = { linkId: 'id', user: 'nobody', browserHash: 'h', pickupMac: 'm', vouched: false };

describe('the function that delivers links', () => {
  const clock = testClock();
  const log = recordedLog();
  // An unknown account ends the work before the function uses anything else.
  const ports = {
    clock: clock.now,
    log,
    postpone: () => Promise.resolve(),
    isPaused: () => Promise.resolve(false),
    defer: () => Promise.reject(new Error('Nothing is paused.')),
    directory: new MemoryDirectory([]),
    allowedEmailDomains: ['example.com'],
  } as unknown as GeneratePorts;
  const deliver = (given: unknown, changes: Partial<GeneratePorts> = {}) =>
    generate({ ...ports, ...changes })(batchOf(messageOf(given, clock.now())), context);
  beforeEach(() => log.entries.splice(0));

  it('serves the job that the portal sends', async () => {
    await expect(deliver(job)).resolves.toEqual(goBack());
    expect(log.events()).toEqual(['link.not-eligible']);
  });

  it('says in the log what failed, without names, and lets the job go back', async () => {
    const find = () => Promise.reject(new Error('User alice@example.com cannot be found.'));
    const directory = { ...ports.directory, find };
    await expect(deliver({ ...job, user: 'alice' }, { directory })).resolves.toEqual(goBack('message'));
    expect(log.entries).toMatchObject([
      { level: 'error', event: 'link.failed', details: { error: 'Error' } },
    ]);
    expect(JSON.stringify(log.entries)).not.toContain('alice');
  });

  it.each([
    ['too little', { user: 'alice' }],
    ['too much', { ...job, password: 'secret' }],
  ])('takes no job that says %s: it ends in the dead letters', async (_, given) => {
    await expect(deliver(given)).resolves.toEqual(goBack('message'));
    expect(log.events()).toEqual(['job.malformed']);
  });
});
