/** Makes docs/performance.md from the figures of a run. */
import { holds, shown, verdict, type Results, type Row, type Table } from './report';

/** How to read the figures of each part, and against what. */
const chapters: Readonly<Record<string, { readonly title: string; readonly text: string }>> = {
  load: {
    title: 'Load',
    text:
      'The time from the end of Node’s own start until a handler is ready, with what it rehearses or reads to be warm. Against: an empty ' +
      'function, and the same functions with the AWS SDK outside of the bundle, as Lambda has its own.',
  },
  'first-call': {
    title: 'First call',
    text: 'The first call right after loading. A person waits for it after a quiet time. Nobody waits for a job of a queue.',
  },
  warm: {
    title: 'Warm',
    text:
      'Processor time of a request once everything is compiled. The function itself is what remains when an SDK takes its place ' +
      'that answers at once. The second table is against it: the SDK, its signatures and TLS cost more than the function.',
  },
  calls: {
    title: 'Calls to AWS',
    text:
      'From a recorded run. Each call in a row is one more way to AWS and back. Against: the design of the original ' +
      'password link. It was shorter, because it checked, counted and claimed nothing.',
  },
  people: { title: 'Many people', text: 'What one person costs stays flat when many come at once.' },
  vault: { title: 'Many links', text: 'What a reveal and a sweep cost stays flat when many links wait.' },
  accounts: { title: 'Many accounts', text: 'What a sign-in costs stays flat when there are many accounts.' },
  start: {
    title: 'For those who work on it',
    text:
      '`npm test` is not measured here. The goal is 3 minutes. It took 5 minutes 18 seconds for 4,530 tests on two cores on which ' +
      'Node starts in 25 ms, and 10 minutes 20 seconds for 4,554 tests on two on which it takes 44.',
  },
  answers: {
    title: 'Answers',
    text: 'Every kind of account gets its answer in the same time: the ratios stay near 1. On a busy machine they scatter.',
  },
};

/** A document with all figures of a run, the goals first. */
export function documentOf({ run, parts }: Results): string {
  const { date, node, processor, cores, load, rounds } = run;
  const where = `Node ${node}, ${cores} × ${processor}`;
  return [
    '# Performance',
    `Made by \`npm run performance\`; do not edit. ${date}, ${where}, ${rounds} rounds; ${load.toFixed(1)} processes wanted a core when the run began. Times differ from machine to machine; ratios and counts hardly do.`,
    '## Goals',
    goalsOf(Object.values(parts).flat()),
    ...Object.entries(parts).flatMap(([name, tables]) => {
      const { title, text } = chapters[name] ?? { title: name, text: '' };
      return [`## ${title}`, text, ...tables.flatMap((table) => asMarkdown(table, tables.length > 1))];
    }),
  ].join('\n\n');
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function tableOf(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const separators = heads.map((_, at) => (at === 0 ? '---' : '---:'));
  return [heads, separators, ...rows].map(line).join('\n');
}

function goalsOf(tables: readonly Table[]): string {
  const rows = tables.flatMap(({ title, columns, rows: all }) =>
    all.flatMap((row) => {
      if (row.goal === undefined) return [];
      const { column, most } = row.goal;
      const { name = '', digits = 0 } = columns[column] ?? {};
      const figure = shown(row.values[column] ?? null, digits);
      return [[`${title}: ${row.name}`, name, figure, `≤ ${most}`, holds(row) === true ? 'yes' : '**no**']];
    }),
  );
  return tableOf(['goal', 'of', 'measured', 'at most', 'holds'], rows);
}

function asMarkdown({ title, columns, rows, notes, details }: Table, hasTitle: boolean): readonly string[] {
  const hasGoals = rows.some(({ goal }) => goal !== undefined);
  const cellsOf = (row: Row) => [
    row.name,
    ...columns.map(({ digits }, at) => shown(row.values[at] ?? null, digits)),
    ...(hasGoals ? [verdict(row)] : []),
  ];
  return [
    ...(hasTitle ? [`### ${title}`] : []),
    tableOf([' ', ...columns.map(({ name }) => name), ...(hasGoals ? ['goal'] : [])], rows.map(cellsOf)),
    notes.join(' '),
    ...(details ? [['```text', ...details, '```'].join('\n')] : []),
  ];
}
