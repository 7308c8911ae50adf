/** Watching a folder with everything in it. */
import { readdirSync, statSync, watch, type Dirent, type FSWatcher } from 'node:fs';
import { join } from 'node:path';

/**
 * Reports every file that is written, replaced, added or removed below a folder.
 * One watcher per folder: on Linux Node's own recursive watcher follows files, and loses those that an editor saves by
 * renaming a new file over the old one (seen on Node 24).
 * @param onChange path of the file; may come more than once per change
 * @returns an object that stops watching
 * @throws when the folder is not there
 */
export function watchFolder(folder: string, onChange: (path: string) => void): { close(): void } {
  const watchers = new Map<string, FSWatcher>();
  const add = (path: string, isNew: boolean): void => {
    let entries: Dirent[];
    try {
      const watcher = watch(path, (event, name) => {
        if (name) changed(event, join(path, name));
      });
      watchers.set(path, watcher);
      watcher.on('error', () => remove(path));
      entries = readdirSync(path, { withFileTypes: true });
    } catch (error) {
      remove(path);
      // A folder may be gone again before it is watched.
      if (isNew && (error as NodeJS.ErrnoException).code === 'ENOENT') return;
      throw error;
    }
    for (const entry of entries) {
      const inner = join(path, entry.name);
      if (entry.isDirectory()) add(inner, isNew);
      // Files that were already in a new folder when its watcher began would go unnoticed.
      else if (isNew) onChange(inner);
    }
  };
  const remove = (path: string): void => {
    watchers.get(path)?.close();
    watchers.delete(path);
  };
  const changed = (event: string, path: string): void => {
    const stats = statSync(path, { throwIfNoEntry: false });
    // A folder that came or went: its old watcher hangs on what is no more.
    if (event === 'rename') remove(path);
    if (!stats?.isDirectory()) onChange(path);
    else if (!watchers.has(path)) add(path, true);
  };
  add(folder, false);
  return {
    close: () => {
      for (const path of [...watchers.keys()]) remove(path);
    }
  };
}
