/** A form over POST, answered in XML: IAM and SES. */
import { randomUUID } from 'node:crypto';
import type { NormalizedSchema } from '@smithy/core/schema';
import { inputOf, nameOf, outputOf, type HttpRequest, type Protocol } from './protocol';

const respond = (status: number, root: string, content: string) => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<${root}>${content}</${root}>`,
});

const requestId = (element: string) => `<${element}>${randomUUID()}</${element}>`;

const formOf = ({ body }: HttpRequest) => new URLSearchParams(body.toString());

/** AWS's query protocol. */
export const awsQuery: Protocol = {
  operationName: (request) => formOf(request).get('Action') ?? '',

  readInput: (schema, request) => readForm(inputOf(schema), formOf(request), '') ?? {},

  writeOutput: (schema, output) => {
    const name = nameOf(schema);
    const shape = outputOf(schema);
    const result = shape.isUnitSchema() ? '' : writeXml(shape, output, `${name}Result`);
    const metadata = `<ResponseMetadata>${requestId('RequestId')}</ResponseMetadata>`;
    return respond(200, `${name}Response`, result + metadata);
  },

  writeError: ({ queryCode, message, status }) => {
    const type = status < 500 ? 'Sender' : 'Receiver';
    const error = `<Type>${type}</Type><Code>${escapeXml(queryCode)}</Code><Message>${escapeXml(message)}</Message>`;
    return respond(status, 'ErrorResponse', `<Error>${error}</Error>${requestId('RequestId')}`);
  },

  accessDenied: { code: 'AccessDenied', status: 403 },
};

/** Reads the value at a key such as `Message.Body.Text` or `Destination.ToAddresses.member.1`. */
function readForm(schema: NormalizedSchema, form: URLSearchParams, key: string): unknown {
  if (schema.isUnitSchema()) return undefined;
  if (schema.isStructSchema()) {
    if (![...form.keys()].some((name) => name.startsWith(key))) return undefined;
    const members = [...schema.structIterator()].map(
      ([name, member]) => [name, readForm(member, form, keyOf(key, wireName(member, name)))] as const,
    );
    return Object.fromEntries(members.filter(([, value]) => value !== undefined));
  }
  if (schema.isListSchema()) return readList(schema, form, key);
  const text = form.get(key);
  if (text === null) return undefined;
  if (schema.isBooleanSchema()) return text === 'true';
  if (schema.isNumericSchema()) return Number(text);
  if (schema.isStringSchema()) return text;
  throw new Error(`The laptop cannot read ${key}: its type is not in use by any operation that is served.`);
}

function readList(schema: NormalizedSchema, form: URLSearchParams, key: string): unknown[] | undefined {
  const item = schema.getValueSchema();
  const prefix = schema.getMergedTraits().xmlFlattened ? key : keyOf(key, wireName(item, 'member'));
  const items: unknown[] = [];
  for (let number = 1; ; number += 1) {
    const value = readForm(item, form, keyOf(prefix, String(number)));
    if (value === undefined) break;
    items.push(value);
  }
  return items.length > 0 || form.has(key) ? items : undefined;
}

function writeXml(schema: NormalizedSchema, value: unknown, element: string): string {
  if (value === undefined || value === null) return '';
  return `<${element}>${xmlContent(schema, value)}</${element}>`;
}

function xmlContent(schema: NormalizedSchema, value: unknown): string {
  if (schema.isStructSchema()) {
    const object = value as Readonly<Record<string, unknown>>;
    return [...schema.structIterator()]
      .map(([name, member]) => writeXml(member, object[name], wireName(member, name)))
      .join('');
  }
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    return (value as readonly unknown[])
      .map((each) => writeXml(item, each, wireName(item, 'member')))
      .join('');
  }
  return escapeXml(value instanceof Date ? value.toISOString() : String(value));
}

const keyOf = (prefix: string, name: string) => (prefix === '' ? name : `${prefix}.${name}`);

const wireName = (schema: NormalizedSchema, name: string) => schema.getMemberTraits().xmlName ?? name;

function escapeXml(text: string): string {
  return text.replace(/[&<>"'\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
