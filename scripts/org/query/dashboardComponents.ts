/**
 * Components of a dashboard in the words of the Analytics API, and what they need of their report.
 * Source: Salesforce Reports and Dashboards REST API Developer Guide, "Dashboard Describe"; Metadata API "Dashboard".
 */
import type {
  DashboardComponent,
  DashboardComponentGroupingSort,
  DashboardFilterOption,
  FilterOperation
} from '@salesforce/types/metadata';
import { ApiError, notSupported } from '../http/router.ts';
import type { DashboardDef, ReportDef } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import { aggregateName } from './reportPlan.ts';
import { componentId, type GroupOrder } from './reports.ts';

/** Where a component stands on the grid. */
export interface Placement {
  colspan: number;
  column: number;
  row: number;
  rowspan: number;
}

export interface PlacedComponent {
  component: DashboardComponent;
  placement: Placement;
}

/** Metadata type → visualization of the API and how its second grouping is drawn. */
const VISUALIZATIONS: Record<string, [visualizationType: string, groupByType: string, cumulative: boolean]> = {
  Bar: ['Bar', 'none', false],
  BarGrouped: ['Bar', 'grouped', false],
  BarStacked: ['Bar', 'stacked', false],
  BarStacked100: ['Bar', 'stacked100', false],
  Column: ['Column', 'none', false],
  ColumnGrouped: ['Column', 'grouped', false],
  ColumnStacked: ['Column', 'stacked', false],
  ColumnStacked100: ['Column', 'stacked100', false],
  Line: ['Line', 'none', false],
  LineGrouped: ['Line', 'grouped', false],
  LineCumulative: ['Line', 'none', true],
  LineGroupedCumulative: ['Line', 'grouped', true],
  Pie: ['Pie', 'none', false],
  Donut: ['Donut', 'none', false],
  Funnel: ['Funnel', 'none', false],
  Gauge: ['Gauge', 'none', false],
  Metric: ['Metric', 'none', false],
  FlexTable: ['FlexTable', 'none', false]
};

/** Every component with its place; the three-column form of old dashboards is refused. */
export function placedComponents(dashboard: DashboardDef): PlacedComponent[] {
  const grid = dashboard.dashboardGridLayout;
  if (!grid) {
    if (dashboard.leftSection || dashboard.middleSection || dashboard.rightSection)
      throw notSupported('dashboards in columns (leftSection, middleSection, rightSection)');
    return [];
  }
  return (grid.dashboardGridComponents ?? []).map((entry) => ({
    component: entry.dashboardComponent,
    placement: { colspan: entry.colSpan, column: entry.columnIndex, row: entry.rowIndex, rowspan: entry.rowSpan }
  }));
}

/** The report of a component. @throws ApiError when the component has none, or it is not in the org */
export function reportOf(org: Org, component: DashboardComponent): ReportDef {
  const name = component.report;
  if (name === undefined) throw notSupported(`dashboard component ${component.componentType} without a report`);
  const report = org.catalog.reports.get(name);
  if (!report) throw new ApiError(400, 'BAD_REQUEST', `レポート「${name}」がありません。`);
  return report;
}

/** @throws ApiError `not supported: …` for a kind of component that is not drawn here */
export function checkComponent(component: DashboardComponent): void {
  if (!Object.hasOwn(VISUALIZATIONS, component.componentType)) throw notSupported(`dashboard component ${component.componentType}`);
  if (component.dashboardDynamicValues?.length) throw notSupported('dashboardDynamicValues in dashboards');
}

/** The operation of a filter's option, as report filters know it. @throws ApiError for one that they do not */
export function filterOperation(option: DashboardFilterOption): FilterOperation {
  if (option.operator === 'between') throw notSupported('between in a dashboard filter');
  return option.operator;
}

/** Names of the summaries that a component shows, as results name them. */
export function componentAggregates(component: DashboardComponent): string[] {
  const fromTable = (component.flexComponentProperties?.flexTableColumn ?? [])
    .filter((column) => column.type === 'aggregate')
    .map((column) => column.reportColumn);
  return [...(component.chartSummary ?? []).map((summary) => aggregateName(summary.aggregate, summary.column)), ...fromTable];
}

/** Groupings that the component asks for; none = those of its report. */
export function componentGroupings(component: DashboardComponent): string[] {
  const fromTable = (component.flexComponentProperties?.flexTableColumn ?? [])
    .filter((column) => column.type === 'grouping')
    .map((column) => column.reportColumn);
  return [...(component.groupingColumn ?? []), ...fromTable];
}

function groupingSort(component: DashboardComponent, level: number): DashboardComponentGroupingSort | undefined {
  return (component.groupingSortProperties?.groupingSorts ?? []).find((sort) => sort.groupingLevel === `g${level + 1}`);
}

/** Sort key of a table component; `2` is Salesforce's word for descending. */
function tableSort(component: DashboardComponent): { column: string; descending: boolean } | undefined {
  const info = component.flexComponentProperties?.flexTableSortInfo;
  return info?.sortColumn === undefined ? undefined : { column: info.sortColumn, descending: String(info.sortOrder) === '2' };
}

/** True for a table that lists details without groups. */
export function showsDetails(component: DashboardComponent): boolean {
  const types = new Set((component.flexComponentProperties?.flexTableColumn ?? []).map((column) => column.type));
  return types.has('detail') && !types.has('grouping');
}

/** The order of a table's detail rows; undefined keeps the report's. */
export function detailSort(component: DashboardComponent): { column: string; descending: boolean } | undefined {
  const sort = tableSort(component);
  const details = (component.flexComponentProperties?.flexTableColumn ?? []).filter((column) => column.type === 'detail');
  return sort && details.some((column) => column.reportColumn === sort.column) ? sort : undefined;
}

/** The order that a component wants for its groups; levels that keep the report's order are left out. */
export function componentOrder(component: DashboardComponent): GroupOrder[] {
  const sort = tableSort(component);
  const [first] = componentGroupings(component);
  if (sort && first !== undefined && !detailSort(component)) {
    return [{ column: first, descending: sort.descending, sortAggregate: sort.column === first ? undefined : sort.column }];
  }
  return componentGroupings(component).flatMap((column, level): GroupOrder[] => {
    const sort = groupingSort(component, level);
    if (sort?.inheritedReportGroupingSort !== undefined && sort.sortOrder === undefined) return [];
    if (sort?.sortColumn !== undefined) return [{ column, descending: sort.sortOrder === 'd', sortAggregate: sort.sortColumn }];
    if (level === 0 && component.sortBy?.startsWith('RowValue')) {
      return [
        { column, descending: component.sortBy === 'RowValueDescending', sortAggregate: componentAggregates(component)[0] ?? 'RowCount' }
      ];
    }
    if (sort?.sortOrder !== undefined) return [{ column, descending: sort.sortOrder === 'd', sortAggregate: undefined }];
    return level === 0 && component.sortBy !== undefined
      ? [{ column, descending: component.sortBy === 'RowLabelDescending', sortAggregate: undefined }]
      : [];
  });
}

const color = (text: string | undefined): string => (text ?? '').replace(/^#/, '');

/** Coloured stretches of gauges and metrics; bounds that are not given are open. */
function breakPoints(component: DashboardComponent): Record<string, unknown>[] {
  const colors = [component.indicatorLowColor, component.indicatorMiddleColor, component.indicatorHighColor];
  if (colors.some((text) => text === undefined)) return [];
  const { indicatorBreakpoint1: first, indicatorBreakpoint2: second, gaugeMin = null, gaugeMax = null } = component;
  const ends = first === undefined || second === undefined ? [gaugeMin, null, null, gaugeMax] : [gaugeMin, first, second, gaugeMax];
  const breaks =
    first === undefined || second === undefined
      ? []
      : colors.map((text, index) => ({ color: color(text), lowerBound: ends[index] ?? null, upperBound: ends[index + 1] ?? null }));
  return breaks.length ? [{ aggregateName: componentAggregates(component)[0] ?? 'RowCount', breaks }] : [];
}

function tableColumns(component: DashboardComponent): Record<string, unknown>[] {
  return (component.flexComponentProperties?.flexTableColumn ?? []).map((column) => ({
    breakPoints: [],
    column: column.reportColumn,
    showSubTotal: column.showSubTotal ?? false,
    showTotal: column.showTotal ?? false,
    type: column.type
  }));
}

const lower = (text: string | undefined, fallback: string): string => (text ?? fallback).toLowerCase();

function visualizationProperties(component: DashboardComponent, groupByType: string, cumulative: boolean): Record<string, unknown> {
  const decimalPrecision = component.flexComponentProperties?.decimalPrecision ?? component.decimalPrecision ?? -1;
  const displayUnits = lower(component.displayUnits, 'auto');
  const columns = tableColumns(component);
  return {
    axisRange: {
      max: component.chartAxisRangeMax ?? null,
      min: component.chartAxisRangeMin ?? null,
      rangeType: lower(component.chartAxisRange, 'auto')
    },
    breakPoints: breakPoints(component),
    combineSmallGroups: component.expandOthers === false,
    cumulative,
    decimalPrecision,
    displayUnits,
    gaugeMax: component.gaugeMax ?? null,
    gaugeMin: component.gaugeMin ?? null,
    groupByType,
    legendPosition: component.legendPosition ?? null,
    metricLabel: component.metricLabel ?? null,
    showPercentages: component.showPercentage ?? false,
    showRange: component.showRange ?? false,
    showTotal: component.showTotal ?? false,
    showValues: component.showValues ?? true,
    sortLegendValues: component.sortLegendValues ?? false,
    ...(component.componentType === 'FlexTable'
      ? { flexTableType: columns.some((column) => column.type === 'detail') ? 'tabular' : 'summary', tableColumns: columns }
      : {})
  };
}

/** A component as `dashboardMetadata.components` describes it; a kind that is not drawn keeps its metadata name. */
export function componentMetadata(org: Org, component: DashboardComponent, id: string, index: number): Record<string, unknown> {
  const [visualizationType, groupByType, cumulative] = VISUALIZATIONS[component.componentType] ?? [component.componentType, 'none', false];
  const report = org.catalog.reports.get(component.report ?? '');
  const sort = tableSort(component);
  const orders = componentOrder(component);
  return {
    chartTheme: component.componentChartTheme ?? null,
    componentData: index,
    footer: component.footer ?? null,
    header: component.header ?? null,
    id,
    properties: {
      aggregates: componentAggregates(component).map((name) => ({ name })),
      autoSelectColumns: component.autoselectColumnsFromReport ?? false,
      drillUrl: component.drillDownUrl ?? null,
      filterColumns: (component.dashboardFilterColumns ?? []).map(({ column }) => ({ name: column })),
      groupings: componentGroupings(component).map((name) => {
        const order = orders.find((candidate) => candidate.column === name);
        return {
          inheritedReportSort: order ? null : 'reportGrouping',
          name,
          sortAggregate: order?.sortAggregate ?? null,
          sortOrder: order ? (order.descending ? 'Desc' : 'Asc') : null
        };
      }),
      maxRows: component.maxValuesDisplayed ?? null,
      reportFormat: (report?.format ?? 'Summary').toUpperCase(),
      sort: sort ? { column: sort.column, sortOrder: sort.descending ? 'Desc' : 'Asc' } : null,
      useReportChart: component.useReportChart ?? false,
      visualizationProperties: visualizationProperties(component, groupByType, cumulative),
      visualizationType
    },
    reportId: report ? componentId(org, 'Report', report.fullName) : null,
    title: component.title ?? null,
    type: 'Report'
  };
}
