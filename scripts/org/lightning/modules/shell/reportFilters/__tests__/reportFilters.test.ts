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
    '大きさ 次の文字列と一致する 「小、大」',
    '色 次の文字列と一致しない （空白）',
    '検索条件ロジック: 1 OR 2'
  ]);
});

test('names columns that the report does not show by the labels of its type', () => {
  const result = summaryResult();
  Object.assign(result.reportMetadata, { reportFilters: [{ column: 'WEIGHT', operator: 'greaterThan', value: '5' }] });
  assert.deepEqual(filterTexts(result, { reportTypeMetadata: { categories: [{ columns: { WEIGHT: { label: '重さ' } } }] } }), [
    '重さ > 「5」'
  ]);
  assert.deepEqual(filterTexts(result), ['WEIGHT > 「5」']);
});

test('shows nothing for a report of all data, whatever the unused date filter says', () => {
  const result = summaryResult();
  Object.assign(result.reportMetadata, {
    scope: 'organization',
    standardDateFilter: { column: 'Color__c', durationValue: 'CUSTOM', startDate: null, endDate: null }
  });
  assert.deepEqual(filterTexts(result), []);
});
