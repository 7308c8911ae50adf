import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReportResult } from '../../analytics/analytics.ts';
import { matrixResult, summaryResult } from '../../chartData/__tests__/fixtures.ts';
import { reportTable, type ReportTable } from '../reportTable.ts';

const ALL = { details: true, subtotals: true, grandTotal: true };

/** Every row must fill the width of the table once row spans are counted. */
function assertRectangular(table: ReportTable, rows: { rowSpan: number; colSpan: number }[][]): void {
  const open: number[] = [];
  rows.forEach((cells, index) => {
    const carried = open.filter((left) => left > 0).length;
    const own = cells.reduce((sum, entry) => sum + entry.colSpan, 0);
    assert.equal(carried + own, table.width, `row ${index}`);
    open.forEach((left, at) => (open[at] = left - 1));
    for (const entry of cells)
      for (let column = 0; column < entry.colSpan; column += 1) if (entry.rowSpan > 1) open.push(entry.rowSpan - 1);
  });
}

function withDetails(): ReportResult {
  const result = summaryResult();
  const row = (name: string) => ({ dataCells: [{ label: name, recordId: 'a00000000000001AAA' }] });
  result.hasDetailRows = true;
  result.reportMetadata.detailColumns = ['NAME'];
  result.reportExtendedMetadata.detailColumnInfo = { NAME: { label: '名前', dataType: 'string' } };
  for (const [key, names] of Object.entries({ '0_0!T': ['A'], '0_1!T': ['B', 'C'], '1_0!T': ['D'] })) {
    const fact = result.factMap[key];
    if (fact) fact.rows = names.map(row);
  }
  return result;
}

const texts = (table: ReportTable): string[] => table.rows.map((row) => `${row.kind}: ${row.cells.map((cell) => cell.text).join('|')}`);

test('writes groups with their summaries, subtotals and a grand total', () => {
  const table = reportTable(summaryResult(), ALL);
  assert.deepEqual(
    table.headings[0]?.map((heading) => heading.text),
    ['色', '大きさ', 'レコード件数', '価格の合計']
  );
  assert.deepEqual(texts(table), [
    'group: 赤|小|1|¥100',
    'group: 大|2|¥200',
    'subtotal: 小計|3|¥300',
    'group: 青|小|1|¥100',
    'subtotal: 小計|1|¥100',
    'total: 合計|4|¥400'
  ]);
  assertRectangular(
    table,
    table.rows.map((row) => row.cells)
  );
});

test('writes detail rows below their groups with links to records', () => {
  const table = reportTable(withDetails(), ALL);
  assert.deepEqual(texts(table).slice(0, 6), [
    'detail: 赤|小|A||',
    'subtotal: 小計|1|¥100',
    'detail: 大|B||',
    'detail: C||',
    'subtotal: 小計|2|¥200',
    'subtotal: 小計|3|¥300'
  ]);
  assert.equal(table.rows[0]?.cells[2]?.recordId, 'a00000000000001AAA');
  assertRectangular(
    table,
    table.rows.map((row) => row.cells)
  );
});

test('hides details, subtotals and grand total when asked', () => {
  const table = reportTable(withDetails(), { details: false, subtotals: false, grandTotal: false });
  assert.deepEqual(texts(table), ['group: 赤|小|1|¥100', 'group: 大|2|¥200', 'group: 青|小|1|¥100']);
  assertRectangular(
    table,
    table.rows.map((row) => row.cells)
  );
});

test('writes a matrix with headings for every group across and every summary', () => {
  const table = reportTable(matrixResult(), ALL);
  assert.deepEqual(
    table.headings.map((row) => row.map((heading) => heading.text)),
    [
      ['色', '小', '大', '合計'],
      ['レコード件数', '価格の合計', 'レコード件数', '価格の合計', 'レコード件数', '価格の合計']
    ]
  );
  assert.deepEqual(texts(table), ['group: 赤|1|¥100|2|¥200|3|¥300', 'group: 青|1|¥100|0|-|1|¥100', 'total: 合計|2|¥200|2|¥200|4|¥400']);
  assertRectangular(
    table,
    table.rows.map((row) => row.cells)
  );
  assertRectangular(table, table.headings);
});

test('leaves the total column of a matrix away together with the grand total', () => {
  const table = reportTable(matrixResult(), { ...ALL, grandTotal: false });
  assertRectangular(
    table,
    table.rows.map((row) => row.cells)
  );
  assertRectangular(table, table.headings);
});

test('writes a tabular report with its count below', () => {
  const result = withDetails();
  result.reportMetadata = { ...result.reportMetadata, reportFormat: 'TABULAR', groupingsDown: [] };
  result.factMap = {
    'T!T': {
      aggregates: [
        { label: '2', value: 2 },
        { label: '¥5', value: 5 }
      ],
      rows: [{ dataCells: [{ label: 'A' }] }, { dataCells: [{ label: 'B' }] }]
    }
  };
  assert.deepEqual(texts(reportTable(result, ALL)), ['detail: A', 'detail: B', 'total: 合計: レコード件数 2、価格の合計 ¥5']);
});

test('refuses joined reports by name', () => {
  const result = summaryResult();
  result.reportMetadata.reportFormat = 'MULTI_BLOCK';
  assert.throws(() => reportTable(result, ALL), /not supported: report format MULTI_BLOCK/);
});

test('shows checkboxes of details and of groups as boxes', () => {
  const result = withDetails();
  result.reportExtendedMetadata.detailColumnInfo = { NAME: { label: '販売済み', dataType: 'boolean' } };
  for (const fact of Object.values(result.factMap))
    fact?.rows?.forEach((row, index) => (row.dataCells = [{ label: String(index === 0), value: index === 0 }]));
  for (const group of result.groupingsDown.groupings) group.value = group.key === '0';
  const ticks = reportTable(result, ALL).rows.map((row) => row.cells.map(({ ticked }) => ticked));
  assert.deepEqual(ticks[0]?.slice(0, 3), [true, undefined, true]);
  assert.deepEqual(ticks[3]?.[0], false, 'a box without a tick, not a blank');
});
