import { createHash } from 'node:crypto';
import { Problem, type ProblemCode } from '../../../lambda/core/errors';
import { json, nothing, redirect } from '../../../lambda/web/http/answers';
import { generatePage } from '../../../lambda/web/pages/password-link/generate-page';
import { ask } from '../../support/web/ask';
import { samplePages, sampleSite } from '../../support/web/sample-site';
import { told } from '../../support/web/told';

const codes: readonly ProblemCode[] = [
  'bad-request',
  'not-found',
  'cross-site',
  'unsupported-media-type',
  'too-large',
  'too-many-requests',
  'sign-in-required',
  'code-invalid',
  'password-rejected',
  'pickup-code-required',
  'wrong-pickup-code',
  'link-unavailable',
  'try-again',
  'internal-error',
];

const wantsData = { headers: { Accept: 'application/json' } };

/** A test site whose routes fail, with its log. */
function siteThatFails() {
  const { app, lines } = sampleSite();
  app.get('/data', () => json({ status: 'ok' }));
  app.get('/nothing', () => nothing);
  app.get('/elsewhere', (call) => redirect(call, '/'));
  app.get('/problem/:code', (call) => {
    throw new Problem(call.params.code as ProblemCode, {
      retryAfter: 41.2,
      cause: new Error('the cause'),
    });
  });
  app.get('/bug', () => {
    throw new TypeError('secret internals');
  });
  app.get('/odd-bug', () => {
    const notAnError: unknown = { secret: 'internals' };
    throw notAnError;
  });
  return { app, lines };
}

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}

/** The directives of a policy, by name. */
function policyOf(response: Response): Record<string, string> {
  const policy = response.headers.get('Content-Security-Policy') ?? '';
  return Object.fromEntries(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources.join(' ')];
    }),
  );
}

/** Texts as a person sees them. */
function readable(html: string): string {
  const entities: Readonly<Record<string, string>> = { quot: '"', '#39': "'", lt: '<', gt: '>', amp: '&' };
  return html.replace(/&(quot|#39|lt|gt|amp);/g, (_, name: string) => entities[name] ?? '');
}

describe('every answer', () => {
  const asked = [
    ...Object.keys(samplePages).map((name) => `/${name}`),
    ...codes.map((code) => `/problem/${code}`),
    ...['/data', '/nothing', '/elsewhere', '/bug', '/odd-bug', '/no-such-page'],
  ];

  it.each(asked)('%s has the security headers, as a page and as data', async (path) => {
    const { app } = siteThatFails();
    for (const init of [{}, wantsData]) {
      const response = await ask(app, path, init);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'same-origin',
        'strict-transport-security': 'max-age=31536000',
        'x-content-type-options': 'nosniff',
      });
      expect(policyOf(response)).toMatchObject({
        'default-src': "'none'",
        'base-uri': "'none'",
        'frame-ancestors': "'none'",
      });
    }
  });

  it('has them when a POST is refused before any route sees it', async () => {
    const { app } = siteThatFails();
    const response = await ask(app, '/generate', {
      method: 'POST',
      headers: { Origin: 'https://evil.example' },
    });
    expect(response.status).toBe(403);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
  });
});

describe('the policy of a page', () => {
  it.each(Object.keys(samplePages))('%s allows exactly its own script and style', async (name) => {
    const response = await ask(sampleSite().app, `/${name}`);
    const html = await response.text();
    const inline = (tag: string) =>
      [...html.matchAll(new RegExp(`<${tag}>([^]*?)</${tag}>`, 'g'))].map((match) => hash(match[1] ?? ''));
    const policy = policyOf(response);
    expect(inline('style')).toStrictEqual([policy['style-src']]);
    expect(inline('script')).toStrictEqual(policy['script-src'] === undefined ? [] : [policy['script-src']]);
    expect(policy['form-action']).toBe("'self'");
    expect(html.match(/<script/g) ?? []).toHaveLength(inline('script').length);
  });

  it('allows an answer that is no page nothing at all', async () => {
    const response = await ask(siteThatFails().app, '/data');
    expect(response.headers.get('Content-Security-Policy')).toBe(
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
  });
});

describe('a problem', () => {
  it.each(codes)('%s says the same as a problem document and as a page', async (code) => {
    const { app } = siteThatFails();
    const data = await ask(app, `/problem/${code}`, wantsData);
    expect(data.headers.get('Content-Type')).toBe('application/problem+json');
    const { status } = new Problem(code);
    const { title, detail } = told(code);
    expect(await data.json()).toMatchObject({
      type: `urn:passlink:problem:${code}`,
      code,
      title,
      status,
      detail,
    });

    const page = await ask(app, `/problem/${code}`);
    expect(page.status).toBe(status);
    expect(page.headers.get('Content-Type')).toMatch(/^text\/html/);
    const html = readable(await page.text());
    expect(html).toContain(`<h1>${title}</h1>`);
    expect(html).toContain(detail);
  });

  it('says when to try again, in whole seconds', async () => {
    const response = await ask(siteThatFails().app, '/problem/too-many-requests');
    expect(response.headers.get('Retry-After')).toBe('42');
  });

  it('is logged with its code and its cause, but not with the request', async () => {
    const { app, lines } = siteThatFails();
    await ask(app, '/problem/link-unavailable');
    expect(lines[0]).toStrictEqual({
      level: 'warn',
      event: 'request.refused',
      details: { requestId: 'none', code: 'link-unavailable', status: 410 },
      cause: new Error('the cause'),
    });
  });

  it('is shown above the form to correct, and an internal error on its own page', async () => {
    const { app } = sampleSite();
    app.get('/form/:code', (call) => {
      call.formFor = (problem) => generatePage({ problem });
      throw new Problem(call.params.code as ProblemCode);
    });
    const wrong = await ask(app, '/form/bad-request');
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toContain('<form');
    const failure = await ask(app, '/form/internal-error');
    expect(failure.status).toBe(500);
    expect(await failure.text()).toContain('Request ID');
  });

  it('tells an unknown page by name', async () => {
    const response = await ask(siteThatFails().app, '/no-such-page', wantsData);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'not-found' });
  });

  it('shows exactly the sentence of the contract for a link that no longer works', async () => {
    const response = await ask(siteThatFails().app, '/problem/link-unavailable');
    expect(response.status).toBe(410);
    expect(await response.text()).toContain(
      '<h1>Invalid! This link is expired or has been already used once</h1>',
    );
  });
});

describe('an unexpected error', () => {
  it.each(['/bug', '/odd-bug'])(
    '%s is a bland 500 with the request id; its cause is only logged',
    async (path) => {
      const { app, lines } = siteThatFails();
      const gateway = { requestId: 'request-7', clientAddress: '192.0.2.1' };
      const data = await ask(app, path, wantsData, gateway);
      const page = await ask(app, path, {}, gateway);

      expect([data.status, page.status]).toStrictEqual([500, 500]);
      const bodies = [await data.text(), await page.text()];
      for (const body of bodies) {
        expect(body).toContain('request-7');
        expect(body).toContain('Something went wrong');
        expect(body).not.toContain('internals');
      }
      expect(JSON.parse(bodies[0] ?? '')).toMatchObject({ code: 'internal-error', requestId: 'request-7' });
      const failed = lines.filter(({ event }) => event === 'request.failed');
      expect(failed).toHaveLength(2);
      expect(failed[0]).toMatchObject({
        level: 'error',
        event: 'request.failed',
        details: { requestId: 'request-7' },
      });
      expect(JSON.stringify(failed[0]?.cause) + String(failed[0]?.cause)).toContain('internals');
      expect(lines).toHaveLength(4);
    },
  );
});
