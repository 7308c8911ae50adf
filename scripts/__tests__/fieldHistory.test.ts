/** 項目の履歴: which fields of the standard objects keep who changed what, switched on by settings. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closeOrg } from '../org/org.ts';
import { runSoql } from '../org/query/soql.ts';
import { openPackageOrg, type PackageOrg } from './packageOrg.ts';
import { elements, sourceFiles, standardFields, text } from './packageSource.ts';

const OBJECTS = ['Account', 'Contact', 'Lead', 'Opportunity'];
const tracked = [...sourceFiles('field'), ...standardFields()].filter((field) => text(field.root, 'trackHistory') === 'true');

let office: PackageOrg;

before(async () => {
  office = await openPackageOrg();
});

after(() => {
  closeOrg(office.org);
});

test('at most 20 fields of an object keep history, all of them short', () => {
  for (const object of OBJECTS) {
    const names = tracked.filter((field) => field.object === object).map((field) => field.name);
    assert.ok(names.length > 0 && names.length <= 20, `${object}: ${names.length}`);
  }
  for (const field of tracked) {
    assert.ok(OBJECTS.includes(field.object), `${field.object}.${field.name}`);
    assert.doesNotMatch(text(field.root, 'type'), /LongTextArea|MultiselectPicklist|Summary/, field.name);
    assert.equal(elements(field.root, 'formula').length, 0, field.name);
  }
});

test('files of standard fields say nothing but that their history is kept', () => {
  for (const field of standardFields())
    assert.deepEqual(
      [...field.root.children.keys()].filter((name) => name !== 'type'),
      ['fullName', 'trackHistory'],
      field.name
    );
});

test('a change of a candidate, a company, a person or a case is read back with its old and its new value', () => {
  const account = office.created('Account', { Name: '架空の企業' });
  const records: [string, string, Record<string, unknown>, string, string | null, string][] = [
    [
      'Lead',
      office.created('Lead', { LastName: '架空', Company: '架空の企業', LeadSource: '紹介', VisitPriority__c: '低' }),
      { VisitPriority__c: '高' },
      'VisitPriority__c',
      '低',
      '高'
    ],
    ['Account', account, { InformationSharingConsent__c: '関係機関可' }, 'InformationSharingConsent__c', null, '関係機関可'],
    [
      'Contact',
      office.created('Contact', { LastName: '架空', AccountId: account }),
      { Email: 'a@kakuu.example.com' },
      'Email',
      null,
      'a@kakuu.example.com'
    ],
    [
      'Opportunity',
      office.created('Opportunity', { Name: '架空の案件', AccountId: account, StageName: '事前準備', CloseDate: '2027-03-31' }),
      { CloseDate: '2027-06-30' },
      'CloseDate',
      '2027-03-31',
      '2027-06-30'
    ]
  ];
  for (const [object, id, values, field, from, to] of records) {
    assert.deepEqual(office.saveOne({ operation: 'update', object, id, values }).errors, []);
    const history = object === 'Opportunity' ? 'OpportunityFieldHistory' : `${object}History`;
    const { records: rows } = runSoql(
      office.org,
      office.userId,
      `SELECT Field, OldValue, NewValue FROM ${history} WHERE ${object}Id = '${id}' AND Field <> 'created'`
    );
    assert.deepEqual(
      rows.map((row) => [row['Field'], row['OldValue'], row['NewValue']]),
      [[field, from, to]],
      object
    );
  }
});
