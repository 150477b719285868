import { createHash } from 'node:crypto';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { ResponseType } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';

/** What API Gateway says by itself, in the words that the functions use for the same. */
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

const style =
  ':root{color-scheme:light dark}' +
  'body{font:1.125rem/1.5 system-ui,sans-serif;max-width:36rem;margin:10vh auto;padding:0 1.25rem}' +
  'h1{font-size:1.5rem;line-height:1.25}';

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
}

/**
 * What the API answers without asking a function: unknown paths, the allow-list, the throttle, failures. The same shape
 * and headers as the functions' errors, so that nobody can tell who answered.
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
          'text/html': problemPage(problem),
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

function problemPage({ title, detail, withRequestId }: GatewayProblem): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title} – Passlink</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${title}</h1>`,
    `<p>${detail}</p>`,
    ...(withRequestId === true ? ['<p>Request id: <code>$context.requestId</code></p>'] : []),
    '</main>',
    '</body>',
    '</html>',
  ].join('\n');
}
