import type { Clock } from './ports';

/**
 * Asks once for what changes rarely, and remembers the answer for a while. A failure is not remembered: the last answer
 * is given in its place, if there was one.
 */
export function memoize<Answer>(
  ask: () => Promise<Answer>,
  milliseconds: number,
  clock: Clock,
): () => Promise<Answer> {
  let last: { readonly answer: Answer } | undefined;
  let question: { readonly answer: Promise<Answer>; readonly until: number } | undefined;

  const askAgain = (until: number) => {
    const asked = {
      until,
      answer: ask().then(
        (answer) => {
          last = { answer };
          return answer;
        },
        (error: unknown) => {
          if (question === asked) question = undefined;
          if (last === undefined) throw error;
          return last.answer;
        },
      ),
    };
    return asked;
  };

  return () => {
    const now = clock().getTime();
    if (question === undefined || question.until <= now) question = askAgain(now + milliseconds);
    return question.answer;
  };
}
