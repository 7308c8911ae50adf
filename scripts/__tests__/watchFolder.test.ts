import { once, EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, test } from 'node:test';
import { watchFolder } from '../lib/watchFolder.ts';

const root = mkdtempSync(join(tmpdir(), 'watch-'));
mkdirSync(join(root, 'a', 'b'), { recursive: true });
writeFileSync(join(root, 'a', 'b', 'one.txt'), '0');
const changes = new EventEmitter();
const watcher = watchFolder(root, (path) => changes.emit(relative(root, path)));
after(() => {
  watcher.close();
  rmSync(root, { recursive: true });
});

/** Waits until a change of the path is reported. */
const reported = (path: string): Promise<unknown> => once(changes, path, { signal: AbortSignal.timeout(5_000) });

test('a file that is replaced by a renamed one is reported each time', async () => {
  const path = join('a', 'b', 'one.txt');
  for (const text of ['1', '2', '3']) {
    const seen = reported(path);
    writeFileSync(join(root, 'new.tmp'), text);
    renameSync(join(root, 'new.tmp'), join(root, path));
    await seen;
  }
});

test('a file that is written in place is reported each time', async () => {
  const path = join('a', 'b', 'one.txt');
  for (const text of ['4', '5']) {
    const seen = reported(path);
    writeFileSync(join(root, path), text);
    await seen;
  }
});

test('files of a folder that is new are reported, at once and later', async () => {
  const path = join('a', 'new', 'deep', 'two.txt');
  const first = reported(path);
  mkdirSync(join(root, 'a', 'new', 'deep'), { recursive: true });
  writeFileSync(join(root, path), '1');
  await first;
  const second = reported(path);
  writeFileSync(join(root, path), '2');
  await second;
});

test('a removed file is reported, and a folder that comes back is watched again', async () => {
  const path = join('a', 'b', 'one.txt');
  const gone = reported(path);
  rmSync(join(root, 'a', 'b'), { recursive: true });
  await gone;
  const back = reported(path);
  mkdirSync(join(root, 'a', 'b'));
  writeFileSync(join(root, path), 'x');
  await back;
  const again = reported(path);
  writeFileSync(join(root, path), 'y');
  await again;
});
