/** Rows of choices, one of each factor; undefined where none is made yet. */
export type Row = readonly (number | undefined)[];

/**
 * Few rows in which every two choices that fit each other meet.
 *
 * @param sizes how many choices each factor has
 * @param fits whether these choices can be made together
 */
export function pairwise(
  sizes: readonly number[],
  fits: (row: Row) => boolean,
): readonly (readonly number[])[] {
  const waiting = new Set(pairsOf(sizes, fits));
  const rows: (readonly number[])[] = [];
  for (const pair of waiting) {
    let row: Row = sizes.map(() => undefined);
    for (const [factor, choice] of parse(pair)) row = withChoice(row, factor, choice);
    for (const factor of sizes.keys()) row = best(row, factor, sizes, { fits, waiting });
    const full = row.map((choice) => choice ?? 0);
    rows.push(full);
    for (const met of pairsIn(full)) waiting.delete(met);
  }
  return rows;
}

/** Every pair of choices of two factors that fit each other. */
export function pairsOf(sizes: readonly number[], fits: (row: Row) => boolean): readonly string[] {
  const empty = sizes.map(() => undefined);
  const pairs: string[] = [];
  for (const [factor, size] of sizes.entries())
    for (const [other, otherSize] of sizes.entries())
      for (let choice = 0; other > factor && choice < size; choice += 1)
        for (let second = 0; second < otherSize; second += 1)
          if (fits(withChoice(withChoice(empty, factor, choice), other, second)))
            pairs.push(named(factor, choice, other, second));
  return pairs;
}

/** The pairs that meet in a row. */
export function pairsIn(row: Row): readonly string[] {
  return row.flatMap((choice, factor) =>
    row.flatMap((second, other) =>
      other > factor && choice !== undefined && second !== undefined
        ? [named(factor, choice, other, second)]
        : [],
    ),
  );
}

interface Search {
  readonly fits: (row: Row) => boolean;
  readonly waiting: ReadonlySet<string>;
}

/** The row with the choice of one factor that lets the most pairs meet that still wait. */
function best(row: Row, factor: number, sizes: readonly number[], { fits, waiting }: Search): Row {
  if (row[factor] !== undefined) return row;
  const candidates = Array.from({ length: sizes[factor] ?? 0 }, (_, choice) =>
    withChoice(row, factor, choice),
  );
  const met = (candidate: Row) => pairsIn(candidate).filter((pair) => waiting.has(pair)).length;
  return candidates.filter(fits).reduce((one, other) => (met(other) > met(one) ? other : one));
}

const withChoice = (row: Row, factor: number, choice: number): Row =>
  row.map((known, index) => (index === factor ? choice : known));

const named = (...numbers: readonly number[]): string => numbers.join(' ');

function parse(pair: string): readonly (readonly [number, number])[] {
  const [factor = 0, choice = 0, other = 0, second = 0] = pair.split(' ').map(Number);
  return [
    [factor, choice],
    [other, second],
  ];
}
