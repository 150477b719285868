/** API Gateway's own answers: the template's gateway responses, else the defaults. */
import { contextTemplate, type GatewayContext } from './context';
import type { Api } from '../template/api';

/** A response of the API, from a function or from the gateway. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: Buffer;
  /** The kind of gateway response, if no function answered. */
  readonly responseType?: RefusalType;
}

/** The gateway responses that can occur here, with API Gateway's own status and text. */
const refusals = {
  ACCESS_DENIED: { status: 403, message: 'Forbidden' },
  API_CONFIGURATION_ERROR: { status: 500, message: 'Internal server error' },
  INVALID_SIGNATURE: { status: 403, message: 'The request signature we calculated does not match.' },
  INTEGRATION_FAILURE: { status: 502, message: 'Internal server error' },
  INTEGRATION_TIMEOUT: { status: 504, message: 'Endpoint request timed out' },
  MISSING_AUTHENTICATION_TOKEN: { status: 403, message: 'Missing Authentication Token' },
  REQUEST_TOO_LARGE: { status: 413, message: 'Request Entity Too Large' },
  THROTTLED: { status: 429, message: 'Too Many Requests' },
} as const;

/** A kind of gateway response, by the name that templates use. */
export type RefusalType = keyof typeof refusals;

/** Makes an answer of one kind for one request; `accept` is the request's header. */
export type Refuse = (type: RefusalType, context: GatewayContext, accept: string | undefined) => Answer;

const defaultTemplates = { 'application/json': '{"message":$context.error.messageString}' };

type Render = (context: GatewayContext) => string;

/** Prepares all answers. @throws Error for anything in them that the laptop cannot fill in. */
export function gatewayAnswers(api: Api): Refuse {
  const configured = new Map(
    api.responses.map(({ ResponseType, StatusCode, ResponseParameters, ResponseTemplates }) => {
      const templates = Object.keys(ResponseTemplates).length > 0 ? ResponseTemplates : defaultTemplates;
      return [
        ResponseType,
        {
          status: StatusCode === undefined ? undefined : Number(StatusCode),
          headers: Object.entries(ResponseParameters).map(([name, value]) => header(name, value)),
          bodies: prepared(templates),
        },
      ];
    }),
  );
  const builtIn = { status: undefined, headers: [], bodies: prepared(defaultTemplates) };

  return (type, context, accept) => {
    const { status, message } = refusals[type];
    const answer =
      configured.get(type) ?? configured.get(status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX') ?? builtIn;
    const full = {
      ...context,
      'error.message': message,
      'error.messageString': JSON.stringify(message),
      'error.responseType': type,
    };
    const contentType = preferred(accept, [...answer.bodies.keys()]);
    const headers = answer.headers.map(([name, render]) => [name, [render(full)]] as const);
    return {
      status: answer.status ?? status,
      headers: { 'Content-Type': [contentType], ...Object.fromEntries(headers) },
      body: Buffer.from(answer.bodies.get(contentType)?.(full) ?? ''),
      responseType: type,
    };
  };
}

function prepared(templates: Readonly<Record<string, string>>): ReadonlyMap<string, Render> {
  return new Map(Object.entries(templates).map(([type, text]) => [type, contextTemplate(text, '')]));
}

/** Reads `gatewayresponse.header.X: 'value'`. A value in quotes is the text itself; one without names a variable. */
function header(parameter: string, value: string): readonly [string, Render] {
  const name = /^gatewayresponse\.header\.(.+)$/.exec(parameter)?.[1];
  const [, quoted, variable] = /^'(.*)'$|^context\.(.+)$/s.exec(value) ?? [];
  if (name === undefined || (quoted === undefined && variable === undefined)) {
    throw new Error(`The laptop cannot set ${parameter} to ${value}.`);
  }
  return [name, quoted === undefined ? contextTemplate(`$context.${variable ?? ''}`, '') : () => quoted];
}

/**
 * The first type that the request accepts, in its own order. As in the functions, a caller without a preference gets a
 * page, and one that accepts any kind of JSON gets a problem document.
 */
function preferred(accept: string | undefined, offered: readonly string[]): string {
  const page = offered.find((type) => type === 'text/html');
  const json = offered.find((type) => type.endsWith('json')) ?? 'application/json';
  const wanted = (accept ?? '*/*')
    .split(',')
    .map((range) => {
      const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return { type, quality: Number(quality ?? 1) };
    })
    .sort((one, other) => other.quality - one.quality);
  for (const { type } of wanted) {
    if (type === '*/*') return page ?? json;
    if (type === 'application/json') return json;
    const match = offered.find(
      (each) => each === type || (type.endsWith('/*') && each.startsWith(type.slice(0, -1))),
    );
    if (match !== undefined) return match;
  }
  return page ?? json;
}
