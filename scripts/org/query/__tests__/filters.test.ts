import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FieldDef } from '../../metadata/catalog.ts';
import { testOrg } from '../../testing/testOrg.ts';
import { combineFilters, filterCondition, splitFilterValues, type SqlCondition } from '../filters.ts';
import { clock } from './analyticsFixtures.ts';

const org = testOrg({}, { clock });

function field(type: FieldDef['type']): FieldDef {
  return {
    name: 'X',
    label: '項目',
    type,
    custom: true,
    required: false,
    createable: true,
    updateable: true,
    unique: false,
    externalId: false,
    alwaysVisible: true,
    trackHistory: false
  };
}

/** What a condition says of one value. */
function holds(condition: SqlCondition, value: string | number | null): boolean {
  const row = org.db.prepare(`SELECT ${condition.sql} AS answer FROM (SELECT ? AS x)`).get(...condition.parameters, value) as {
    answer: number | null;
  };
  return row.answer === 1;
}

const where = (type: FieldDef['type'], operation: Parameters<typeof filterCondition>[2], value: string): SqlCondition =>
  filterCondition(org, { sql: 'x', field: field(type) }, operation, value);

test('values are split at commas, quotes keep a comma, an empty entry stays as blank', () => {
  assert.deepEqual(splitFilterValues('a,b'), ['a', 'b']);
  assert.deepEqual(splitFilterValues(',a'), ['', 'a']);
  assert.deepEqual(splitFilterValues('"a, b", c '), ['a, b', 'c']);
  assert.deepEqual(splitFilterValues(''), ['']);
});

test('a moment is compared by the days of the office', () => {
  const today = where('datetime', 'equals', 'TODAY');
  assert.equal(holds(today, '2026-11-22T15:00:00.000Z'), true);
  assert.equal(holds(today, '2026-11-22T14:59:59.999Z'), false);
  assert.equal(holds(today, '2026-11-23T15:00:00.000Z'), false);
  assert.equal(holds(where('datetime', 'greaterThan', '2026-11-22'), '2026-11-22T14:59:59.999Z'), false);
  assert.equal(holds(where('datetime', 'greaterThan', '2026-11-22'), '2026-11-22T15:00:00.000Z'), true);
  assert.equal(holds(where('datetime', 'equals', '2026/11/23'), '2026-11-22T15:00:00.000Z'), true);
});

test('a list of the days around today is a pair of field filters', () => {
  const from = where('date', 'greaterOrEqual', 'LAST_N_DAYS:14');
  const to = where('date', 'lessOrEqual', 'NEXT_N_DAYS:14');
  const both = (day: string): boolean => holds(from, day) && holds(to, day);
  assert.deepEqual(['2026-11-08', '2026-11-09', '2026-12-07', '2026-12-08'].map(both), [false, true, true, false]);
  // The same days of the office, as moments.
  const since = where('datetime', 'greaterOrEqual', 'LAST_N_DAYS:14');
  const until = where('datetime', 'lessOrEqual', 'NEXT_N_DAYS:14');
  const within = (moment: string): boolean => holds(since, moment) && holds(until, moment);
  assert.deepEqual(
    ['2026-11-08T14:59:59.999Z', '2026-11-08T15:00:00.000Z', '2026-12-07T14:59:59.999Z', '2026-12-07T15:00:00.000Z'].map(within),
    [false, true, true, false]
  );
});

test('not equal and not contain keep blank values, less and greater never match them', () => {
  assert.equal(holds(where('string', 'notEqual', 'a'), null), true);
  assert.equal(holds(where('string', 'notContain', 'a'), null), true);
  assert.equal(holds(where('double', 'lessThan', '5'), null), false);
  assert.equal(holds(where('double', 'greaterThan', ''), 3), false);
});

test('a checkbox is filtered by 0 and 1, other words are refused', () => {
  assert.equal(holds(where('boolean', 'equals', '1'), 1), true);
  assert.equal(holds(where('boolean', 'equals', '0'), null), true);
  assert.throws(() => where('boolean', 'equals', 'はい'), /0 or 1/);
});

test('operators and values that do not fit the type are refused', () => {
  assert.throws(() => where('double', 'equals', 'many'), /not a number/);
  assert.throws(() => where('date', 'contains', '2026'), /text operator/);
  assert.throws(() => where('string', 'includes', 'a'), /multi-select/);
  assert.throws(() => where('string', 'within' as 'equals', 'a'), /not supported: filter operation within/);
});

test('filter logic knows AND before OR, NOT and brackets, and refuses what it cannot read', () => {
  const facts = [true, false, true].map((fact): SqlCondition => ({ sql: '?', parameters: [Number(fact)] }));
  const answer = (logic: string): boolean => holds({ ...combineFilters(facts, logic) }, null);
  assert.equal(answer('1 OR 2 AND 2'), true);
  assert.equal(answer('(1 OR 2) AND 2'), false);
  assert.equal(answer('NOT 2 and 3'), true);
  assert.equal(answer('NOT (2 OR 3)'), false);
  for (const broken of ['1 AND', '4', '1 2', '(1', '1 XOR 2']) assert.throws(() => combineFilters(facts, broken), /cannot be read/, broken);
});
