import * as v from 'valibot';
import { Problem } from '../../core/errors';
import { fill } from '../words/texts';
import { wantsJson } from './negotiation';
import type { Call } from './request';

/** The largest body that Passlink reads, in bytes. The longest honest one, with a pasted link, has a few hundred. */
export const maximumBodyBytes = 8 * 1024;

/** The fields of a body. The description of each names the text that says what is allowed. */
type BodySchema = v.ObjectSchema<v.ObjectEntries, undefined>;

/** The fields of a body, not checked yet. */
export type Fields = Readonly<Record<string, unknown>>;

type Parse = (text: string) => Fields;

const parsers: Readonly<Record<string, Parse>> = {
  'application/x-www-form-urlencoded': parseForm,
  'application/json': parseJson,
};

/**
 * Refuses a body that is too large before other code reads it.
 *
 * @throws Problem `too-large`
 */
export function limitBody({ headers, body }: Call): void {
  const announced = Number(headers.get('content-length') ?? 0);
  if (announced > maximumBodyBytes || body.byteLength > maximumBodyBytes) throw new Problem('too-large');
}

/**
 * The body of a request, checked against the schema.
 *
 * @throws Problem `unsupported-media-type` or `bad-request`
 */
export function readBody<Schema extends BodySchema>(call: Call, schema: Schema): v.InferOutput<Schema> {
  return checkFields(call, readFields(call), schema);
}

/**
 * The body of a request, not checked yet. A form that is shown again needs what the person entered.
 *
 * @throws Problem `unsupported-media-type` or `bad-request`
 */
export function readFields({ headers, body }: Call): Fields {
  const mediaType = (headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const parse = Object.hasOwn(parsers, mediaType) ? parsers[mediaType] : undefined;
  if (parse === undefined) throw new Problem('unsupported-media-type');
  return parse(decode(body));
}

/**
 * The fields of a body, checked against the schema. An error says what is allowed; programs get the names of the fields
 * too. It never repeats what was sent, because that can be a key or a password in the wrong field.
 *
 * @throws Problem `bad-request`
 */
export function checkFields<Schema extends BodySchema>(
  call: Call,
  fields: Fields,
  schema: Schema,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, fields);
  if (result.success) return result.output;
  const {
    texts: { problems },
    space,
  } = call.site.phrases;
  const wrong = new Set(result.issues.map((issue) => issue.path?.[0].key));
  const texts: Readonly<Record<string, FieldTexts>> = problems.fields;
  const allowed = Object.entries(schema.entries)
    .filter(([name]) => wrong.has(name))
    .map(([name, field]) => ({
      name,
      ...(texts[v.getDescription(field) ?? 'text'] ?? problems.fields.text),
    }));
  const expected = wantsJson(call)
    ? fill(problems.expected, {
        fields: allowed.map((field) => `${field.name}: ${field.expected}`).join(' '),
      })
    : allowed.map(({ enter }) => enter).join(space);
  // Only the issues of our own readers: the messages of the library repeat what was sent.
  const pasted: Readonly<Record<string, string>> = problems.pasted;
  const found = result.issues.flatMap(({ type, message }) =>
    type === 'raw_transform' ? [pasted[message] ?? ''] : [],
  );
  throw new Problem('bad-request', { detail: [expected, ...found].join(space) });
}

interface FieldTexts {
  /** For people. */
  readonly enter: string;
  /** For programs, behind the field's name. */
  readonly expected: string;
}

/** What was entered into a field, if it is text that the form can show again. */
export function textOf(field: unknown): string | undefined {
  return typeof field === 'string' ? field : undefined;
}

/** A field as the schema reads it; undefined if the schema rejects it. */
export function readable<Schema extends v.GenericSchema>(
  schema: Schema,
  field: unknown,
): v.InferOutput<Schema> | undefined {
  const result = v.safeParse(schema, field);
  return result.success ? result.output : undefined;
}

/**
 * For requests that need no body. If there is one, it must be readable.
 *
 * @throws Problem `unsupported-media-type` or `bad-request`
 */
export function readNothing(call: Call): void {
  if (call.body.byteLength > 0) readBody(call, v.object({}));
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Problem('bad-request', { special: 'not-utf-8', cause });
  }
}

/** Refuses a field that comes twice: one reader could take the first value and another reader the last. */
function parseForm(text: string): Fields {
  // `URLSearchParams` replaces bytes that are not UTF-8 with U+FFFD. That would change a password.
  for (const [escaped] of text.matchAll(/(?:%[\da-f]{2})+/gi)) decodeEscaped(escaped);
  const fields = [...new URLSearchParams(text)];
  const names = new Set(fields.map(([name]) => name));
  if (names.size < fields.length) {
    throw new Problem('bad-request', { special: 'repeated-field' });
  }
  return Object.fromEntries(fields);
}

function decodeEscaped(escaped: string): void {
  try {
    decodeURIComponent(escaped);
  } catch {
    throw new Problem('bad-request', { special: 'not-utf-8' });
  }
}

/** Drops the cause: a parser's message quotes the text, the text can hold a secret, and Passlink logs causes. */
function parseJson(text: string): Fields {
  const value = jsonValue(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new Problem('bad-request', { special: 'not-an-object' });
}

function jsonValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
