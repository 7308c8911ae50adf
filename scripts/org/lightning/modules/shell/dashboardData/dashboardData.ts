/**
 * Dashboards of the Analytics REST API: where components stand and how each is drawn. No DOM.
 * Source: Salesforce Reports and Dashboards REST API Developer Guide, "Get Dashboard Results".
 */
import { labelOf, type DataCell, type ReportChart, type ReportResult } from '../analytics/analytics.ts';
import { chartType, type Break, type ChartSpec, type Legend, type TableCell, type TableModel } from '../chartData/chartData.ts';

interface SortInfo {
  name?: string;
  column?: string;
  sortAggregate?: string | null;
  sortOrder?: string | null;
}

export interface VisualizationProperties {
  decimalPrecision?: number | null;
  displayUnits?: string | null;
  legendPosition?: string | null;
  showValues?: boolean;
  showPercentages?: boolean;
  showTotal?: boolean;
  groupByType?: string | null;
  cumulative?: boolean;
  combineSmallGroups?: boolean;
  axisRange?: { min?: number | null; max?: number | null; rangeType?: string | null } | null;
  metricLabel?: string | null;
  gaugeMin?: number | null;
  gaugeMax?: number | null;
  breakPoints?:
    | { aggregateName?: string; breaks: { color: string; lowerBound: string | number | null; upperBound: string | number | null }[] }[]
    | null;
  tableColumns?: { column: string; type: string }[] | null;
}

export interface DashboardComponent {
  id: string;
  type: string;
  reportId: string | null;
  header?: string | null;
  title?: string | null;
  footer?: string | null;
  properties: {
    aggregates?: { name: string }[] | null;
    groupings?: SortInfo[] | null;
    sort?: SortInfo | null;
    maxRows?: number | null;
    useReportChart?: boolean;
    visualizationType: string | null;
    visualizationProperties?: VisualizationProperties | null;
  };
}

export interface LayoutComponent {
  colspan: number;
  column: number;
  row: number;
  rowspan: number;
}

export interface ComponentData {
  componentId: string;
  reportResult: ReportResult | null;
  status: {
    dataStatus?: string;
    errorMessage?: string | null;
    errorCode?: string | null;
    refreshDate?: string | null;
    refreshStatus?: string;
  };
}

export interface DashboardResult {
  componentData: ComponentData[];
  dashboardMetadata: {
    id: string;
    name: string;
    description?: string | null;
    developerName?: string;
    components: DashboardComponent[];
    layout: { gridLayout?: boolean; numColumns?: number; rowHeight?: number; components: LayoutComponent[] };
    runningUser?: { displayName?: string } | null;
    filters?: { name: string; selectedOption: string | null; options: { id: string; alias: string | null; value: string }[] }[] | null;
  };
}

function legendOf(text: string | null | undefined): Legend {
  return text === 'Right' || text === 'Bottom' || text === 'OnChart' ? text : 'Bottom';
}

const bound = (value: string | number | null): number | null =>
  value === null || value === '' || Number.isNaN(Number(value)) ? null : Number(value);
const color = (text: string): string => (text.startsWith('#') ? text : `#${text}`);

function sortOf(properties: DashboardComponent['properties']): ChartSpec['sort'] {
  const sort = properties.sort ?? properties.groupings?.find((grouping) => grouping.sortOrder);
  if (!sort?.sortOrder) return undefined;
  const grouping = properties.groupings?.[0]?.name;
  const by =
    sort.sortAggregate || (sort.column && sort.column !== grouping && properties.aggregates?.some(({ name }) => name === sort.column))
      ? 'value'
      : undefined;
  // Sorting by the grouping itself is the report's own order: picklists sort by position, not by letters.
  return by ? { by, descending: sort.sortOrder.toLowerCase().startsWith('d') } : undefined;
}

/** How a report's own chart is drawn; undefined when the report has none. @throws Error `not supported: …` */
export function reportChartSpec(chart: ReportChart | null | undefined): ChartSpec | undefined {
  if (!chart?.chartType || chart.chartType === 'None') return undefined;
  const type = chartType(chart.chartType);
  if (!type) throw new Error(`not supported: chart type ${chart.chartType}`);
  return {
    ...type,
    groupings: chart.groupings ?? [],
    aggregates: chart.summaries ?? [],
    showValues: chart.showChartValues ?? true,
    showPercent: type.kind === 'donut' || type.kind === 'pie' || type.kind === 'funnel',
    showTotal: type.kind === 'donut',
    legend: chart.hasLegend === false ? 'None' : legendOf(chart.legendPosition)
  };
}

/**
 * How a dashboard component is drawn.
 * @throws Error `not supported: …` for kinds of components that the shell does not draw
 */
export function componentSpec(component: DashboardComponent, result: ReportResult): ChartSpec {
  const { properties } = component;
  const visual = properties.visualizationProperties ?? {};
  if (properties.useReportChart) {
    const own = reportChartSpec(result.reportMetadata.chart);
    if (!own) throw new Error('レポートにグラフがありません。');
    return own;
  }
  const type = chartType(properties.visualizationType ?? '');
  if (!type) throw new Error(`not supported: dashboard component ${properties.visualizationType ?? component.type}`);
  const group = (visual.groupByType ?? '').toLowerCase();
  const stacking = group.includes('100')
    ? 'stacked100'
    : group.startsWith('stack')
      ? 'stacked'
      : group.startsWith('group')
        ? 'grouped'
        : type.stacking;
  const breaks: Break[] = (visual.breakPoints?.[0]?.breaks ?? []).map((stretch) => ({
    from: bound(stretch.lowerBound),
    to: bound(stretch.upperBound),
    color: color(stretch.color)
  }));
  const sort = sortOf(properties);
  const { gaugeMin, gaugeMax } = visual;
  return {
    ...type,
    stacking,
    cumulative: type.cumulative || visual.cumulative === true,
    groupings: (properties.groupings ?? []).flatMap(({ name }) => (name ? [name] : [])),
    aggregates: (properties.aggregates ?? []).map(({ name }) => name),
    ...(sort ? { sort } : {}),
    ...(properties.maxRows ? { maxRows: properties.maxRows } : {}),
    showValues: visual.showValues ?? true,
    showPercent: visual.showPercentages ?? false,
    showTotal: visual.showTotal ?? false,
    legend: legendOf(visual.legendPosition),
    ...(typeof visual.decimalPrecision === 'number' ? { decimals: visual.decimalPrecision } : {}),
    ...(visual.displayUnits ? { units: visual.displayUnits } : {}),
    ...(breaks.length > 0 ? { breaks } : {}),
    ...(type.kind === 'gauge' ? { range: gaugeRange(gaugeMin, gaugeMax, breaks) } : {}),
    ...(visual.combineSmallGroups ? { combineSmall: true } : {}),
    ...(visual.axisRange?.rangeType?.toLowerCase() === 'manual'
      ? { axis: { min: visual.axisRange.min ?? null, max: visual.axisRange.max ?? null } }
      : {}),
    ...(visual.metricLabel ? { metricLabel: visual.metricLabel } : {})
  };
}

function gaugeRange(min: number | null | undefined, max: number | null | undefined, breaks: Break[]): { min: number; max: number } {
  const from = min ?? breaks[0]?.from ?? 0;
  const to = max ?? breaks.at(-1)?.to ?? 100;
  return { min: from, max: to > from ? to : from + 1 };
}

const tick = (value: unknown): Partial<TableCell> => (typeof value === 'boolean' ? { ticked: value } : {});

/** All detail rows of a result, in the order of its groups. */
export function detailRows(result: ReportResult): DataCell[][] {
  return Object.values(result.factMap).flatMap((fact) => (fact?.rows ?? []).map((row) => row.dataCells));
}

const NUMERIC = new Set(['currency', 'double', 'int', 'integer', 'percent', 'long']);

/** A table component: detail rows when it lists columns of details, else groups and their summaries. */
export function componentTable(component: DashboardComponent, result: ReportResult): TableModel {
  const { properties } = component;
  const { reportMetadata, reportExtendedMetadata } = result;
  const listed = properties.visualizationProperties?.tableColumns ?? [];
  const details = listed.filter((column) => column.type === 'detail').map((column) => column.column);
  const limit = properties.maxRows && properties.maxRows > 0 ? properties.maxRows : undefined;
  const isDetail = details.length > 0 || reportMetadata.reportFormat === 'TABULAR';
  if (isDetail) {
    const names = details.length > 0 ? details : reportMetadata.detailColumns;
    const at = names.map((name) => reportMetadata.detailColumns.indexOf(name));
    const types = names.map((name) => (reportExtendedMetadata.detailColumnInfo[name]?.dataType ?? '').toLowerCase());
    const rows = detailRows(result).map((cells) => at.map((index, column) => cellOf(cells[index], types[column])));
    return {
      columns: names.map((name, column) => ({
        label: labelOf(result, name),
        numeric: NUMERIC.has(types[column] ?? '')
      })),
      rows: rows.slice(0, limit)
    };
  }
  const wanted = listed.filter((column) => column.type === 'aggregate').map((column) => column.column);
  const names = wanted.length > 0 ? wanted : (properties.aggregates ?? []).map(({ name }) => name);
  const aggregates = names.length > 0 ? names : reportMetadata.aggregates;
  const at = aggregates.map((name) => reportMetadata.aggregates.indexOf(name));
  const texts = (key: string): string[] => at.map((index) => result.factMap[`${key}!T`]?.aggregates[index]?.label ?? '');
  const grouping = reportMetadata.groupingsDown[0]?.name;
  return {
    columns: [
      ...(grouping ? [{ label: labelOf(result, grouping), numeric: false }] : []),
      ...aggregates.map((name) => ({ label: labelOf(result, name), numeric: true }))
    ],
    rows: grouping
      ? result.groupingsDown.groupings
          .slice(0, limit)
          .map((group) => [{ label: group.label, ...tick(group.value) }, ...texts(group.key).map((label) => ({ label }))])
      : [texts('T').map((label) => ({ label }))],
    ...(grouping ? { total: ['合計', ...texts('T')] } : {})
  };
}

function cellOf(cell: DataCell | undefined, dataType: string | undefined): TableCell {
  const label = cell?.label ?? '';
  return {
    label: dataType === 'multipicklist' ? label.replaceAll(';', '、') : label,
    ...tick(cell?.value),
    ...(cell?.recordId ? { recordId: cell.recordId } : {})
  };
}

/** When the oldest of the shown results was computed. */
export function lastRefresh(result: DashboardResult): string | undefined {
  const dates = result.componentData.flatMap(({ status }) => (status.refreshDate ? [status.refreshDate] : []));
  return dates.sort()[0];
}

/** Place of a component on the CSS grid of the board. */
export function gridStyle(place: LayoutComponent | undefined, columns: number): string {
  if (!place) return `grid-column: 1 / span ${columns}; grid-row: span 8;`;
  return `grid-column: ${place.column + 1} / span ${place.colspan}; grid-row: ${place.row + 1} / span ${place.rowspan};`;
}
