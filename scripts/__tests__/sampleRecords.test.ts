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
  'Lead.Industry': 'Industry',
  'Account.Industry': 'Industry',
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
      // Companies were founded on a fixed day.
      if (/Date(__c)?$|On__c$/.test(name) && name !== 'EstablishedDate__c')
        assert.match(value, /^\{\{D([+-]\d+)?\}\}(T\d\d:00:00\.000Z)?$/, `${row.attributes.referenceId}: ${name}`);
      assert.doesNotMatch(renderDates(value, new Date()), /\{\{/);
    }
  }
});

test('the candidates come from all six sources, and none is marked as converted', () => {
  const leads = rows.filter((row) => row.attributes.type === 'Lead');
  assert.deepEqual([...new Set(leads.map((lead) => lead.LeadSource))].sort(), (allowed('Lead', 'LeadSource') ?? []).sort());
  assert.ok(leads.every((lead) => lead.Status !== '取引開始済み'));
});

test('the thirty candidates stand in the numbers of the catalogue, eleven of them ready to become cases', () => {
  const leads = rows.filter((row) => row.attributes.type === 'Lead');
  const count = (status: string): number => leads.filter((lead) => lead.Status === status).length;
  assert.equal(leads.length, 30);
  assert.deepEqual([count('新規'), count('未連絡'), count('連絡済み'), count('訪問不要')], [5, 5, 5 + 11, 4]);
  const ready = leads.filter((lead) => lead.VisitType__c !== undefined);
  assert.equal(ready.length, 11);
  for (const lead of ready) assert.ok(lead.AppointmentAcceptedDate__c && lead.PlannedVisitDate__c, String(lead.Company));
});

test('no 法人番号 of the sample data is one that exists', () => {
  const numbers = rows.flatMap((row) => (row.CorporateNumber__c === undefined ? [] : [String(row.CorporateNumber__c)]));
  assert.equal(new Set(numbers).size, numbers.length);
  for (const number of numbers) assert.match(number, /^[1-9]9\d{11}$/);
});

test('people and addresses of the sample data cannot be mistaken for real ones', () => {
  for (const row of rows) {
    if (row.Phone !== undefined) assert.equal(row.Phone, '000-0000-0000');
    for (const value of [row.Email, row.Website]) if (value !== undefined) assert.match(String(value), /\.example\.com$/);
  }
});
