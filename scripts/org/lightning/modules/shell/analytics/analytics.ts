/**
 * Results of the Analytics REST API, as far as the shell reads them, and how to walk through them. No DOM.
 * Source: Salesforce Reports and Dashboards REST API Developer Guide, "Get Report Data", "Get Dashboard Results".
 */

export interface Grouping {
  key: string;
  label: string;
  value: unknown;
  groupings: Grouping[];
}

export interface DataCell {
  label: string;
  value?: unknown;
  /** Set on names and lookups: the record a cell leads to. */
  recordId?: string | null;
}

export interface Fact {
  aggregates: { label: string; value: number | null }[];
  rows?: { dataCells: DataCell[] }[];
}

export interface ColumnInfo {
  label: string;
  dataType?: string;
}

export interface ReportFilter {
  column: string;
  operator: string;
  value: string | null;
}

export interface ReportChart {
  chartType: string | null;
  groupings?: string[] | null;
  summaries?: string[] | null;
  title?: string | null;
  hasLegend?: boolean;
  legendPosition?: string | null;
  showChartValues?: boolean;
}

export interface ReportMetadata {
  id: string;
  name: string;
  developerName?: string;
  description?: string | null;
  reportFormat: 'TABULAR' | 'SUMMARY' | 'MATRIX' | 'MULTI_BLOCK';
  reportType?: { type: string; label: string };
  aggregates: string[];
  detailColumns: string[];
  groupingsDown: { name: string; dateGranularity?: string; sortOrder?: string; sortAggregate?: string | null }[];
  groupingsAcross: { name: string; dateGranularity?: string; sortOrder?: string; sortAggregate?: string | null }[];
  reportFilters?: ReportFilter[] | null;
  reportBooleanFilter?: string | null;
  standardFilters?: { name: string; value: string }[] | null;
  standardDateFilter?: { column: string | null; durationValue?: string | null; startDate?: string | null; endDate?: string | null } | null;
  scope?: string | null;
  chart?: ReportChart | null;
  sortBy?: { sortColumn: string; sortOrder: string }[] | null;
  hasDetailRows?: boolean;
  showGrandTotal?: boolean;
  showSubtotals?: boolean;
}

export interface ReportResult {
  reportMetadata: ReportMetadata;
  reportExtendedMetadata: {
    aggregateColumnInfo: Record<string, ColumnInfo>;
    detailColumnInfo: Record<string, ColumnInfo>;
    groupingColumnInfo: Record<string, ColumnInfo & { groupingLevel?: number }>;
  };
  groupingsDown: { groupings: Grouping[] };
  groupingsAcross: { groupings: Grouping[] };
  factMap: Record<string, Fact | undefined>;
  hasDetailRows: boolean;
  allData: boolean;
}

/** What `reports/:id/describe` says about the columns of a report type. */
export interface ReportDescribe {
  reportTypeMetadata: {
    categories: { columns: Record<string, { label: string; dataType?: string; filterValues?: { label: string; name: string }[] }> }[];
    standardDateFilterDurationGroups?: { label: string; standardDateFilterDurations: { value: string; label: string }[] }[];
    /** Choices of the type above its conditions, by name; the first value of each shows everything. */
    standardFilterInfos?: Record<string, { label: string; filterValues: { label: string; name: string }[] }>;
  };
}

/** Aggregates and rows at a crossing of groups; `T` is the total of an axis. */
export function factAt(result: ReportResult, down: string, across = 'T'): Fact {
  return result.factMap[`${down}!${across}`] ?? { aggregates: [], rows: [] };
}

/** Label of a column, grouping or aggregate; its API name when the report does not say. */
export function labelOf(result: ReportResult, name: string): string {
  const { aggregateColumnInfo, detailColumnInfo, groupingColumnInfo } = result.reportExtendedMetadata;
  return (groupingColumnInfo[name] ?? aggregateColumnInfo[name] ?? detailColumnInfo[name])?.label ?? name;
}

/** Index of an aggregate in every fact; -1 when the report does not compute it. */
export function aggregateIndex(result: ReportResult, name: string): number {
  return result.reportMetadata.aggregates.indexOf(name);
}

/** True for summaries whose parts may be added up. */
export function isAdditive(aggregate: string): boolean {
  return aggregate === 'RowCount' || aggregate.startsWith('s!');
}

/** Groups of one depth (0 = outermost), each with its ancestors' values before its own. */
export function groupsAtDepth(groupings: Grouping[], depth: number): { path: Grouping[]; group: Grouping }[] {
  const walk = (list: Grouping[], path: Grouping[]): { path: Grouping[]; group: Grouping }[] =>
    list.flatMap((group) => (path.length === depth ? [{ path, group }] : walk(group.groupings, [...path, group])));
  return walk(groupings, []);
}
