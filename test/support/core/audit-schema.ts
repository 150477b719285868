/** Checks lines of the audit trail against the published schema: those keywords that it uses, and no others. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Schema {
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string | readonly string[];
  readonly pattern?: string;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: false;
}

/** The keywords on the top of the schema. */
const known = [
  '$schema',
  'title',
  'description',
  'type',
  'required',
  'anyOf',
  'properties',
  'additionalProperties',
];

type Line = Readonly<Record<string, unknown>>;

const text = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'events.schema.json'), 'utf8');

/** The schema as it is published. */
export const eventsSchema = JSON.parse(text) as Schema & Line;

/** What is wrong with a line of the audit trail; nothing if it matches. */
export function auditProblems(line: Line): readonly string[] {
  const {
    type,
    description,
    required = [],
    anyOf = [],
    properties = {},
    additionalProperties,
  } = eventsSchema;
  const others = Object.keys(eventsSchema).filter((key) => !known.includes(key));
  if (type !== 'object' || description === undefined || additionalProperties !== false || others.length > 0)
    throw new Error('This cannot check the schema.');
  const has = (key: string) => line[key] !== undefined;
  return [
    ...required.filter((key) => !has(key)).map((key) => `has no ${key}`),
    ...(anyOf.some((one) => one.required?.every(has)) ? [] : ['names nothing']),
    ...Object.keys(line)
      .filter((key) => has(key) && !(key in properties))
      .map((key) => `has ${key}, which the schema does not know`),
    ...Object.entries(properties)
      .filter(([key, property]) => has(key) && !isValid(property, line[key]))
      .map(([key]) => `${key} is ${JSON.stringify(line[key])}`),
  ];
}

function isValid({ description, const: only, enum: some, type, pattern, ...others }: Schema, value: unknown) {
  if (description === undefined || Object.keys(others).length > 0)
    throw new Error('This cannot check the schema.');
  const typeOf = Number.isInteger(value) ? 'integer' : typeof value;
  return (
    (only === undefined || value === only) &&
    (some === undefined || some.includes(value)) &&
    (type === undefined || [type].flat().includes(typeOf)) &&
    (pattern === undefined || new RegExp(pattern).test(String(value)))
  );
}
