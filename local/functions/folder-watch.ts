/** Tells which files change in a folder and in the folders in it. */
import { readdirSync, statSync, watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';

/**
 * Watches a folder and all folders in it, those that come later included.
 *
 * Each folder has a watcher of its own, because Node 20's recursive one loses a file on Linux when an editor saves it by
 * putting a new one in its place.
 *
 * @param onChange gets the path of what changed, came or went; once or more for each time
 * @returns what ends it
 */
export function watchFolder(root: string, onChange: (path: string) => void): () => void {
  const watchers = new Map<string, FSWatcher>();

  const add = (folder: string): void => {
    // One of the same name that is gone meanwhile has left a watcher that hears nothing.
    watchers.get(folder)?.close();
    const watcher = watch(folder, (event, name) => {
      if (name === null) return;
      const path = join(folder, name);
      // Something came or went: a folder may have come with files in it.
      if (event === 'rename') visit(path, onChange);
      else onChange(path);
    });
    // A folder that goes: the one that holds it tells.
    watcher.on('error', () => watcher.close());
    watchers.set(folder, watcher);
  };

  /** Watches what is a folder, and tells of what is not. */
  const visit = (path: string, tell: (path: string) => void): void => {
    try {
      const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
      if (!isFolder) tell(path);
      else {
        add(path);
        for (const name of readdirSync(path)) visit(join(path, name), tell);
      }
    } catch (error) {
      // It is gone already, of which its folder tells next.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  };

  visit(root, () => undefined);
  return () => {
    for (const watcher of watchers.values()) watcher.close();
  };
}
