/** The conditions of a report as a form changes them for one run, and the order of its rows. No DOM. */
import { labelOf, type ReportDescribe, type ReportFilter, type ReportResult } from '../analytics/analytics.ts';
import { OPERATORS } from '../reportWords/reportWords.ts';

export interface Period {
  column: string;
  /** `CUSTOM` = from – to; both ends open = all time. */
  duration: string;
  from: string;
  to: string;
}

export interface Condition {
  key: number;
  column: string;
  operator: string;
  value: string;
}

export interface Conditions {
  period: Period;
  filters: Condition[];
  logic: string;
}

export interface Sort {
  column: string;
  descending: boolean;
}

export interface Choice {
  label: string;
  value: string;
}

/** As many as Salesforce takes. */
export const MAX_FILTERS = 20;
export const ALL_TIME = 'ALL';
const CUSTOM = 'CUSTOM';

const COMPARED = new Set(['date', 'datetime', 'int', 'double', 'currency', 'percent']);
/** The conditions that a result was computed under. */
export function conditionsOf(result: ReportResult): Conditions {
  const { standardDateFilter, reportFilters, reportBooleanFilter } = result.reportMetadata;
  const custom = (standardDateFilter?.durationValue ?? CUSTOM) === CUSTOM;
  const open = !standardDateFilter?.startDate && !standardDateFilter?.endDate;
  return {
    period: {
      column: standardDateFilter?.column ?? '',
      duration: custom ? (open ? ALL_TIME : CUSTOM) : (standardDateFilter?.durationValue ?? ALL_TIME),
      from: standardDateFilter?.startDate ?? '',
      to: standardDateFilter?.endDate ?? ''
    },
    filters: (reportFilters ?? []).map(({ column, operator, value }, key) => ({ key, column, operator, value: value ?? '' })),
    logic: reportBooleanFilter ?? ''
  };
}

interface ColumnInfo {
  label: string;
  dataType?: string;
  filterValues?: { label: string; name: string }[];
}

/** Columns of the report's type and those that the report makes itself. */
function columnsOf(result: ReportResult, describe: ReportDescribe | undefined): Map<string, ColumnInfo> {
  const found = new Map<string, ColumnInfo>();
  for (const { columns } of describe?.reportTypeMetadata.categories ?? [])
    for (const [name, info] of Object.entries(columns)) found.set(name, info);
  const { detailColumnInfo, groupingColumnInfo } = result.reportExtendedMetadata;
  for (const [name, info] of Object.entries({ ...detailColumnInfo, ...groupingColumnInfo })) if (!found.has(name)) found.set(name, info);
  for (const { column } of result.reportMetadata.reportFilters ?? [])
    if (!found.has(column)) found.set(column, { label: labelOf(result, column) });
  return found;
}

/** What a filter may be on, in the order of the type. */
export function columnChoices(result: ReportResult, describe: ReportDescribe | undefined): Choice[] {
  return [...columnsOf(result, describe)].map(([value, { label }]) => ({ value, label }));
}

/** What the period may be on. */
export function dateChoices(result: ReportResult, describe: ReportDescribe | undefined): Choice[] {
  return [...columnsOf(result, describe)]
    .filter(([, { dataType }]) => dataType === 'date' || dataType === 'datetime')
    .map(([value, { label }]) => ({ value, label }));
}

/** Periods to choose from; the report's own one is among them, whatever it is. */
export function durationChoices(describe: ReportDescribe | undefined, own: string): Choice[] {
  const given = (describe?.reportTypeMetadata.standardDateFilterDurationGroups ?? []).flatMap((group) =>
    group.standardDateFilterDurations.map(({ value, label }) => ({ value, label }))
  );
  const known = [{ value: ALL_TIME, label: '常時' }, { value: CUSTOM, label: 'カスタム（日付を指定）' }, ...given];
  return known.some(({ value }) => value === own) ? known : [...known, { value: own, label: own }];
}

/** Operators that make sense for a column. */
export function operatorChoices(result: ReportResult, describe: ReportDescribe | undefined, column: string): Choice[] {
  const type = columnsOf(result, describe).get(column)?.dataType ?? 'string';
  const fits = (operator: string): boolean => {
    if (['includes', 'excludes'].includes(operator)) return type === 'multipicklist';
    if (['contains', 'notContain', 'startsWith'].includes(operator)) return !COMPARED.has(type) && type !== 'boolean';
    if (['equals', 'notEqual'].includes(operator)) return true;
    return COMPARED.has(type);
  };
  return Object.entries(OPERATORS).flatMap(([value, label]) => (fits(value) ? [{ value, label }] : []));
}

/** What may stand in the value of a filter on a column, in words. */
export function valueHelp(result: ReportResult, describe: ReportDescribe | undefined, column: string): string {
  const info = columnsOf(result, describe).get(column);
  if (info?.dataType === 'boolean') return '1（チェックあり）か 0（なし）';
  if (info?.dataType === 'date' || info?.dataType === 'datetime') return '例: 2026-04-01、TODAY、LAST_N_DAYS:7、THIS_MONTH';
  const values = (info?.filterValues ?? []).map(({ label }) => label);
  if (values.length > 0) return `コンマで区切る。${values.slice(0, 8).join('、')}${values.length > 8 ? ' など' : ''}`;
  return 'いくつかあるときはコンマで区切る。空のままは空白';
}

/** What the API takes to run a report under other conditions and in another order. */
export function overridesOf(conditions: Conditions, sort: Sort | undefined): Record<string, unknown> {
  const { period, filters, logic } = conditions;
  const days = period.duration === CUSTOM ? { startDate: period.from || null, endDate: period.to || null } : {};
  const duration = period.duration === ALL_TIME ? CUSTOM : period.duration;
  return {
    standardDateFilter: period.column === '' ? null : { column: period.column, durationValue: duration, ...days },
    reportFilters: filters.map(({ column, operator, value }): ReportFilter => ({ column, operator, value })),
    reportBooleanFilter: logic.trim() === '' ? null : logic.trim(),
    ...(sort ? { sortBy: [{ sortColumn: sort.column, sortOrder: sort.descending ? 'Desc' : 'Asc' }] } : {})
  };
}

/**
 * What is wrong with conditions before they are sent.
 * @returns undefined when nothing is
 */
export function conditionProblem(conditions: Conditions): string | undefined {
  const { period, filters, logic } = conditions;
  if (filters.some(({ column }) => column === '')) return '項目を選んでいない検索条件があります。';
  if (period.duration === CUSTOM && period.from !== '' && period.to !== '' && period.from > period.to)
    return '期間の終わりが、始まりより前です。';
  const numbers = (logic.match(/\d+/g) ?? []).map(Number);
  const beyond = numbers.find((number) => number < 1 || number > filters.length);
  if (beyond !== undefined) return `検索条件ロジックの ${beyond} にあたる検索条件がありません。`;
  const left = filters.findIndex((_, index) => !numbers.includes(index + 1));
  if (logic.trim() !== '' && left >= 0) return `検索条件ロジックに ${left + 1} がありません。`;
  return undefined;
}
