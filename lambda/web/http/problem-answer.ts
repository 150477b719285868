import type { Log } from '../../core/events';
import { Problem } from '../../core/errors';
import { wantsJson } from './negotiation';
import { page } from './page';
import type { Page } from '../pages/layout/document';
import { problemPage } from '../pages/layout/problem-page';
import { unavailablePage } from '../pages/layout/unavailable-page';
import { type Call, requestId } from './request';

/** A problem document as in RFC 9457. Its `type` is a name, not an address to open. */
export function problemDocument(problem: Problem, extra: Readonly<Record<string, string>>): string {
  const { code, title, status, detail, reasons } = problem;
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
export function answerProblem(c: Call, problem: Problem): Response | Promise<Response> {
  const reference = problem.status === 500 ? { requestId: requestId(c) } : {};
  if (problem.retryAfter !== undefined) c.header('Retry-After', String(Math.ceil(problem.retryAfter)));
  if (wantsJson(c)) {
    const headers = { 'Content-Type': 'application/problem+json' };
    return c.body(problemDocument(problem, reference), problem.status, headers);
  }
  return page(c, formFor(c, problem) ?? pageFor(problem, reference), problem.status);
}

/** The form again, if the caller can correct the request there. A caller cannot correct an internal error. */
function formFor(c: Call, problem: Problem): Page | undefined {
  return problem.status === 500 ? undefined : c.var.formFor?.(problem);
}

/** The page that says what went wrong when no form can correct it. */
export function pageFor(problem: Problem, reference: { readonly requestId?: string }): Page {
  if (problem.code === 'link-unavailable') return unavailablePage(problem);
  const { code, title, detail } = problem;
  return problemPage({ code, title, detail, ...reference });
}

/**
 * Answers a thrown error. A problem goes to the caller. For any other error, the cause goes to the log and the caller
 * gets the request id.
 */
export function answerError(c: Call, error: unknown, log: Log): Response | Promise<Response> {
  if (error instanceof Problem) {
    log.warn(
      'request.refused',
      { requestId: requestId(c), code: error.code, status: error.status },
      error.cause,
    );
    return answerProblem(c, error);
  }
  log.error('request.failed', { requestId: requestId(c) }, error);
  return answerProblem(c, new Problem('internal-error', { cause: error }));
}
