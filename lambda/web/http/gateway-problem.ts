import { Problem, type ProblemCode } from '../../core/errors';
import { htmlOf } from './page';
import { pageFor, problemDocument } from './problem-answer';
import { contentSecurityPolicy, everyAnswer } from './security-headers';
import { styles } from '../pages/layout/styles';

/** What API Gateway answers by itself, in both forms. */
export interface GatewayProblem {
  /** The HTTP status. */
  readonly status: number;

  /** Headers, whatever the form. */
  readonly headers: Readonly<Record<string, string>>;

  /** The problem document, for programs. */
  readonly document: string;

  /** The page, for people. */
  readonly page: string;
}

/**
 * A problem as the functions tell it, for API Gateway to answer without asking one. The stack renders it while it is
 * synthesized: `lib` imports nothing else of lambda/web.
 *
 * @param stage the stage's name, the first part of every path.
 * @param retryAfter seconds until another try makes sense.
 */
export function gatewayProblem(code: ProblemCode, stage: string, retryAfter?: number): GatewayProblem {
  const problem = new Problem(code);
  // API Gateway puts the id in when it answers.
  const reference = problem.status === 500 ? { requestId: '$context.requestId' } : {};
  const page = htmlOf(pageFor(problem, reference), (path) => `/${stage}${path}`);
  if (page instanceof Promise) throw new Error(`The page for "${code}" is not there at once.`);
  return {
    status: problem.status,
    headers: {
      ...everyAnswer,
      'Content-Security-Policy': contentSecurityPolicy({ style: styles, forms: false }),
      ...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }),
    },
    document: problemDocument(problem, reference),
    page: page.toString(),
  };
}
