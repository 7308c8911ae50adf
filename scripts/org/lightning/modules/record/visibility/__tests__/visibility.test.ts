import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isVisible } from '../visibility.ts';

const record = {
  apiName: 'Widget__c',
  id: 'a00000000000001AAA',
  lastModifiedDate: null,
  fields: {
    Stage__c: { value: '完成', displayValue: '完成' },
    Amount__c: { value: 100, displayValue: '¥100' },
    Done__c: { value: true, displayValue: null },
    Kinds__c: { value: '赤;青', displayValue: '赤;青' },
    Memo__c: { value: null, displayValue: null },
    Company__r: {
      value: { apiName: 'Account', id: '001', lastModifiedDate: null, fields: { Name: { value: 'A社', displayValue: null } } },
      displayValue: 'A社'
    }
  }
};
const when = (field: string, operator: string, right: string) => ({ criteria: [{ field, operator, right }] });

test('a component without a rule is seen', () => {
  assert.equal(isVisible(undefined, record), true);
});

test('each operator compares as its name says', () => {
  assert.equal(isVisible(when('Stage__c', 'EQUAL', '完成'), record), true);
  assert.equal(isVisible(when('Stage__c', 'NE', '完成'), record), false);
  assert.equal(isVisible(when('Kinds__c', 'CONTAINS', '青'), record), true);
  assert.equal(isVisible(when('Amount__c', 'GT', '20'), record), true);
  assert.equal(isVisible(when('Amount__c', 'GE', '100'), record), true);
  assert.equal(isVisible(when('Amount__c', 'LT', '20'), record), false);
  assert.equal(isVisible(when('Amount__c', 'LE', '100'), record), true);
  assert.equal(isVisible(when('Done__c', 'EQUAL', 'true'), record), true);
  assert.equal(isVisible(when('Company__r.Name', 'EQUAL', 'A社'), record), true);
});

test('not equal to nothing means: is not blank', () => {
  assert.equal(isVisible(when('Memo__c', 'NE', ''), record), false);
  assert.equal(isVisible(when('Stage__c', 'NE', ''), record), true);
});

test('a blank value is never greater, less or containing', () => {
  for (const operator of ['GT', 'GE', 'LT', 'LE', 'CONTAINS'])
    assert.equal(isVisible(when('Memo__c', operator, '1'), record), false, operator);
});

test('values that the server knows need no field', () => {
  assert.equal(isVisible({ criteria: [{ value: true, operator: 'EQUAL', right: 'true' }] }, record), true);
  assert.equal(isVisible({ criteria: [{ value: false, operator: 'EQUAL', right: 'true' }] }, record), false);
});

test('criteria without a filter must all hold, a filter combines them', () => {
  const criteria = [
    { field: 'Stage__c', operator: 'EQUAL', right: '完成' },
    { field: 'Stage__c', operator: 'EQUAL', right: '準備' },
    { field: 'Done__c', operator: 'EQUAL', right: 'true' }
  ];
  assert.equal(isVisible({ criteria }, record), false);
  assert.equal(isVisible({ criteria, filter: '1 OR 2' }, record), true);
  assert.equal(isVisible({ criteria, filter: '2 AND (1 OR 3)' }, record), false);
  assert.equal(isVisible({ criteria, filter: '1 AND (2 OR 3)' }, record), true);
  assert.equal(isVisible({ criteria, filter: 'NOT 2 AND 3' }, record), true);
});

test('an operator of the future is refused by name', () => {
  assert.throws(() => isVisible(when('Stage__c', 'SOUNDS_LIKE', 'x'), record), /not supported: visibility operator SOUNDS_LIKE/);
});
