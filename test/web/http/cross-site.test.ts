import { json } from '../../../lambda/web/http/answers';
import { ask } from '../../support/web/ask';
import { sampleSite } from '../../support/web/sample-site';

function send(method: string, headers: Readonly<Record<string, string>>) {
  const { app } = sampleSite('https://passlink.example/dev');
  app.get('/act', () => json('done'));
  app.post('/act', () => json('done'));
  return ask(app, '/act', { method, headers: { Accept: 'application/json', ...headers } });
}

describe('a POST', () => {
  it.each([
    ['from a page of ours', { 'Sec-Fetch-Site': 'same-origin', Origin: 'https://passlink.example' }],
    ['from the address bar', { 'Sec-Fetch-Site': 'none' }],
    ['from a page of ours in an older browser', { Origin: 'https://passlink.example' }],
    ['from a program that is no browser', {}],
  ])('%s is let in', async (_, headers) => {
    expect((await send('POST', headers)).status).toBe(200);
  });

  it.each([
    ['from another site', { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' }],
    ['from a sibling of our host', { 'Sec-Fetch-Site': 'same-site' }],
    [
      'that claims our origin, but comes from another site',
      { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://passlink.example' },
    ],
    ['with a fetch site that does not exist', { 'Sec-Fetch-Site': 'sideways' }],
    ['from another origin in an older browser', { Origin: 'https://evil.example' }],
    ['from a sandboxed frame', { Origin: 'null' }],
    ['from our host without encryption', { Origin: 'http://passlink.example' }],
    ['from our host on another port', { Origin: 'https://passlink.example:8443' }],
    ['from a host that begins like ours', { Origin: 'https://passlink.example.evil.example' }],
    [
      'with a host header that fits a foreign origin',
      { Origin: 'https://evil.example', Host: 'evil.example' },
    ],
  ])('%s is refused', async (_, headers) => {
    const response = await send('POST', headers);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'cross-site' });
  });

  it.each(['PUT', 'PATCH', 'DELETE'])('is not the only method: %s is held to the same', async (method) => {
    expect((await send(method, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
  });
});

describe('a link on another site', () => {
  it.each(['GET', 'HEAD'])('may lead here by %s, which changes nothing', async (method) => {
    expect((await send(method, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(200);
  });
});
