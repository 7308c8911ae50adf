/** The 35 支援策 of the sample data: complete enough to choose from, honest about what was checked. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { SAMPLE_DATA } from '../lib/paths.ts';
import { elements, sourceFiles, text } from './packageSource.ts';

type Measure = Record<string, string | undefined>;
const { records: measures } = JSON.parse(readFileSync(join(SAMPLE_DATA, 'SupportMeasure.json'), 'utf8')) as { records: Measure[] };
const fields = sourceFiles('field').filter((field) => field.object === 'SupportMeasure__c');
const issues = elements(sourceFiles('globalValueSet').find((set) => set.name === 'IpIssue')?.root, 'customValue').map((value) =>
  text(value, 'fullName')
);
const split = (value: string | undefined): string[] => value?.split(';') ?? [];

test('there are thirty-five measures, each with a lasting key of its own', () => {
  assert.equal(measures.length, 35);
  for (const name of ['Name', 'MeasureKey__c']) assert.equal(new Set(measures.map((measure) => measure[name])).size, 35, name);
  for (const { MeasureKey__c } of measures) assert.match(MeasureKey__c ?? '', /^[a-z]+(-[a-z]+)*$/);
});

test('every measure says what it brings, to whom, by whom, how and how sure that is', () => {
  const told = ['Summary__c', 'Audience__c', 'Provider__c', 'ContactType__c', 'SupportSteps__c', 'Certainty__c'];
  for (const measure of measures) {
    for (const name of told) assert.ok(measure[name], `${measure.Name}: ${name}`);
    if (measure.Certainty__c === '要確認') assert.ok(measure.Caution__c, `${measure.Name}: what to check`);
  }
});

test('every issue has a measure that answers it first, and no measure answers one twice', () => {
  const first = new Set(measures.flatMap((measure) => split(measure.PrimaryIssues__c)));
  assert.deepEqual(
    issues.filter((issue) => !first.has(issue)),
    ['特になし', 'その他']
  );
  for (const { Name, PrimaryIssues__c, SecondaryIssues__c } of measures) {
    const answered = [...split(PrimaryIssues__c), ...split(SecondaryIssues__c)];
    assert.ok(answered.length > 0, Name);
    assert.equal(new Set(answered).size, answered.length, Name);
  }
});

test('no text is longer than its field, and none shows a code of the source catalogue', () => {
  for (const measure of measures) {
    for (const [name, value] of Object.entries(measure)) {
      if (typeof value !== 'string') continue;
      assert.doesNotMatch(value, /(?<![A-Za-z])[A-Z]\d{2}(?!\d)/, measure.Name);
      const field = fields.find((each) => each.name === name)?.root;
      const length = text(field, 'type') === 'TextArea' ? 255 : Number(text(field, 'length') || (name === 'Name' ? 80 : 4099));
      assert.ok([...value].length <= length, `${measure.Name}: ${name}`);
    }
  }
});

test('nobody has checked the measures for this office yet: the day of the last check is left to it', () => {
  for (const measure of measures) assert.equal(measure.CheckedOn__c, undefined, measure.Name);
});

test('a period of acceptance is whole days in their order, and only of calls for applications', () => {
  const withPeriod = measures.filter((measure) => measure.AcceptFrom__c !== undefined || measure.AcceptUntil__c !== undefined);
  assert.ok(withPeriod.length > 0);
  for (const { Name, ContactType__c, AcceptFrom__c = '', AcceptUntil__c = '' } of withPeriod) {
    assert.equal(ContactType__c, '公募', Name);
    for (const day of [AcceptFrom__c, AcceptUntil__c]) assert.match(day, /^\d{4}-\d\d-\d\d$/, Name);
    assert.ok(AcceptFrom__c <= AcceptUntil__c, Name);
  }
});
