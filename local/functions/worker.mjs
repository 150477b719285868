/**
 * Runs one copy of a function in its own thread, as Lambda's runtime does. It imports the module once, then passes one
 * invocation after the other to its handler. It is plain JavaScript, so that it starts without a compiler.
 */
import process from 'node:process';
import { format } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import { realNow, shiftClock } from './clock.mjs';

/** @typedef {{ requestId: string, event: string, deadline: number, clockShift?: number }} Invocation */

/**
 * Sends log lines over the same channel as the results. So everything that a function wrote before its answer is
 * already logged.
 */
for (const stream of [process.stdout, process.stderr]) {
  let unfinished = '';
  stream.write = (chunk, encodingOrCallback, callback) => {
    const lines = (unfinished + String(chunk)).split('\n');
    unfinished = lines.pop() ?? '';
    for (const line of lines) parentPort.postMessage({ type: 'log', line });
    const done = typeof encodingOrCallback === 'function' ? encodingOrCallback : callback;
    done?.();
    return true;
  };
}

/** @param {unknown} error */
const described = (error) =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] }
    : { errorType: typeof error, errorMessage: format(error), trace: [] };

/** @param {Invocation} invocation */
const contextOf = ({ requestId, deadline }) => ({
  ...workerData.context,
  awsRequestId: requestId,
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(0, deadline - realNow()),
});

// Before the import, so that the function finds no other clock than its own.
if (workerData.clockShift !== undefined) shiftClock(workerData.clockShift);
const { handler } = await import(workerData.bundle);
parentPort.postMessage({ type: 'ready' });

parentPort.on('message', async (/** @type {Invocation} */ invocation) => {
  if (invocation.clockShift !== undefined) shiftClock(invocation.clockShift);
  try {
    const result = await handler(JSON.parse(invocation.event), contextOf(invocation));
    parentPort.postMessage({ type: 'result', payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    const failure = described(error);
    process.stderr.write(`${JSON.stringify({ level: 'ERROR', message: 'Invoke Error', ...failure })}\n`);
    parentPort.postMessage({ type: 'failure', failure });
  }
});
