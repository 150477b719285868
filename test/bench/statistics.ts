/** Times, and what becomes of many of them. */

/** The value that this share of all values is below. */
export function quantile(share: number, values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? NaN;
}

/** The value in the middle. */
export const median = (values: readonly number[]): number => quantile(1 / 2, values);

/** The milliseconds that an action takes. */
export async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

function shuffled<Value>(values: readonly Value[]): readonly Value[] {
  return values
    .map((value) => ({ value, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
}

/**
 * Runs several actions alternately, so that other load on the machine affects all of them alike. Each returns what it
 * measured.
 */
export async function inTurns<Name extends string, Measured>(
  rounds: number,
  actions: Readonly<Record<Name, () => Promise<Measured>>>,
): Promise<Record<Name, readonly Measured[]>> {
  const names = Object.keys(actions) as Name[];
  const measured = Object.fromEntries(names.map((name) => [name, [] as Measured[]])) as Record<
    Name,
    Measured[]
  >;
  for (let round = 0; round < rounds; round += 1) {
    // In a new order each time, so that no action always follows the same one.
    for (const name of shuffled(names)) measured[name].push(await actions[name]());
  }
  return measured;
}
