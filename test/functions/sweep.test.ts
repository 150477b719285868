import type { Context } from 'aws-lambda';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sweep } from '../../lambda/sweep/sweep';
import { MemoryVault, recordedLog, testClock } from '../support/core/fakes';

const context = { getRemainingTimeInMillis: () => 60_000 } as Context;

describe('the sweep function', () => {
  const clock = testClock();
  let vault: MemoryVault;
  let log: ReturnType<typeof recordedLog>;
  let server: Server;
  let answers: { body: Record<string, unknown>; contentType: string | undefined }[];
  let statuses: number[];

  beforeEach(async () => {
    vault = new MemoryVault(clock.now);
    log = recordedLog();
    answers = [];
    statuses = [];
    await vault.store('waiting', 'sealed');
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const contentType = request.headers['content-type'];
        answers.push({ body: JSON.parse(body) as Record<string, unknown>, contentType });
        response.writeHead(statuses.shift() ?? 200).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const stackEvent = (RequestType: string) => ({
    RequestType,
    ResponseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/answer`,
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'OnDeletion',
  });
  let paused: boolean;
  beforeEach(() => (paused = false));
  const run = (event: unknown) =>
    sweep({ clock: clock.now, log, vault, linkMinutes: 60, isPaused: () => Promise.resolve(paused) })(
      event,
      context,
    );

  it('removes what has expired, on schedule', async () => {
    clock.advance(3_600_000);
    await run({ source: 'aws.events' });
    expect(vault.parameters.size).toBe(0);
    expect(answers).toHaveLength(0);
  });

  it('removes nothing on schedule while everything is paused, and all of it afterwards', async () => {
    clock.advance(3_600_000);
    const before = vault.parameters.size;
    paused = true;
    await run({ source: 'aws.events' });
    expect([before > 0, vault.parameters.size]).toEqual([true, before]);
    paused = false;
    await run({ source: 'aws.events' });
    expect(vault.parameters.size).toBe(0);
  });

  it('removes everything with the stack, paused or not', async () => {
    paused = true;
    await run(stackEvent('Delete'));
    expect(vault.parameters.size).toBe(0);
  });

  it('fails on schedule if a deletion failed, so that Lambda retries and the alarm shows it', async () => {
    clock.advance(3_600_000);
    vault.failures.delete = new Error('throttled');
    await expect(run({})).rejects.toThrow('1 parameters could not be deleted');
  });

  it('removes everything when the stack is deleted, and tells CloudFormation', async () => {
    await run(stackEvent('Delete'));
    expect(vault.parameters.size).toBe(0);
    expect(answers).toEqual([
      {
        contentType: '',
        body: {
          Status: 'SUCCESS',
          PhysicalResourceId: 'passlink-sweep',
          StackId: 'stack',
          RequestId: 'request',
          LogicalResourceId: 'OnDeletion',
        },
      },
    ]);
  });

  it.each(['Create', 'Update'])('removes nothing on %s', async (type) => {
    await run(stackEvent(type));
    expect(vault.parameters.size).toBe(1);
    expect(answers).toMatchObject([{ body: { Status: 'SUCCESS' } }]);
  });

  it('lets the stack go even if the vault cannot be swept', async () => {
    jest.spyOn(vault, 'list').mockRejectedValue(new Error('unreachable'));
    await run(stackEvent('Delete'));
    expect(answers).toMatchObject([{ body: { Status: 'SUCCESS' } }]);
    expect(log.events()).toEqual(['vault.sweep-failed']);
  });

  it('answers CloudFormation again when the first answer failed', async () => {
    statuses = [503, 503];
    await run(stackEvent('Delete'));
    expect(answers).toHaveLength(3);
  });

  it('gives up after three times and leaves the rest to the service timeout', async () => {
    statuses = [503, 503, 503];
    await expect(run(stackEvent('Delete'))).rejects.toThrow('CloudFormation answered 503.');
    expect(answers).toHaveLength(3);
  });
});
