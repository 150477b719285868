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
    for (let more = 0; more < 10; more += 1) await vault.store(`more-${more}`, 'sealed');
    vault.failures.delete = new Error('throttled');
    clock.advance(minutes(61));
    await expect(sweep('expired')).resolves.toMatchObject({ deleted: 2, failed: 10 });
    expect(log.events()).toEqual(['vault.delete-failed', 'vault.swept']);
  });

  it('tries again what failed when everything goes, as long as that helps', async () => {
    for (let more = 0; more < 10; more += 1) await vault.store(`more-${more}`, 'sealed');
    vault.failures.delete = new Error('throttled');
    await expect(sweep('everything')).resolves.toMatchObject({ deleted: 12, failed: 0 });
    jest.spyOn(vault, 'deleteAll').mockRejectedValue(new Error('not permitted'));
    await vault.store('stays', 'sealed');
    await expect(sweep('everything')).resolves.toMatchObject({ deleted: 0, failed: 1 });
  });

  it('empties a vault of 11,000 within the function, at 3 calls a second of which some are throttled', async () => {
    for (let more = 0; more < 11_000; more += 1) await vault.store(`more-${more}`, 'sealed');
    const deleteAll = vault.deleteAll.bind(vault);
    let calls = 0;
    jest.spyOn(vault, 'deleteAll').mockImplementation((parameters) => {
      clock.advance(334);
      calls += 1;
      return calls % 7 === 0 ? Promise.reject(new Error('throttled')) : deleteAll(parameters);
    });
    const end = new Date(clock.now().getTime() + minutes(15) - 20_000);
    await expect(sweep('everything', end)).resolves.toEqual({
      deleted: 11_002,
      failed: 0,
      unfinished: false,
    });
    expect(vault.parameters.size).toBe(0);
    expect(clock.now().getTime()).toBeLessThan(end.getTime());
  });

  it('stops in time and leaves the rest to the next one', async () => {
    await expect(sweep('everything', clock.now())).resolves.toMatchObject({ deleted: 0, unfinished: true });
  });
});
