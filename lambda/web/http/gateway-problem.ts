import { Problem, type ProblemCode } from '../../core/errors';
import { htmlOf } from './answers';
import { pageFor, problemDocument } from './problem-answer';
import { contentSecurityPolicy, everyAnswer } from './security-headers';
import { styles } from '../pages/layout/styles';

/** What API Gateway answers without calling a function, in both formats. */
export interface GatewayProblem {
  readonly status: number;

  /** Headers, for either format. */
  readonly headers: Readonly<Record<string, string>>;

  /** The problem document, for programs. */
  readonly document: string;

  /** The page, for people. */
  readonly page: string;
}

/**
 * Formats a problem as the functions do, for answers that API Gateway gives without calling one. The stack renders it
 * during the synthesis: `lib` imports nothing else of lambda/web.
 *
 * @param stage the stage's name, the first part of every path.
 * @param retryAfter seconds until another attempt makes sense.
 */
export function gatewayProblem(code: ProblemCode, stage: string, retryAfter?: number): GatewayProblem {
  const problem = new Problem(code);
  // API Gateway replaces this with the id when it answers.
  const reference = problem.status === 500 ? { requestId: '$context.requestId' } : {};
  return {
    status: problem.status,
    headers: {
      ...everyAnswer,
      'Content-Security-Policy': contentSecurityPolicy({ style: styles, forms: false }),
      ...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }),
    },
    document: problemDocument(problem, reference),
    page: htmlOf(pageFor(problem, reference), (path) => `/${stage}${path}`),
  };
}
