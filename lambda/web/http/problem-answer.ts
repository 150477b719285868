import type { Log } from '../../core/events';
import { Problem } from '../../core/errors';
import { wantsJson } from './negotiation';
import { page } from './answers';
import type { Page } from '../pages/layout/document';
import { problemPage } from '../pages/layout/problem-page';
import { unavailablePage } from '../pages/layout/unavailable-page';
import { type Answer, type Call, requestId } from './request';
import { tell, type ToldProblem } from '../words/told-problem';

/** A problem document as in RFC 9457. Its `type` is a name, not an address to open. */
export function problemDocument(
  status: number,
  { code, title, detail, reasons }: ToldProblem,
  extra: Readonly<Record<string, string>>,
): string {
  return JSON.stringify({
    type: `urn:passlink:problem:${code}`,
    title,
    status,
    detail,
    code,
    reasons,
    ...extra,
  });
}

/**
 * Answers with a problem: as a problem document, or as a page that says the same. Only an internal error carries the
 * request id. Refusals are the same for everybody, byte for byte.
 */
export function answerProblem(call: Call, problem: Problem): Answer {
  const { status, retryAfter } = problem;
  const told = tell(problem, call.site.phrases);
  const reference = status === 500 ? { requestId: requestId(call) } : {};
  // The form again, if the caller can correct the request there. A caller cannot correct an internal error.
  const { headers, body } = wantsJson(call)
    ? {
        headers: { 'Content-Type': 'application/problem+json' },
        body: problemDocument(status, told, reference),
      }
    : page(call, (status === 500 ? undefined : call.formFor?.(told)) ?? pageFor(told, reference));
  const wait = retryAfter === undefined ? {} : { 'Retry-After': String(Math.ceil(retryAfter)) };
  return { status, headers: { ...headers, ...wait }, body };
}

/** The page that says what went wrong when no form can correct it. */
export function pageFor(problem: ToldProblem, reference: { readonly requestId?: string }): Page {
  if (problem.code === 'link-unavailable') return unavailablePage(problem);
  const { code, title, detail } = problem;
  return problemPage({ code, title, detail, ...reference });
}

/**
 * Answers a thrown error. A problem goes to the caller. For any other error, the cause goes to the log and the caller
 * gets the request id.
 */
export function answerError(call: Call, error: unknown, log: Log): Answer {
  if (error instanceof Problem) {
    log.warn(
      'request.refused',
      {
        requestId: requestId(call),
        code: error.code,
        status: error.status,
        ...(error.limit !== undefined && { limit: error.limit }),
      },
      error.cause,
    );
    return answerProblem(call, error);
  }
  log.error('request.failed', { requestId: requestId(call) }, error);
  return answerProblem(call, new Problem('internal-error', { cause: error }));
}
