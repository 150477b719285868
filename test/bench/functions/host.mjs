/**
 * Runs one function in a process of its own, so that its processor time and its memory can be told from all else. It
 * imports the bundle, then calls the handler as often as it is told to. Plain JavaScript: a compiler would be measured, too.
 */
import process from 'node:process';

/** @typedef {{ event: unknown, calls: number, status: number | undefined }} Order */

const context = { awsRequestId: 'bench', getRemainingTimeInMillis: () => 900_000 };
const processorTime = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const { handler } = await import(process.argv[2]);
process.send({ ready: true });

process.on('message', async (/** @type {Order} */ { event, calls, status }) => {
  // Not on the heap, whose growth is measured.
  const marks = new Float64Array(calls + 1);
  globalThis.gc();
  const heapBefore = process.memoryUsage().heapUsed;
  for (let call = 0; call < calls; call += 1) {
    marks[call] = processorTime();
    const answer = await handler(event, context);
    // A refusal would be fast, and its time would mean nothing.
    if (answer?.statusCode !== status || answer?.batchItemFailures?.length > 0) {
      process.send({ error: `Not as expected: ${JSON.stringify(answer)}` });
      return;
    }
  }
  marks[calls] = processorTime();
  globalThis.gc();
  const heapGrowth = process.memoryUsage().heapUsed - heapBefore;
  const processor = Array.from({ length: calls }, (_, call) => marks[call + 1] - marks[call]);
  process.send({ processor, heapGrowth });
});
