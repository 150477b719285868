/** The JSON of each command, in the short form in which `docs/operations/command-line.md` writes it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A value of any kind; exactly this text; a list of these; or an object of these, some of them optional. */
type Shape =
  | 'anything'
  | { readonly text: string }
  | { readonly each: Shape }
  | { readonly keys: ReadonlyMap<string, { readonly optional: boolean; readonly shape: Shape }> };

const page = readFileSync(
  join(__dirname, '..', '..', '..', 'docs', 'operations', 'command-line.md'),
  'utf8',
).replace(/\s+/g, ' ');

/** What the page says of a command, from its name to that of the next one. */
function sectionOf(command: string): string {
  const section = page.split(/ - \*\*`/).find((text) => new RegExp(`^${command}\\b`).test(text));
  if (section === undefined) throw new Error(`The page has no command "${command}".`);
  return section;
}

/**
 * How the JSON that a command printed differs from what the page says; nothing if it does not.
 *
 * @param words the command, and what it was given
 */
export function differences(words: string, printed: string): readonly string[] {
  const [command = ''] = words.split(' ');
  return differ(shapeIn(sectionOf(command)), JSON.parse(printed), command);
}

/** How the JSON of an error differs. */
export const errorDifferences = (printed: string): readonly string[] =>
  differ(shapeIn(page.slice(page.indexOf('An error is'))), JSON.parse(printed), 'error');

function shapeIn(text: string): Shape {
  const [, code = ''] = /`(\{[^`]*\})`/.exec(text) ?? [];
  const tokens = code.match(/"[^"]*"|[{}[\]:,?]/g) ?? [];
  const shape = read(tokens);
  if (tokens.length > 0) throw new Error(`Not read to its end: ${code}`);
  return shape;
}

function read(tokens: string[]): Shape {
  const token = tokens.shift() ?? '';
  if (token === '[') {
    const each = read(tokens);
    expectNext(tokens, ']');
    return { each };
  }
  if (token.startsWith('"')) return { text: token.slice(1, -1) };
  if (token !== '{') throw new Error(`The page has no shape here, but "${token}".`);
  const keys = new Map<string, { optional: boolean; shape: Shape }>();
  do {
    const name = (tokens.shift() ?? '').slice(1, -1);
    const optional = skip(tokens, '?');
    keys.set(name, { optional, shape: skip(tokens, ':') ? read(tokens) : 'anything' });
  } while (skip(tokens, ','));
  expectNext(tokens, '}');
  return { keys };
}

function skip(tokens: string[], token: string): boolean {
  if (tokens[0] !== token) return false;
  tokens.shift();
  return true;
}

function expectNext(tokens: string[], token: string): void {
  if (!skip(tokens, token)) throw new Error(`The page has "${tokens[0] ?? ''}", not "${token}".`);
}

function differ(shape: Shape, value: unknown, path: string): readonly string[] {
  if (shape === 'anything') return value === undefined ? [`${path} is missing`] : [];
  if ('text' in shape) return value === shape.text ? [] : [`${path} is ${JSON.stringify(value)}`];
  if ('each' in shape) {
    if (!Array.isArray(value)) return [`${path} is no list`];
    return value.flatMap((item, index) => differ(shape.each, item, `${path}[${index}]`));
  }
  if (typeof value !== 'object' || value === null) return [`${path} is no object`];
  const has = value as Readonly<Record<string, unknown>>;
  return [
    ...Object.keys(has)
      .filter((key) => !shape.keys.has(key))
      .map((key) => `${path}.${key} is not documented`),
    ...[...shape.keys].flatMap(([key, { optional, shape: inner }]) =>
      optional && has[key] === undefined ? [] : differ(inner, has[key], `${path}.${key}`),
    ),
  ];
}
