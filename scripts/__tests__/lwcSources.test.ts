/** What the package's LWCs must agree on with the rest of the repository. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../lib/paths.ts';

const LABELS = 'force-app/main/common/labels/CustomLabels.labels-meta.xml';
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const sources = globSync('force-app/**/lwc/*/*.{ts,html}', { cwd: ROOT }).filter((file) => !file.endsWith('.d.ts'));
const classes = globSync('force-app/**/classes/*.cls', { cwd: ROOT });
const bundles = globSync('force-app/**/lwc/*/*.js-meta.xml', { cwd: ROOT }).map((file) => basename(dirname(file)));

function matches(texts: string[], pattern: RegExp): Set<string> {
  return new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')));
}

test('every bundle with a script can be imported by its name in TypeScript', () => {
  const { compilerOptions } = JSON.parse(read('types/tsconfig.paths.json')) as { compilerOptions: { paths: Record<string, string[]> } };
  assert.deepEqual(Object.keys(compilerOptions.paths).sort(), bundles.map((name) => `c/${name}`).sort());
  for (const [path] of Object.values(compilerOptions.paths)) assert.ok(path && existsSync(join(ROOT, 'types', path)), path);
});

test('every label that a component or a class names exists, and every label is used or is one of the shared words', () => {
  const used = matches([...sources, ...classes].map(read), /(?:@salesforce\/label\/c|System\.Label)\.(\w+)/g);
  const defined = matches([read(LABELS)], /<fullName>(\w+)<\/fullName>/g);
  assert.deepEqual(
    [...used].filter((name) => !defined.has(name)),
    []
  );
  assert.deepEqual(
    [...defined].filter((name) => !used.has(name) && !name.startsWith('Word_')),
    []
  );
});

test('no component holds Japanese text of its own, except values that it compares with', () => {
  for (const file of sources) {
    const text = read(file)
      .replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$|<!--[\s\S]*?-->/gm, '')
      .replaceAll(/必須|推奨|任意|（氏名未確認）|未確認|該当なし/g, '');
    assert.doesNotMatch(text, /[\u3040-\u30ff\u4e00-\u9fff]/u, file);
  }
});
