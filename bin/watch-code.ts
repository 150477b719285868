/** What `npm run dev` adds to `npm start`: it rebuilds a function whose code changes, and restarts it. */
import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { context, type BuildContext, type Message } from 'esbuild';
import { watch } from 'chokidar';
import { bundling, PROJECT, writeBundle } from '../lib/constructs/bundle';
import type { Local } from '../local';

/** Milliseconds without a further change until work begins: an editor takes several steps to save a file. */
const quiet = 50;

/** Milliseconds between two looks at a file. Without looks, by the system's events, chokidar 4 loses a save right after another one. */
const interval = 100;

/** Not the files that editors keep beside the code. */
const code = /\.(tsx?|json)$/;

type RunningFunction = Local['functions'][number];

/** What to watch. */
export interface CodeWatchOptions {
  /** The folder that holds the code. */
  readonly folder: string;
  /** The functions; those are watched whose handlers are known. */
  readonly functions: readonly RunningFunction[];
  /** Takes a line for each bundle that is made again, and for each error in the code. */
  readonly say: (line: string) => void;
}

/**
 * Watches the code. First it makes every bundle once, to learn which files each has; changes in the meantime come next. A
 * function whose code has an error keeps its bundle.
 *
 * @returns a function that stops watching, and resolves once nothing is written any more.
 */
export function watchCode({ folder, functions, say }: CodeWatchOptions): () => Promise<void> {
  const watched = functions.flatMap((running) => {
    const { handler } = running.definition;
    return handler === undefined ? [] : new WatchedFunction(handler, running);
  });
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  // esbuild names files by their real paths.
  const watcher = watch(realpathSync(folder), { ignoreInitial: true, usePolling: true, interval });
  // Before it is ready, it takes a changed file for one that was there. Bundles made after that have those changes.
  const ready = once(watcher, 'ready');
  let rounds = ready.then(() => renewAll(watched, say));
  watcher.on('all', (_, path) => {
    if (!code.test(path)) return;
    changed.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => {
      rounds = rounds.then(() => {
        const files = [...changed];
        changed.clear();
        return renewAll(files.length === 0 ? [] : watched.filter((each) => each.mayHave(files)), say);
      });
    }, quiet);
  });

  return async () => {
    await ready;
    await watcher.close();
    clearTimeout(timer);
    await rounds;
    await Promise.all(watched.map((each) => each.close()));
  };
}

/** One after the other: together, none would be done earlier. */
async function renewAll(functions: readonly WatchedFunction[], say: CodeWatchOptions['say']): Promise<void> {
  // Functions share files, and so errors. Each error is printed once.
  const messages = new Set<string>();
  const failed: string[] = [];
  for (const each of functions) {
    const began = performance.now();
    const renewal = await each.renew();
    if (renewal.result === 'new') say(`${each.name} rebuilt in ${Math.round(performance.now() - began)} ms`);
    if (renewal.result === 'failed') failed.push(each.name);
    for (const message of renewal.messages) messages.add(message);
  }
  for (const message of messages) say(message);
  if (failed.length > 0) say(`Not rebuilt, the old code keeps running: ${failed.join(', ')}`);
}

/** What came of making a bundle again. */
interface Renewal {
  readonly result: 'new' | 'same' | 'failed';
  /** Errors and warnings, each with its place. */
  readonly messages: readonly string[];
}

/** One function with the files that its bundle is made of. */
class WatchedFunction {
  readonly name: string;
  readonly #handler: string;
  readonly #running: RunningFunction;
  #context: BuildContext<ReturnType<typeof watchedBundling>> | undefined;
  /** Unknown after an error, because any file may mend it. */
  #files: ReadonlySet<string> | undefined;
  #failed = false;

  constructor(handler: string, running: RunningFunction) {
    this.name = basename(dirname(handler));
    this.#handler = handler;
    this.#running = running;
  }

  /** Whether one of these files may be in its bundle. */
  mayHave(files: readonly string[]): boolean {
    return files.some((file) => this.#files?.has(file) ?? true);
  }

  /** Makes the bundle again; never rejects. */
  async renew(): Promise<Renewal> {
    try {
      this.#context ??= await context(watchedBundling(this.#handler));
      const { outputFiles, metafile, warnings } = await this.#context.rebuild();
      this.#files = new Set(Object.keys(metafile.inputs).map((input) => resolve(PROJECT, input)));
      const differs = writeBundle(outputFiles, this.#running.definition.directory);
      // Without the error the bundle may be the old one. A line says that the error is over.
      const isNew = differs || this.#failed;
      this.#failed = false;
      if (isNew) this.#running.restart();
      return { result: isNew ? 'new' : 'same', messages: warnings.map(placed) };
    } catch (error) {
      this.#files = undefined;
      this.#failed = true;
      const isBuildFailure = error instanceof Error && 'errors' in error;
      const messages = isBuildFailure ? (error.errors as readonly Message[]).map(placed) : [String(error)];
      return { result: 'failed', messages };
    }
  }

  async close(): Promise<void> {
    await this.#context?.dispose();
  }
}

/** As the stack bundles. Errors come as values, and the files of the bundle are listed. */
const watchedBundling = (handler: string) =>
  ({ ...bundling(handler), logLevel: 'silent', metafile: true }) as const;

/** A message after its place, written as editors and terminals link it. */
const placed = ({ location, text }: Message): string =>
  location === null ? text : `${location.file}:${location.line}:${location.column + 1}: ${text}`;
