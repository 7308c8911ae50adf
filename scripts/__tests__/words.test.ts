import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FORCE_APP } from '../lib/paths.ts';
import { elements, sourceFiles, text } from './packageSource.ts';

/** Salesforce's own words for the renamed objects. */
const SALES_WORDS = /リード(?!タイム)|取引先|商談/;

const translations = sourceFiles('objectTranslation');
const nouns = sourceFiles('fieldTranslation');
const word = (root: Parameters<typeof elements>[0]): string => text(elements(root, 'caseValues')[0], 'value');

test('objects carry the words of the office, and components use the same ones', () => {
  const labels = elements(sourceFiles('labels')[0]?.root, 'labels');
  const labelOf = new Map(labels.map((label) => [text(label, 'fullName'), text(label, 'value')]));
  for (const [object, expected] of [
    ['Lead', '支援先候補'],
    ['Account', '企業・団体名'],
    ['Contact', '企業担当者'],
    ['Opportunity', '案件'],
    ['Task', '次のアクション']
  ] as const) {
    const translation = translations.find((each) => each.name === `${object}-ja`);
    assert.equal(word(translation?.root), expected);
    assert.equal(labelOf.get(`Word_${object}`), expected);
  }
});

test('a renamed noun has one Japanese form and says nothing of a language’s grammar', () => {
  for (const file of [...translations, ...nouns]) {
    assert.equal(elements(file.root, 'caseValues').length, 1, file.path);
    assert.equal(text(elements(file.root, 'caseValues')[0], 'plural'), 'false', file.path);
    assert.equal(elements(file.root, 'startsWith').length + elements(file.root, 'gender').length, 0, file.path);
  }
});

test('the file of a renamed noun is named after it', () => {
  for (const file of nouns) assert.equal(text(file.root, 'name'), file.name, file.path);
});

test('no word of the sales standard is left in anything the package puts on a screen', () => {
  const shown = [
    'objectTranslation',
    'fieldTranslation',
    'labels',
    'field',
    'validationRule',
    'listView',
    'compactLayout',
    'pathAssistant',
    'flexipage',
    'report',
    'dashboard',
    'md',
    'app',
    'permissionset',
    'object',
    'queue',
    'globalValueSet',
    'standardValueSet'
  ];
  for (const file of shown.flatMap((suffix) => sourceFiles(suffix))) {
    // Of labels only the value is shown; their notes may explain the old word.
    const source = file.path.endsWith('.labels-meta.xml')
      ? elements(file.root, 'labels')
          .map((label) => text(label, 'value'))
          .join('\n')
      : readFileSync(join(FORCE_APP, file.path), 'utf8');
    assert.equal(SALES_WORDS.exec(source)?.[0], undefined, file.path);
  }
});

test('every step of both paths carries the headings of the report’s figures, within Salesforce’s limits', () => {
  const headings = ['ゴール', '支援企業側の状況', '特許庁側のタスク', '前進させる基準'];
  for (const [path, setName] of [
    ['Candidate_Path', 'LeadStatus'],
    ['Case_Path', 'OpportunityStage']
  ] as const) {
    const set = sourceFiles('standardValueSet').find((each) => each.name === setName);
    const steps = elements(sourceFiles('pathAssistant').find((each) => each.name === path)?.root, 'pathAssistantSteps');
    assert.deepEqual(
      steps.map((step) => text(step, 'picklistValueName')).sort(),
      elements(set?.root, 'standardValue')
        .map((value) => text(value, 'fullName'))
        .sort()
    );
    for (const step of steps) {
      const info = text(step, 'info');
      const found = [...info.matchAll(/<strong>(.+?)<\/strong>/g)].map((match) => match[1]);
      assert.ok(found.length > 0, text(step, 'picklistValueName'));
      assert.deepEqual(
        found,
        headings.filter((heading) => found.includes(heading))
      );
      assert.ok(info.length <= 1000);
      assert.ok(elements(step, 'fieldNames').length <= 5);
    }
  }
});
