/**
 * A deployed report made ready to run: its columns, groupings, aggregates and filters found in the report type,
 * everything that cannot be run refused by name.
 */
import type { ReportColumn as ReportColumnSource, ReportGrouping, ReportSummaryType } from '@salesforce/types/metadata';
import { ApiError, notSupported } from '../http/router.ts';
import type { ReportDef } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import type { Access } from '../records/access.ts';
import { permissionHolders } from './activities.ts';
import { planCrossFilter, type PlannedCrossFilter } from './crossFilters.ts';
import { canReadPath } from './paths.ts';
import { granularityOf, timeFrame, type Granularity, type TimeFrame } from './reportDates.ts';
import { columnByAnyName, withOwnColumns } from './reportOwnColumns.ts';
import { reportType, type ReportColumn, type ReportType } from './reportTypes.ts';
import { compileSummaryFormula, type SummaryFormula } from './summaryFormula.ts';

export type AggregateKind = 's' | 'a' | 'mx' | 'mn' | 'u';

export interface Aggregate {
  /** `s!AMOUNT`, `RowCount`, `FORMULA1`. */
  name: string;
  label: string;
  dataType: string;
  kind: AggregateKind | 'count' | 'formula';
  column?: ReportColumn;
  formula?: SummaryFormula;
  scale: number;
}

export interface PlannedGrouping {
  column: ReportColumn;
  granularity?: Granularity;
  descending: boolean;
  /** Groups are ordered by this aggregate instead of by their label. */
  sortAggregate?: string;
  source: ReportGrouping;
}

export interface ReportPlan {
  report: ReportDef;
  type: ReportType;
  format: 'TABULAR' | 'SUMMARY' | 'MATRIX';
  details: ReportColumn[];
  down: PlannedGrouping[];
  across: PlannedGrouping[];
  aggregates: Aggregate[];
  frame: (TimeFrame & { column: ReportColumn }) | undefined;
  scope: 'all' | 'mine';
  crossFilters: PlannedCrossFilter[];
  /** Conditions of the standard filters (`params`), in SQL over columns. */
  standardFilters: { column: ReportColumn; operation: 'equals' | 'greaterThan'; value: string }[];
  rowLimit: number | undefined;
  sort: { column: ReportColumn; descending: boolean } | undefined;
}

const PREFIXES: Partial<Record<ReportSummaryType, AggregateKind>> = { Sum: 's', Average: 'a', Maximum: 'mx', Minimum: 'mn', Unique: 'u' };
const KIND_LABELS: Record<AggregateKind, string> = { s: '合計', a: '平均', mx: '最大', mn: '最小', u: 'ユニーク' };

/** Name of a column's summary in results and in dashboards: `Sum` of `AMOUNT` → `s!AMOUNT`. */
export function aggregateName(summary: string | undefined, column: string): string {
  const prefix = PREFIXES[summary as ReportSummaryType];
  return prefix === undefined ? column : `${prefix}!${column}`;
}

function findColumn(type: ReportType, code: string): ReportColumn {
  const column = type.column(code);
  if (!column) throw notSupported(`report column ${code} of report type ${type.name}`);
  return column;
}

/** A column that the report needs: without read access its result would be another. */
function needed(type: ReportType, access: Access, code: string, use: string): ReportColumn {
  const column = findColumn(type, code);
  if (!column.reads.every((path) => canReadPath(access, path))) {
    throw new ApiError(403, 'INSUFFICIENT_ACCESS', `レポートの${use}に使われている項目「${column.label}」を参照する権限がありません。`, [
      code
    ]);
  }
  return column;
}

/** Kinds of charts that this org draws; a line over columns, a cloud of points or bubbles are none of them. */
const CHARTS =
  /^(None|HorizontalBar\w*|VerticalColumn(Grouped|Stacked|StackedTo100)?|Line(Grouped|Cumulative|CumulativeGrouped)?|Pie|Donut|Funnel)$/;

/** Parts of a report that this org neither computes nor draws. */
function refuseUnsupported(report: ReportDef): void {
  const chart = report.chart?.chartType;
  if (chart !== undefined && !CHARTS.test(chart)) throw notSupported(`chart type ${chart} in reports`);
  if (report.format === 'MultiBlock') throw notSupported('joined reports (format MultiBlock)');
  const lists: [string, unknown[] | undefined][] = [
    ['aggregateFilters', report.aggregateFilters],
    ['dataCategoryFilters', report.dataCategoryFilters],
    ['hierarchyScopeBindings', report.hierarchyScopeBindings],
    ['block', report.block]
  ];
  for (const [name, list] of lists) if (list?.length) throw notSupported(`${name} in reports`);
  for (const name of [
    'historicalSelector',
    'roleHierarchyFilter',
    'territoryHierarchyFilter',
    'userFilter',
    'division',
    'currency'
  ] as const) {
    if (report[name] !== undefined) throw notSupported(`${name} in reports`);
  }
}

function columnAggregates(column: ReportColumn, source: ReportColumnSource): Aggregate[] {
  return (source.aggregateTypes ?? []).flatMap((summary) => {
    if (summary === 'None') return [];
    const kind = PREFIXES[summary];
    if (kind === undefined) throw notSupported(`aggregate ${summary} in reports`);
    return [summaryOf(kind, column)];
  });
}

/** A summary of a column; also what dashboards and formulas may ask for. */
export function summaryOf(kind: AggregateKind, column: ReportColumn): Aggregate {
  const own = column.definition.scale ?? 0;
  // An average of whole numbers is rarely whole.
  const scale = kind === 'a' && column.dataType !== 'currency' ? Math.max(own, 2) : own;
  const dataType = kind === 'u' ? 'int' : column.dataType === 'boolean' ? 'int' : column.dataType;
  return {
    name: `${kind}!${column.name}`,
    label: `${KIND_LABELS[kind]} ${column.label}`,
    dataType,
    kind,
    column,
    scale: kind === 'u' ? 0 : scale
  };
}

function grouping(type: ReportType, access: Access, source: ReportGrouping): PlannedGrouping {
  const column = needed(type, access, source.field, 'グループ化');
  const isDate = column.dataType === 'date' || column.dataType === 'datetime';
  const planned: PlannedGrouping = { column, descending: source.sortOrder === 'Desc', source };
  if (isDate) planned.granularity = column.granularity ?? granularityOf(source.dateGranularity);
  if (source.sortType !== undefined && source.sortType !== 'Column') {
    planned.sortAggregate =
      source.aggregateType === 'RowCount' || source.sortByName === 'RowCount'
        ? 'RowCount'
        : aggregateName(source.aggregateType, columnByAnyName(type, source.sortByName ?? '')?.name ?? source.sortByName ?? '');
  }
  return planned;
}

/** Standard filters of the old wizard; `co` and `terr` only choose what their screen shows. */
function standardFilters(type: ReportType, report: ReportDef): ReportPlan['standardFilters'] {
  const filters: ReportPlan['standardFilters'] = [];
  const add = (code: string, operation: 'equals' | 'greaterThan', value: string): void => {
    filters.push({ column: findColumn(type, code), operation, value });
  };
  for (const { name, value } of report.params ?? []) {
    const refused = notSupported(`report parameter ${name}=${value} of report type ${type.name}`);
    if (name === 'co' || (name === 'terr' && value === 'all')) continue;
    if (type.name === 'Opportunity' && name === 'open') {
      if (value === 'open') add('CLOSED', 'equals', '0');
      else if (value === 'closed') add('CLOSED', 'equals', '1');
      else if (value === 'closedwon') add('WON', 'equals', '1');
      else if (value !== 'all') throw refused;
    } else if (type.name === 'Opportunity' && name === 'probability') {
      const over = /^gt(\d+)$/.exec(value)?.[1];
      if (over !== undefined) add('PROBABILITY', 'greaterThan', over);
      // `>0` is how Salesforce writes "all" (918 of 942 retrieved reports carry it).
      else if (value !== '>0' && value !== 'all') throw refused;
    } else if (type.name.endsWith('Activity') && name === 'type') {
      if (value === 't') add('TASK', 'equals', '1');
      else if (value === 'e') add('TASK', 'equals', '0');
      else if (value !== 'te') throw refused;
    } else if (type.name.endsWith('Activity') && name === 'closed') {
      if (value === 'open') add('CLOSED', 'equals', '0');
      else if (value === 'closed') add('CLOSED', 'equals', '1');
      else if (value !== 'all') throw refused;
    } else if (type.name === 'User' && name === 'active') {
      if (value === 'active') add('ACTIVE', 'equals', '1');
      else if (value === 'inactive') add('ACTIVE', 'equals', '0');
      else if (value !== 'all') throw refused;
    } else throw refused;
  }
  return filters;
}

export interface StandardFilterInfo {
  label: string;
  type: 'PICKLIST';
  /** The first one shows everything. */
  filterValues: { label: string; name: string }[];
}

const choices = (label: string, values: Record<string, string>): StandardFilterInfo => ({
  label,
  type: 'PICKLIST',
  filterValues: Object.entries(values).map(([name, text]) => ({ name, label: text }))
});

/** What the standard filters of a type are called, with the values that this org runs. */
export function standardFilterInfos(type: ReportType): Record<string, StandardFilterInfo> {
  if (type.name === 'Opportunity')
    return {
      open: choices(`${type.object.label}の状況`, { all: 'すべて', open: '進行中', closed: '完了', closedwon: '成立' })
    };
  if (type.name.endsWith('Activity'))
    return {
      type: choices('活動の種類', { te: 'ToDo と行動', t: 'ToDo', e: '行動' }),
      closed: choices('活動の状況', { all: 'すべて', open: '未完了', closed: '完了' })
    };
  if (type.name === 'User') return { active: choices('有効', { all: 'すべて', active: '有効', inactive: '無効' }) };
  return {};
}

function scopeOf(type: ReportType, report: ReportDef): 'all' | 'mine' {
  const scope = report.scope ?? type.defaultScope;
  const meaning = Object.hasOwn(type.scopes, scope) ? type.scopes[scope] : undefined;
  if (!meaning) throw notSupported(`report scope ${scope} of report type ${type.name}`);
  return meaning;
}

const FORMATS = { Tabular: 'TABULAR', Summary: 'SUMMARY', Matrix: 'MATRIX' } as const;

/**
 * Plans a report for a running user.
 * @throws ApiError `not supported: …` for what the org does not compute, INSUFFICIENT_ACCESS when the user may not
 *   read the object or a field of a grouping or filter. Detail columns without access are left out, as in Salesforce.
 */
export function planReport(org: Org, access: Access, report: ReportDef): ReportPlan {
  refuseUnsupported(report);
  const known = reportType(org.catalog, report.reportType);
  if (!known) throw notSupported(`report type ${report.reportType}`);
  const type = withOwnColumns(known, report);
  for (const object of [type.object, ...type.tables.map((table) => table.object)]) {
    if (permissionHolders(object.name).some((name) => access.object(name).read)) continue;
    throw new ApiError(403, 'INSUFFICIENT_ACCESS', `オブジェクト「${object.label}」を参照する権限がないため、レポートを実行できません。`);
  }
  const format = Object.hasOwn(FORMATS, report.format) ? FORMATS[report.format as keyof typeof FORMATS] : undefined;
  if (!format) throw notSupported(`report format ${report.format}`);
  const columns = (report.columns ?? []).map((source) => ({ source, column: findColumn(type, source.field) }));
  const readable = columns.filter(({ column }) => column.reads.every((path) => canReadPath(access, path)));
  const summaries = readable.flatMap(({ column, source }) => columnAggregates(column, source));
  const formulas = (report.aggregates ?? [])
    .filter((source) => source.isActive !== false)
    .map((source) => compileSummaryFormula(type, source));
  for (const formula of formulas)
    for (const operand of formula.operands) if (operand.column) needed(type, access, operand.column.name, '集計数式');
  const frame = report.timeFrameFilter;
  return {
    report,
    type,
    format,
    details: readable.map(({ column }) => column),
    down: (report.groupingsDown ?? []).map((source) => grouping(type, access, source)),
    across: (report.groupingsAcross ?? []).map((source) => grouping(type, access, source)),
    aggregates: [
      ...summaries,
      ...formulas.map((formula): Aggregate => ({
        name: formula.name,
        label: formula.label,
        dataType: formula.dataType,
        kind: 'formula',
        formula,
        scale: formula.scale
      })),
      { name: 'RowCount', label: 'レコード件数', dataType: 'int', kind: 'count', scale: 0 }
    ],
    frame: frame && { ...timeFrame(org, frame), column: needed(type, access, frame.dateColumn, '日付の範囲') },
    scope: scopeOf(type, report),
    crossFilters: (report.crossFilters ?? []).map((source) => planCrossFilter(org, access, type, source)),
    standardFilters: standardFilters(type, report),
    rowLimit: report.rowLimit,
    sort:
      report.sortColumn === undefined
        ? undefined
        : { column: needed(type, access, report.sortColumn, '並び替え'), descending: report.sortOrder === 'Desc' }
  };
}

/** The filters of a report with their columns; the caller turns them into SQL. */
export function plannedCriteria(
  plan: ReportPlan,
  access: Access
): { column: ReportColumn; operation: string; value: string | undefined }[] {
  return (plan.report.filter?.criteriaItems ?? []).map((item) => {
    if (item.columnToColumn === true) throw notSupported('columnToColumn filters in reports');
    if (item.snapshot !== undefined) throw notSupported('snapshot filters in reports');
    return { column: needed(plan.type, access, item.column, '検索条件'), operation: item.operator, value: item.value };
  });
}
