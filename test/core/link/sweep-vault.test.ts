import { sweepVault } from '../../../lambda/core/link/sweep-vault';
import { MemoryVault, recordedLog, testClock } from '../../support/core/fakes';

const minutes = (count: number) => count * 60_000;

describe('a sweep', () => {
  const clock = testClock();
  const later = () => new Date(clock.now().getTime() + minutes(5));
  let vault = new MemoryVault(clock.now);
  let log = recordedLog();
  const sweep = (scope: 'expired' | 'everything', deadline = later()) =>
    sweepVault({ clock: clock.now, log, vault, linkMinutes: 60 }, scope, deadline);

  beforeEach(async () => {
    vault = new MemoryVault(clock.now);
    log = recordedLog();
    await vault.store('old', 'sealed');
    clock.advance(minutes(59));
    await vault.store('young', 'sealed');
  });

  it('leaves alone what a live link may still need', async () => {
    await expect(sweep('expired')).resolves.toEqual({ deleted: 0, failed: 0, unfinished: false });
    expect([...vault.parameters.keys()]).toEqual(['old', 'young']);
  });

  it('removes a parameter as soon as its link has expired', async () => {
    clock.advance(minutes(1));
    await expect(sweep('expired')).resolves.toMatchObject({ deleted: 1 });
    expect([...vault.parameters.keys()]).toEqual(['young']);
  });

  it('removes everything when the stack goes', async () => {
    await expect(sweep('everything')).resolves.toMatchObject({ deleted: 2 });
    expect(vault.parameters.size).toBe(0);
  });

  it('goes on with the others when one cannot be deleted, and says so', async () => {
    vault.failures.delete = new Error('throttled');
    await expect(sweep('everything')).resolves.toMatchObject({ deleted: 1, failed: 1 });
    expect(log.events()).toEqual(['vault.delete-failed', 'vault.swept']);
  });

  it('stops in time and leaves the rest to the next one', async () => {
    await expect(sweep('everything', clock.now())).resolves.toMatchObject({ deleted: 0, unfinished: true });
  });
});
