/** Records every call to AWS on its way to the laptop's endpoint: who made it, when it began and ended, and the answer. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { callOf, type Answer } from './call';
import { folderOf, type Account, type FunctionName, type Local } from './laptop';
import type { Template } from '../../../local';
import { addressOf, close, listen, readBody } from '../../../local/http';

/** One call to AWS and its answer. */
export interface Exchange {
  /** The folder of the function that made it. */
  readonly function: FunctionName | undefined;
  /** What was called, and on what kind of item: `dynamodb:GetItem link`. */
  readonly call: string;
  /** Milliseconds since any point in time. */
  readonly start: number;
  readonly end: number;
  readonly request: string;
  readonly answer: Answer;
}

/**
 * A network's time to AWS and back, in milliseconds. Calls that a function makes at once overlap by that much, even on a
 * busy machine.
 */
const wayAndBack = 30;

/** Headers that belong to one connection and not to the request. */
const ofTheConnection = new Set(['connection', 'content-length', 'host', 'keep-alive', 'transfer-encoding']);

const services = ['DYNAMODB', 'IAM', 'KMS', 'SES', 'SQS', 'SSM'];

/** A server between the functions and the laptop's endpoint. */
export class Recorder {
  readonly exchanges: Exchange[] = [];
  readonly #account: Account;
  readonly #server: Server;
  #local: Local | undefined;

  private constructor(account: Account) {
    this.#account = account;
    this.#server = createServer((incoming, outgoing) => void this.#pass(incoming, outgoing));
  }

  static async open(account: Account): Promise<Recorder> {
    const recorder = new Recorder(account);
    await listen(recorder.#server, 0, '127.0.0.1');
    return recorder;
  }

  close(): Promise<void> {
    return close(this.#server);
  }

  /** Sends all functions of a template here. */
  readonly redirect = (template: Template): Template => {
    const addresses = Object.fromEntries(
      services.map((service) => [`AWS_ENDPOINT_URL_${service}`, addressOf(this.#server)]),
    );
    const resources = Object.entries(template.Resources).map(([id, resource]) => {
      if (resource.Type !== 'AWS::Lambda::Function') return [id, resource] as const;
      const environment = resource.Properties?.Environment as { readonly Variables?: object } | undefined;
      const Environment = { Variables: { ...environment?.Variables, ...addresses } };
      return [id, { ...resource, Properties: { ...resource.Properties, Environment } }] as const;
    });
    return { ...template, Resources: Object.fromEntries(resources) };
  };

  /** Names the run whose functions call. */
  record(local: Local): void {
    this.#local = local;
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    try {
      const start = performance.now();
      const request = (await readBody(incoming)).toString();
      const caller = this.#callerOf(incoming);
      const answer = await this.#forward(incoming, request);
      await delay(wayAndBack);
      const call = callOf(incoming, request);
      this.exchanges.push({ function: caller, call, start, end: performance.now(), request, answer });
      outgoing.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body);
    } catch {
      // The function finds out, and so does the one who waits for its answer.
      outgoing.destroy();
    }
  }

  #callerOf({ headers }: IncomingMessage): FunctionName | undefined {
    const [, accessKeyId = ''] = /Credential=([^/]+)\//.exec(headers.authorization ?? '') ?? [];
    const name = this.#account.callers.get(accessKeyId)?.definition.name;
    return name === undefined || !this.#local ? undefined : folderOf(this.#local, name);
  }

  async #forward({ url = '/', method = 'POST', headers }: IncomingMessage, body: string): Promise<Answer> {
    const response = await fetch(this.#account.endpoint.url + url, {
      method,
      headers: Object.fromEntries(
        Object.entries(headers).flatMap(([name, value]) =>
          ofTheConnection.has(name) ? [] : [[name, String(value)]],
        ),
      ),
      body,
    });
    const contentType = response.headers.get('content-type') ?? 'application/x-amz-json-1.0';
    return { status: response.status, contentType, body: await response.text() };
  }
}
