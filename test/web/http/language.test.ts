import { languages as all, type Language } from '../../../lambda/core/language';
import { createApp } from '../../../lambda/web/http/app';
import { page } from '../../../lambda/web/http/answers';
import { Problem } from '../../../lambda/core/errors';
import { ask } from '../../support/web/ask';
import { samplePages } from '../../support/web/sample-site';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A site with a page for GET and POST, a page that is shown once, and a problem. */
function siteIn(languages: readonly [Language, ...Language[]]) {
  const app = createApp({ publicUrl: 'https://passlink.example/dev', log, languages });
  const { login, password, start } = samplePages as Record<
    'login' | 'password' | 'start',
    (typeof samplePages)[string]
  >;
  app.get('/start', (call) => page(call, start));
  app.get('/login', (call) => page(call, login));
  app.post('/login', (call) => page(call, login));
  app.post('/once', (call) => page(call, password));
  app.get('/problem', () => {
    throw new Problem('too-many-requests');
  });
  return app;
}

const app = siteIn(all);
const languageOf = async (headers: Record<string, string>, path = '/login', site = app) => {
  const response = await ask(site, path, { headers });
  const html = await response.text();
  expect(html).toContain(`<html lang="${response.headers.get('Content-Language') ?? ''}">`);
  return response.headers.get('Content-Language');
};

describe('the language', () => {
  it.each([
    ['de', 'de'],
    ['de-AT', 'de'],
    ['DE-at', 'de'],
    ['pt', 'pt-BR'],
    ['pt-PT, en;q=0.5', 'pt-BR'],
    ['it, fr;q=0.8, es;q=0.9', 'es'],
    ['fr;q=0, ja', 'ja'],
    ['it', 'en'],
    ['*', 'en'],
    ['', 'en'],
    ['de;q=x', 'en'],
    [';;,,q=1', 'en'],
  ])('for a browser that asks for "%s" is %s', async (accepted, language) => {
    expect(await languageOf({ 'Accept-Language': accepted })).toBe(language);
  });

  it('is the first of the settings where a browser asks for none that is offered', async () => {
    const some = siteIn(['ja', 'fr']);
    expect(await languageOf({}, '/login', some)).toBe('ja');
    expect(await languageOf({ 'Accept-Language': 'de' }, '/login', some)).toBe('ja');
    expect(await languageOf({}, '/login?lang=de', some)).toBe('ja');
  });

  it('is what the person chose, then and later, whatever the browser asks for', async () => {
    const asked = { 'Accept-Language': 'ja' };
    const response = await ask(app, '/login?lang=de', { headers: asked });
    expect(response.headers.get('Content-Language')).toBe('de');
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(
      /^__Host-passlink-language=de; Max-Age=31536000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(await languageOf({ ...asked, Cookie: cookie.split(';', 1)[0] ?? '' })).toBe('de');
  });

  it.each(['lang=xx', 'lang=', 'lang=DE%0d%0aX:', 'language=de'])(
    'is not chosen with %s, and nothing is remembered',
    async (query) => {
      const response = await ask(app, `/login?${query}`);
      expect(response.headers.get('Content-Language')).toBe('en');
      expect(response.headers.getSetCookie()).toStrictEqual([]);
    },
  );

  it('is that of problems for programs too, and the code stays', async () => {
    const headers = { Accept: 'application/json', 'Accept-Language': 'de' };
    const response = await ask(app, '/problem', { headers });
    expect(await response.json()).toMatchObject({ code: 'too-many-requests', title: 'Zu viele Anfragen' });
  });
});

describe('the links to other languages', () => {
  const linksOn = async (path: string, init?: RequestInit, site = app) =>
    [
      ...(await (await ask(site, path, init)).text()).matchAll(/<a href="([^"]*)" lang="([^"]*)" hreflang/g),
    ].map(([, href, language]) => `${language ?? ''} ${href ?? ''}`);

  it('stay on the page, and repeat nothing of its query', async () => {
    expect(await linksOn('/start?key=secret&lang=fr')).toStrictEqual(
      ['en', 'de', 'es', 'pt-BR', 'ja'].map((language) => `${language} ?lang=${language}`),
    );
  });

  it('lead from the answer to a form to the page with that form', async () => {
    const links = await linksOn('/login', { method: 'POST', headers: { 'Sec-Fetch-Site': 'same-origin' } });
    expect(links[0]).toBe('de /dev/login?lang=de');
  });

  it('are not on a page that is shown only once', async () => {
    expect(await linksOn('/once', { method: 'POST' })).toStrictEqual([]);
  });

  it('are not there where only one language is offered', async () => {
    expect(await linksOn('/login', undefined, siteIn(['de']))).toStrictEqual([]);
  });
});
