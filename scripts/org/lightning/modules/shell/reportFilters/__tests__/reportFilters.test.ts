import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summaryResult } from '../../chartData/__tests__/fixtures.ts';
import { filterTexts } from '../reportFilters.ts';

test('writes every condition with labels, in the order of the filter panel', () => {
  const result = summaryResult();
  Object.assign(result.reportMetadata, {
    scope: 'user',
    standardDateFilter: { column: 'Color__c', durationValue: 'THIS_FISCAL_YEAR', startDate: '2026-04-01', endDate: '2027-03-31' },
    reportFilters: [
      { column: 'Size__c', operator: 'equals', value: '小,大' },
      { column: 'Color__c', operator: 'notEqual', value: '' }
    ],
    reportBooleanFilter: '1 OR 2'
  });
  assert.deepEqual(filterTexts(result), [
    '表示: 私のもののみ',
    '色: 今会計年度（2026/04/01～2027/03/31）',
    '1. 大きさ 次の文字列と一致する 「小」、「大」',
    '2. 色 次の文字列と一致しない （空白）',
    '検索条件ロジック: 1 OR 2'
  ]);
});

test('names columns that the report does not show by the labels of its type', () => {
  const result = summaryResult();
  Object.assign(result.reportMetadata, { reportFilters: [{ column: 'WEIGHT', operator: 'greaterThan', value: '5' }] });
  assert.deepEqual(filterTexts(result, { reportTypeMetadata: { categories: [{ columns: { WEIGHT: { label: '重さ' } } }] } }), [
    '重さ 次の値より大きい 「5」'
  ]);
  assert.deepEqual(filterTexts(result), ['WEIGHT 次の値より大きい 「5」']);
});

test('shows nothing for a report of all data, whatever the unused date filter says', () => {
  const result = summaryResult();
  Object.assign(result.reportMetadata, {
    scope: 'organization',
    standardDateFilter: { column: 'Color__c', durationValue: 'CUSTOM', startDate: null, endDate: null }
  });
  assert.deepEqual(filterTexts(result), []);
});

test('writes dates, checkboxes and picklists as people read them', () => {
  const result = summaryResult();
  Object.assign(result.reportMetadata, {
    reportFilters: [
      { column: 'MADE', operator: 'greaterOrEqual', value: 'LAST_N_DAYS:366' },
      { column: 'SOLD', operator: 'equals', value: '0' },
      { column: 'KIND', operator: 'notEqual', value: 'a,"b, c"' },
      { column: 'NAME', operator: 'equals', value: 'TODAY' }
    ]
  });
  const columns = {
    MADE: { label: '製造日', dataType: 'date' },
    SOLD: { label: '販売済み', dataType: 'boolean' },
    KIND: { label: '種類', dataType: 'picklist', filterValues: [{ name: 'a', label: 'あ' }] },
    NAME: { label: '名前', dataType: 'string' }
  };
  assert.deepEqual(filterTexts(result, { reportTypeMetadata: { categories: [{ columns }] } }), [
    '製造日 次の値以上 過去 366 日',
    '販売済み 次の文字列と一致する チェックなし',
    '種類 次の文字列と一致しない 「あ」、「b, c」',
    '名前 次の文字列と一致する 「TODAY」'
  ]);
});

test('names the choices above the conditions, unless they show everything', () => {
  const result = summaryResult();
  const infos = {
    closed: {
      label: '活動の状況',
      filterValues: [
        { name: 'all', label: 'すべて' },
        { name: 'open', label: '未完了' }
      ]
    }
  };
  const describe = { reportTypeMetadata: { categories: [], standardFilterInfos: infos } };
  Object.assign(result.reportMetadata, {
    standardFilters: [
      { name: 'closed', value: 'open' },
      { name: 'co', value: '1' }
    ]
  });
  assert.deepEqual(filterTexts(result, describe), ['活動の状況: 未完了']);
  Object.assign(result.reportMetadata, { standardFilters: [{ name: 'closed', value: 'all' }] });
  assert.deepEqual(filterTexts(result, describe), []);
});
