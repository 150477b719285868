/** What the parts of the bench report: tables of figures, some with a goal. */

/** One figure a row. A goal is for one of the columns, by its place. */
export interface Row {
  readonly name: string;
  readonly values: readonly number[];
  readonly goal?: { readonly column: number; readonly most: number };
}

/** A table of figures. */
export interface Table {
  readonly title: string;
  readonly columns: readonly { readonly name: string; readonly digits: number }[];
  readonly rows: readonly Row[];
  /** How to read it: against what, and what bends it. */
  readonly notes: readonly string[];
  /** Lines that are no figures, such as a sequence of calls. */
  readonly details?: readonly string[];
}

/** All figures of a run. */
export interface Results {
  /** When it ran, and on what. */
  readonly run: {
    readonly date: string;
    readonly node: string;
    readonly processor: string;
    readonly cores: number;
    /** How many processes wanted a core on average, in the minute before. Above zero, others were there, too. */
    readonly load: number;
    readonly rounds: number;
  };
  /** The tables of each part. */
  readonly parts: Readonly<Record<string, readonly Table[]>>;
}

/** A figure as it is read; a dash where there is none. */
export const shown = (value: number | null, digits: number): string =>
  value === null || Number.isNaN(value) ? '–' : value.toFixed(digits);

/** Whether a row holds its goal; undefined without one. */
export function holds({ goal, values }: Row): boolean | undefined {
  if (goal === undefined) return undefined;
  // JSON has no NaN: a figure that could not be measured comes back as null, and holds nothing.
  const value = values[goal.column] as number | null | undefined;
  return typeof value === 'number' && value <= goal.most;
}

/** A row's goal and whether it holds, in words. */
export function verdict(row: Row): string {
  if (row.goal === undefined) return '';
  return `≤ ${row.goal.most} ${holds(row) === true ? 'holds' : 'FAILS'}`;
}

/** A table as text, in columns. */
export function asText({ title, columns, rows, notes, details = [] }: Table): string {
  const hasGoals = rows.some(({ goal }) => goal !== undefined);
  const cells = [
    [title, ...columns.map(({ name }) => name), ...(hasGoals ? ['goal'] : [])],
    ...rows.map((row) => [
      `  ${row.name}`,
      ...columns.map(({ digits }, at) => shown(row.values[at] ?? NaN, digits)),
      ...(hasGoals ? [verdict(row)] : []),
    ]),
  ];
  const widths = cells[0]?.map((_, at) => Math.max(...cells.map((line) => line[at]?.length ?? 0))) ?? [];
  const lines = cells.map((line) =>
    line
      .map((cell, at) =>
        at === 0 || at > columns.length ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  return [
    ...lines,
    ...notes.map((note) => `  (${note})`),
    ...details.map((line) => `  ${line}`.trimEnd()),
  ].join('\n');
}
