import { Problem, type ProblemCode } from '../../core/errors';
import type { Language } from '../../core/language';
import { htmlOf } from './answers';
import { pageFor, problemDocument } from './problem-answer';
import { contentSecurityPolicy, everyAnswer } from './security-headers';
import type { Organisation } from '../organisation';
import { webPhrasesNow } from '../words/every-language';
import { tell } from '../words/told-problem';
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

/** The site that the answers belong to. */
export interface GatewaySite {
  /** What comes before every path. */
  readonly basePath: string;

  readonly organisation: Organisation | undefined;

  /** The language of the answers: API Gateway does not look at what a caller prefers. */
  readonly language: Language;
}

/** API Gateway replaces this with the id when it answers. */
const requestId = '$context.requestId';

/**
 * Formats a problem as the functions do, for answers that API Gateway gives without calling one. The stack renders it
 * during the synthesis: `lib` imports nothing else of lambda/web.
 *
 * @param retryAfter seconds until another attempt makes sense.
 */
export function gatewayProblem(code: ProblemCode, site: GatewaySite, retryAfter?: number): GatewayProblem {
  const { basePath, organisation, language } = site;
  const problem = new Problem(code);
  const phrases = webPhrasesNow(language);
  const told = tell(problem, phrases);
  const isFailure = problem.status === 500;
  const page = htmlOf(pageFor(told, isFailure ? { requestId: placeholder } : {}), {
    pathTo: (path) => basePath + path,
    organisation,
    phrases,
    languages: [],
  });
  return {
    status: problem.status,
    headers: {
      ...everyAnswer,
      'Content-Language': language,
      'Content-Security-Policy': contentSecurityPolicy({
        style: styles,
        images: organisation?.logo !== undefined,
        forms: false,
      }),
      ...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }),
    },
    document: problemDocument(problem.status, told, isFailure ? { requestId } : {}),
    // API Gateway would replace a variable in the organisation's name too.
    page: page.replaceAll('$', '&#36;').replace(`<dd>${placeholder}</dd>`, () => `<dd>${requestId}</dd>`),
  };
}

/** Stands for the request id until all other dollar signs are escaped. */
const placeholder = 'request-id';
