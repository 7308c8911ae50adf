/** A formula as SQL gives what the evaluator gives, over values of every kind, blanks included. */
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import fc from 'fast-check';
import type { FieldDef, FieldType } from '../../metadata/catalog.ts';
import { SQL_ZONE } from '../../identity.ts';
import { toFieldValue, toSqlValue } from '../../records/sqlValues.ts';
import type { FieldValue } from '../../records/values.ts';
import { compileFormula, evaluateFormula, FormulaError, resultForField, typedValue } from '../formula.ts';
import { formulaSql } from '../sql.ts';

const field = (name: string, type: FieldType, scale?: number): FieldDef => ({
  name,
  label: name,
  type,
  custom: true,
  required: false,
  createable: true,
  updateable: true,
  unique: false,
  externalId: false,
  alwaysVisible: false,
  trackHistory: false,
  ...(scale === undefined ? {} : { scale })
});

const FIELDS = {
  Day: field('Day', 'date'),
  Other: field('Other', 'date'),
  Moment: field('Moment', 'datetime'),
  Count: field('Count', 'double', 0),
  Rate: field('Rate', 'percent', 1),
  Price: field('Price', 'double', 2),
  Flag: field('Flag', 'boolean'),
  Name: field('Name', 'string'),
  Kind: field('Kind', 'picklist'),
  Tags: field('Tags', 'multipicklist')
};

const NOW = new Date('2026-03-31T15:30:00.000Z');

/** Formulas of the kinds that packages write, and those that decide at borders. */
const FORMULAS: [text: string, type: FieldType, scale?: number][] = [
  ['AND(NOT(ISBLANK(Day)), YEAR(ADDMONTHS(Day, -3)) = YEAR(ADDMONTHS(TODAY(), -3)))', 'boolean'],
  ['YEAR(ADDMONTHS(Day, -3)) * 2 + IF(MONTH(ADDMONTHS(Day, -3)) <= 6, 0, 1)', 'double', 0],
  ['OR(NOT(Flag), AND(NOT(ISBLANK(Day)), Day >= Other))', 'boolean'],
  ...['=', '<>', '<', '>='].map((operator): [string, FieldType] => [
    `(YEAR(ADDMONTHS(Day, -3)) * 2 + IF(MONTH(ADDMONTHS(Day, -3)) <= 6, 0, 1)) ${operator} (YEAR(ADDMONTHS(TODAY(), -3)) * 2 + IF(MONTH(ADDMONTHS(TODAY(), -3)) <= 6, 0, 1)) - 1`,
    'boolean'
  ]),
  ['MONTH(Day) = 4', 'boolean'],
  ['YEAR(Day) = YEAR(Other)', 'boolean'],
  ['IF(OR(ISBLANK(Kind), Count <= 0), NULL, 100 / Count)', 'double', 4],
  ['100 / Count', 'double', 4],
  ['IF(100 / Count > 3, 1, 0)', 'double', 0],
  ['Price * 3 - Rate', 'double', 1],
  ['Rate', 'percent', 1],
  ['IF(Flag, IF(Day > Other, "A", ""), IF(AND(Count > 3, ISPICKVAL(Kind, "x")), "B", "C"))', 'string'],
  ['CASE(Kind, "x", 5, "y", 7, Count)', 'double', 0],
  ['Name & IF(ISBLANK(Name), "", " ") & Kind', 'string'],
  ['CONTAINS("x:y:z", TEXT(Kind))', 'boolean'],
  ['BEGINS(Name, "a")', 'boolean'],
  ['INCLUDES(Tags, "b")', 'boolean'],
  ['TODAY() - Day > 30', 'boolean'],
  ['Day + Count', 'date'],
  ['ADDMONTHS(Day, 7)', 'date'],
  ['ADDMONTHS(Day, -1) > TODAY()', 'boolean'],
  ['BLANKVALUE(Count, 0) + BLANKVALUE(Price, 1)', 'double', 2],
  ['DATEVALUE(Moment)', 'date'],
  ['Name = Kind', 'boolean'],
  ['Day = Other', 'boolean'],
  ['Day <> Other', 'boolean'],
  ['NOT(Day < Other)', 'boolean'],
  ['LEFT(Name, 1) = "a"', 'boolean']
];

const day = fc
  .date({ min: new Date('2024-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const edge = fc.constantFrom('2026-03-31', '2026-04-01', '2025-09-30', '2025-10-01', '2024-02-29', '2026-01-31');
const maybe = <T extends FieldValue>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(values, { nil: null });
const record = fc.record({
  Day: maybe(fc.oneof(day, edge)),
  Other: maybe(fc.oneof(day, edge)),
  Moment: maybe(
    fc.date({ min: new Date('2024-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }).map((date) => date.toISOString())
  ),
  Count: maybe(fc.integer({ min: -3, max: 4000 })),
  Rate: maybe(fc.integer({ min: 0, max: 2000 }).map((value) => value / 10)),
  Price: maybe(fc.integer({ min: -500, max: 50_000 }).map((value) => value / 100)),
  Flag: fc.boolean(),
  Name: maybe(fc.constantFrom('a', 'abc', 'x', 'あ')),
  Kind: maybe(fc.constantFrom('x', 'y', 'z', 'other')),
  Tags: maybe(fc.constantFrom('a', 'a;b', 'b', 'bb'))
});

for (const blanksAsZero of [true, false]) {
  test(`a formula in SQL answers as the evaluator does (${blanksAsZero ? 'blank as zero' : 'blank as blank'})`, () => {
    const db = new DatabaseSync(':memory:');
    db.exec(
      `CREATE TABLE t (${Object.values(FIELDS)
        .map(({ name, type }) => `"${name}" ${['double', 'percent'].includes(type) ? 'REAL' : type === 'boolean' ? 'INTEGER' : 'TEXT'}`)
        .join(', ')})`
    );
    const insert = db.prepare(
      `INSERT INTO t VALUES (${Object.keys(FIELDS)
        .map(() => '?')
        .join(', ')})`
    );
    const translated = FORMULAS.map(([text, type, scale]) => {
      const compiled = compileFormula(text);
      const result = field('Result', type, scale);
      const sql = formulaSql(compiled.root, result, {
        now: NOW,
        zone: SQL_ZONE,
        blanksAsZero,
        reference: (path) => ({ field: FIELDS[path as keyof typeof FIELDS], sql: `"${path}"` })
      });
      return { text, compiled, result, statement: sql === undefined ? undefined : db.prepare(`SELECT ${sql} AS value FROM t`) };
    });
    assert.ok(translated.filter(({ statement }) => statement).length >= FORMULAS.length - 3);
    fc.assert(
      fc.property(record, (values) => {
        db.exec('DELETE FROM t');
        insert.run(...Object.keys(FIELDS).map((name) => toSqlValue(values[name as keyof typeof values])));
        for (const { text, compiled, result, statement } of translated) {
          if (!statement) continue;
          const row = statement.get() as { value: string | number | null };
          assert.deepEqual(toFieldValue(result, row.value), expected(result), `${text}: ${JSON.stringify(values)}`);

          function expected(of: FieldDef): FieldValue {
            try {
              const value = evaluateFormula(compiled, {
                now: NOW,
                isNew: false,
                blanksAsZero,
                value: (path) => typedValue(FIELDS[path as keyof typeof FIELDS], values[path as keyof typeof values])
              });
              return resultForField(of, value);
            } catch (error) {
              if (error instanceof FormulaError) return null;
              throw error;
            }
          }
        }
      }),
      { numRuns: 2000 }
    );
  });
}

test('a comparison of fiscal years or halves is a range of days', () => {
  const sql = (text: string): string | undefined =>
    formulaSql(compileFormula(text).root, field('Result', 'boolean'), {
      now: NOW,
      zone: SQL_ZONE,
      blanksAsZero: false,
      reference: (path) => ({ field: FIELDS[path as keyof typeof FIELDS], sql: `"${path}"` })
    });
  // 00:30 on 1 April 2026 in Tokyo, still March elsewhere.
  assert.equal(
    sql('YEAR(ADDMONTHS(Day, -3)) = YEAR(ADDMONTHS(TODAY(), -3))'),
    `COALESCE((("Day" >= '2026-04-01' AND "Day" < '2027-04-01')), 0)`
  );
  assert.match(sql('YEAR(Day) < 2020') ?? '', /^COALESCE\(\(+"Day" < '2020-01-01'\)+, 0\)$/);
});

test('what SQLite computes otherwise stays with the evaluator', () => {
  const sql = (text: string): string | undefined =>
    formulaSql(compileFormula(text).root, field('Result', 'boolean'), {
      now: NOW,
      zone: SQL_ZONE,
      blanksAsZero: false,
      reference: (path) => ({ field: FIELDS[path as keyof typeof FIELDS], sql: `"${path}"` })
    });
  // An error inside a comparison makes the whole formula blank, not only the comparison.
  assert.equal(sql('100 / Count > 3'), undefined);
  // Characters outside the basic plane count twice in a formula.
  assert.equal(sql('LEFT(Name, 1) = "a"'), undefined);
  assert.equal(sql('Price * 0.1 = 0.3'), undefined);
  assert.notEqual(sql('Price > 0.3'), undefined);
});
