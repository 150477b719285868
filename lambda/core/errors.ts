/** Errors that a caller may see. Any other error becomes a bland 500, with its cause in the log only. */
import type { PasswordFault } from './password/policy';

/** The codes that callers can rely on, with their HTTP status. They are part of the public contract. */
const statuses = {
  'bad-request': 400,
  // API Gateway uses this one, for the allow-list and for administrators.
  forbidden: 403,
  'not-found': 404,
  'cross-site': 403,
  'unsupported-media-type': 415,
  'too-large': 413,
  'too-many-requests': 429,
  'sign-in-required': 401,
  'code-invalid': 401,
  'password-rejected': 422,
  'pickup-code-required': 401,
  'wrong-pickup-code': 403,
  'link-unavailable': 410,
  'try-again': 503,
  paused: 503,
  'internal-error': 500,
} as const;

export type ProblemCode = keyof typeof statuses;

/** A case that has a text of its own, in place of the usual one for its code. */
export type ProblemCase =
  | 'not-utf-8'
  | 'repeated-field'
  | 'not-an-object'
  | 'no-cookie'
  | 'vouch-link'
  | 'dispute-link'
  | 'account-not-locked'
  | 'account-busy'
  | 'password-maybe-changed'
  | 'password-not-changed';

/** A refusal with a stable code and a status; the cause is for the log. Its text depends on the caller's language. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: (typeof statuses)[ProblemCode];
  readonly special: ProblemCase | undefined;
  /** What is wrong with this request, if no text is good for all: in the caller's language already. */
  readonly detail: string | undefined;
  /** Seconds until another attempt makes sense; sent as `Retry-After`. */
  readonly retryAfter: number | undefined;
  /** Each thing to correct; for a refused password. */
  readonly faults: readonly PasswordFault[] | undefined;
  /** The limit that was reached. It is for the log only: answers do not say which limit counts what. */
  readonly limit: string | undefined;

  constructor(
    code: ProblemCode,
    options: {
      readonly special?: ProblemCase;
      readonly detail?: string;
      readonly retryAfter?: number;
      readonly faults?: readonly PasswordFault[];
      readonly limit?: string | undefined;
      readonly cause?: unknown;
    } = {},
  ) {
    super(options.special ?? code, { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    this.status = statuses[code];
    this.special = options.special;
    this.detail = options.detail;
    this.retryAfter = options.retryAfter;
    this.faults = options.faults;
    this.limit = options.limit;
  }
}
