import type { Context } from 'aws-lambda';
import type { DeliverLinkPorts } from '../../lambda/core/link/deliver-link';
import { generate } from '../../lambda/generate/generate';
import { MemoryDirectory, recordedLog, testClock } from '../support/core/fakes';

const context = { getRemainingTimeInMillis: () => 30_000 } as Context;

describe('the function that delivers links', () => {
  const log = recordedLog();
  // An unknown account ends the work before the function uses anything else.
  const ports = {
    clock: testClock().now,
    log,
    directory: new MemoryDirectory([]),
    allowedEmailDomains: ['example.com'],
  } as unknown as DeliverLinkPorts;

  it('serves the event that the portal sends', async () => {
    const job = {
      linkId: 'id',
      user: 'nobody',
      requestedAt: 0,
      browserHash: 'h',
      pickupMac: 'm',
      vouched: false,
    };
    await generate(ports)(job, context);
    expect(log.events()).toEqual(['link.not-eligible']);
  });

  it('says in the log and the failure queue what failed, without names', async () => {
    const find = () => Promise.reject(new Error('User alice@example.com cannot be found.'));
    const job = {
      linkId: 'id',
      user: 'alice',
      requestedAt: 0,
      browserHash: 'h',
      pickupMac: 'm',
      vouched: false,
    };
    const failing = generate({ ...ports, directory: { ...ports.directory, find } });
    await expect(failing(job, context)).rejects.toThrow('link.failed: Error');
    expect(log.entries.at(-1)).toMatchObject({ event: 'link.failed', details: { error: 'Error' } });
    expect(JSON.stringify(log.entries)).not.toContain('alice');
  });

  it('refuses any other event, so that it ends in the failure queue', async () => {
    await expect(generate(ports)({ user: 'alice' }, context)).rejects.toThrow();
    const job = { linkId: 'id', user: 'nobody', browserHash: 'h', pickupMac: 'm' };
    await expect(generate(ports)(job, context)).rejects.toThrow();
  });
});
