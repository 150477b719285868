/** What the command line shows to people. */
import type { TrailEvent } from './trail';

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

/** Events of the audit trail, in the order in which they come. */
export const eventsTable = (events: readonly TrailEvent[]): string =>
  events.length === 0
    ? 'Nothing happened in this time.\n'
    : table(
        ['time', 'event', 'outcome', 'account', 'recovery', 'by or reason'],
        events.map(({ timestamp, message, outcome, account, recovery, by, reason }) =>
          [timestamp, message, outcome, account, recovery, by ?? reason].map((cell) => cell ?? '-'),
        ),
      );
