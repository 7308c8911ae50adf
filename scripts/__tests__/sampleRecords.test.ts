import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { SAMPLE_DATA } from '../lib/paths.ts';
import { renderDates } from '../lib/sampleData.ts';
import { elements, sourceFiles, text } from './packageSource.ts';

type Row = { attributes: { type: string; referenceId: string } } & Record<string, unknown>;
const plan = JSON.parse(readFileSync(join(SAMPLE_DATA, 'plan.json'), 'utf8')) as { sobject: string; files: string[] }[];
const rows = plan.flatMap(({ files }) =>
  files.flatMap((file) => (JSON.parse(readFileSync(join(SAMPLE_DATA, file), 'utf8')) as { records: Row[] }).records)
);

const STANDARD_SETS: Record<string, string> = {
  'Lead.Status': 'LeadStatus',
  'Lead.LeadSource': 'LeadSource',
  'Opportunity.LeadSource': 'LeadSource',
  'Opportunity.StageName': 'OpportunityStage'
};

/** Values a picklist of the package takes; undefined when the field is none. */
function allowed(object: string, name: string): string[] | undefined {
  const standard = STANDARD_SETS[`${object}.${name}`];
  if (standard) {
    const set = sourceFiles('standardValueSet').find((each) => each.name === standard);
    return elements(set?.root, 'standardValue').map((value) => text(value, 'fullName'));
  }
  const field = sourceFiles('field').find((each) => each.object === object && each.name === name);
  const valueSet = elements(field?.root, 'valueSet')[0];
  if (!valueSet) return undefined;
  const global = sourceFiles('globalValueSet').find((each) => each.name === text(valueSet, 'valueSetName'));
  const values = global ? elements(global.root, 'customValue') : elements(elements(valueSet, 'valueSetDefinition')[0], 'value');
  return values.map((value) => text(value, 'fullName'));
}

test('every value of the sample data is one the package knows, and every field exists', () => {
  const fields = new Set(sourceFiles('field').map((field) => `${field.object}.${field.name}`));
  for (const row of rows) {
    const { type, referenceId } = row.attributes;
    for (const [name, value] of Object.entries(row)) {
      if (name.endsWith('__c')) assert.ok(fields.has(`${type}.${name}`), `${referenceId}: ${type}.${name}`);
      const values = allowed(type, name);
      if (values) for (const each of String(value).split(';')) assert.ok(values.includes(each), `${referenceId}: ${name} = ${each}`);
    }
  }
});

test('records name each other only after they are loaded', () => {
  const loaded = new Set<string>();
  for (const row of rows) {
    for (const value of Object.values(row))
      if (typeof value === 'string' && value.startsWith('@')) assert.ok(loaded.has(value.slice(1)), value);
    assert.ok(!loaded.has(row.attributes.referenceId), `${row.attributes.referenceId} is used twice`);
    loaded.add(row.attributes.referenceId);
  }
});

test('dates follow the day of loading, so that no list is ever empty', () => {
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) {
      if (typeof value !== 'string') continue;
      if (/Date(__c)?$/.test(name)) assert.match(value, /^\{\{D([+-]\d+)?\}\}$/, `${row.attributes.referenceId}: ${name}`);
      assert.doesNotMatch(renderDates(value, new Date()), /\{\{/);
    }
  }
});

test('the candidates come from all six sources, and none is marked as converted', () => {
  const leads = rows.filter((row) => row.attributes.type === 'Lead');
  assert.deepEqual([...new Set(leads.map((lead) => lead.LeadSource))].sort(), (allowed('Lead', 'LeadSource') ?? []).sort());
  assert.ok(leads.every((lead) => lead.Status !== '取引開始済み'));
});

test('people and addresses of the sample data cannot be mistaken for real ones', () => {
  for (const row of rows) {
    if (row.Phone !== undefined) assert.equal(row.Phone, '000-0000-0000');
    for (const value of [row.Email, row.Website]) if (value !== undefined) assert.match(String(value), /\.example\.com$/);
  }
});
