import type { Problem } from '../../lambda/core/errors';
import type { ResetJob } from '../../lambda/core/ports';
import { systemRandom } from '../../lambda/core/random';
import { portalRoutes, type PortalPorts } from '../../lambda/portal/routes';
import { recordedLog, testClock, testCodeMac } from '../support/fakes';

const json = { accept: 'application/json' };

describe('the portal', () => {
  let submitted: ResetJob[];
  let ports: PortalPorts;

  beforeEach(() => {
    submitted = [];
    ports = {
      publicUrl: 'https://api.example/dev',
      clock: testClock().now,
      random: systemRandom,
      log: recordedLog(),
      counter: { count: () => Promise.resolve({ allowed: true }) },
      limits: { accountAndAddress: 5, account: 20, address: 30, overall: 1000 },
      codeMac: testCodeMac,
      queue: { submit: (job) => Promise.resolve(void submitted.push(job)) },
      linkMinutes: 60,
    };
  });

  const request = async (path: string, init?: RequestInit) => portalRoutes(ports).request(path, init);
  const post = (user: string, headers: Record<string, string> = json) =>
    request('/generate', { method: 'POST', body: new URLSearchParams({ user }), headers });

  it('says that it is well', async () => {
    const response = await request('/health');
    expect(response.status).toBe(200);
    await expect(response.json()).resolves.toEqual({ status: 'ok' });
  });

  it('shows the start page and, filled in, the form', async () => {
    await expect((await request('/')).text()).resolves.toContain('/dev/generate');
    const form = await (await request('/generate?user=alice%40example.com')).text();
    expect(form).toContain('value="alice@example.com"');
    expect(submitted).toHaveLength(0);
  });

  it('accepts a request, with a pickup code and the browser half', async () => {
    const response = await post('alice@example.com');
    expect(response.status).toBe(202);
    await expect(response.json()).resolves.toEqual({
      status: 'submitted',
      message: 'Your request has been submitted. Please check your email for further details.',
      pickupCode: expect.stringMatching(/^\d{6}$/) as string,
    });
    expect(response.headers.get('set-cookie')).toMatch(
      /^__Host-passlink=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(submitted).toMatchObject([{ user: 'alice@example.com' }]);
  });

  it('shows people the same as a page', async () => {
    const response = await post('alice@example.com', {});
    expect(response.status).toBe(202);
    await expect(response.text()).resolves.toContain('Check your mailbox');
  });

  it('leaves the browser half alone that the browser already has', async () => {
    const cookie = `__Host-passlink=${'a'.repeat(43)}`;
    const response = await post('bob', { ...json, cookie });
    expect(response.headers.get('set-cookie')).toBeNull();
  });

  it('replaces a browser half that is not one of ours', async () => {
    const response = await post('bob', { ...json, cookie: '__Host-passlink=guessable' });
    expect(response.headers.get('set-cookie')).toMatch(/^__Host-passlink=/);
  });

  it('says what a user name looks like, and hands nothing over', async () => {
    const response = await post('not a user');
    expect(response.status).toBe(400);
    await expect(response.json()).resolves.toMatchObject({
      code: 'bad-request',
      detail: expect.stringContaining('1 to 64 letters') as string,
    });
    expect(submitted).toHaveLength(0);
  });

  it('tells when to come back, above the form', async () => {
    const counter = { count: () => Promise.resolve({ allowed: false, retryAfter: 60 } as const) };
    ports = { ...ports, counter };
    const response = await post('alice@example.com', {});
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('60');
    const page = await response.text();
    expect(page).toContain('Too many requests');
    expect(page).toContain('<form');
  });

  it('answers byte for byte alike for every account, but for the pickup code', async () => {
    const answers = await Promise.all(
      ['alice@example.com', 'nobody'].map(async (user) => {
        const response = await post(user);
        const body = (await response.text()).replace(/\d{6}/, 'code');
        const headers = [...response.headers].filter(([name]) => name !== 'set-cookie');
        return { status: response.status, headers, body };
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
  });

  it('is bland about what it did not expect, and logs the cause', async () => {
    const queue = { submit: () => Promise.reject(new Error('the queue is on fire')) };
    ports = { ...ports, queue };
    const response = await post('bob');
    const problem = (await response.json()) as Problem;
    expect(response.status).toBe(500);
    expect(problem.code).toBe('internal-error');
    expect(JSON.stringify(problem)).not.toContain('fire');
  });
});
