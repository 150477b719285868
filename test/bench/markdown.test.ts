import { documentOf } from './markdown';
import { asText, type Results, type Row, type Table } from './report';

const table = (...rows: readonly Row[]): Table => ({
  title: 'Speed',
  columns: [
    { name: 'ms', digits: 1 },
    { name: 'ratio', digits: 2 },
  ],
  rows,
  notes: ['Medians.'],
});

const kept: Row = { name: 'a page', values: [0.96, 1.3], goal: { column: 1, most: 1.3 } };
const missed: Row = { name: 'a reveal', values: [2, 1.31], goal: { column: 1, most: 1.3 } };
const unmeasured: Row = { name: 'a sweep', values: [2, NaN], goal: { column: 1, most: 1.3 } };
const free: Row = { name: 'a mail', values: [3, NaN] };

const resultsOf = (...rows: readonly Row[]): Results => ({
  run: { date: '2026-11-29', node: '24.0.0', processor: 'CPU', cores: 2, load: 0.5, rounds: 200 },
  parts: { load: [table(...rows)] },
});

/** As the figures come back from the file. */
const readAgain = (results: Results) => JSON.parse(JSON.stringify(results)) as Results;

describe('the document of the figures', () => {
  const text = documentOf(readAgain(resultsOf(kept, missed, unmeasured, free)));

  it('says of each goal whether it holds', () => {
    expect(text).toContain('| Speed: a page | ratio | 1.30 | ≤ 1.3 | yes |');
    expect(text).toContain('| Speed: a reveal | ratio | 1.31 | ≤ 1.3 | **no** |');
    expect(text).not.toContain('Speed: a mail');
  });

  it('holds no goal that was not measured', () => {
    expect(text).toContain('| Speed: a sweep | ratio | – | ≤ 1.3 | **no** |');
  });

  it('has every figure, and a dash where there is none', () => {
    expect(text).toContain('| a page | 1.0 | 1.30 | ≤ 1.3 holds |');
    expect(text).toContain('| a mail | 3.0 | – |  |');
  });
});

describe('a table of figures in a terminal', () => {
  it('has columns of one width, its goals and its notes', () => {
    expect(asText(table(kept, missed, free))).toBe(
      [
        'Speed        ms  ratio  goal',
        '  a page    1.0   1.30  ≤ 1.3 holds',
        '  a reveal  2.0   1.31  ≤ 1.3 FAILS',
        '  a mail    3.0      –',
        '  (Medians.)',
      ].join('\n'),
    );
  });
});
