import { createHash } from 'node:crypto';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { ResponseType } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';

/**
 * What API Gateway says by itself, in the words that the functions use for the same. The texts are those of
 * lambda/core/errors.ts, written again because lib may not reach into lambda's code; a test compares them.
 */
export interface GatewayProblem {
  /** The stable code of the public contract. */
  readonly code: string;

  /** The HTTP status. */
  readonly status: number;

  /** A short title. */
  readonly title: string;

  /** What the reader can do about it. */
  readonly detail: string;

  /**
   * Seconds until another try makes sense.
   *
   * @default - no `Retry-After`
   */
  readonly retryAfter?: number;

  /**
   * Whether the answer carries the id of the request, to ask the administrator with.
   *
   * @default - it does not; refusals are the same for everybody
   */
  readonly withRequestId?: boolean;
}

/** Every problem that API Gateway answers by itself, by code. */
export const GATEWAY_PROBLEMS = {
  'bad-request': {
    code: 'bad-request',
    status: 400,
    title: 'That request cannot be read',
    detail: 'Check the form and send it again.',
  },
  forbidden: {
    code: 'forbidden',
    status: 403,
    title: 'You cannot use this from here',
    detail: 'Ask your administrator from which networks it can be used.',
  },
  'not-found': {
    code: 'not-found',
    status: 404,
    title: 'There is no such page',
    detail: 'Check the address, or start again from the first page.',
  },
  'too-large': {
    code: 'too-large',
    status: 413,
    title: 'That request is too large',
    detail: 'Send at most 8 KiB.',
  },
  'unsupported-media-type': {
    code: 'unsupported-media-type',
    status: 415,
    title: 'That content type is not supported',
    detail: 'Send application/x-www-form-urlencoded or application/json.',
  },
  'too-many-requests': {
    code: 'too-many-requests',
    status: 429,
    title: 'Too many requests',
    detail: 'Wait a while, then ask again. A mail that was sent before still works.',
    // The stage's throttle refills within a second; a little longer spreads the crowd out.
    retryAfter: 10,
  },
  'internal-error': {
    code: 'internal-error',
    status: 500,
    title: 'Something went wrong',
    detail: 'It is not your fault. Try again; if it goes on, give the request id to your administrator.',
    withRequestId: true,
  },
} satisfies Readonly<Record<string, GatewayProblem>>;

/** Which problem stands for which of API Gateway's own answers. The defaults take what is not named. */
const answers: readonly (readonly [ResponseType, GatewayProblem])[] = [
  // An unknown path, and an unknown method of a known path.
  [ResponseType.MISSING_AUTHENTICATION_TOKEN, GATEWAY_PROBLEMS['not-found']],
  [ResponseType.RESOURCE_NOT_FOUND, GATEWAY_PROBLEMS['not-found']],
  // The allow-list, and credentials for AWS that nothing here asks for.
  [ResponseType.ACCESS_DENIED, GATEWAY_PROBLEMS.forbidden],
  [ResponseType.EXPIRED_TOKEN, GATEWAY_PROBLEMS.forbidden],
  [ResponseType.INVALID_API_KEY, GATEWAY_PROBLEMS.forbidden],
  [ResponseType.INVALID_SIGNATURE, GATEWAY_PROBLEMS.forbidden],
  [ResponseType.UNAUTHORIZED, GATEWAY_PROBLEMS.forbidden],
  [ResponseType.WAF_FILTERED, GATEWAY_PROBLEMS.forbidden],
  [ResponseType.QUOTA_EXCEEDED, GATEWAY_PROBLEMS['too-many-requests']],
  [ResponseType.THROTTLED, GATEWAY_PROBLEMS['too-many-requests']],
  [ResponseType.REQUEST_TOO_LARGE, GATEWAY_PROBLEMS['too-large']],
  [ResponseType.UNSUPPORTED_MEDIA_TYPE, GATEWAY_PROBLEMS['unsupported-media-type']],
  [ResponseType.DEFAULT_4XX, GATEWAY_PROBLEMS['bad-request']],
  [ResponseType.DEFAULT_5XX, GATEWAY_PROBLEMS['internal-error']],
];

/** The look of the functions' pages, as far as one text needs it; a test holds the colours to those of lambda/web. */
const style = `
:root { color-scheme: light dark; --ground: #f7f7f5; --line: #e2e2dd; --ink: #1b1e24; --soft: #565b66; --accent: #2a4fc4; --accent-strong: #1f3c9b; --on-accent: #ffffff; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #111317; --line: #2c3038; --ink: #e9ebef; --soft: #a6adba; --accent: #9db4ff; --accent-strong: #c0cfff; --on-accent: #0f1730; }
}
*, ::before { box-sizing: border-box; }
body { margin: 0 auto; max-width: 40rem; min-height: 100vh; padding: 1.5rem 1.25rem; display: flex; flex-direction: column; background: var(--ground); color: var(--ink); font: 1.0625rem/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif; overflow-wrap: break-word; }
main { flex: 1; padding: 2.5rem 0 3rem; }
h1, p { margin: 0 0 1rem; }
h1 { font-size: clamp(1.75rem, 1.4rem + 1.8vw, 2.375rem); line-height: 1.18; letter-spacing: -0.02em; }
.lead { font-size: 1.1875rem; line-height: 1.5; color: var(--soft); margin-bottom: 2rem; }
.brand a { display: inline-block; padding: 0.25rem 0; color: var(--ink); font-weight: 650; text-decoration: none; }
.brand a:hover { text-decoration: underline; }
.brand a::before { content: ''; display: inline-block; width: 0.875rem; height: 0.875rem; margin-right: 0.5rem; border: 0.25rem solid var(--accent); border-radius: 50%; vertical-align: -0.0625rem; }
.button { display: inline-block; min-height: 3rem; padding: 0.6875rem 1.375rem; border: 1px solid transparent; border-radius: 8px; background: var(--accent); color: var(--on-accent); font-weight: 600; text-decoration: none; }
.button:hover { background: var(--accent-strong); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 4px; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 0.25rem 1rem; margin: 2.5rem 0 1rem; font-size: 0.875rem; color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; font-family: ui-monospace, Menlo, Consolas, monospace; }
footer { border-top: 1px solid var(--line); padding-top: 1rem; font-size: 0.875rem; color: var(--soft); }
`;

/** Headers of every answer, the same as the functions set; the page's own style is all that it may use. */
const headers = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'same-origin',
  'Strict-Transport-Security': 'max-age=31536000',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
};

/** Properties of `GatewayAnswers`. */
export interface GatewayAnswersProps {
  /** The API whose own answers these are. */
  readonly api: RestApi;

  /** The stage's name: the first page is there, and the answers link to it. */
  readonly stage: string;
}

/**
 * What the API answers without asking a function: unknown paths, the allow-list, the throttle, failures. The shape, the
 * texts and the headers are those of the functions' errors, so that programs and people need not care who answered. It
 * can be told: API Gateway adds headers of its own, and only it says "forbidden".
 */
export class GatewayAnswers extends Construct {
  constructor(scope: Construct, id: string, props: GatewayAnswersProps) {
    super(scope, id);
    for (const [type, problem] of answers) {
      props.api.addGatewayResponse(type.responseType, {
        type,
        statusCode: String(problem.status),
        responseHeaders: staticHeaders({
          ...headers,
          ...(problem.retryAfter !== undefined && { 'Retry-After': String(problem.retryAfter) }),
        }),
        // API Gateway puts `$context` variables into these and does nothing else with them.
        templates: {
          'application/problem+json': problemDocument(problem),
          'text/html': problemPage(problem, props.stage),
        },
      });
    }
  }
}

/** API Gateway takes a value in single quotes for itself, and one without for where to find it. */
function staticHeaders(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, `'${value}'`]));
}

function problemDocument({ code, title, status, detail, withRequestId }: GatewayProblem): string {
  return JSON.stringify({
    type: `urn:passlink:problem:${code}`,
    title,
    status,
    detail,
    code,
    ...(withRequestId === true && { requestId: '$context.requestId' }),
  });
}

function problemPage({ code, title, detail, withRequestId }: GatewayProblem, stage: string): string {
  const firstPage = `/${stage}/`;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<title>${title} – Passlink</title>`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="robots" content="noindex, nofollow">',
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    `<header class="brand"><a href="${firstPage}">Passlink</a></header>`,
    '<main>',
    `<h1>${title}</h1>`,
    `<p class="lead">${detail}</p>`,
    `<p><a class="button" href="${firstPage}">Go to the first page</a></p>`,
    '<dl>',
    `<dt>Error code</dt><dd>${code}</dd>`,
    ...(withRequestId === true ? ['<dt>Request id</dt><dd>$context.requestId</dd>'] : []),
    '</dl>',
    '</main>',
    '<footer>Passlink never asks for your current password.</footer>',
    '</body>',
    '</html>',
  ].join('\n');
}
