/** Input in the path, the headers and the body: Lambda. It covers only an operation with a binary payload. */
import { randomUUID } from 'node:crypto';
import { inputOf, outputOf, type Protocol } from './protocol';

const respond = (status: number, headers: Readonly<Record<string, string>>, body: string | Uint8Array) => ({
  status,
  headers: { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID(), ...headers },
  body,
});

/** AWS's REST protocol with JSON. */
export const restJson: Protocol = {
  operationName: ({ method, url }) =>
    method === 'POST' && url.pathname.endsWith('/invocations') ? 'Invoke' : `${method} ${url.pathname}`,

  readInput: (schema, { url, headers, body }) => {
    const traits = schema[3];
    const [, template] = typeof traits === 'object' ? (traits.http ?? []) : [];
    const labels = readLabels(template ?? '', url.pathname);
    const members = [...inputOf(schema).structIterator()].map(([name, member]) => {
      const { httpLabel, httpHeader, httpQuery, httpPayload } = member.getMergedTraits();
      if (httpLabel) return [name, labels[name]];
      if (httpHeader !== undefined) return [name, headers[httpHeader.toLowerCase()]];
      if (httpQuery !== undefined) return [name, url.searchParams.get(httpQuery) ?? undefined];
      return [name, httpPayload ? body : undefined];
    });
    return Object.fromEntries(members) as unknown;
  },

  writeOutput: (schema, output) => {
    let status = 200;
    let body: string | Uint8Array = '';
    const headers: Record<string, string> = {};
    for (const [name, member] of outputOf(schema).structIterator()) {
      const { httpResponseCode, httpHeader, httpPayload } = member.getMergedTraits();
      const value = (output as Readonly<Record<string, string | number | Uint8Array | undefined>>)[name];
      if (value === undefined) continue;
      if (httpResponseCode) status = Number(value);
      if (httpHeader !== undefined) headers[httpHeader.toLowerCase()] = String(value);
      if (httpPayload && value instanceof Uint8Array) body = value;
    }
    return respond(status, headers, body);
  },

  writeError: ({ code, message, status }) =>
    respond(status, { 'x-amzn-errortype': code }, JSON.stringify({ Message: message })),

  accessDenied: { code: 'AccessDeniedException', status: 403 },
};

/** Reads `{FunctionName}` and other labels from a path. */
function readLabels(template: string, path: string): Readonly<Record<string, string>> {
  const pattern = template.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  const labels = new RegExp(`^${pattern}$`).exec(path)?.groups ?? {};
  return Object.fromEntries(Object.entries(labels).map(([name, text]) => [name, decodeURIComponent(text)]));
}
