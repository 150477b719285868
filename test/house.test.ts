import { crowdedFolders, type File, filesIn, importCircle, linesWith } from './support/house';

describe('imports', () => {
  const files: readonly File[] = [
    ['lib/a.ts', "import { b } from './b/b';"],
    ['lib/b/b.tsx', "export { c } from '../c';\nimport { d } from './d';"],
    ['lib/c/index.ts', "import 'node:fs';"],
    ['lib/b/d.ts', 'export const d = 1;'],
  ];

  it('are in no circle', () => {
    expect(importCircle(filesIn('lambda', 'lib', 'local', 'bin'))).toStrictEqual([]);
  });

  it('may meet again without going round', () => {
    expect(importCircle([...files, ['lib/e.ts', "import './a';\nimport './b/d';"]])).toStrictEqual([]);
  });

  it.each([
    ['by a value', "import { a } from './a';"],
    ['by a type', "import type { A } from './a';"],
    ['by the type of a value', "import { type A } from './a';"],
    ['by passing it on', "export * from './a';"],
    ['later', "const a = await import('./a');"],
  ])('are found to go round when the last file imports the first %s', (_, line) => {
    const round = files.map(([path, text]): File => [
      path,
      path === 'lib/c/index.ts' ? line.replace('./a', '../a') : text,
    ]);
    expect(importCircle(round)).toStrictEqual(['lib/a.ts', 'lib/b/b.tsx', 'lib/c/index.ts', 'lib/a.ts']);
  });

  it('are found to go round in a file that imports itself', () => {
    expect(importCircle([['lib/a.ts', "import './a';"]])).toStrictEqual(['lib/a.ts', 'lib/a.ts']);
  });
});

describe('a folder', () => {
  const most = 12;

  it(`has at most ${most} files, so that one look takes them in`, () => {
    // Each file is one concept of the stack. Another level of folders would only hide them.
    const excepted = /^lib\/constructs\/[^/]+$/;
    const files = filesIn('lambda', 'lib', 'local', 'test').filter(([path]) => !excepted.test(path));
    expect(crowdedFolders(files, most)).toStrictEqual([]);
  });

  it('is found to have more, not counting the folders in it', () => {
    const files = (folder: string, count: number) =>
      Array.from({ length: count }, (_, at): File => [`${folder}/${at}.ts`, '']);
    expect(crowdedFolders([...files('a', 12), ...files('a/b', 13)], most)).toStrictEqual(['a/b: 13']);
  });
});

describe('words', () => {
  const givenUp = /\b(turns?|whereabouts|correspondence|untold|nameless)\b/i;
  const written = /\.([jt]sx?|mjs|json|md)$/;

  it('that gave way to the usual ones stay away', () => {
    const files = filesIn('lambda', 'lib', 'local', 'docs').filter(([path]) => written.test(path));
    expect(linesWith(givenUp, files)).toStrictEqual([]);
  });

  it('are found in either case, and as a whole', () => {
    const files: readonly File[] = [
      ['docs/a.md', 'Returns.\nA Turn.\n'],
      ['docs/b.md', 'nameless'],
    ];
    expect(linesWith(givenUp, files)).toStrictEqual(['docs/a.md:2: A Turn.', 'docs/b.md:1: nameless']);
  });
});
