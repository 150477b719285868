/** Questions to the person at the terminal, which may end at any time. */
import { createInterface } from 'node:readline';
import { Refusal } from './refusal';

/** A command that asks, and that can be interrupted. */
export interface Conversation {
  /** Asks, and resolves with the line. @throws Refusal when it is interrupted, or when the input ends. */
  readonly ask: (question: string) => Promise<string>;
  /** Tells how far it is. */
  readonly tell: (text: string) => void;
  /** Aborted with a Refusal when the command is interrupted. */
  readonly signal: AbortSignal;
  /** Ends it. Until then, an interruption does not end the process. */
  readonly end: () => void;
}

/** Talks on standard input and standard error: standard output has the result only. */
export function conversation(): Conversation {
  const interruption = new AbortController();
  const interrupt = () => interruption.abort(new Refusal('interrupted', 'Interrupted.'));
  const { signal } = interruption;
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const each of signals) process.on(each, interrupt);
  const input = createInterface({ input: process.stdin });
  const lines = input[Symbol.asyncIterator]();
  const interrupted = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Refusal), { once: true }),
  );
  // Nobody may be waiting for an answer then.
  interrupted.catch(() => undefined);
  return {
    async ask(question) {
      process.stderr.write(`${question}\n> `);
      const line = await Promise.race([lines.next(), interrupted]);
      if (line.done === true) throw new Refusal('no-answer', 'The input ended before the answer.');
      return line.value.trim();
    },
    tell: (text) => void process.stderr.write(text),
    signal,
    end() {
      input.close();
      for (const each of signals) process.off(each, interrupt);
    },
  };
}
