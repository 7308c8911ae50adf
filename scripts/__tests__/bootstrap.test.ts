import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ROOT } from '../lib/paths.ts';

const folder = mkdtempSync(join(tmpdir(), 'bootstrap-'));
after(() => rmSync(folder, { recursive: true }));

/** A project whose lock file is newer than its modules. */
function project(name: string, modules: string): string {
  const root = join(folder, name);
  mkdirSync(join(root, 'scripts'), { recursive: true });
  cpSync(join(ROOT, 'scripts', 'bootstrap.mjs'), join(root, 'scripts', 'bootstrap.mjs'));
  writeFileSync(join(root, 'scripts', 'hello.ts'), "const greeting: string = 'hello';\nconsole.log(greeting, process.argv[2]);\n");
  writeFileSync(join(root, 'package.json'), '{ "name": "x", "type": "module" }');
  mkdirSync(join(modules, 'node', 'bin'), { recursive: true });
  symlinkSync(process.execPath, join(modules, 'node', 'bin', 'node'));
  writeFileSync(join(modules, '.package-lock.json'), '{}');
  utimesSync(join(modules, '.package-lock.json'), 1, 1);
  writeFileSync(join(root, 'package-lock.json'), '{ "name": "x", "lockfileVersion": 3, "packages": { "": { "name": "x" } } }');
  return root;
}

test('modules that are a link to those of another folder are used, never reinstalled', () => {
  const modules = join(folder, 'shared');
  const root = project('linked', modules);
  symlinkSync(modules, join(root, 'node_modules'), 'junction');
  const run = spawnSync(process.execPath, [join(root, 'scripts', 'bootstrap.mjs'), 'hello', 'world'], { encoding: 'utf8' });
  assert.equal(run.stdout, 'hello world\n', run.stderr);
  assert.ok(existsSync(join(modules, '.package-lock.json')));
});

test('modules older than the lock file are installed first', () => {
  const root = project('stale', join(folder, 'stale', 'node_modules'));
  const run = spawnSync(process.execPath, [join(root, 'scripts', 'bootstrap.mjs'), 'hello'], { encoding: 'utf8' });
  assert.match(run.stdout, /モジュールを入れています/);
  // npm ci took away what the lock file does not name.
  assert.equal(existsSync(join(root, 'node_modules', 'node')), false);
});
