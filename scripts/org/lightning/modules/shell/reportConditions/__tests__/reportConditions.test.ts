import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summaryResult } from '../../chartData/__tests__/fixtures.ts';
import {
  ALL_TIME,
  conditionProblem,
  conditionsOf,
  dateChoices,
  durationChoices,
  operatorChoices,
  overridesOf,
  type Conditions
} from '../reportConditions.ts';

const describe = {
  reportTypeMetadata: {
    categories: [
      {
        columns: {
          Made: { label: '製造日', dataType: 'date' },
          Weight: { label: '重さ', dataType: 'double' },
          Tags: { label: 'タグ', dataType: 'multipicklist' },
          Name: { label: '名前', dataType: 'string' }
        }
      }
    ],
    standardDateFilterDurationGroups: [{ label: '期間', standardDateFilterDurations: [{ value: 'THIS_YEAR', label: '今年' }] }]
  }
};

const conditions = (change: Partial<Conditions> = {}): Conditions => ({
  period: { column: 'Made', duration: ALL_TIME, from: '', to: '' },
  filters: [{ key: 0, column: 'Weight', operator: 'greaterThan', value: '5' }],
  logic: '',
  ...change
});

test('reads the conditions of a result and sends them back unchanged', () => {
  const result = summaryResult();
  const saved = {
    standardDateFilter: { column: 'Made', durationValue: 'THIS_YEAR', startDate: '2026-01-01', endDate: '2026-12-31' },
    reportFilters: [{ column: 'Weight', operator: 'greaterThan', value: '5' }],
    reportBooleanFilter: null
  };
  Object.assign(result.reportMetadata, saved);
  const read = conditionsOf(result);
  assert.deepEqual([read.period.duration, read.filters.length], ['THIS_YEAR', 1]);
  assert.deepEqual(overridesOf(read, undefined), { ...saved, standardDateFilter: { column: 'Made', durationValue: 'THIS_YEAR' } });
  assert.deepEqual(overridesOf(read, { column: 'Weight', descending: true }).sortBy, [{ sortColumn: 'Weight', sortOrder: 'Desc' }]);
});

test('all time is a period without ends, a chosen one has the days that were given', () => {
  assert.deepEqual(overridesOf(conditions(), undefined).standardDateFilter, { column: 'Made', durationValue: 'CUSTOM' });
  const chosen = conditions({ period: { column: 'Made', duration: 'CUSTOM', from: '2026-04-01', to: '' } });
  assert.deepEqual(overridesOf(chosen, undefined).standardDateFilter, {
    column: 'Made',
    durationValue: 'CUSTOM',
    startDate: '2026-04-01',
    endDate: null
  });
});

test('offers periods on dates, and the operators that fit a column', () => {
  const result = summaryResult();
  assert.deepEqual(dateChoices(result, describe), [{ value: 'Made', label: '製造日' }]);
  assert.deepEqual(
    durationChoices(describe, 'LAST_YEAR').map(({ value }) => value),
    [ALL_TIME, 'CUSTOM', 'THIS_YEAR', 'LAST_YEAR']
  );
  const operators = (column: string): string[] => operatorChoices(result, describe, column).map(({ value }) => value);
  assert.ok(operators('Weight').includes('greaterOrEqual') && !operators('Weight').includes('contains'));
  assert.ok(operators('Tags').includes('includes'));
  assert.ok(operators('Name').includes('contains') && !operators('Name').includes('lessThan'));
});

test('says what is wrong before a run', () => {
  assert.equal(conditionProblem(conditions()), undefined);
  assert.equal(conditionProblem(conditions({ logic: '1' })), undefined);
  assert.match(conditionProblem(conditions({ logic: '1 AND 2' })) ?? '', /2 にあたる/);
  assert.match(
    conditionProblem(conditions({ filters: [{ key: 0, column: '', operator: 'equals', value: '' }] })) ?? '',
    /項目を選んでいない/
  );
  const two = [0, 1].map((key) => ({ key, column: 'Weight', operator: 'equals', value: '1' }));
  assert.match(conditionProblem(conditions({ filters: two, logic: '1' })) ?? '', /2 がありません/);
  const turned = { column: 'Made', duration: 'CUSTOM', from: '2026-04-02', to: '2026-04-01' };
  assert.match(conditionProblem(conditions({ period: turned })) ?? '', /始まりより前/);
});
