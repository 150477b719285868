/** Rules about the files of the repository as a whole. No single file shows whether they hold. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { preProcessFile } from 'typescript';

/** A file: its path from the top of the repository, and its text. */
export type File = readonly [path: string, text: string];

const top = join(__dirname, '..', '..');

/** The files in these folders, at any depth. */
export function filesIn(...folders: readonly string[]): readonly File[] {
  return folders
    .flatMap((folder) => readdirSync(join(top, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path.slice(top.length + 1), readFileSync(path, 'utf8')]);
}

/**
 * The first import circle, from a file back to itself; empty when there is none. Imports of types count too, because a
 * reader also has to follow them.
 */
export function importCircle(files: readonly File[]): readonly string[] {
  const texts = new Map(files);
  const importsOf = (path: string): readonly string[] =>
    preProcessFile(texts.get(path) ?? '')
      .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
      .map(({ fileName }) => join(dirname(path), fileName))
      .flatMap((target) => ['', '.ts', '.tsx', '/index.ts'].map((ending) => target + ending))
      .filter((candidate) => texts.has(candidate));

  const inNoCircle = new Set<string>();
  const circleFrom = (path: string, way: readonly string[]): readonly string[] => {
    if (inNoCircle.has(path)) return [];
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    for (const imported of importsOf(path)) {
      const circle = circleFrom(imported, [...way, path]);
      if (circle.length > 0) return circle;
    }
    inNoCircle.add(path);
    return [];
  };
  return files.map(([path]) => circleFrom(path, [])).find((circle) => circle.length > 0) ?? [];
}

/** The folders with more than `most` files directly in them, each with their number. */
export function crowdedFolders(files: readonly File[], most: number): readonly string[] {
  const counts = new Map<string, number>();
  for (const [path] of files) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > most).map(([folder, count]) => `${folder}: ${count}`);
}

/** The matching lines, each with its file and number. */
export function linesWith(pattern: RegExp, files: readonly File[]): readonly string[] {
  return files.flatMap(([path, text]) =>
    text.split('\n').flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1}: ${line.trim()}`] : [])),
  );
}
