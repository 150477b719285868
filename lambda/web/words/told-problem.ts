import type { Problem, ProblemCode } from '../../core/errors';
import type { PasswordFault } from '../../core/password/policy';
import { fill } from './texts';
import type { WebPhrases } from './web';

/** A problem as a caller reads it. */
export interface ToldProblem {
  readonly code: ProblemCode;
  readonly title: string;
  readonly detail: string;
  /** Each thing to correct, as a sentence. */
  readonly reasons?: readonly string[] | undefined;
}

/** Puts a problem into words. */
export function tell({ code, special, detail, faults }: Problem, { texts }: WebPhrases): ToldProblem {
  const { byCode, titles, details } = texts.problems;
  return {
    code,
    title: special === 'no-cookie' || special === 'vouch-link' ? titles[special] : byCode[code].title,
    detail: detail ?? (special === undefined ? byCode[code].detail : details[special]),
    reasons: faults?.map((fault) => sentenceAbout(fault, texts.problems.faults)),
  };
}

function sentenceAbout(fault: PasswordFault, texts: WebPhrases['texts']['problems']['faults']): string {
  if (fault.name === 'refused-by-aws') return fill(texts[fault.name], { reason: fault.reason });
  return fill(texts[fault.name], { count: 'count' in fault ? fault.count : '' });
}
