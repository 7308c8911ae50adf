import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { SAMPLE_DATA } from '../lib/paths.ts';
import { renderDates } from '../lib/sampleData.ts';
import { elements, sourceFiles, text } from './packageSource.ts';
import { AFTER_CONVERSION, candidatesToConvert, convertedReferences, plannedRows, updates, type SampleRow } from './sampleFiles.ts';

const before = plannedRows(SAMPLE_DATA);
const after = plannedRows(AFTER_CONVERSION);
/** A change as a row, named after the record that it changes. */
const changes = updates().map(({ attributes, Id, ...values }): SampleRow => ({
  attributes: { ...attributes, referenceId: Id.slice(1) },
  ...values
}));
/** Every row in the order of loading: the plan, the changes after the conversion, the rows of the converted cases. */
const rows = [...before, ...changes, ...after];
/** Texts of a row with the names of their fields. */
const texts = (row: SampleRow): [string, string][] =>
  Object.entries(row).flatMap(([name, value]): [string, string][] => (typeof value === 'string' ? [[name, value]] : []));
const name = (row: SampleRow, field: string): string => `${row.attributes.referenceId}: ${field}`;

const STANDARD_SETS: Record<string, string> = {
  'Lead.Status': 'LeadStatus',
  'Lead.LeadSource': 'LeadSource',
  'Lead.Industry': 'Industry',
  'Account.Industry': 'Industry',
  'Opportunity.LeadSource': 'LeadSource',
  'Opportunity.StageName': 'OpportunityStage'
};

/** Values a picklist of the package takes; undefined when the field is none. */
function allowed(object: string, fieldName: string): string[] | undefined {
  const standard = STANDARD_SETS[`${object}.${fieldName}`];
  if (standard) {
    const set = sourceFiles('standardValueSet').find((each) => each.name === standard);
    return elements(set?.root, 'standardValue').map((value) => text(value, 'fullName'));
  }
  const field = sourceFiles('field').find((each) => each.object === object && each.name === fieldName);
  const valueSet = elements(field?.root, 'valueSet')[0];
  if (!valueSet) return undefined;
  const global = sourceFiles('globalValueSet').find((each) => each.name === text(valueSet, 'valueSetName'));
  const values = global ? elements(global.root, 'customValue') : elements(elements(valueSet, 'valueSetDefinition')[0], 'value');
  return values.map((value) => text(value, 'fullName'));
}

test('every value of the sample data is one the package knows, and every field exists', () => {
  const fields = new Set(sourceFiles('field').map((field) => `${field.object}.${field.name}`));
  for (const row of rows) {
    const { type } = row.attributes;
    for (const [field, value] of Object.entries(row)) {
      if (field.endsWith('__c')) assert.ok(fields.has(`${type}.${field}`), name(row, field));
      const values = allowed(type, field);
      if (values) for (const each of String(value).split(';')) assert.ok(values.includes(each), `${name(row, field)} = ${each}`);
    }
  }
});

test('records name each other only after they are loaded, and a change names one that is there', () => {
  // The user who loads is there from the start.
  const loaded = new Set(['Loader']);
  const named = (row: SampleRow): void => {
    for (const [field, value] of texts(row))
      if (value.startsWith('@')) assert.ok(loaded.has(value.slice(1)), `${name(row, field)} ${value}`);
  };
  const load = (row: SampleRow): void => {
    named(row);
    assert.ok(!loaded.has(row.attributes.referenceId), `${row.attributes.referenceId} is used twice`);
    loaded.add(row.attributes.referenceId);
  };
  before.forEach(load);
  for (const { attributes } of candidatesToConvert())
    for (const reference of Object.values(convertedReferences(attributes.referenceId))) loaded.add(reference);
  for (const change of changes) {
    assert.ok(loaded.has(change.attributes.referenceId), change.attributes.referenceId);
    named(change);
  }
  after.forEach(load);
});

test('every file of the sample data is in its plan, and no call takes more than 200 records', () => {
  for (const folder of [SAMPLE_DATA, AFTER_CONVERSION]) {
    const plan = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')) as { sobject: string; files: string[] }[];
    const planned = plan.flatMap(({ files }) => files);
    const files = readdirSync(folder).filter((file) => file.endsWith('.json') && !['plan.json', 'update.json'].includes(file));
    assert.deepEqual([...planned].sort(), files.sort());
    for (const { sobject, files: parts } of plan)
      for (const file of parts) {
        const { records } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { records: SampleRow[] };
        assert.ok(records.length <= 200, file);
        for (const row of records) assert.equal(row.attributes.type, sobject, row.attributes.referenceId);
      }
  }
  assert.ok(changes.length <= 200);
});

test('no text shows a code of the catalogue, and none speaks of sales', () => {
  for (const row of rows)
    for (const [field, value] of texts(row)) {
      if (value.startsWith('@')) continue;
      // A moment is a date with T and the hour.
      const shown = value.replace(/\{\{[^}]*\}\}(T[\d:.]+Z)?/g, '');
      assert.doesNotMatch(shown, /(?<![A-Za-z0-9])[A-Z]{1,2}\d{2}(?!\d)/, name(row, field));
      assert.doesNotMatch(value, /リード(?!タイム)|取引先|商談/, name(row, field));
    }
});

/** Days of the world, not of the office: when a company was founded, when the page of a measure was read, until when one applies. */
const FIXED_DATES = ['Account.EstablishedDate__c', 'Lead.EstablishedDate__c', 'SupportMeasure__c.'];

test('dates follow the day of loading, so that no list is ever empty', () => {
  for (const row of rows) {
    for (const [field, value] of texts(row)) {
      const path = `${row.attributes.type}.${field}`;
      if (/Date(__c)?$|On__c$|At__c$/.test(field) && !FIXED_DATES.some((fixed) => path.startsWith(fixed)))
        assert.match(value, /^\{\{D([+-]\d+)?\}\}(T\d\d:00:00\.000Z)?$/, name(row, field));
      if (/FiscalYear__c$|Year__c$/.test(field) && row.attributes.type !== 'SupportMeasure__c')
        assert.match(value, /^\{\{FY(-1| D[+-]\d+)?\}\}$/, name(row, field));
      assert.doesNotMatch(renderDates(value, new Date()), /\{\{/);
      if (!FIXED_DATES.some((fixed) => path.startsWith(fixed)))
        assert.doesNotMatch(value.replace(/設立年月日：\S+/, ''), /20\d\d-\d\d/, name(row, field));
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

const MODELS = ['CaseMihonSeiki', 'CaseReidaiCloud', 'CaseKakuuKoumuten'];

/** Fields of a case that a model case leaves blank, with the reason; every other field that a person types is filled. */
const BLANK: Record<string, Record<string, string>> = {
  CaseMihonSeiki: {
    SourceDetail__c: 'an exhibition has its name instead',
    Referrer__c: 'nobody introduced it',
    ReferralReason__c: 'nobody introduced it',
    IpStageEnd__c: 'judged at the end',
    Satisfaction__c: 'asked at the end',
    PartnerReviewedOn__c: 'after the end',
    PartnerReviewWith__c: 'after the end',
    PartnerReview__c: 'after the end'
  },
  CaseReidaiCloud: {
    EventName__c: 'came by the form of the home page',
    Referrer__c: 'nobody introduced it',
    ReferralReason__c: 'nobody introduced it',
    FilingReasons__c: 'had filed nothing: 該当なし',
    FilingReasonsDetail__c: 'had filed nothing'
  },
  CaseKakuuKoumuten: {
    EventName__c: 'was introduced',
    FilingReasons__c: 'had filed nothing: 該当なし',
    FilingReasonsDetail__c: 'had filed nothing',
    FollowUpDate__c: 'not agreed yet',
    Satisfaction__c: 'not asked yet: 未確認',
    PartnerReviewedOn__c: 'no organisation took part to the end',
    PartnerReviewWith__c: 'no organisation took part to the end',
    PartnerReview__c: 'no organisation took part to the end'
  }
};
/** Only a case without action is dropped, and may be taken up again. */
const OF_DROPPED = ['DropReason__c', 'DropSide__c', 'ReopenCondition__c', 'RecontactDate__c'];
/** Emptied once the log has taken them. */
const ENTRY = ['DecisionReason__c', 'DecisionNote__c'];

test('the three model cases are complete: every field of a case that a person types is filled or blank for a reason', () => {
  const typed = sourceFiles('field').filter(
    ({ object, root }) =>
      object === 'Opportunity' &&
      !text(root, 'description').includes('誰も入力しない') &&
      elements(root, 'formula').length === 0 &&
      elements(root, 'summaryOperation').length === 0
  );
  assert.ok(typed.length > 60);
  for (const reference of MODELS) {
    const row = rows.find(({ attributes }) => attributes.referenceId === reference);
    assert.ok(row, reference);
    const dropped = row.StageName === 'クローズ（未アクション）';
    for (const field of typed) {
      const isBlank = field.name in (BLANK[reference] ?? {}) || ENTRY.includes(field.name) || (OF_DROPPED.includes(field.name) && !dropped);
      assert.equal(row[field.name] === undefined, isBlank, name(row, field.name));
    }
  }
});

test('the three model cases have visits, issues, consultations, measures, next actions and a history from candidate on', () => {
  const countOf = (type: string, reference: string): number =>
    before.filter((row) => row.attributes.type === type && [row.Case__c, row.WhatId].includes(`@${reference}`)).length;
  const counts = MODELS.map((reference) =>
    ['Visit__c', 'CaseIssue__c', 'Consultation__c', 'MeasureProposal__c', 'Task', 'PhaseLog__c'].map((type) => countOf(type, reference))
  );
  assert.deepEqual(counts, [
    [2, 5, 3, 6, 3, 6],
    [2, 7, 4, 6, 1, 6],
    [1, 4, 1, 3, 1, 6]
  ]);
});

test('the companies of the model cases have the facts of the catalogue', () => {
  const facts = ['MainProducts__c', 'InformationSharingConsent__c', 'CorporateNumber__c', 'Prefecture__c', 'Industry', 'IndustryMiddle__c'];
  const more = ['SmeCategory__c', 'CompanySize__c', 'NumberOfEmployees', 'Capital__c', 'EstablishedDate__c', 'IpStage__c'];
  const rights = [
    'IpLandscapeSupport__c',
    'ForeignFilingSubsidy__c',
    'RightsCheckedOn__c',
    'PatentRegistrations__c',
    'TrademarkRegistrations__c'
  ];
  for (const row of before.filter(({ attributes }) => attributes.type === 'Account'))
    for (const field of [...facts, ...more, ...rights]) assert.notEqual(row[field], undefined, name(row, field));
  const managers = changes.filter(({ attributes }) => attributes.type === 'Account');
  assert.equal(managers.length, 3 + candidatesToConvert().length);
  for (const row of managers) assert.ok(row.IpManager__c, name(row, 'IpManager__c'));
});
