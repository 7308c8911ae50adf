import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  columnsThatFit,
  countText,
  defaultList,
  fieldAt,
  firstColumns,
  listColumns,
  listRows,
  listTable,
  sortFieldOf,
  type ListInfo,
  type RecordData
} from '../listData.ts';

const INFO: ListInfo = {
  label: 'すべて',
  displayColumns: [
    { fieldApiName: 'Name', label: '名前', sortable: true, lookupId: 'Id' },
    { fieldApiName: 'Account.Name', label: '取引先', sortable: true, lookupId: 'Account.Id' },
    { fieldApiName: 'Price__c', label: '価格', sortable: true, lookupId: null },
    { fieldApiName: 'Mail__c', label: 'メール', sortable: false }
  ]
};
const TYPES = { Name: 'String', Price__c: 'Currency', Mail__c: 'Email' };
const record = (account: RecordData | null): RecordData => ({
  id: 'a00000000000001AAA',
  fields: {
    Name: { value: '部品' },
    Account: { value: account, displayValue: account ? 'A 社' : null },
    Price__c: { value: 1200, displayValue: '￥1,200' },
    Mail__c: { value: null }
  }
});
const ACCOUNT: RecordData = { id: '001000000000001AAA', fields: { Name: { value: 'A 社' } } };

test('links names and lookups to their records and leaves blanks without a link', () => {
  assert.deepEqual(listRows([record(ACCOUNT), record(null)], INFO, TYPES), [
    {
      id: 'a00000000000001AAA',
      Name: '部品',
      'Name#url': '/lightning/r/a00000000000001AAA/view',
      'Account.Name': 'A 社',
      'Account.Name#url': '/lightning/r/001000000000001AAA/view',
      Price__c: '￥1,200',
      Mail__c: ''
    },
    {
      id: 'a00000000000001AAA',
      Name: '部品',
      'Name#url': '/lightning/r/a00000000000001AAA/view',
      'Account.Name': '',
      Price__c: '￥1,200',
      Mail__c: ''
    }
  ]);
});

test('makes a plain table with the same links', () => {
  const table = listTable([record(ACCOUNT)], INFO, TYPES);
  assert.deepEqual(
    table.columns.map((column) => column.numeric),
    [false, false, true, false]
  );
  assert.deepEqual(table.rows[0], [
    { label: '部品', recordId: 'a00000000000001AAA' },
    { label: 'A 社', recordId: ACCOUNT.id },
    { label: '￥1,200' },
    { label: '' }
  ]);
});

test('makes columns by type, numbers to the right, sorting by the field behind a link', () => {
  const columns = listColumns(INFO, TYPES);
  assert.deepEqual(
    columns.map((column) => column.type),
    ['url', 'url', 'text', 'email']
  );
  assert.deepEqual(columns[2]?.cellAttributes, { alignment: 'right' });
  assert.equal(sortFieldOf(columns[1]?.fieldName ?? ''), 'Account.Name');
});

test('reads values through relationships', () => {
  assert.equal(fieldAt(record(ACCOUNT), 'Account.Name')?.value, 'A 社');
  assert.equal(fieldAt(record(ACCOUNT), 'Account.Id')?.value, ACCOUNT.id);
  assert.equal(fieldAt(record(null), 'Account.Name'), undefined);
});

test('counts what is shown and what there is', () => {
  assert.equal(countText(3, 3, false), '3 件');
  assert.equal(countText(50, 120, true), '120 件中 50 件を表示');
  assert.equal(countText(50, undefined, true), '50+ 件');
});

test('opens the list used last, else the one of all records, else the first real one', () => {
  const lists = [
    { apiName: '__Recent', label: '最近' },
    { apiName: 'A', label: 'A' },
    { apiName: 'B', label: 'B' }
  ];
  assert.equal(defaultList(lists, 'B')?.apiName, 'B');
  assert.equal(defaultList(lists, 'Gone')?.apiName, 'A');
  assert.equal(defaultList([...lists, { apiName: 'AllWidgets', label: 'すべて' }], null)?.apiName, 'AllWidgets');
  assert.equal(defaultList(lists.slice(0, 1), null)?.apiName, '__Recent');
  assert.equal(defaultList([], null), undefined);
});

test('a narrow card shows the first columns only, and never fewer than two', () => {
  assert.deepEqual([0, 259, 390, 800].map(columnsThatFit), [2, 2, 3, 6]);
  const table = {
    columns: ['a', 'b', 'c'].map((label) => ({ label, numeric: false })),
    rows: [[{ label: '1', recordId: 'x' }, { label: '2' }, { label: '3' }]]
  };
  assert.deepEqual(firstColumns(table, 2), { columns: table.columns.slice(0, 2), rows: [[{ label: '1', recordId: 'x' }, { label: '2' }]] });
});
