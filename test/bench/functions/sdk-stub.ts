/** Stands in for the AWS SDK inside a bundle: each call gets its recorded answer at once. */
import { readFileSync } from 'node:fs';
import { kindOf, type Answer } from '../recording/call';
import { Replay, type Recorded } from './replay';

/** Names the file with the recorded answers. */
export const answersVariable = 'BENCH_ANSWERS';

interface Command {
  readonly operation: string;
  readonly input: unknown;
}

const file = process.env[answersVariable] ?? '';
const replay = new Replay(
  JSON.parse(readFileSync(file, 'utf8')) as Record<'exchanges' | 'earlier', readonly Recorded[]>,
);

/** How a call is sent. */
interface Sending {
  readonly abortSignal?: AbortSignal;
}

/** What the client of a service exports: classes for itself and for its commands. */
export const sdkOf = (service: string) => ({
  client: () =>
    class {
      send({ operation, input }: Command, { abortSignal }: Sending = {}): Promise<unknown> {
        if (abortSignal?.aborted === true) return Promise.reject(new Error('Not sent.'));
        const kind = service === 'dynamodb' ? kindOf(JSON.stringify(input)) : '';
        return outcome(replay.answerTo(`${service}:${operation}${kind}`));
      }
    },
  command: (operation: string) =>
    class implements Command {
      readonly operation = operation;
      constructor(readonly input: unknown) {}
    },
});

/** The members that are bytes, which JSON has as text. */
const bytes = new Set(['Mac', 'PublicKey', 'Signature']);

function outcome({ status, body }: Answer): Promise<unknown> {
  const output = JSON.parse(body, (name, value: unknown) =>
    bytes.has(name) && typeof value === 'string' ? Buffer.from(value, 'base64') : value,
  ) as Readonly<Record<string, unknown>>;
  if (status < 400) return Promise.resolve(output);
  const name = String(output.__type).split('#').at(-1) ?? 'Error';
  return Promise.reject(Object.assign(new Error(name), { name }));
}
