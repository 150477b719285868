import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { version } from '../lambda/web/version';
import { auditTrail } from '../lambda/core/events';
import { filesIn } from './support/house';

const repository = join(__dirname, '..');

/** The documents, by their paths from the repository's root. */
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(repository, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name))
    .sort(),
];

const read = (document: string): string => readFileSync(join(repository, document), 'utf8');

/** The prose of a document: without code, and without the settings table, which comes from `lib/settings.ts`. */
const prose = (document: string): string =>
  read(document)
    .replace(/<!-- settings:.*?<!-- \/settings -->/s, '')
    .replace(/^```.*?^```/gms, '')
    .replace(/`[^`\n]*`/g, (code) => 'x'.repeat(code.length));

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

const anchorsIn = (document: string): readonly string[] =>
  [
    ...read(document)
      .replace(/^```.*?^```/gms, '')
      .matchAll(/^#+ (.*)$/gm),
  ].map(([, heading = '']) => anchorOf(heading));

/** The relative links of a document that lead nowhere. */
const brokenLinksOf = (document: string): readonly string[] =>
  [...prose(document).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => {
      const [path = '', anchor] = target.split('#');
      const file =
        path === '' ? document : relative(repository, resolve(repository, dirname(document), path));
      if (!existsSync(join(repository, file))) return true;
      if (anchor === undefined) return false;
      return statSync(join(repository, file)).isDirectory() || !anchorsIn(file).includes(anchor);
    });

const longCellsOf = (document: string): readonly string[] =>
  prose(document)
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .flatMap((line) => line.split('|').map((cell) => cell.trim()))
    .filter((cell) => cell.length > 100);

describe.each(documents)('%s', (document) => {
  it('has links that lead somewhere', () => {
    expect(brokenLinksOf(document)).toEqual([]);
  });

  it('has no long text in a table', () => {
    expect(longCellsOf(document)).toEqual([]);
  });
});

describe('the architecture', () => {
  it('fits two screens', () => {
    expect(read('docs/architecture.md').split('\n').length).toBeLessThanOrEqual(110);
  });
});

describe('the documents', () => {
  it('can all be reached from the README', () => {
    const reached = new Set<string>();
    const visit = (document: string): void => {
      if (reached.has(document)) return;
      reached.add(document);
      for (const [, target = ''] of prose(document).matchAll(/\]\(([^)\s#]+)[^)]*\)/g)) {
        const file = relative(repository, resolve(repository, dirname(document), target));
        if (documents.includes(file)) visit(file);
      }
    };
    visit('README.md');
    expect(documents.filter((document) => !reached.has(document))).toEqual([]);
  });
});

describe('the page on log events', () => {
  it('has every event that there is, and no other', () => {
    const inCode = [...read('lambda/core/events.ts').matchAll(/^ {2}\| '([a-z.-]+)'/gm)].map(
      ([, name]) => name,
    );
    const onPage = [...read('docs/operations/log-events.md').matchAll(/^- \*\*`([a-z.-]+)`\*\*/gm)];
    expect(onPage.map(([, name]) => name).sort()).toEqual(inCode.sort());
  });
});

describe('the schema of the audit trail', () => {
  const events = Object.keys(auditTrail);

  it('has every event of the trail, and no other', () => {
    const { properties } = JSON.parse(read('docs/events.schema.json')) as {
      readonly properties: { readonly message: { readonly enum: readonly string[] } };
    };
    expect([...properties.message.enum].sort()).toEqual(events.sort());
  });
});

describe('the version', () => {
  it('is that of the package, and has its part of the changelog', () => {
    expect((JSON.parse(read('package.json')) as { readonly version: string }).version).toBe(version);
    expect(read('CHANGELOG.md')).toMatch(/^## (Unreleased|\d+\.\d+\.\d+)/m);
  });
});

describe('the workflows', () => {
  it('use actions of exact commits only, each with its version', () => {
    const actions = filesIn('.github').flatMap(([, text]) =>
      [...text.matchAll(/uses: (.+)/g)].map(([, uses]) => uses),
    );
    expect(actions.length).toBeGreaterThan(5);
    for (const action of actions) expect(action).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });
});
