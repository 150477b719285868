/** The one AWS address on the laptop. It finds the caller and the service, asks the policies, then serves the call. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Authorizer } from './authorizer';
import type { AwsCall, Caller, Fault } from './calls';
import { addressOf, close, listen, readBody } from '../http';
import { awsJson } from './protocols/aws-json';
import type { HttpRequest, HttpResponse } from './protocols/protocol';
import type { Quotas } from './quotas';
import { ServiceError } from './service-error';
import type { Service, Understood } from './services/service';

/** Faults that withhold the answer. */
type Withheld = 'drop-answer' | 'stall';

/** What the endpoint serves, and for whom. */
interface Options {
  readonly callers: ReadonlyMap<string, Caller>;
  readonly services: readonly Service[];
  readonly authorizer: Authorizer;
  readonly quotas: Pick<Quotas, 'use'>;
}

/**
 * The parts of a request's signature. The endpoint does not check the signature itself: nobody here has a reason to
 * lie.
 */
interface Signature {
  readonly accessKeyId: string;
  readonly service: string;
}

/** The server that functions use as AWS. Every request to any service comes here. */
export class Endpoint {
  /** Every allowed call within the quotas, in order of arrival. */
  readonly calls: AwsCall[] = [];
  readonly #server: Server;
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  /** Opens the endpoint at a free port. */
  async start(): Promise<void> {
    await listen(this.#server, 0, '127.0.0.1');
  }

  /** Its address, once it is open. */
  get url(): string {
    return addressOf(this.#server);
  }

  async close(): Promise<void> {
    await close(this.#server);
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    try {
      const request = await readRequest(incoming);
      const { response, afterwards } = await this.#answer(request);
      if (afterwards === 'stall') return;
      if (afterwards === 'drop-answer') outgoing.destroy();
      else outgoing.writeHead(response.status, response.headers).end(response.body);
    } catch (error) {
      // A mistake in this folder. The answer shows it to the caller, with a status that the SDK does not retry.
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      if (!outgoing.headersSent) outgoing.writeHead(501, { 'content-type': 'text/plain' });
      outgoing.end(message);
    }
  }

  async #answer(request: HttpRequest): Promise<{ response: HttpResponse; afterwards?: Withheld }> {
    const options = this.#options;
    const signature = signatureOf(request);
    if (signature === undefined) return { response: awsJson.writeError(notSigned()) };
    const { accessKeyId, service: signingName } = signature;
    const service = options.services.find((candidate) => candidate.signingName === signingName);
    if (!service) throw new Error(`The laptop does not serve "${signingName}".`);
    const { protocol } = service;
    try {
      const caller = options.callers.get(accessKeyId);
      if (!caller) {
        throw new ServiceError(
          'UnrecognizedClientException',
          'The security token is invalid.',
          403,
          'InvalidClientTokenId',
        );
      }
      const understood = service.understand(request, caller);
      authorize(options.authorizer, caller, understood, protocol.accessDenied);
      options.quotas.use(understood.action);
      const fault = this.#record(request, caller, understood);
      if (fault === 'refuse') throw new ServiceError('InternalFailure', 'Refused on purpose.', 500);
      const response = await understood.carryOut();
      // Waits for the end, so that the function cannot notice the cut connection and try again.
      if (fault === 'crash') await caller.crash();
      if (fault === undefined) return { response };
      return { response, afterwards: fault === 'stall' ? 'stall' : 'drop-answer' };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return { response: protocol.writeError(error) };
    }
  }

  #record(request: HttpRequest, caller: Caller, understood: Understood): Fault | undefined {
    const call: AwsCall = {
      function: caller.definition.name,
      invocation: caller.invocation,
      messages: caller.messages,
      action: understood.action,
      resources: understood.needs.map(({ resource }) => resource),
      input: understood.input,
      attempt: Number(/attempt=(\d+)/.exec(request.headers['amz-sdk-request'] ?? '')?.[1] ?? 1),
    };
    this.calls.push(call);
    return caller.onCall(call);
  }
}

/** @throws ServiceError when a needed permission is missing. */
function authorize(
  authorizer: Authorizer,
  { definition }: Caller,
  { needs }: Understood,
  { code, status }: Service['protocol']['accessDenied'],
): void {
  for (const need of needs) {
    const refusal = authorizer.refusal(definition, need);
    if (refusal !== undefined) throw new ServiceError(code, refusal, status);
  }
}

async function readRequest(incoming: IncomingMessage): Promise<HttpRequest> {
  return {
    method: incoming.method ?? 'GET',
    url: new URL(incoming.url ?? '/', 'http://localhost'),
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
    ),
    body: await readBody(incoming),
  };
}

/** Reads `Credential=<access key id>/<date>/<region>/<service>/aws4_request`. */
function signatureOf({ headers }: HttpRequest): Signature | undefined {
  const [, accessKeyId, service] =
    /Credential=([^/]+)\/[^/]+\/[^/]+\/([^/]+)\/aws4_request/.exec(headers.authorization ?? '') ?? [];
  return accessKeyId === undefined || service === undefined ? undefined : { accessKeyId, service };
}

/** Nothing in it says which service it is for, so the answer is that of most of them. */
const notSigned = () =>
  new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
