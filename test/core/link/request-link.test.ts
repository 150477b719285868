import { browserHash, newBrowserHalf, pickupMessage } from '../../../lambda/core/crypto/browser-half';
import { accountKey } from '../../../lambda/core/account/account';
import type { LinkJob } from '../../../lambda/core/link/ports';
import { systemRandom } from '../../../lambda/core/crypto/random';
import { requestLink } from '../../../lambda/core/link/request-link';
import { vouch } from '../../../lambda/core/limits/vouched-browser';
import { fullCounter, recordedLog, testClock, testCodeMac } from '../../support/core/fakes';

describe('asking for a password link', () => {
  const submitted: LinkJob[] = [];
  let setLinks: unknown[][] = [];
  const log = recordedLog();
  const ports = {
    clock: testClock().now,
    random: systemRandom,
    log,
    counter: {
      count: () => Promise.resolve({ allowed: true } as const),
      reset: () => Promise.resolve(),
    },
    limits: { accountAndAddress: 5, account: 20, address: 30 },
    codeMac: testCodeMac,
    accounts: {
      find: () => Promise.resolve({ codes: 0, sessions: 7, locks: 0, link: undefined, unlocks: 0 }),
      setLink: (...given: unknown[]) => {
        setLinks.push(given);
        return Promise.resolve();
      },
    },
    mailQueue: { submit: () => Promise.resolve() },
    linkQueue: { submit: (job: LinkJob) => Promise.resolve(void submitted.push(job)) },
  };
  const request = {
    user: 'alice@example.com',
    sessions: 3,
    address: '192.0.2.1',
    browserHalf: undefined,
    language: 'ja',
  } as const;

  beforeEach(() => {
    submitted.length = 0;
    setLinks = [];
  });

  it('hands over hashes and MACs only: the queue keeps nothing that opens anything', async () => {
    const { browserHalf, pickupCode } = await requestLink(ports, request);
    const [job] = submitted;
    expect(job?.browserHash).toBe(browserHash(browserHalf));
    expect(job?.pickupMac).toBe(await testCodeMac.generate(pickupMessage(job?.linkId ?? '', pickupCode)));
    expect(JSON.stringify(job)).not.toContain(browserHalf);
    expect(Object.values(job ?? {})).not.toContain(pickupCode);
  });

  it('keeps the half that the browser already has', async () => {
    const browserHalf = newBrowserHalf(systemRandom);
    await expect(requestLink(ports, { ...request, browserHalf })).resolves.toMatchObject({ browserHalf });
  });

  it('hands nothing over above a limit', async () => {
    await expect(requestLink({ ...ports, counter: fullCounter(60) }, request)).rejects.toMatchObject({
      status: 429,
    });
    expect(submitted).toHaveLength(0);
  });

  it('tells whether it comes from a vouched browser, within the share of its account', async () => {
    const vouching = await vouch(ports, accountKey(request.user), 7);
    const count = (name: string) =>
      Promise.resolve(
        name.startsWith('vouchedAccount#')
          ? ({ allowed: false, retryAfter: 60 } as const)
          : ({ allowed: true } as const),
      );
    await requestLink(ports, request);
    await requestLink(ports, { ...request, vouching });
    await requestLink({ ...ports, counter: { ...ports.counter, count } }, { ...request, vouching });
    expect(submitted.map(({ vouched }) => vouched)).toEqual([false, true, false]);
  });

  it("makes the link the account's own before it hands the request over", async () => {
    await requestLink(ports, request);
    expect(setLinks).toEqual([[accountKey('alice@example.com'), submitted[0]?.linkId, 3]]);
  });

  it('reads the number after it has counted the request, where no session asks', async () => {
    await requestLink(ports, { ...request, sessions: undefined });
    expect(setLinks).toEqual([[accountKey('alice@example.com'), submitted[0]?.linkId, 7]]);
  });

  it('logs no name', () => {
    expect(log.events()).toContain('link.requested');
    expect(JSON.stringify(log.entries)).not.toContain('alice');
  });
});
