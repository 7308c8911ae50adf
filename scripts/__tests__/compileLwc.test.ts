import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { compileLwc } from '../compileLwc.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'compile-lwc-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(file: string, text: string): string {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const WIDGET = 'force-app/main/widgets/lwc/widget/widget';

test('writes JavaScript beside each source with every line where it was', async () => {
  write(`${WIDGET}.ts`, "import { api } from 'lwc';\n\nexport const size = (value: string): number => value.length;\nexport { api };\n");
  const compiled = await compileLwc(root);
  assert.deepEqual(compiled, [`${WIDGET}.js`]);
  const lines = readFileSync(join(root, `${WIDGET}.js`), 'utf8').split('\n');
  assert.equal(lines[0], "import { api } from 'lwc';");
  assert.match(lines[2] ?? '', /^export const size = \(value\s*\)\s*=> value\.length;$/);
});

test('leaves plain blanks where types in Japanese stood, and blanks of texts as they are', async () => {
  write(`${WIDGET}.ts`, "export const mark: '未確認' | '𠮷é' = '未　確認';\n");
  await compileLwc(root);
  const [line] = readFileSync(join(root, `${WIDGET}.js`), 'utf8').split('\n');
  assert.match(line, /^export const mark {4,}= '未　確認';$/);
});

test('compiles helper modules of a bundle and leaves tests and declaration files alone', async () => {
  write(`${WIDGET}.ts`, 'export const a: number = 1;\n');
  write('force-app/main/widgets/lwc/widget/parts/part.ts', 'export const b: number = 2;\n');
  const test1 = write('force-app/main/widgets/lwc/widget/__tests__/widget.test.ts', 'const c: number = 3;\n');
  write('force-app/main/widgets/lwc/widget/types.d.ts', 'declare const d: number;\n');
  assert.deepEqual(await compileLwc(root), ['force-app/main/widgets/lwc/widget/parts/part.js', `${WIDGET}.js`]);
  assert.equal(existsSync(test1.replace(/\.ts$/, '.js')), false);
});

test('keeps a source of types only a module', async () => {
  write(`${WIDGET}.ts`, 'export interface Shape {\n  name: string;\n}\n');
  await compileLwc(root);
  assert.match(readFileSync(join(root, `${WIDGET}.js`), 'utf8'), /^export \{\};$/m);
});

test('names file and line of every source that does not compile and then writes nothing', async () => {
  write(`${WIDGET}.ts`, 'export const a = 1;\nenum Colour { Red }\n');
  write('force-app/main/widgets/lwc/other/other.ts', 'export const b: = 1;\n');
  write('force-app/main/widgets/lwc/good/good.ts', 'export const c = 1;\n');
  await assert.rejects(compileLwc(root), (error: Error) => {
    assert.match(error.message, /lwc\/widget\/widget\.ts:2: .*enum/);
    assert.match(error.message, /lwc\/other\/other\.ts:1: /);
    return true;
  });
  assert.equal(existsSync(join(root, 'force-app/main/widgets/lwc/good/good.js')), false);
});

test('deletes compiled JavaScript whose source is gone but never a file that it did not write', async () => {
  const source = write(`${WIDGET}.ts`, 'export const a = 1;\n');
  const foreign = write('force-app/main/widgets/lwc/byHand/byHand.js', 'export const b = 1;\n');
  await compileLwc(root);
  rmSync(source);
  assert.deepEqual(await compileLwc(root), []);
  assert.equal(existsSync(join(root, `${WIDGET}.js`)), false);
  assert.equal(existsSync(foreign), true);
});

test('does not touch a compiled file that is already right', async () => {
  write(`${WIDGET}.ts`, 'export const a: number = 1;\n');
  await compileLwc(root);
  const path = join(root, `${WIDGET}.js`);
  utimesSync(path, 1, 1);
  await compileLwc(root);
  assert.equal(statSync(path).mtimeMs, 1000);
});
