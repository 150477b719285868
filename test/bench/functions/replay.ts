/** The answers of AWS that a function got before, for the same calls again. */
import type { Answer } from '../recording/call';
import type { Exchange } from '../recording/recorder';
import type { Step } from '../recording/flows';

/** A call and its answer. */
export type Recorded = Pick<Exchange, 'call' | 'answer'>;

const empty: Answer = { status: 200, contentType: 'application/x-amz-json-1.0', body: '{}' };

/** Answers calls. */
export class Replay {
  /** How many calls it answered so far. */
  calls = 0;
  readonly #answers = new Map<string, Answer[]>();
  readonly #earlier: ReadonlyMap<string, Answer>;

  /**
   * @param exchanges what a step called. Calls that are alike get their answers in the recorded order, over and over.
   * @param earlier for calls that the step did not make, such as those while a function is loaded. Any other call gets an
   *   empty answer, as an item that is not there.
   */
  constructor({ exchanges, earlier }: { exchanges: readonly Recorded[]; earlier: readonly Recorded[] }) {
    for (const { call, answer } of exchanges)
      this.#answers.set(call, [...(this.#answers.get(call) ?? []), answer]);
    this.#earlier = new Map(earlier.map(({ call, answer }) => [call, answer]));
  }

  answerTo(call: string): Answer {
    this.calls += 1;
    const queue = this.#answers.get(call);
    const answer = queue?.shift();
    if (!queue || !answer) return this.#earlier.get(call) ?? empty;
    queue.push(answer);
    return answer;
  }
}

/** What of a step is needed to answer its calls. */
export const recordedIn = ({ exchanges, earlier }: Pick<Step, 'exchanges' | 'earlier'>) => {
  const answers = (all: readonly Recorded[]) => all.map(({ call, answer }) => ({ call, answer }));
  return { exchanges: answers(exchanges), earlier: answers(earlier) };
};
