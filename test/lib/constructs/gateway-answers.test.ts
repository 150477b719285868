import { createHash } from 'node:crypto';
import { gatewayProblem } from '../../../lambda/web/http/gateway-problem';
import { styles } from '../../../lambda/web/pages/layout/styles';
import { resourcesOf, templateOf } from '../../support/lib/synthesized';

interface Answer {
  readonly ResponseType: string;
  readonly StatusCode: string;
  readonly ResponseParameters: Readonly<Record<string, string>>;
  readonly ResponseTemplates: Readonly<Record<string, string>>;
}

const answers = Object.values(resourcesOf(templateOf(), 'AWS::ApiGateway::GatewayResponse')).map(
  ({ Properties }) => Properties as unknown as Answer,
);
const byType = Object.fromEntries(answers.map((answer) => [answer.ResponseType, answer]));
const each = answers.map((answer) => [answer.ResponseType, answer] as const);

const template = ({ ResponseTemplates }: Answer, type: string) => ResponseTemplates[type] ?? '';
const header = ({ ResponseParameters }: Answer, name: string) =>
  ResponseParameters[`gatewayresponse.header.${name}`]?.replaceAll(/^'|'$/g, '');

describe("API Gateway's own answers of an organisation", () => {
  const logo = 'data:image/png;base64,AA==';
  const organisation = { name: 'A$AP <$context.identity.sourceIp>', logo, contact: 'help@example.com' };

  test.each(['not-found', 'internal-error'] as const)('%s shows whose site it is', (code) => {
    const { page, headers } = gatewayProblem(code, { language: 'en', basePath: '/dev', organisation });
    // API Gateway would put a value in place of a variable.
    expect(page).toContain('<bdi>A&#36;AP &lt;&#36;context.identity.sourceIp&gt;</bdi>');
    expect(page).toContain(`<img class="logo" src="${logo}" alt=""/>`);
    expect(page).toContain(
      '<a class="button quiet" href="mailto:help@example.com">Ask your administrator</a>',
    );
    expect(page.match(/\$[\w.]+/g)).toStrictEqual(code === 'internal-error' ? ['$context.requestId'] : null);
    expect(headers['Content-Security-Policy']).toContain('; img-src data:; ');
  });

  test('say it in the template', () => {
    const template = templateOf({ settings: { organisation: { name: 'Acme' } } });
    const pages = Object.values(resourcesOf(template, 'AWS::ApiGateway::GatewayResponse')).map(
      ({ Properties }) => (Properties as unknown as Answer).ResponseTemplates['text/html'],
    );
    expect(pages.filter((page) => page?.includes('<bdi>Acme</bdi>'))).toHaveLength(answers.length);
    const variables = Object.values(resourcesOf(template, 'AWS::Lambda::Function')).map(
      ({ Properties }) => (Properties.Environment as { Variables: Record<string, unknown> }).Variables,
    );
    const said = variables.filter(({ ORGANISATION }) => ORGANISATION === '{"name":"Acme"}');
    // All that show pages or send mails, and not the sweep.
    expect(said).toHaveLength(5);
  });
});

describe("API Gateway's own answers", () => {
  test.each([
    ['MISSING_AUTHENTICATION_TOKEN', 404, 'not-found'],
    ['RESOURCE_NOT_FOUND', 404, 'not-found'],
    ['ACCESS_DENIED', 403, 'forbidden'],
    ['EXPIRED_TOKEN', 403, 'forbidden'],
    ['INVALID_API_KEY', 403, 'forbidden'],
    ['INVALID_SIGNATURE', 403, 'forbidden'],
    ['UNAUTHORIZED', 403, 'forbidden'],
    ['WAF_FILTERED', 403, 'forbidden'],
    ['THROTTLED', 429, 'too-many-requests'],
    ['QUOTA_EXCEEDED', 429, 'too-many-requests'],
    ['REQUEST_TOO_LARGE', 413, 'too-large'],
    ['UNSUPPORTED_MEDIA_TYPE', 415, 'unsupported-media-type'],
    ['DEFAULT_4XX', 400, 'bad-request'],
    ['DEFAULT_5XX', 500, 'internal-error'],
  ])('%s is a %d %s', (type, status, code) => {
    const answer = byType[type];
    expect(answer?.StatusCode).toBe(String(status));
    expect(JSON.parse(answer?.ResponseTemplates['application/problem+json'] ?? '')).toMatchObject({
      status,
      code,
    });
  });

  test.each(each)('%s is a problem document, its members in order', (_, answer) => {
    const members = Object.keys(JSON.parse(template(answer, 'application/problem+json')) as object);
    expect(members.slice(0, 5)).toStrictEqual(['type', 'title', 'status', 'detail', 'code']);
  });

  test.each(each)('%s is a page that says the same', (_, answer) => {
    const { title, detail, code } = JSON.parse(template(answer, 'application/problem+json')) as Readonly<
      Record<string, string>
    >;
    const page = template(answer, 'text/html');
    expect(page).toContain(`<h1>${title ?? '?'}</h1>`);
    expect(page).toContain(`<p class="lead">${detail ?? '?'}</p>`);
    expect(page).toContain(`<dt>Error code</dt><dd>${code ?? '?'}</dd>`);
    expect(page).not.toMatch(/<script|<link|<img|src=|style=|url\(/);
  });

  test.each(each)('%s leads to the start page of its stage and to nowhere else', (_, answer) => {
    const links = [...template(answer, 'text/html').matchAll(/<a [^>]*href="([^"]*)"/g)];
    expect(links.map(([, address]) => address)).toStrictEqual(['/dev/', '/dev/']);
  });

  test.each(each)("%s wears the functions' style", (_, answer) => {
    expect(template(answer, 'text/html')).toContain(`<style>${styles}</style>`);
  });

  test.each(each)("%s has the functions' headers", (_, answer) => {
    expect(header(answer, 'Cache-Control')).toBe('no-store');
    expect(header(answer, 'Referrer-Policy')).toBe('same-origin');
    expect(header(answer, 'X-Content-Type-Options')).toBe('nosniff');
    expect(header(answer, 'Strict-Transport-Security')).toBe('max-age=31536000');
  });

  test.each(each)("%s allows its page nothing but the page's own style", (_, answer) => {
    const [, style = ''] = /<style>(.*)<\/style>/s.exec(template(answer, 'text/html')) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(header(answer, 'Content-Security-Policy')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
  });

  test('only a throttled caller gets a time to come back', () => {
    const told = answers.filter((answer) => header(answer, 'Retry-After') !== undefined);
    expect(told.map(({ ResponseType }) => ResponseType).sort()).toStrictEqual([
      'QUOTA_EXCEEDED',
      'THROTTLED',
    ]);
  });

  test('only a failure carries the id of the request; refusals are the same for everybody', () => {
    const variable = answers.filter((answer) =>
      JSON.stringify(answer.ResponseTemplates).includes('$context'),
    );
    expect(variable.map(({ ResponseType }) => ResponseType)).toStrictEqual(['DEFAULT_5XX']);
    for (const answer of variable) expect(template(answer, 'text/html')).toContain('$context.requestId');
  });
});
