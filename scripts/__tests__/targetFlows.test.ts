/** Targets: one for each key, found by every record they count. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { closeOrg } from '../org/org.ts';
import { openPackageOrg, type PackageOrg, type Row } from './packageOrg.ts';

let office: PackageOrg;
let company: string;

before(async () => {
  office = await openPackageOrg();
  office.assign('SupportManager');
  company = office.created('Account', { Name: '架空精機株式会社' });
});

after(() => {
  closeOrg(office.org);
});

beforeEach(() => {
  office.unassign('DataMigration');
  office.moveTo('2026-06-01T00:00:00Z');
  for (const { Id } of office.query('SELECT Id FROM Target__c'))
    assert.deepEqual(office.saveOne({ operation: 'delete', object: 'Target__c', id: String(Id) }).errors, []);
});

const newTarget = (metric: string, value: number, more: Row = {}): string =>
  office.created('Target__c', { FiscalYear__c: 'R8', Metric__c: metric, Value__c: value, ...more });
const newCase = (values: Row = {}): string =>
  office.created('Opportunity', { Name: '架空の案件', StageName: '事前準備', CloseDate: '2027-03-31', AccountId: company, ...values });
const newVisit = (values: Row = {}): string =>
  office.created('Visit__c', { Case__c: newCase(), StartAt__c: '2026-06-10T05:00:00Z', ...values });
const targetsOf = (object: string, id: string): unknown[] => {
  const row = office.row(object, id);
  return [row.OfficeTarget__c, row.OwnerTarget__c];
};
const shares = (object: string, id: string): unknown[] => {
  const [row] = office.query(`SELECT OfficeShare__c, OwnerShare__c FROM ${object} WHERE Id = '${id}'`);
  return [row?.OfficeShare__c, row?.OwnerShare__c];
};

test('the key of a target is its year, its metric and its person, or the whole office', () => {
  assert.equal(office.row('Target__c', newTarget('案件', 40)).UniqueKey__c, 'R8|案件|課全体');
  assert.equal(office.row('Target__c', newTarget('案件', 10, { TargetUser__c: office.userId })).UniqueKey__c, `R8|案件|${office.userId}`);
});

test('a second target for one key is refused at 指標, naming the first, by insert and by update', () => {
  const first = newTarget('案件', 40);
  const { errors } = office.saveOne({
    operation: 'insert',
    object: 'Target__c',
    values: { FiscalYear__c: 'R8', Metric__c: '案件', Value__c: 50 }
  });
  assert.deepEqual(errors, [
    {
      statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      message: `同じ「年度」「指標」「担当」の目標が既にあります（${String(office.row('Target__c', first).Name)}）。新しく作らずに、その目標の「値」を直してください。`,
      fields: ['Metric__c']
    }
  ]);
  const other = newTarget('訪問', 100);
  assert.deepEqual(office.refused('Target__c', other, { Metric__c: '案件' }), ['Metric__c']);
  assert.deepEqual(office.refused('Target__c', first, { Value__c: 41 }), []);
  newTarget('案件', 40, { FiscalYear__c: 'R9' });
});

test('a visit finds the targets of its year and its visitor, and an edited target moves the shares at once', () => {
  const colleague = office.newUser('同僚');
  const all = newTarget('訪問', 200);
  const own = newTarget('訪問', 50, { TargetUser__c: colleague });
  newTarget('案件', 40);
  const id = newVisit({ Visitor__c: colleague });
  assert.deepEqual(targetsOf('Visit__c', id), [all, own]);
  assert.deepEqual(shares('Visit__c', id), [0.5, 2]);
  assert.deepEqual(office.refused('Target__c', all, { Value__c: 400 }), []);
  assert.deepEqual(shares('Visit__c', id), [0.25, 2]);
  assert.deepEqual(targetsOf('Visit__c', newVisit()), [all, null], 'a visitor without a target');
  assert.deepEqual(targetsOf('Visit__c', newVisit({ StartAt__c: '2027-04-01T00:00:00Z' })), [null, null], 'the next year');
});

test('a case finds the targets of the year it was registered in, and of its owner', () => {
  const colleague = office.newUser('同僚');
  const all = newTarget('案件', 40);
  const own = newTarget('案件', 8, { TargetUser__c: colleague });
  newTarget('訪問', 200);
  const id = newCase();
  assert.deepEqual(targetsOf('Opportunity', id), [all, null]);
  assert.deepEqual(office.refused('Opportunity', id, { OwnerId: colleague }), []);
  assert.deepEqual(targetsOf('Opportunity', id), [all, own]);
  assert.deepEqual(shares('Opportunity', id), [2.5, 12.5]);
  office.moveTo('2027-03-31T15:00:00Z');
  assert.deepEqual(targetsOf('Opportunity', newCase()), [null, null], 'the first day of the next year in Japan');
  office.assign('DataMigration');
  assert.deepEqual(targetsOf('Opportunity', newCase({ RegisteredDate__c: '2026-04-01', StageName: '提案' })), [all, null]);
});

test('a candidate finds the targets of its year and its owner; in the queue it counts for the office alone', () => {
  const all = newTarget('支援先候補', 100);
  const own = newTarget('支援先候補', 25, { TargetUser__c: office.userId });
  const id = office.created('Lead', { LastName: '架空', Company: '架空の企業', LeadSource: '紹介' });
  assert.deepEqual(targetsOf('Lead', id), [all, own]);
  assert.deepEqual(shares('Lead', id), [1, 4]);
  const queue = String(office.query("SELECT Id FROM Group WHERE Type = 'Queue'")[0]?.Id);
  assert.deepEqual(office.refused('Lead', id, { OwnerId: queue }), []);
  assert.deepEqual(targetsOf('Lead', id), [all, null]);
  office.assign('DataMigration');
  assert.deepEqual(office.refused('Lead', id, { RegisteredDate__c: '2026-03-31' }), []);
  assert.deepEqual(targetsOf('Lead', id), [null, null], 'the last day of the year before');
});

test('a record that moves to another person or year leaves the old target', () => {
  const all = newTarget('訪問', 200);
  const own = newTarget('訪問', 50, { TargetUser__c: office.userId });
  const id = newVisit();
  assert.deepEqual(targetsOf('Visit__c', id), [all, own]);
  assert.deepEqual(office.refused('Visit__c', id, { Visitor__c: office.newUser('引継ぎ') }), []);
  assert.deepEqual(targetsOf('Visit__c', id), [all, null]);
  assert.deepEqual(office.refused('Visit__c', id, { StartAt__c: '2027-03-31T15:00:00Z' }), []);
  assert.deepEqual(targetsOf('Visit__c', id), [null, null]);
});

test('a target made later counts older records from their next save on', () => {
  const id = newVisit();
  assert.deepEqual(targetsOf('Visit__c', id), [null, null]);
  const all = newTarget('訪問', 200);
  assert.deepEqual(targetsOf('Visit__c', id), [null, null]);
  assert.deepEqual(office.refused('Visit__c', id, {}), []);
  assert.deepEqual(targetsOf('Visit__c', id), [all, null]);
});
