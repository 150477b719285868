import { idleUsage, type PricedTemplate } from './count';
import { PRICES, PRICES_AS_OF, PRICES_OF, type PriceName, type Usage } from './prices';
import { PER_RESET } from './usage';

/** The templates of both directories. */
export interface Templates {
  readonly iam: PricedTemplate;
  readonly table: PricedTemplate;
}

const RESETS = 1000;

/** What a stage costs, as Markdown: a table, and where its numbers come from. */
export function costsTable({ iam, table }: Templates): string {
  const columns = [idleUsage(iam), idleUsage(table), times(PER_RESET, RESETS)];
  const names = (Object.keys(PRICES) as PriceName[]).filter((name) =>
    columns.some((usage) => (usage[name] ?? 0) > 0),
  );
  const rows = names.map((name) => {
    const { what, words } = PRICES[name];
    return [what, words, ...columns.map((usage) => cell(name, usage[name]))];
  });
  const totals = columns.map((usage) => `**${inDollars(costOf(usage))}**`);
  const sources = [...new Set(names.map((name) => PRICES[name].source))];
  return [
    line([
      'what',
      'price',
      'a month idle, `iam`',
      'a month idle, `table`',
      `${RESETS.toLocaleString('en')} resets`,
    ]),
    '|---|---|--:|--:|--:|',
    ...rows.map(line),
    line(['**Together**', '', ...totals]),
    '',
    `Prices of ${PRICES_OF}, ${PRICES_AS_OF}, without any free tier: ${sources.map(link).join(', ')}.`,
  ].join('\n');
}

/** The comments around the table, and what is between them. */
const marked = /(<!-- costs: made by npm run costs -->\n\n).*?(\n\n<!-- \/costs -->)/s;

/**
 * A text with the table between its marks, in place of what is there.
 *
 * @throws Error if the text does not have the marks.
 */
export function withCostsTable(text: string, table: string): string {
  if (!marked.test(text)) {
    throw new Error(
      'The text has no place for the table: "<!-- costs: made by npm run costs -->", an empty line, the table, an empty line, "<!-- /costs -->".',
    );
  }
  // The replacement is a function: a `$` in a price means nothing.
  return text.replace(marked, (_, start: string, end: string) => start + table + end);
}

/** The dollars of a usage. */
export function costOf(usage: Usage): number {
  return (Object.entries(usage) as [PriceName, number][])
    .map(([name, amount]) => (PRICES[name].dollars / PRICES[name].per) * amount)
    .reduce((total, dollars) => total + dollars, 0);
}

function times(usage: Usage, factor: number): Usage {
  return Object.fromEntries(Object.entries(usage).map(([name, amount]) => [name, amount * factor]));
}

function cell(name: PriceName, amount: number | undefined): string {
  if (amount === undefined || amount === 0) return '';
  return `${amount.toLocaleString('en', { maximumSignificantDigits: 4 })}: ${inDollars(costOf({ [name]: amount }))}`;
}

function inDollars(dollars: number): string {
  return dollars < 0.005 ? 'under $0.01' : `$${dollars.toFixed(2)}`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function link(source: string): string {
  return `[${new URL(source).pathname.split('/')[1] ?? source}](${source})`;
}
