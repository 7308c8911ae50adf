import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summaryResult } from '../../chartData/__tests__/fixtures.ts';
import {
  componentSpec,
  componentTable,
  gridStyle,
  lastRefresh,
  reportChartSpec,
  type DashboardComponent,
  type DashboardResult
} from '../dashboardData.ts';

const component = (properties: Partial<DashboardComponent['properties']>): DashboardComponent => ({
  id: '01a000000000001AAA',
  type: 'Report',
  reportId: '00O000000000001AAA',
  properties: { visualizationType: 'Column', ...properties }
});

test('reads how a component is drawn', () => {
  const spec = componentSpec(
    component({
      visualizationType: 'Bar',
      aggregates: [{ name: 's!Price__c' }],
      groupings: [{ name: 'Color__c', sortOrder: 'Desc', sortAggregate: 's!Price__c' }, { name: 'Size__c' }],
      maxRows: 5,
      visualizationProperties: {
        groupByType: 'stack100',
        showValues: false,
        legendPosition: 'Right',
        decimalPrecision: 1,
        displayUnits: 'thousands',
        combineSmallGroups: true,
        axisRange: { min: 0, max: 9, rangeType: 'manual' }
      }
    }),
    summaryResult()
  );
  assert.deepEqual(spec, {
    kind: 'bar',
    stacking: 'stacked100',
    cumulative: false,
    groupings: ['Color__c', 'Size__c'],
    aggregates: ['s!Price__c'],
    sort: { by: 'value', descending: true },
    maxRows: 5,
    showValues: false,
    showPercent: false,
    showTotal: false,
    legend: 'Right',
    decimals: 1,
    units: 'thousands',
    combineSmall: true,
    axis: { min: 0, max: 9 }
  });
});

test('leaves the order of groups to the report when a component sorts by its label', () => {
  assert.equal(componentSpec(component({ groupings: [{ name: 'Color__c', sortOrder: 'Asc' }] }), summaryResult()).sort, undefined);
});

test('takes the range of a gauge from its limits or its breakpoints', () => {
  const breaks = [
    { color: 'C23934', lowerBound: '0', upperBound: '10' },
    { color: '#00716B', lowerBound: 10, upperBound: '20' }
  ];
  const gauge = componentSpec(
    component({ visualizationType: 'Gauge', visualizationProperties: { breakPoints: [{ breaks }] } }),
    summaryResult()
  );
  assert.deepEqual(gauge.range, { min: 0, max: 20 });
  assert.deepEqual(gauge.breaks?.[0], { from: 0, to: 10, color: '#C23934' });
  const limits = componentSpec(
    component({ visualizationType: 'Gauge', visualizationProperties: { gaugeMin: 5, gaugeMax: 5 } }),
    summaryResult()
  );
  assert.deepEqual(limits.range, { min: 5, max: 6 });
});

test('uses the chart of the report where the component says so, and says when there is none', () => {
  const result = summaryResult();
  const own = component({ useReportChart: true });
  assert.throws(() => componentSpec(own, result), /グラフがありません/);
  result.reportMetadata.chart = { chartType: 'Funnel', groupings: ['Color__c'], summaries: ['RowCount'] };
  assert.equal(componentSpec(own, result).kind, 'funnel');
  assert.equal(reportChartSpec({ chartType: 'None' }), undefined);
});

test('refuses kinds it does not draw by name', () => {
  assert.throws(
    () => componentSpec(component({ visualizationType: 'Image' }), summaryResult()),
    /not supported: dashboard component Image/
  );
});

test('lists detail rows with links in a table of details', () => {
  const result = summaryResult();
  result.reportMetadata.detailColumns = ['NAME', 'PRICE'];
  result.reportExtendedMetadata.detailColumnInfo = {
    NAME: { label: '名前', dataType: 'string' },
    PRICE: { label: '価格', dataType: 'currency' }
  };
  result.factMap['0_0!T'] = {
    aggregates: [],
    rows: [{ dataCells: [{ label: '部品 1', recordId: 'a00000000000001AAA' }, { label: '¥100' }] }]
  };
  const table = componentTable(
    component({
      visualizationType: 'FlexTable',
      visualizationProperties: {
        tableColumns: [
          { column: 'PRICE', type: 'detail' },
          { column: 'NAME', type: 'detail' }
        ]
      }
    }),
    result
  );
  assert.deepEqual(table.columns, [
    { label: '価格', numeric: true },
    { label: '名前', numeric: false }
  ]);
  assert.deepEqual(table.rows, [[{ label: '¥100' }, { label: '部品 1', recordId: 'a00000000000001AAA' }]]);
});

test('lists groups and their summaries in a table without details', () => {
  const table = componentTable(
    component({ visualizationType: 'FlexTable', aggregates: [{ name: 's!Price__c' }], maxRows: 1 }),
    summaryResult()
  );
  assert.deepEqual(table.rows, [[{ label: '赤' }, { label: '¥300' }]]);
  assert.deepEqual(table.total, ['合計', '¥400']);
});

test('shows the time of the oldest result', () => {
  const data = (refreshDate: string | null) => ({ componentId: 'x', reportResult: null, status: { refreshDate } });
  const result = {
    componentData: [data('2026-12-10T08:00:00.000Z'), data(null), data('2026-12-10T07:00:00.000Z')]
  } as unknown as DashboardResult;
  assert.equal(lastRefresh(result), '2026-12-10T07:00:00.000Z');
});

test('places components on the grid', () => {
  assert.equal(gridStyle({ column: 3, colspan: 5, row: 8, rowspan: 10 }, 12), 'grid-column: 4 / span 5; grid-row: 9 / span 10;');
  assert.equal(gridStyle(undefined, 12), 'grid-column: 1 / span 12; grid-row: span 8;');
});
