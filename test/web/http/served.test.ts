import { Problem } from '../../../lambda/core/errors';
import { createApp } from '../../../lambda/web/http/app';
import { json } from '../../../lambda/web/http/answers';
import { startPage } from '../../../lambda/web/pages/start/start-page';
import { recordedLog } from '../../support/core/fakes';
import { ask } from '../../support/web/ask';
import { sampleSite } from '../../support/web/sample-site';

const id = 'AAAAAAAAAAAAAAAAAAAAAA';
const gateway = { requestId: 'request-7', clientAddress: '192.0.2.1' };

/** Answers a request, and what the log says of it. */
async function served(method: string, path: string, init: RequestInit = {}) {
  let milliseconds = 1000;
  const { app, lines } = sampleSite(undefined, () => (milliseconds += 12.4));
  app.get('/extract/:id', () => json('the page'));
  app.post('/extract/:id', () => {
    throw new Problem('link-unavailable');
  });
  app.get('/bug', () => {
    throw new TypeError('a bug');
  });
  app.get('/odd-bug', () => {
    const notAnError: unknown = { odd: true };
    throw notAnError;
  });
  const answer = await ask(app, path, { method, ...init }, gateway);
  return { answer, lines, said: lines.filter(({ event }) => event === 'request.served') };
}

describe('each request', () => {
  it.each([
    ['GET', `/extract/${id}`, '/extract/:id', 200],
    ['HEAD', `/extract/${id}?key=secret`, '/extract/:id', 200],
    ['POST', `/extract/${id}?key=secret`, '/extract/:id', 410],
    ['GET', '/bug', '/bug', 500],
    ['GET', '/odd-bug', '/odd-bug', 500],
    ['GET', `/nowhere/${id}`, undefined, 404],
  ])('is logged once: %s %s', async (method, path, route, status) => {
    const { answer, lines, said } = await served(method, path);
    expect(answer.status).toBe(status);
    expect(said).toStrictEqual([
      {
        level: 'info',
        event: 'request.served',
        details: { method, route, status, milliseconds: 12, ...gateway },
        cause: undefined,
      },
    ]);
    expect(lines.at(-1)).toBe(said[0]);
  });

  it('is logged with its route when it was refused before the route', async () => {
    const headers = { 'Sec-Fetch-Site': 'cross-site' };
    const { said } = await served('POST', `/extract/${id}`, { headers });
    expect(said).toMatchObject([{ details: { method: 'POST', route: '/extract/:id', status: 403 } }]);
  });

  it('is logged without its id and its query', async () => {
    for (const path of [`/extract/${id}?key=secret`, `/nowhere/${id}?key=secret`]) {
      const { said } = await served('GET', path);
      expect(JSON.stringify(said)).not.toMatch(/AAAA|secret/);
    }
  });
});

describe('during a pause', () => {
  const site = (isPaused: () => Promise<boolean>) => {
    const app = createApp({
      publicUrl: 'https://passlink.example/dev',
      log: recordedLog(),
      languages: ['en'],
      isPaused,
    });
    app.get('/form', () => json('the form'));
    app.post('/form', () => json('done'));
    return (method: string) =>
      ask(app, '/form', { method, headers: { Accept: 'application/json' } }, gateway);
  };

  it('a POST is refused, and says when to come back', async () => {
    const answer = await site(() => Promise.resolve(true))('POST');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '300']);
    await expect(answer.json()).resolves.toMatchObject({ code: 'paused' });
  });

  it('a POST that started at once is refused in the same way, whatever became of it', async () => {
    const app = createApp({
      publicUrl: 'https://passlink.example/dev',
      log: recordedLog(),
      languages: ['en'],
      isPaused: () => Promise.resolve(true),
    });
    app.post('/form', () => json('done'));
    app.postAtOnce('/waits', async (call, goAhead) => {
      call.formFor = () => startPage({ directory: 'iam', verification: 'code' });
      await goAhead;
      return json('done');
    });
    app.postAtOnce('/fails', () => {
      throw new Problem('bad-request');
    });
    app.postAtOnce('/forgets', () => json('done'));
    const post = async (path: string) => {
      const answer = await ask(app, path, { method: 'POST' }, gateway);
      return { status: answer.status, text: await answer.text() };
    };
    const refused = await post('/form');
    expect(refused.status).toBe(503);
    expect(await Promise.all(['/waits', '/fails', '/forgets'].map(post))).toEqual([
      refused,
      refused,
      refused,
    ]);
  });

  it('a page is there all the same', async () => {
    await expect(site(() => Promise.resolve(true))('GET')).resolves.toMatchObject({ status: 200 });
  });

  it('that nobody can tell of, a POST does nothing', async () => {
    await expect(site(() => Promise.reject(new Error('no answer')))('POST')).resolves.toMatchObject({
      status: 500,
    });
  });

  it('that is over, a POST is served', async () => {
    await expect(site(() => Promise.resolve(false))('POST')).resolves.toMatchObject({ status: 200 });
  });
});
