import { json } from '../../../lambda/web/http/answers';
import { wantsJson } from '../../../lambda/web/http/negotiation';
import { ask } from '../../support/web/ask';
import { sampleSite } from '../../support/web/sample-site';

async function answerTo(accept: string | undefined): Promise<unknown> {
  const { app } = sampleSite();
  app.get('/kind', (call) => json(wantsJson(call) ? 'json' : 'html'));
  const response = await ask(app, '/kind', { headers: accept === undefined ? {} : { Accept: accept } });
  return response.json();
}

describe('the kind of answer', () => {
  it.each([
    // Browsers, and callers without a preference.
    [undefined, 'html'],
    ['', 'html'],
    ['*/*', 'html'],
    ['text/html', 'html'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'html'],
    ['text/html, application/json', 'html'],
    ['text/html, */*', 'html'],
    ['text/html;q=0.5, application/json;q=0.5', 'html'],
    ['application/xml', 'html'],
    ['text/*, application/json;q=0.9', 'html'],
    // Programs.
    ['application/json', 'json'],
    ['Application/JSON', 'json'],
    ['application/json; charset=utf-8', 'json'],
    ['application/problem+json', 'json'],
    ['application/json, text/plain, */*', 'json'],
    ['application/json, */*;q=0.8', 'json'],
    ['application/*', 'json'],
    ['text/html;q=0.8, application/json', 'json'],
    ['application/json;q=0.9, text/html;q=0.8', 'json'],
    ['text/html;q=0, */*', 'json'],
    // Refused and invalid weights.
    ['application/json;q=0', 'html'],
    ['application/json;q=0, */*', 'html'],
    ['application/json;q=2', 'html'],
    ['application/json;q=-1', 'html'],
    ['application/json;q=a', 'html'],
    [',;,q=1;;', 'html'],
  ])('for Accept: %s is %s', async (accept, kind) => {
    expect(await answerTo(accept)).toBe(kind);
  });
});
