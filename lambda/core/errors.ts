/** Errors that a caller may see. Any other error becomes a bland 500, with its cause in the log only. */

/** The codes that callers can rely on. They are part of the public contract. */
export type ProblemCode =
  | 'bad-request'
  | 'forbidden'
  | 'not-found'
  | 'cross-site'
  | 'unsupported-media-type'
  | 'too-large'
  | 'too-many-requests'
  | 'sign-in-required'
  | 'code-invalid'
  | 'password-rejected'
  | 'pickup-code-required'
  | 'wrong-pickup-code'
  | 'link-unavailable'
  | 'try-again'
  | 'internal-error';

/** What a problem tells the caller: its HTTP status, a short title, and what to do about it. */
interface ProblemText {
  readonly status: 400 | 401 | 403 | 404 | 410 | 413 | 415 | 422 | 429 | 500 | 503;
  readonly title: string;
  readonly detail: string;
}

const problems: Readonly<Record<ProblemCode, ProblemText>> = {
  'bad-request': {
    status: 400,
    title: 'That request cannot be read',
    detail: 'Check the form and send it again.',
  },
  // Only API Gateway uses this one, for the allow-list.
  forbidden: {
    status: 403,
    title: 'You cannot use this from here',
    detail: 'Ask your administrator which networks may use it.',
  },
  'not-found': {
    status: 404,
    title: 'There is no such page',
    detail: 'Check the address, or go back to the start page.',
  },
  'cross-site': {
    status: 403,
    title: 'This request came from another site',
    detail: 'Open the page here and send the form from there.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'That content type is not supported',
    detail: 'Send application/x-www-form-urlencoded or application/json.',
  },
  'too-large': {
    status: 413,
    title: 'That request is too large',
    detail: 'Send at most 8 KiB.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    detail:
      'Wait a while, then ask again. A mail that was sent before still works. Did you ask only once or twice? Our mails have a link that lets this browser through at once.',
  },
  'sign-in-required': {
    status: 401,
    title: 'Sign in first',
    detail: 'You are not signed in, or your session has ended. Sign in with a code that we mail you.',
  },
  'code-invalid': {
    status: 401,
    title: 'That code is not valid',
    detail:
      'Check the code in the newest mail, or ask for a new one. A code works once, for a few minutes, and only in the browser that asked for it.',
  },
  'password-rejected': {
    status: 422,
    title: 'Choose another password',
    detail: 'This one is not accepted. Your code is not used up.',
  },
  'pickup-code-required': {
    status: 401,
    title: 'Enter your pickup code',
    detail:
      'This is not the browser that asked for the reset. Enter the 6-digit pickup code from that browser. The link is not used up.',
  },
  'wrong-pickup-code': {
    status: 403,
    title: 'That pickup code is wrong',
    detail:
      'Enter the 6-digit code from the browser that asked for the reset. After 5 wrong codes, the link stops working.',
  },
  'link-unavailable': {
    status: 410,
    title: 'Invalid! This link is expired or has been already used once',
    detail: 'Ask for a new reset. It replaces the password that this link was for.',
  },
  'try-again': {
    status: 503,
    title: 'That did not work this time',
    detail: 'Nothing was used up. Wait a few seconds, then try the same link again.',
  },
  'internal-error': {
    status: 500,
    title: 'Something went wrong',
    detail:
      'This is not your fault. Try again. If it keeps happening, give the request id to your administrator.',
  },
};

/** A refusal with a stable code, a status and a public text; the cause is for the log. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: ProblemText['status'];
  readonly title: string;
  readonly detail: string;
  /** Seconds until another attempt makes sense; sent as `Retry-After`. */
  readonly retryAfter: number | undefined;
  /** Each thing to correct, as a sentence; for a problem that can have several. */
  readonly reasons: readonly string[] | undefined;
  /** The limit that was reached. It is for the log only: answers do not say which limit counts what. */
  readonly limit: string | undefined;

  constructor(
    code: ProblemCode,
    options: {
      /** Only for people: programs go by the code. */
      readonly title?: string;
      readonly detail?: string;
      readonly retryAfter?: number;
      readonly reasons?: readonly string[];
      readonly limit?: string | undefined;
      readonly cause?: unknown;
    } = {},
  ) {
    const text = problems[code];
    super(options.title ?? text.title, { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    this.status = text.status;
    this.title = options.title ?? text.title;
    this.detail = options.detail ?? text.detail;
    this.retryAfter = options.retryAfter;
    this.reasons = options.reasons;
    this.limit = options.limit;
  }
}
