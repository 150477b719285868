/** One running copy of a function: a worker thread. The endpoint knows it by its own credentials. */
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import * as v from 'valibot';
import type { Authorizer } from '../aws/authorizer';
import type { AwsCall, Caller, Fault } from '../aws/calls';
import type { Place } from '../template/place';
import type { FunctionDefinition } from '../template/stack';

/** The outcome of an invocation: the handler's answer as JSON, or the failure. */
export type Outcome =
  { readonly ok: true; readonly payload: string } | { readonly ok: false; readonly failure: Failure };

/** A failure as Lambda reports it. */
export interface Failure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/** Takes one line of a function's log. */
export type LogSink = (line: string) => void;

/** What all functions share. */
export interface Surroundings {
  readonly place: Place;
  /** The address of the local endpoint. */
  readonly awsUrl: string;
  readonly log: LogSink;
  readonly authorizer: Authorizer;
  /** The callers that the endpoint accepts, by access key id. */
  readonly callers: Map<string, Caller>;
  readonly onCall: (call: AwsCall) => Fault | undefined;
  /** Milliseconds by which the clock of a function is ahead; without, no clock is touched. */
  readonly clockShift: ((functionName: string) => number) | undefined;
}

type Message =
  | { readonly type: 'ready' }
  | { readonly type: 'log'; readonly line: string }
  | { readonly type: 'result'; readonly payload: string }
  | { readonly type: 'failure'; readonly failure: Failure };

const failed = (errorType: string, errorMessage: string): Outcome => ({
  ok: false,
  failure: { errorType, errorMessage, trace: [] },
});

const exited = 'Runtime exited without providing a reason';

/** One copy of a function, from start to end. It works on one invocation at a time. */
export class ExecutionEnvironment implements Caller {
  readonly definition: FunctionDefinition;
  readonly #surroundings: Surroundings;
  readonly #accessKeyId = newAccessKeyId();
  readonly #logStream = `local/[$LATEST]${randomUUID().replaceAll('-', '')}`;
  readonly #worker: Worker;
  readonly #ready: Promise<void>;
  #invocation:
    | {
        readonly requestId: string;
        readonly event: string;
        readonly settle: (outcome: Outcome) => void;
      }
    | undefined;
  #mayLog: boolean | undefined;
  #running = true;

  constructor(definition: FunctionDefinition, surroundings: Surroundings) {
    this.definition = definition;
    this.#surroundings = surroundings;
    surroundings.callers.set(this.#accessKeyId, this);
    this.#worker = new Worker(join(__dirname, 'worker.mjs'), {
      env: environmentOf(definition, surroundings, {
        accessKeyId: this.#accessKeyId,
        logStream: this.#logStream,
      }),
      // Inherits no loader and no flag of this process.
      execArgv: [],
      workerData: {
        bundle: pathToFileURL(join(definition.directory, 'index.mjs')).href,
        clockShift: surroundings.clockShift?.(definition.name),
        context: {
          functionName: definition.name,
          functionVersion: '$LATEST',
          invokedFunctionArn: definition.arn,
          memoryLimitInMB: String(definition.memoryMegabytes),
          logGroupName: definition.logGroup,
          logStreamName: this.#logStream,
        },
      },
      stdout: true,
      stderr: true,
    });
    this.#ready = new Promise((resolve, reject) => {
      this.#worker.on('message', (message: Message) => {
        if (message.type === 'ready') resolve();
        else this.#take(message);
      });
      const end = (reason: string, details: string) => {
        reject(new Error(reason));
        this.#end(reason, details);
      };
      this.#worker.once('error', (error) =>
        end(String(error), error instanceof Error ? (error.stack ?? '') : String(error)),
      );
      this.#worker.once('exit', () => end(exited, exited));
    });
    // A failed start is reported to the invocation that waits for it. Without one, nobody needs to know.
    this.#ready.catch(() => undefined);
  }

  /** Request id of the current invocation. */
  get invocation(): string | undefined {
    return this.#invocation?.requestId;
  }

  /** Passes a call on to whoever runs the stack. */
  onCall(call: AwsCall): Fault | undefined {
    return this.#surroundings.onCall(call);
  }

  /** Ids of the SQS messages that it works on. */
  get messages(): readonly string[] {
    return this.#invocation ? messagesIn(this.#invocation.event) : [];
  }

  /** Whether it can take invocations, now or after the current one. */
  get running(): boolean {
    return this.#running;
  }

  /** Passes one invocation to the handler. It runs one at a time, and never rejects. */
  async run(requestId: string, event: string): Promise<Outcome> {
    const { name, timeoutSeconds } = this.definition;
    let timer: NodeJS.Timeout | undefined;
    const outcome = new Promise<Outcome>((settle) => {
      this.#invocation = { requestId, event, settle };
    });
    this.#ready.then(
      () => {
        const deadline = Date.now() + timeoutSeconds * 1000;
        timer = setTimeout(() => {
          this.#settle(
            failed('Sandbox.Timedout', `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`),
          );
          void this.crash();
        }, timeoutSeconds * 1000);
        const clockShift = this.#surroundings.clockShift?.(name);
        this.#worker.postMessage({ requestId, event, deadline, clockShift });
      },
      (error: unknown) => this.#settle(failed('Runtime.ExitError', String(error))),
    );
    try {
      return await outcome;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends it at once; resolves when it has ended. The current invocation fails, and no further call follows. */
  crash(): Promise<unknown> {
    this.#stop();
    return this.#worker.terminate();
  }

  #take(message: Exclude<Message, { type: 'ready' }>): void {
    if (message.type === 'log') this.#log(message.line);
    else if (message.type === 'failure') this.#settle({ ok: false, failure: message.failure });
    else this.#settle({ ok: true, payload: message.payload });
  }

  #settle(outcome: Outcome): void {
    const invocation = this.#invocation;
    this.#invocation = undefined;
    invocation?.settle(outcome);
  }

  #stop(): void {
    this.#running = false;
    this.#surroundings.callers.delete(this.#accessKeyId);
  }

  /** Handles the end of the thread. Logs it, unless it ended on purpose while it was idle. */
  #end(reason: string, details: string): void {
    const unexpected = this.#running || this.#invocation !== undefined;
    this.#stop();
    if (unexpected) this.#log(JSON.stringify({ level: 'ERROR', message: details }));
    this.#settle(failed('Runtime.ExitError', `RequestId: ${this.invocation ?? ''} Error: ${reason}`));
  }

  /** As on AWS, a function that may not write its log writes nothing. The laptop reports this once. */
  #log(line: string): void {
    const { authorizer, log, place } = this.#surroundings;
    if (this.#mayLog === undefined) {
      const group = `arn:${place.partition}:logs:${place.region}:${place.account}:log-group:${this.definition.logGroup}`;
      const resource = `${group}:log-stream:${this.#logStream}`;
      const refusals = ['logs:CreateLogStream', 'logs:PutLogEvents'].flatMap(
        (action) => authorizer.refusal(this.definition, { action, resource }) ?? [],
      );
      this.#mayLog = refusals.length === 0;
      for (const refusal of refusals) log(JSON.stringify({ level: 'WARN', message: refusal }));
    }
    if (this.#mayLog) log(line);
  }
}

/** The environment of one copy of a function: the template's variables, and Lambda's own. */
export function environmentOf(
  definition: FunctionDefinition,
  { place, awsUrl }: Pick<Surroundings, 'place' | 'awsUrl'>,
  { accessKeyId, logStream }: { readonly accessKeyId: string; readonly logStream: string },
): Record<string, string> {
  return {
    ...definition.environment,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: randomBytes(30).toString('base64'),
    AWS_SESSION_TOKEN: randomBytes(60).toString('base64'),
    AWS_REGION: place.region,
    AWS_DEFAULT_REGION: place.region,
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMegabytes),
    AWS_LAMBDA_LOG_GROUP_NAME: definition.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    LAMBDA_TASK_ROOT: definition.directory,
    AWS_ENDPOINT_URL: awsUrl,
    // The SDK's advice about old versions of Node.js is for the person who runs the laptop, not for each function.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

const queueEvent = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ Records: v.array(v.object({ messageId: v.string() })) }),
);

/** Ids of the messages in the event of a queue; none in any other event. */
function messagesIn(event: string): readonly string[] {
  const result = v.safeParse(queueEvent, event);
  return result.success ? result.output.Records.map(({ messageId }) => messageId) : [];
}

/** A new access key id in the form of temporary credentials. */
export const newAccessKeyId = (): string => `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
