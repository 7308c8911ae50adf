import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chartModel, chartTable, chartText, chartType, isEmptyChart, partText, type ChartSpec } from '../chartData.ts';
import { matrixResult, summaryResult } from './fixtures.ts';

const spec = (over: Partial<ChartSpec> = {}): ChartSpec => ({
  kind: 'column',
  stacking: 'none',
  cumulative: false,
  groupings: [],
  aggregates: [],
  showValues: true,
  showPercent: false,
  showTotal: false,
  legend: 'Bottom',
  ...over
});

test('reads chart types in the spellings of dashboards, report charts and the Analytics API', () => {
  assert.deepEqual(chartType('ColumnStacked100'), { kind: 'column', stacking: 'stacked100', cumulative: false });
  assert.deepEqual(chartType('Vertical Column Grouped'), { kind: 'column', stacking: 'grouped', cumulative: false });
  assert.deepEqual(chartType('HorizontalBarStackedTo100'), { kind: 'bar', stacking: 'stacked100', cumulative: false });
  assert.deepEqual(chartType('LineGroupedCumulative'), { kind: 'line', stacking: 'grouped', cumulative: true });
  assert.equal(chartType('FlexTable')?.kind, 'table');
  assert.equal(chartType('ColumnLine'), undefined);
  assert.equal(chartType('Image'), undefined);
});

test('draws one value per outer group and keeps the order of the report', () => {
  const model = chartModel(summaryResult(), spec());
  assert.deepEqual(model.categories, ['赤', '青']);
  assert.deepEqual(model.series, [{ label: 'レコード件数', values: [3, 1], texts: ['3', '1'] }]);
  assert.equal(model.categoryLabel, '色');
  assert.deepEqual(model.total, { value: 4, text: '4' });
});

test('adds up an inner grouping drawn alone', () => {
  const model = chartModel(summaryResult(), spec({ groupings: ['Size__c'] }));
  assert.deepEqual(model.categories, ['小', '大']);
  assert.deepEqual(model.series[0]?.values, [2, 2]);
});

test('refuses to add up averages', () => {
  const result = summaryResult();
  result.reportMetadata.aggregates = ['RowCount', 'a!Price__c'];
  assert.throws(() => chartModel(result, spec({ groupings: ['Size__c'], aggregates: ['a!Price__c'] })), /not supported/);
});

test('makes series of the second grouping, inner or across, with gaps where nothing is', () => {
  for (const result of [summaryResult(), matrixResult()]) {
    const model = chartModel(result, spec({ stacking: 'stacked', aggregates: ['s!Price__c'] }));
    assert.deepEqual(
      model.series.map((series) => [series.label, ...series.values]),
      [
        ['小', 100, 100],
        ['大', 200, null]
      ]
    );
    assert.deepEqual(model.series[0]?.texts, ['¥100', '¥100']);
    assert.equal(model.seriesLabel, '大きさ');
  }
});

test('sorts by value or label and cuts to the rows asked for', () => {
  assert.deepEqual(chartModel(summaryResult(), spec({ sort: { by: 'value', descending: false } })).categories, ['青', '赤']);
  assert.deepEqual(chartModel(summaryResult(), spec({ sort: { by: 'value', descending: true }, maxRows: 1 })).categories, ['赤']);
});

test('combines parts below three percent into one, last', () => {
  const result = summaryResult();
  const labels = ['赤', '青', '黄', '緑'];
  const counts = [96, 1, 1, 2];
  result.groupingsDown.groupings = labels.map((label, index) => ({ key: String(index), label, value: label, groupings: [] }));
  counts.forEach((count, index) => (result.factMap[`${index}!T`] = { aggregates: [{ label: String(count), value: count }] }));
  const model = chartModel(result, spec({ kind: 'donut', combineSmall: true }));
  assert.deepEqual(model.categories, ['赤', 'その他']);
  assert.deepEqual(model.series[0]?.values, [96, 4]);
});

test('accumulates along the axis of a cumulative line', () => {
  assert.deepEqual(chartModel(summaryResult(), spec({ kind: 'line', cumulative: true })).series[0]?.values, [3, 4]);
});

test('takes gauges and metrics from the grand total', () => {
  const model = chartModel(summaryResult(), spec({ kind: 'gauge', aggregates: ['s!Price__c'], range: { min: 0, max: 1000 } }));
  assert.deepEqual(model.series[0]?.texts, ['¥400']);
  assert.match(chartText(model, '売上'), /ゲージ: 売上。価格の合計 ¥400（0 から 1,000 まで）/);
});

test('names the grouping or summary that a report does not have', () => {
  assert.throws(() => chartModel(summaryResult(), spec({ groupings: ['Weight__c'] })), /Weight__c/);
  assert.throws(() => chartModel(summaryResult(), spec({ aggregates: ['s!Weight__c'] })), /s!Weight__c/);
});

test('says the chart in words and as a table with shares and total', () => {
  const model = chartModel(summaryResult(), spec({ kind: 'donut' }));
  assert.equal(chartText(model, '色の内訳'), 'ドーナツグラフ: 色の内訳。色別のレコード件数: 赤 3、青 1。合計 4。');
  const table = chartTable(model);
  assert.deepEqual(
    table.columns.map((column) => column.label),
    ['色', 'レコード件数', '割合']
  );
  assert.deepEqual(
    table.rows[0]?.map((cell) => cell.label),
    ['赤', '3', '75%']
  );
  assert.deepEqual(table.total, ['合計', '4', '100%']);
});

test('shows value, share or both of a part, never nothing', () => {
  assert.equal(partText(chartModel(summaryResult(), spec({ kind: 'donut', showPercent: true })), 0), '3 (75%)');
  assert.equal(partText(chartModel(summaryResult(), spec({ kind: 'donut' })), 0), '3');
  assert.equal(partText(chartModel(summaryResult(), spec({ kind: 'donut', showValues: false })), 1), '25%');
});

test('knows a chart without anything to draw', () => {
  const result = summaryResult();
  result.groupingsDown.groupings = [];
  assert.equal(isEmptyChart(chartModel(result, spec())), true);
  assert.equal(isEmptyChart(chartModel(summaryResult(), spec())), false);
});

test('series of inner groups follow the order of the report, whichever outer group has them first', () => {
  const result = summaryResult();
  const fact = (count: number) => ({
    aggregates: [
      { label: String(count), value: count },
      { label: '-', value: null }
    ]
  });
  const inner = (outer: number, labels: string[]) =>
    labels.map((label, index) => ({ key: `${outer}_${index}`, label, value: label, groupings: [] }));
  result.groupingsDown.groupings = [
    { key: '0', label: '赤', value: '赤', groupings: inner(0, ['中', '大']) },
    { key: '1', label: '青', value: '青', groupings: inner(1, ['小', '中']) },
    { key: '2', label: '緑', value: '緑', groupings: inner(2, ['大', '特大']) }
  ];
  for (const key of ['0_0', '0_1', '1_0', '1_1', '2_0', '2_1']) result.factMap[`${key}!T`] = fact(1);
  const stacked = (): string[] => chartModel(result, spec({ stacking: 'stacked' })).series.map(({ label }) => label);
  assert.deepEqual(stacked(), ['小', '中', '大', '特大']);
  const turned = chartModel(result, spec({ stacking: 'stacked', groupings: ['Size__c', 'Color__c'] }));
  assert.deepEqual(turned.categories, ['小', '中', '大', '特大']);
  // Inner groups ordered by a number agree on no order: it is that of their first appearance.
  const [, , last] = result.groupingsDown.groupings;
  if (last) last.groupings = inner(2, ['大', '中']);
  assert.deepEqual(stacked(), ['中', '大', '小']);
});
