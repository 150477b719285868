import type { Clock } from './ports';

/** Asks once for what changes rarely, and remembers the answer for a while. A failure is not remembered. */
export function remember<Answer>(
  ask: () => Promise<Answer>,
  milliseconds: number,
  clock: Clock,
): () => Promise<Answer> {
  let known: { readonly answer: Promise<Answer>; readonly until: number } | undefined;
  return () => {
    const now = clock().getTime();
    if (known === undefined || known.until <= now) {
      const answer = ask();
      const asked = { answer, until: now + milliseconds };
      known = asked;
      answer.catch(() => {
        if (known === asked) known = undefined;
      });
    }
    return known.answer;
  };
}
