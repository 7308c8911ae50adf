import assert from 'node:assert/strict';
import { test } from 'node:test';
import { relativeDate, splitValues, valuesText } from '../reportWords.ts';

test('writes relative dates as Salesforce does in Japanese', () => {
  const words = {
    TODAY: '今日',
    this_month: '今月',
    'LAST_N_DAYS:366': '過去 366 日',
    NEXT_N_DAYS_14: '今後 14 日',
    'LAST_N_WEEKS:2': '過去 2 週間',
    'NEXT_N_MONTHS:3': '今後 3 か月',
    'LAST_N_FISCAL_QUARTERS:4': '過去 4 会計四半期',
    'N_DAYS_AGO:30': '30 日前',
    'N_FISCAL_YEARS_AGO:2': '2 会計年度前'
  };
  for (const [text, expected] of Object.entries(words)) assert.equal(relativeDate(text), expected, text);
  for (const text of ['', '2026-04-01', 'LAST_N_HOURS:3', 'constructor', 'TODAYS']) assert.equal(relativeDate(text), undefined, text);
});

test('keeps commas inside quotes in one value', () => {
  assert.deepEqual(splitValues('a, "b, c",'), ['a', 'b, c', '']);
});

test('writes values by the type of their column', () => {
  assert.equal(valuesText('1', { dataType: 'boolean' }), 'チェックあり');
  assert.equal(valuesText('2026-04-01', { dataType: 'date' }), '2026/04/01');
  assert.equal(valuesText('LAST_WEEK', { dataType: 'string' }), '「LAST_WEEK」');
  assert.equal(valuesText(',x', undefined), '（空白）、「x」');
});
