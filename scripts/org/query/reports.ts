/**
 * The report engine: runs a deployed report for a user and answers in the shape of the Analytics REST API.
 * Source: Salesforce Reports and Dashboards REST API Developer Guide, "Report Run", "Decode the Fact Map".
 */
import type { FilterOperation } from '@salesforce/types/metadata';
import { ApiError } from '../http/router.ts';
import { API_VERSION, type Org } from '../org.ts';
import type { ReportDef } from '../metadata/catalog.ts';
import { accessOf, type Access } from '../records/access.ts';
import { displayText } from './display.ts';
import { BLANK_LABEL, groupRows, summarize, type FactPlace, type GroupNode, type SummaryValue } from './reportFacts.ts';
import { aggregateName, planReport, plannedCriteria, standardFilterInfos, type PlannedGrouping, type ReportPlan } from './reportPlan.ts';
import { durations } from './reportDates.ts';
import { readReportRows, readSummedRows, type ReportRow } from './reportRows.ts';
import type { ReportColumn } from './reportTypes.ts';

/** Detail rows that one answer carries at most, as in Salesforce. */
const MAX_DETAIL_ROWS = 2000;

export interface DataCell {
  label: string;
  value: string | number | boolean | null;
  recordId: string | null;
}

export interface ReportFact {
  aggregates: SummaryValue[];
  rows?: { dataCells: DataCell[] }[];
}

export interface ResultGrouping {
  key: string;
  label: string;
  value: GroupNode['value'];
  groupings: ResultGrouping[];
}

export interface ReportResult {
  attributes: Record<string, string>;
  allData: boolean;
  factMap: Record<string, ReportFact>;
  groupingsAcross: { groupings: ResultGrouping[] };
  groupingsDown: { groupings: ResultGrouping[] };
  hasDetailRows: boolean;
  reportExtendedMetadata: Record<string, Record<string, Record<string, unknown>>>;
  reportMetadata: ReportMetadata;
}

export interface ReportMetadata {
  id: string;
  name: string;
  developerName: string;
  description: string | null;
  folderId: string | null;
  reportFormat: ReportPlan['format'];
  reportType: { type: string; label: string };
  aggregates: string[];
  detailColumns: string[];
  groupingsDown: GroupingMetadata[];
  groupingsAcross: GroupingMetadata[];
  [name: string]: unknown;
}

export interface GroupingMetadata {
  dateGranularity: string;
  name: string;
  sortAggregate: string | null;
  sortOrder: 'Asc' | 'Desc';
}

/** Id of a deployed component, '' when it is unknown. */
export function componentId(org: Org, type: string, fullName: string): string {
  return org.catalog.components.get(`${type}:${fullName}`)?.id ?? '';
}

/** A deployed report by id (15 or 18 characters) or developer name. */
export function findReport(org: Org, idOrName: string): ReportDef | undefined {
  for (const report of org.catalog.reports.values()) {
    if (
      componentId(org, 'Report', report.fullName).slice(0, 15) === idOrName.slice(0, 15) &&
      /^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(idOrName)
    )
      return report;
  }
  for (const report of org.catalog.reports.values()) if (report.developerName === idOrName || report.fullName === idOrName) return report;
  return undefined;
}

/** `VerticalColumnStacked` → `Vertical Column Stacked`, the API's spelling. */
const spaced = (name: string): string => name.replace(/(?<=[a-z])(?=[A-Z0-9])/g, ' ');

function chartMetadata(report: ReportDef): Record<string, unknown> | null {
  const { chart } = report;
  if (!chart || chart.chartType === 'None') return null;
  const groupings = [chart.groupingColumn, chart.secondaryGroupingColumn].filter((name) => name !== undefined);
  return {
    chartType: spaced(chart.chartType),
    groupings,
    hasLegend: chart.legendPosition !== undefined,
    legendPosition: chart.legendPosition ?? null,
    showChartValues: chart.showValues ?? false,
    summaries: (chart.chartSummaries ?? []).map((summary) => aggregateName(summary.aggregate, summary.column)),
    summaryAxisLocations: (chart.chartSummaries ?? []).map((summary) => (summary.axisBinding ?? 'y').toUpperCase()),
    title: chart.title ?? null
  };
}

function groupingMetadata(grouping: PlannedGrouping): GroupingMetadata {
  return {
    dateGranularity: grouping.granularity ?? 'None',
    name: grouping.column.name,
    sortAggregate: grouping.sortAggregate ?? null,
    sortOrder: grouping.descending ? 'Desc' : 'Asc'
  };
}

function metadataOf(org: Org, plan: ReportPlan, filters: { column: string; operator: string; value: string }[]): ReportMetadata {
  const { report, frame } = plan;
  return {
    aggregates: plan.aggregates.map((aggregate) => aggregate.name),
    buckets: [],
    chart: chartMetadata(report),
    crossFilters: [],
    currency: null,
    customDetailFormula: {},
    customSummaryFormula: Object.fromEntries(
      (report.aggregates ?? []).map((formula) => [
        formula.developerName,
        { label: formula.masterLabel, formula: formula.calculatedFormula, formulaType: formula.datatype, decimalPlaces: formula.scale ?? 2 }
      ])
    ),
    dashboardSetting: null,
    description: report.description ?? null,
    detailColumns: plan.details.map((column) => column.name),
    developerName: report.developerName,
    division: null,
    folderId: componentId(org, 'ReportFolder', report.folder) || null,
    groupingsAcross: plan.across.map(groupingMetadata),
    groupingsDown: plan.down.map(groupingMetadata),
    hasDetailRows: report.showDetails ?? false,
    hasRecordCount: true,
    historicalSnapshotDates: [],
    id: componentId(org, 'Report', report.fullName),
    name: report.name,
    presentationOptions: { hasStackedSummaries: true },
    reportBooleanFilter: report.filter?.booleanFilter ?? null,
    reportFilters: filters.map((filter) => ({ ...filter, filterType: 'fieldValue', isRunPageEditable: true })),
    reportFormat: plan.format,
    reportType: { label: plan.type.label, type: plan.type.name },
    scope: report.scope ?? plan.type.defaultScope,
    showGrandTotal: report.showGrandTotal ?? true,
    showSubtotals: report.showSubTotals ?? true,
    sortBy: plan.sort ? [{ sortColumn: plan.sort.column.name, sortOrder: plan.sort.descending ? 'Desc' : 'Asc' }] : [],
    standardDateFilter: frame
      ? { column: frame.column.name, durationValue: frame.durationValue, endDate: frame.endDate, startDate: frame.startDate }
      : null,
    standardFilters: (report.params ?? []).map(({ name, value }) => ({ name, value })),
    supportsRoleHierarchy: false,
    topRows: plan.rowLimit === undefined ? null : { rowLimit: plan.rowLimit, direction: plan.sort?.descending ? 'Desc' : 'Asc' },
    userOrHierarchyFilterId: null
  };
}

function extendedMetadata(plan: ReportPlan): ReportResult['reportExtendedMetadata'] {
  const groupings = [
    ...plan.down.map((grouping, level) => ({ grouping, level })),
    ...plan.across.map((grouping, level) => ({ grouping, level }))
  ];
  return {
    aggregateColumnInfo: Object.fromEntries(
      plan.aggregates.map((aggregate) => [
        aggregate.name,
        { acrossGroupingContext: null, dataType: aggregate.dataType, downGroupingContext: null, label: aggregate.label }
      ])
    ),
    detailColumnInfo: Object.fromEntries(plan.details.map((column) => [column.name, { dataType: column.dataType, label: column.label }])),
    groupingColumnInfo: Object.fromEntries(
      groupings.map(({ grouping, level }) => [
        grouping.column.name,
        { dataType: grouping.column.dataType, groupingLevel: level, label: grouping.column.label }
      ])
    )
  };
}

const shown = (nodes: GroupNode[]): ResultGrouping[] =>
  nodes.map((node) => ({ key: node.key, label: node.label, value: node.value, groupings: shown(node.groupings) }));

/** A group with the groups above it, itself last. */
const paths = (nodes: GroupNode[], above: GroupNode[] = []): GroupNode[][] =>
  nodes.flatMap((node) => [[...above, node], ...paths(node.groupings, [...above, node])]);

function dataCells(plan: ReportPlan, row: ReportRow): DataCell[] {
  return plan.details.map((column) => {
    const value = row.values.get(column.name) ?? null;
    const recordId = row.links.get(column.name) ?? null;
    const label = value === null ? BLANK_LABEL : displayText(column.definition, value);
    // The value of a name is the record that it leads to.
    return { label, value: recordId ?? value, recordId };
  });
}

/**
 * Facts at every crossing of groups; leaves carry the detail rows.
 * @param details the rows that are shown; undefined shows none
 */
function factMap(
  org: Org,
  plan: ReportPlan,
  rows: ReportRow[],
  down: GroupNode[],
  across: GroupNode[],
  details: Set<ReportRow> | undefined
): Record<string, ReportFact> {
  const facts: Record<string, ReportFact> = {};
  const axis = (nodes: GroupNode[]): { key: string; path: GroupNode[]; rows: ReportRow[]; leaf: boolean }[] => [
    ...paths(nodes).map((path) => {
      const node = path.at(-1) as GroupNode;
      return { key: node.key, path, rows: node.rows, leaf: node.groupings.length === 0 };
    }),
    { key: 'T', path: [], rows, leaf: nodes.length === 0 }
  ];
  const columns = axis(across);
  for (const vertical of axis(down)) {
    const inRow = new Set(vertical.rows);
    for (const horizontal of columns) {
      const crossing = horizontal.key === 'T' ? vertical.rows : horizontal.rows.filter((row) => inRow.has(row));
      const place: FactPlace = { rows: crossing, down: vertical.path, across: horizontal.path, all: rows };
      const fact: ReportFact = { aggregates: summarize(org, plan, place) };
      if (details) {
        const shown = vertical.leaf && horizontal.leaf ? crossing.filter((row) => details.has(row)) : [];
        fact.rows = shown.map((row) => ({ dataCells: dataCells(plan, row) }));
      }
      facts[`${vertical.key}!${horizontal.key}`] = fact;
    }
  }
  return facts;
}

function sortRows(rows: ReportRow[], sort: NonNullable<ReportPlan['sort']>): ReportRow[] {
  const sorted = [...rows].sort((left, right) => {
    const a = left.values.get(sort.column.name) ?? null;
    const b = right.values.get(sort.column.name) ?? null;
    if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    return displayText(sort.column.definition, a).localeCompare(displayText(sort.column.definition, b), 'ja');
  });
  return sort.descending ? sorted.reverse() : sorted;
}

/** Order of detail rows; a row limit keeps the first rows of the report's own order. */
function orderedRows(plan: ReportPlan, rows: ReportRow[], other: RunOptions['detailSort']): ReportRow[] {
  const own = plan.sort ? sortRows(rows, plan.sort) : rows;
  const limited = plan.sort && plan.rowLimit !== undefined ? own.slice(0, plan.rowLimit) : own;
  const column = other && plan.details.find((candidate) => candidate.name === other.column);
  return other && column ? sortRows(limited, { column, descending: other.descending }) : limited;
}

interface Rows {
  rows: ReportRow[];
  /** Those that may be shown as details. */
  shown: Set<ReportRow>;
  /** False when there are more than one answer carries. */
  allData: boolean;
}

/** The rows of a report, summed by SQLite unless the report is small enough to show each. */
function rowsOf(
  org: Org,
  access: Access,
  userId: string,
  plan: ReportPlan,
  details: boolean,
  { detailSort, maxDetails = MAX_DETAIL_ROWS }: RunOptions
): Rows {
  const summed = readSummedRows(org, access, userId, plan);
  const count = summed?.reduce((sum, row) => sum + row.count, 0);
  if (summed && !details) return { rows: summed, shown: new Set(), allData: true };
  if (summed && count !== undefined && count > maxDetails) {
    const column = detailSort && plan.details.find((candidate) => candidate.name === detailSort.column);
    const sort = detailSort && column ? { column, descending: detailSort.descending } : plan.sort;
    const first = readReportRows(org, access, userId, plan, { limit: maxDetails, sort }).map((row) => ({ ...row, count: 0 }));
    return { rows: [...summed, ...orderedRows(plan, first, detailSort)], shown: new Set(first), allData: false };
  }
  const rows = orderedRows(plan, readReportRows(org, access, userId, plan), detailSort);
  return { rows, shown: new Set(rows.slice(0, maxDetails)), allData: rows.length <= maxDetails };
}

/** Changes of groups' order that a dashboard component asks of its report. */
export interface GroupOrder {
  column: string;
  descending: boolean;
  sortAggregate: string | undefined;
}

export interface RunOptions {
  /** Detail rows; the report's own setting when left out. */
  includeDetails?: boolean;
  order?: GroupOrder[];
  /** Rows without groups, as tables of details on dashboards show them. */
  flat?: boolean;
  /** Another order of detail rows than the report's. */
  detailSort?: { column: string; descending: boolean } | undefined;
  /** Detail rows at most; default: as many as Salesforce shows. */
  maxDetails?: number;
  /** Further conditions of this run. */
  filters?: { column: string; operator: FilterOperation; value: string }[];
}

/**
 * Runs a report.
 * @param userId the running user: rows of scope "mine", visible fields
 * @throws ApiError `not supported: …` naming what cannot be computed, INSUFFICIENT_ACCESS for fields it may not show
 */
export function runReport(org: Org, userId: string, report: ReportDef, options: RunOptions = {}): ReportResult {
  const access = accessOf(org, userId);
  const planned = planReport(org, access, options.filters?.length ? withFilters(report, options.filters) : report);
  const plan: ReportPlan = options.flat ? { ...planned, format: 'TABULAR', down: [], across: [] } : planned;
  for (const order of options.order ?? []) {
    const grouping = [...plan.down, ...plan.across].find((candidate) => candidate.column.name === order.column);
    if (!grouping) throw new ApiError(400, 'BAD_REQUEST', `レポート「${report.name}」は「${order.column}」でグループ化されていません。`);
    grouping.descending = order.descending;
    if (order.sortAggregate === undefined) delete grouping.sortAggregate;
    else grouping.sortAggregate = order.sortAggregate;
  }
  const details = options.includeDetails ?? report.showDetails ?? true;
  const { rows, shown: shownRows, allData } = rowsOf(org, access, userId, plan, details, options);
  const down = groupRows(org, plan, 'down', rows);
  const across = groupRows(org, plan, 'across', rows);
  const facts = factMap(org, plan, rows, down, across, details ? shownRows : undefined);
  const filters = plannedCriteria(plan, access).map(({ column, operation, value }) => ({
    column: column.name,
    operator: operation,
    value: value ?? ''
  }));
  const id = componentId(org, 'Report', report.fullName);
  const path = `/services/data/v${API_VERSION}/analytics/reports/${id}`;
  return {
    attributes: {
      describeUrl: `${path}/describe`,
      instancesUrl: `${path}/instances`,
      reportId: id,
      reportName: report.name,
      type: 'Report'
    },
    allData,
    factMap: facts,
    groupingsAcross: { groupings: shown(across) },
    groupingsDown: { groupings: shown(down) },
    hasDetailRows: details,
    reportExtendedMetadata: extendedMetadata(plan),
    reportMetadata: metadataOf(org, plan, filters)
  };
}

const columnInfo = (column: ReportColumn): Record<string, unknown> => ({
  dataType: column.dataType,
  filterValues: (column.definition.picklist?.values ?? []).map((entry) => ({ label: entry.label, name: entry.value })),
  filterable: true,
  label: column.label
});

/** Conditions besides those of the report, whatever its own logic is. */
function withFilters(report: ReportDef, filters: NonNullable<RunOptions['filters']>): ReportDef {
  const own = report.filter?.criteriaItems ?? [];
  const logic = report.filter?.booleanFilter;
  const more = filters.map((_, index) => ` AND ${own.length + index + 1}`).join('');
  return {
    ...report,
    filter: { ...report.filter, criteriaItems: [...own, ...filters], ...(logic ? { booleanFilter: `(${logic})${more}` } : {}) }
  };
}

/** Metadata of a report and of its report type, without running it. */
export function describeReport(org: Org, userId: string, report: ReportDef): Record<string, unknown> {
  const access = accessOf(org, userId);
  const plan = planReport(org, access, report);
  const filters = plannedCriteria(plan, access).map(({ column, operation, value }) => ({
    column: column.name,
    operator: operation,
    value: value ?? ''
  }));
  const id = componentId(org, 'Report', report.fullName);
  return {
    attributes: {
      reportId: id,
      reportName: report.name,
      type: 'Report',
      describeUrl: `/services/data/v${API_VERSION}/analytics/reports/${id}/describe`
    },
    reportExtendedMetadata: extendedMetadata(plan),
    reportMetadata: metadataOf(org, plan, filters),
    reportTypeMetadata: {
      categories: plan.type.sections.map((section) => ({
        label: section.label,
        columns: Object.fromEntries(
          section.columns.flatMap((name) => {
            const column = plan.type.columns.get(name);
            return column ? [[name, columnInfo(column)]] : [];
          })
        )
      })),
      scopeInfo: {
        defaultValue: plan.type.defaultScope,
        values: Object.keys(plan.type.scopes).map((value) => ({ value, allowsDivision: false }))
      },
      dateColumns: plan.type.dateColumns,
      standardDateFilterDurationGroups: [{ label: '期間', standardDateFilterDurations: durations(org) }],
      standardFilterInfos: standardFilterInfos(plan.type)
    }
  };
}
