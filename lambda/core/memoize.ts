import type { Clock } from './ports';

/**
 * Asks for a value that changes rarely, and remembers the answer for a while. It does not remember a failure: it
 * returns the last answer instead, if there is one.
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
