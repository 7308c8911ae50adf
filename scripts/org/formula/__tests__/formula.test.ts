import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRequire } from 'node:module';
import type { FieldValue } from '../../records/values.ts';
import { functionNames } from '../functions.ts';
import { compileFormula, evaluateFormula, FormulaError, type FormulaContext, type Typed } from '../formula.ts';

const NOW = new Date('2026-04-01T00:30:00Z');
const text = (value: string | null): Typed => ({ type: 'Text', value });
const number = (value: number | null): Typed => ({ type: 'Number', value });

function evaluate(
  formula: string,
  fields: Record<string, Typed> = {},
  more: Partial<FormulaContext> & { old?: Record<string, Typed> } = {}
): FieldValue {
  const read =
    (record: Record<string, Typed>) =>
    (path: string): Typed =>
      record[path] ?? { type: 'Null', value: null };
  const context: FormulaContext = {
    now: NOW,
    isNew: more.old === undefined,
    value: read(fields),
    ...(more.old ? { prior: read(more.old) } : {}),
    ...more
  };
  return evaluateFormula(compileFormula(formula), context);
}

const table = (name: string, rows: [formula: string, expected: FieldValue, fields?: Record<string, Typed>][]): void => {
  test(name, () => {
    for (const [formula, expected, fields] of rows) assert.equal(evaluate(formula, fields), expected, formula);
  });
};

table('binds operators as Salesforce does', [
  ['1 + 2 * 3', 7],
  ['2 * 3 ^ 2', 36],
  ['10 - 2 - 3', 5],
  ['"a" & "b" = "ab"', true],
  ['!FALSE && FALSE', false],
  ['NOT FALSE', true],
  ['NOT(FALSE)', true],
  ['TRUE || FALSE && FALSE', true],
  ['1 == 1', true],
  ['1 != 2', true],
  ['-(1 + 2)', -3],
  ['- 2 + 5', 3],
  ['1 /* not 2 */ + 1', 2],
  ['0.1 + 0.2 = 0.3', true]
]);

table('reads string literals with their escapes', [
  ['"a\\"b"', 'a"b'],
  ["'it\\'s'", "it's"],
  ['"tab\\tend"', 'tab\tend'],
  ['"日本語"', '日本語'],
  ['REGEX("123-4567", "\\\\d{3}-\\\\d{4}")', true],
  ['REGEX("１２３", "[0-9]+")', false],
  ['REGEX("カタカナ", "\\\\p{IsKatakana}+")', true]
]);

table('answers text functions', [
  ['LEN("四文字だ")', 4],
  ['LEFT("abc", 2) & RIGHT("abc", 2) & MID("abc", 2, 1)', 'abbcb'],
  ['LEFT("abc", 0)', null],
  ['CONTAINS("abc", "b")', true],
  ['BEGINS("abc", "b")', false],
  ['FIND("c", "abcabc", 4)', 6],
  ['FIND("x", "abc")', 0],
  ['SUBSTITUTE("a-b-c", "-", "$&")', 'a$&b$&c'],
  ['TRIM("  a b  ")', 'a b'],
  ['UPPER("aé") & LOWER("AÉ")', 'AÉaé'],
  ['LPAD("7", 3, "0") & RPAD("7", 3, "0")', '007700'],
  ['VALUE("12.50") + 0', 12.5],
  ['TEXT(1234567.5)', '1234567.5'],
  ['TEXT(0.0000001)', '0.0000001'],
  ['CASESAFEID("001D000000A1B2C")', '001D000000A1B2CIAV'],
  ['HYPERLINK("https://a.example?x=1&y=2", "見る")', '<a href="https://a.example?x=1&amp;y=2" target="_blank">見る</a>'],
  ['IMAGE("/a.png", "絵", 16, 24)', '<img src="/a.png" alt="絵" style="height:16px; width:24px;" border="0"/>']
]);

table('answers number functions', [
  ['ROUND(2.5, 0)', 3],
  ['ROUND(-2.5, 0)', -3],
  ['ROUND(1.005, 2)', 1.01],
  ['ROUND(1234, -2)', 1200],
  ['CEILING(-1.5)', -2],
  ['FLOOR(-1.5)', -1],
  ['MCEILING(-1.5)', -1],
  ['MFLOOR(-1.5)', -2],
  ['TRUNC(1.987, 2)', 1.98],
  ['MOD(7, 3)', 1],
  ['MOD(-7, 3)', -1],
  ['MAX(1, 3, 2) - MIN(1, 3, 2)', 2],
  ['ABS(-4)', 4],
  ['SQRT(9)', 3]
]);

table('answers date functions', [
  ['DATE(2024, 2, 29) + 1 = DATE(2024, 3, 1)', true],
  ['DATE(2026, 4, 1) - DATE(2026, 3, 1)', 31],
  ['TEXT(ADDMONTHS(DATE(2024, 1, 31), 1))', '2024-02-29'],
  ['TEXT(ADDMONTHS(DATE(2024, 2, 29), 1))', '2024-03-31'],
  ['TEXT(ADDMONTHS(DATE(2024, 3, 15), -13))', '2023-02-15'],
  ['YEAR(DATE(2026, 4, 1)) * 10000 + MONTH(DATE(2026, 4, 1)) * 100 + DAY(DATE(2026, 4, 1))', 20260401],
  ['WEEKDAY(DATE(2026, 4, 1))', 4],
  ['WEEKDAY(DATE(1969, 12, 28))', 1],
  ['DAYOFYEAR(DATE(2024, 12, 31))', 366],
  ['DATEVALUE("2026-04-01")', '2026-04-01'],
  ['TEXT(DATETIMEVALUE("2026-04-01 12:00:00"))', '2026-04-01 12:00:00Z'],
  ['HOUR(TIMEVALUE("13:05:06.007")) * 100 + MINUTE(TIMEVALUE("13:05:06.007"))', 1305]
]);

test('takes today and the day of a moment in Japan, not in UTC', () => {
  const rows: [moment: string, today: string][] = [
    ['2026-03-31T14:59:59Z', '2026-03-31'],
    ['2026-03-31T15:00:00Z', '2026-04-01'],
    ['2026-04-01T00:30:00Z', '2026-04-01'],
    ['2026-12-31T15:00:00Z', '2027-01-01'],
    ['2024-02-28T15:00:00Z', '2024-02-29']
  ];
  for (const [moment, today] of rows) {
    assert.equal(evaluate('TODAY()', {}, { now: new Date(moment) }), today);
    assert.equal(evaluate('DATEVALUE(At)', { At: { type: 'DateTime', value: moment } }), today);
    assert.equal(evaluate('DATEVALUE(NOW()) = TODAY()', {}, { now: new Date(moment) }), true);
  }
});

test('treats a blank text as empty and other blanks as unknown', () => {
  const fields = { T: text(null), N: number(null), D: { type: 'Date', value: null } as Typed };
  assert.equal(evaluate('T = ""', fields), true);
  assert.equal(evaluate('T <> "x"', fields), true);
  assert.equal(evaluate('LEN(T)', fields), 0);
  assert.equal(evaluate('T & "x"', fields), 'x');
  assert.equal(evaluate('N = 0', fields), null);
  assert.equal(evaluate('N < 1', fields), null);
  assert.equal(evaluate('NOT(N < 1)', fields), null);
  assert.equal(evaluate('OR(N < 1, TRUE)', fields), true);
  assert.equal(evaluate('IF(N < 1, "a", "b")', fields), 'b');
  assert.equal(evaluate('N + 1', fields), null);
  assert.equal(evaluate('ISBLANK(N) && ISBLANK(T) && ISBLANK(D)', fields), true);
  assert.equal(evaluate('BLANKVALUE(N, 5) + BLANKVALUE(D, DATE(2026, 1, 1)) = DATE(2026, 1, 6)', fields), true);
  assert.equal(evaluate('CONTAINS(T, "x")', fields), null);
  assert.equal(evaluate('D <= TODAY()', fields), null);
});

test('counts blank numbers as 0 where a formula field says so', () => {
  assert.equal(evaluate('N + 1', { N: number(null) }, { blanksAsZero: true }), 1);
  assert.equal(evaluate('ISBLANK(N)', { N: number(null) }, { blanksAsZero: true }), false);
});

test('sees changes against the old record and none on insert', () => {
  const now = { Stage: { type: 'Picklist', value: 'B' } as Typed, Notes: text('a\nb') };
  const old = { Stage: { type: 'Picklist', value: 'A' } as Typed, Notes: text('a\r\nb') };
  assert.equal(evaluate('ISCHANGED(Stage)', now, { old }), true);
  assert.equal(evaluate('ISCHANGED(Notes)', now, { old }), false);
  assert.equal(evaluate('CASE(PRIORVALUE(Stage), "A", 1, "B", 2, 0)', now, { old }), 1);
  assert.equal(evaluate('ISPICKVAL(PRIORVALUE(Stage), "A") && ISPICKVAL(Stage, "B") && NOT(ISNEW())', now, { old }), true);
  assert.equal(evaluate('ISCHANGED(Stage)', now), false);
  assert.equal(evaluate('ISNEW()', now), true);
  assert.equal(evaluate('ISPICKVAL(PRIORVALUE(Stage), "B")', now), true);
});

test('does not evaluate what a condition leaves out', () => {
  assert.equal(evaluate('IF(TRUE, 1, 1 / 0)'), 1);
  assert.equal(evaluate('AND(FALSE, 1 / 0 = 1)'), false);
  assert.equal(evaluate('TRUE || 1 / 0 = 1'), true);
  assert.equal(evaluate('CASE("a", "a", 1, "b", 1 / 0, 0)'), 1);
});

test('finds whole values of a multi-select picklist only', () => {
  const fields = { Tags: { type: 'MultiPicklist', value: 'AB;C' } as Typed };
  assert.equal(evaluate('INCLUDES(Tags, "AB")', fields), true);
  assert.equal(evaluate('INCLUDES(Tags, "A")', fields), false);
  assert.equal(evaluate('INCLUDES(Tags, "A")', { Tags: { type: 'MultiPicklist', value: null } }), false);
});

test('reports errors of evaluation as Salesforce shows them', () => {
  for (const formula of ['1 / 0', 'DATE(2026, 2, 30)', 'DATE(0, 1, 1)', 'DATEVALUE("2026/04/01")', 'VALUE("x")', 'LN(0)']) {
    assert.throws(() => evaluate(formula), FormulaError, formula);
  }
});

test('names the token that does not fit and where it stands', () => {
  const rows: [formula: string, message: RegExp, offset: number][] = [
    ['AND(TRUE', /'\)'がありません/, 8],
    ['(1 + 2', /'\)'がありません/, 6],
    ['1 + 2)', /余分な'\)'/, 5],
    ['1 +', /数式の末尾/, 3],
    ['IF(TRUE 1, 2)', /「1」/, 8],
    ['"a', /「"」/, 0],
    ['"\\d"', /「"」/, 0],
    ['A ＝ 1', /「＝」/, 2],
    ['NOSUCH(1)', /不明な関数NOSUCH/, 0],
    ['1 + VLOOKUP(A, B, C)', /not supported: function VLOOKUP/, 4]
  ];
  for (const [formula, message, offset] of rows) {
    assert.throws(
      () => compileFormula(formula),
      (error) => error instanceof FormulaError && message.test(error.message) && error.offset === offset,
      formula
    );
  }
});

test('parses deep nesting in linear time and refuses endless nesting by name', () => {
  const nested = (depth: number): string => `${'('.repeat(depth)}1${')'.repeat(depth)}`;
  assert.equal(evaluate(nested(150)), 1);
  assert.throws(() => compileFormula(nested(5000)), /not supported: formula nested deeper/);
});

test('days and moments outside the calendar are an error of the formula, not of the org', () => {
  for (const formula of [
    'TODAY() + 99999999',
    'TODAY() - 99999999',
    'NOW() + 99999999',
    'NOW() + 10 ^ 30',
    'ADDMONTHS(TODAY(), 1000000)',
    'ADDMONTHS(TODAY(), -1000000)'
  ])
    assert.throws(() => evaluate(formula), FormulaError, formula);
  assert.equal(evaluate('TODAY() + 1'), '2026-04-02');
});

test('a pattern that would take for ever is given up', () => {
  assert.throws(() => evaluate(`REGEX("${'a'.repeat(40)}b", "(a+)+$")`), /Regex too complicated/);
  assert.equal(evaluate('REGEX("aaa", "(a+)+")'), true);
});

test('knows the functions that packages use', () => {
  const names = functionNames();
  const used =
    'AND OR NOT IF CASE ISBLANK ISNULL BLANKVALUE ISPICKVAL TEXT VALUE LEN LEFT RIGHT MID CONTAINS BEGINS INCLUDES REGEX SUBSTITUTE TRIM UPPER LOWER DATE DATEVALUE DATETIMEVALUE YEAR MONTH DAY WEEKDAY ADDMONTHS TODAY NOW MOD ROUND FLOOR CEILING MIN MAX ABS ISCHANGED ISNEW PRIORVALUE FIND HYPERLINK IMAGE';
  for (const name of used.split(' ')) assert.ok(names.includes(name), name);
});

/** Random arithmetic, comparisons and text pieces with their meaning computed beside them. */
interface Sample {
  source: string;
  value: number;
}
const arithmetic = fc.letrec<{ node: Sample; leaf: Sample }>((tie) => ({
  leaf: fc.integer({ min: 0, max: 99 }).map((value) => ({ source: String(value), value })),
  node: fc.oneof(
    { depthSize: 'small' },
    tie('leaf'),
    fc.tuple(fc.constantFrom('+', '-', '*'), tie('node'), tie('node')).map(([operator, left, right]) => ({
      source: `(${left.source} ${operator} ${right.source})`,
      value: operator === '+' ? left.value + right.value : operator === '-' ? left.value - right.value : left.value * right.value
    }))
  )
})).node;

test('computes any arithmetic as arithmetic is', () => {
  fc.assert(
    fc.property(arithmetic, ({ source, value }) => {
      fc.pre(Math.abs(value) < 1e14);
      assert.equal(evaluate(source), value === 0 ? 0 : value);
    })
  );
});

test('agrees with formulon where formulon follows Salesforce', () => {
  const formulon = createRequire(import.meta.url)('formulon') as { parse: (formula: string) => { value: unknown; type: string } };
  const word = fc.stringMatching(/^[a-z あ-ん]{1,12}$/);
  fc.assert(
    fc.property(word, word, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), (a, b, n, m) => {
      for (const formula of [
        `LEN("${a}")`,
        `CONTAINS("${a}", "${b}")`,
        `BEGINS("${a}", "${b}")`,
        `LOWER("${a}") = "${b}"`,
        `MOD(${n}, ${m})`,
        `ROUND(${n} / ${m}, 2)`,
        `LEFT("${a}", ${Math.min(n, a.length)}) = "${b}"`
      ]) {
        const theirs = formulon.parse(formula);
        if (theirs.type === 'literal') assert.equal(evaluate(formula), theirs.value, formula);
      }
    }),
    { numRuns: 40 }
  );
});

test('adds and subtracts the same months and lands within the month it aims at', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 28 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1990, max: 2100 }),
      fc.integer({ min: -120, max: 120 }),
      (day, month, year, months) => {
        const start = `DATE(${year}, ${month}, ${day})`;
        const index = year * 12 + month - 1 + months;
        const target = Number(evaluate(`YEAR(ADDMONTHS(${start}, ${months})) * 12 + MONTH(ADDMONTHS(${start}, ${months})) - 1`));
        assert.equal(target, index);
      }
    )
  );
});
