/** What the command line shows to people. */

/** Lines of columns, each as wide as its widest cell; the first line names them. */
export function table(names: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [names.map((name) => name.toUpperCase()), ...rows];
  const widths = names.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  return lines
    .map(
      (line) =>
        line
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd() + '\n',
    )
    .join('');
}

/** Lines of a name and a value each. */
export function facts(values: Readonly<Record<string, string>>): string {
  const widest = Math.max(...Object.keys(values).map((name) => name.length));
  return Object.entries(values)
    .map(([name, value]) => `${name.padEnd(widest)}  ${value}\n`)
    .join('');
}
