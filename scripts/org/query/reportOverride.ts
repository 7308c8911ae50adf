/**
 * A report run otherwise than it is saved: other filters, another period, another order, for this one run.
 * Source: Salesforce Reports and Dashboards REST API Developer Guide, "Filter Reports on Demand".
 */
import type { FilterOperation, ReportFilterItem, ReportGrouping } from '@salesforce/types/metadata';
import { ApiError, notSupported } from '../http/router.ts';
import type { ReportDef } from '../metadata/catalog.ts';
import { intervalOf } from './reportDates.ts';
import type { GroupingMetadata, ReportMetadata } from './reports.ts';

const OPERATORS = new Set<string>([
  'equals',
  'notEqual',
  'lessThan',
  'greaterThan',
  'lessOrEqual',
  'greaterOrEqual',
  'contains',
  'notContain',
  'startsWith',
  'includes',
  'excludes'
]);

const invalid = (what: string): ApiError => new ApiError(400, 'BAD_REQUEST', `reportMetadata: ${what}`);

const isRecord = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object' && !Array.isArray(value);
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function filterItems(value: unknown): ReportFilterItem[] {
  if (!Array.isArray(value)) throw invalid('reportFilters is a list');
  return value.map((entry: unknown) => {
    const column = isRecord(entry) ? text(entry.column) : undefined;
    const operator = isRecord(entry) ? text(entry.operator) : undefined;
    if (!isRecord(entry) || column === undefined || operator === undefined) throw invalid('a filter has a column and an operator');
    if (!OPERATORS.has(operator)) throw notSupported(`filter operation ${operator}`);
    return { column, operator: operator as FilterOperation, value: typeof entry.value === 'string' ? entry.value : '' };
  });
}

function withPeriod(report: ReportDef, value: unknown): Partial<ReportDef> {
  if (value === null) return { timeFrameFilter: undefined };
  const column = isRecord(value) ? (text(value.column) ?? report.timeFrameFilter?.dateColumn) : undefined;
  if (!isRecord(value) || column === undefined) throw invalid('standardDateFilter has a column');
  const duration = text(value.durationValue) ?? 'CUSTOM';
  const interval = intervalOf(duration);
  if (!interval) throw notSupported(`report duration ${duration}`);
  const day = (name: string): Record<string, string> => {
    const given = text(value[name]);
    if (given !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(given)) throw invalid(`${name} is a date YYYY-MM-DD`);
    return interval === 'INTERVAL_CUSTOM' && given !== undefined ? { [name]: given } : {};
  };
  return { timeFrameFilter: { dateColumn: column, interval, ...day('startDate'), ...day('endDate') } as ReportDef['timeFrameFilter'] };
}

const SUMMARIES: Record<string, ReportGrouping['aggregateType']> = { s: 'Sum', a: 'Average', mx: 'Maximum', mn: 'Minimum', u: 'Unique' };

/** How metadata writes the summary that groups are ordered by. */
function orderedBy(aggregate: string): Partial<ReportGrouping> {
  const [, prefix, column] = /^(\w+)!(.+)$/.exec(aggregate) ?? [];
  const aggregateType = prefix === undefined ? undefined : SUMMARIES[prefix];
  if (aggregate === 'RowCount') return { sortType: 'Aggregate', aggregateType: 'RowCount', sortByName: 'RowCount' };
  return aggregateType && column !== undefined
    ? { sortType: 'Aggregate', aggregateType, sortByName: column }
    : { sortType: 'CustomSummaryFormula', sortByName: aggregate };
}

const isSameGrouping = (wanted: Record<string, unknown>, saved: GroupingMetadata | undefined): boolean =>
  wanted.name === saved?.name && (wanted.dateGranularity ?? 'None') === saved?.dateGranularity;

/** The groupings of one axis in another order; which columns group the report is not for a run to change. */
function withOrder(report: ReportDef, saved: ReportMetadata, name: 'groupingsDown' | 'groupingsAcross', value: unknown): ReportGrouping[] {
  const own = report[name] ?? [];
  if (!Array.isArray(value) || value.length !== own.length) throw notSupported(`other ${name} in a report run`);
  return own.map((grouping, index) => {
    const wanted: unknown = value[index];
    if (!isRecord(wanted)) throw invalid(`${name} is a list of groupings`);
    if (!isSameGrouping(wanted, saved[name][index])) throw notSupported(`other ${name} in a report run`);
    const kept = { ...grouping };
    delete kept.sortType;
    delete kept.aggregateType;
    delete kept.sortByName;
    const aggregate = text(wanted.sortAggregate);
    if (aggregate && !saved.aggregates.includes(aggregate)) throw notSupported(`groups in the order of ${aggregate}`);
    return { ...kept, sortOrder: wanted.sortOrder === 'Desc' ? 'Desc' : 'Asc', ...(aggregate ? orderedBy(aggregate) : {}) };
  });
}

/** What a run may change, by its name in the API's metadata. */
const CHANGES: Record<string, (report: ReportDef, value: unknown, saved: ReportMetadata) => Partial<ReportDef>> = {
  groupingsDown: (report, value, saved) => ({ groupingsDown: withOrder(report, saved, 'groupingsDown', value) }),
  groupingsAcross: (report, value, saved) => ({ groupingsAcross: withOrder(report, saved, 'groupingsAcross', value) }),
  reportFilters: (report, value) => ({ filter: { ...report.filter, criteriaItems: filterItems(value) } }),
  reportBooleanFilter: (report, value) => {
    const filter = { criteriaItems: [], ...report.filter };
    delete filter.booleanFilter;
    const logic = text(value);
    return { filter: logic === undefined ? filter : { ...filter, booleanFilter: logic } };
  },
  standardDateFilter: withPeriod,
  sortBy: (_report, value) => {
    const [first] = Array.isArray(value) ? (value as unknown[]) : [];
    const column = isRecord(first) ? text(first.sortColumn) : undefined;
    return { sortColumn: column, sortOrder: isRecord(first) && first.sortOrder === 'Desc' ? 'Desc' : 'Asc' };
  },
  scope: (_report, value) => ({ scope: text(value) })
};

/**
 * The report as this run wants it.
 * @param saved the report's metadata as the API describes it: what a client sends back unchanged changes nothing
 * @throws ApiError naming a part that one run cannot change
 */
export function overridden(report: ReportDef, saved: ReportMetadata, wanted: Record<string, unknown>): ReportDef {
  let changed = report;
  for (const [name, value] of Object.entries(wanted)) {
    if (JSON.stringify(value) === JSON.stringify(saved[name] ?? null)) continue;
    const change = Object.hasOwn(CHANGES, name) ? CHANGES[name] : undefined;
    if (!change) throw notSupported(`${name} in a report run`);
    changed = { ...changed, ...change(changed, value, saved) };
  }
  return changed;
}
