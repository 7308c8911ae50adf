import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FIELD_DEFINITIONS, fieldDefinitions, OBJECTS } from '../fieldDefinitions.ts';
import { sourceFiles, text } from './packageSource.ts';

const written = readFileSync(FIELD_DEFINITIONS, 'utf8');

test('docs/項目定義書.md says what the metadata says; npm run docs writes it anew', async () => {
  assert.ok((await fieldDefinitions()) === written, 'docs/項目定義書.md is stale: run npm run docs.');
});

test('every field of the package has its line, with its label', () => {
  for (const field of sourceFiles('field'))
    assert.ok(written.includes(`| ${text(field.root, 'label')} | \`${field.name}\` |`), `${field.object}.${field.name}`);
});

test('every custom object has the sentence of the report that asks for it, and quotes its section', () => {
  for (const object of sourceFiles('object').filter((each) => /__(c|mdt)$/.test(each.name))) {
    const entry = OBJECTS.find((each) => each.name === object.name);
    assert.ok(entry?.sentence && entry.sentence.length >= 20, `${object.name}: no sentence of the report`);
    assert.ok(written.includes(`${entry.source}「${entry.sentence}」`), object.name);
    const section = entry.source.replace('報告書', '');
    assert.ok(text(object.root, 'description').includes(section), `${object.name}: the description quotes ${section}`);
  }
});

test('the sections of the candidate and of the company stand in the report’s order', () => {
  const order = (object: string): string[] => {
    const chapter = new RegExp(`\\n## [^\\n]*（${object}、[^]*?(?=\\n## )`).exec(written)?.[0] ?? '';
    return [...chapter.matchAll(/\n### (.+)/g)].map((match) => match[1] ?? '');
  };
  const report = ['基本情報', '評価', '住所', '付随情報', '参考情報'];
  assert.deepEqual(
    order('Lead').filter((section) => report.includes(section)),
    report
  );
  assert.deepEqual(
    order('Account').filter((section) => report.includes(section)),
    ['基本情報', '参考情報', '住所']
  );
});

test('the document speaks the words of the office', () => {
  assert.doesNotMatch(written, /リード(?!タイム)|取引先|商談/);
});
