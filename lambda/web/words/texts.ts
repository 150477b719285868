/** Texts with holes, such as `{user}`, and what is put into them. */
import type { Child } from 'hono/jsx';

/** The names of a text's holes. */
export type HoleOf<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | HoleOf<Rest> : never;

/** Every text that has these holes. */
type With<Hole> = (Hole extends string ? (hole: `${string}{${Hole}}${string}`) => void : never) extends (
  hole: infer Texts,
) => void
  ? Texts
  : never;

/**
 * What a translation must have: a text for each text of the original, with the same holes. The compiler refuses a text
 * that is missing, one that is superfluous, and one that lacks a hole.
 */
export type Translation<Original> = {
  readonly [Name in keyof Original]: Original[Name] extends string
    ? [HoleOf<Original[Name]>] extends [never]
      ? string
      : With<HoleOf<Original[Name]>>
    : Translation<Original[Name]>;
};

const hole = /\{(\w+)\}/;

/** A text with its holes filled. */
export function fill<Text extends string>(
  text: Text,
  values: Readonly<Record<HoleOf<Text>, string | number>>,
): string {
  return text
    .split(hole)
    .map((part, at) => (at % 2 === 0 ? part : String(valueOf(values, part))))
    .join('');
}

/** A text for a page, with elements in its holes. */
export function fillWith<Text extends string>(
  text: Text,
  values: Readonly<Record<HoleOf<Text>, Child>>,
): Child[] {
  return text.split(hole).map((part, at) => (at % 2 === 0 ? part : valueOf(values, part)));
}

function valueOf<Value>(values: Readonly<Record<string, Value>>, name: string): Value {
  const value = values[name];
  if (value === undefined) throw new TypeError(`A text has a hole that nothing fills: {${name}}`);
  return value;
}
