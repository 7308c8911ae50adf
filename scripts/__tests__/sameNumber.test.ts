/** 法人番号: the same one on another candidate or on a company is told before it is saved, and never stops anyone. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closeOrg } from '../org/org.ts';
import type { SaveResult } from '../org/records/values.ts';
import { openPackageOrg, type PackageOrg } from './packageOrg.ts';

let office: PackageOrg;

before(async () => {
  office = await openPackageOrg();
});

after(() => {
  closeOrg(office.org);
});

const CANDIDATE = { LastName: '架空', Company: '架空の企業', LeadSource: '紹介' };
const insert = (values: Record<string, unknown>, more: { allowSaveOnDuplicate?: boolean } = {}): SaveResult =>
  office.saveOne({ operation: 'insert', object: 'Lead', values: { ...CANDIDATE, ...values }, ...more });
/** What is told: code and the records that have the number already. */
const told = (result: SaveResult): unknown =>
  result.errors.map(({ statusCode, duplicates }) => [statusCode, duplicates?.allowSave, duplicates?.matches.map(({ object }) => object)]);

test('a second candidate with the same number is told about the first, in full-width digits too, and may be saved still', () => {
  assert.deepEqual(insert({ CorporateNumber__c: '7000012050002' }).errors, []);
  for (const CorporateNumber__c of ['7000012050002', '７００００１２０５０００２']) {
    const result = insert({ CorporateNumber__c });
    assert.deepEqual(told(result), [['DUPLICATES_DETECTED', true, ['Lead']]], CorporateNumber__c);
    assert.match(result.errors[0]?.message ?? '', /^同じ「法人番号」の支援先候補か企業・団体名が、すでに登録されています。/);
  }
  assert.deepEqual(insert({ CorporateNumber__c: '7000012050002' }, { allowSaveOnDuplicate: true }).errors, []);
});

test('a candidate with the number of a company is told about the company', () => {
  office.created('Account', { Name: '登録済みの企業', CorporateNumber__c: '1180301018771' });
  assert.deepEqual(told(insert({ CorporateNumber__c: '1180301018771' })), [['DUPLICATES_DETECTED', true, ['Account']]]);
});

test('a number that is typed later is looked for then, and other edits ask no more', () => {
  office.created('Account', { Name: '番号のある企業', CorporateNumber__c: '4000012090001' });
  const { id } = insert({});
  const update = (values: Record<string, unknown>, allowSaveOnDuplicate = false): SaveResult =>
    office.saveOne({ operation: 'update', object: 'Lead', id: String(id), values, allowSaveOnDuplicate });
  assert.deepEqual(told(update({ CorporateNumber__c: '4000012090001' })), [['DUPLICATES_DETECTED', true, ['Account']]]);
  assert.deepEqual(update({ CorporateNumber__c: '4000012090001' }, true).errors, []);
  assert.deepEqual(update({ Department__c: '開発部' }).errors, []);
});

test('candidates without a number are no duplicates of each other', () => {
  assert.deepEqual(insert({}).errors, []);
  assert.deepEqual(insert({ CorporateNumber__c: null }).errors, []);
});

test('a company with a number that exists is refused at its field', () => {
  office.created('Account', { Name: '一つ目の企業', CorporateNumber__c: '6999901000101' });
  const { errors } = office.saveOne({
    operation: 'insert',
    object: 'Account',
    values: { Name: '二つ目の企業', CorporateNumber__c: '6999901000101' }
  });
  assert.deepEqual(
    errors.map((error) => [error.statusCode, error.fields]),
    [['DUPLICATE_VALUE', ['CorporateNumber__c']]]
  );
});
