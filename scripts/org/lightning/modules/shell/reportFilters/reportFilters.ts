/** The conditions of a report in Japanese, as its filter panel shows them. No DOM. */
import { labelOf, type ReportDescribe, type ReportResult } from '../analytics/analytics.ts';
import { formatDate } from '../formats/formats.ts';

const OPERATORS: Record<string, string> = {
  equals: '次の文字列と一致する',
  notEqual: '次の文字列と一致しない',
  lessThan: '<',
  greaterThan: '>',
  lessOrEqual: '≦',
  greaterOrEqual: '≧',
  contains: '次の文字列を含む',
  notContain: '次の文字列を含まない',
  startsWith: '次の文字列で始まる',
  includes: '次の値を含む',
  excludes: '次の値を含まない'
};

const SCOPES: Record<string, string> = {
  user: '私のもののみ',
  mine: '私のもののみ',
  team: '私のチームのもの',
  queue: '私のキューのもの'
};

const DURATIONS: Record<string, string> = {
  INTERVAL_CURRENT: '今会計四半期',
  INTERVAL_CURFY: '今会計年度',
  INTERVAL_PREVFY: '前会計年度',
  INTERVAL_NEXTFY: '翌会計年度',
  INTERVAL_CURY: '今年',
  INTERVAL_PREVY: '前年',
  INTERVAL_THISMONTH: '今月',
  INTERVAL_LASTMONTH: '先月',
  THIS_FISCAL_YEAR: '今会計年度',
  LAST_FISCAL_YEAR: '前会計年度',
  NEXT_FISCAL_YEAR: '翌会計年度',
  THIS_FISCAL_QUARTER: '今会計四半期',
  THIS_YEAR: '今年',
  LAST_YEAR: '前年',
  THIS_MONTH: '今月',
  LAST_MONTH: '先月',
  TODAY: '今日'
};

type Labels = (column: string) => string;

/** Labels of every column of the report type: a report may filter by columns it does not show. */
function labels(result: ReportResult, describe: ReportDescribe | undefined): Labels {
  const all = new Map(
    (describe?.reportTypeMetadata.categories ?? []).flatMap(({ columns }) =>
      Object.entries(columns).map(([name, { label }]) => [name, label] as const)
    )
  );
  return (column) => all.get(column) ?? labelOf(result, column);
}

function dateFilter(result: ReportResult, label: Labels): string[] {
  const filter = result.reportMetadata.standardDateFilter;
  if (!filter?.column) return [];
  const column = label(filter.column);
  const from = filter.startDate ? formatDate(filter.startDate) : '';
  const to = filter.endDate ? formatDate(filter.endDate) : '';
  const known = DURATIONS[filter.durationValue ?? ''];
  if (known) return [`${column}: ${known}${from && to ? `（${from}～${to}）` : ''}`];
  return from || to ? [`${column}: ${from}～${to}`] : [];
}

/**
 * One text per condition; empty when the report shows all data.
 * @param describe describes the report's type; without it, columns that the report does not show keep their API names
 */
export function filterTexts(result: ReportResult, describe?: ReportDescribe): string[] {
  const label = labels(result, describe);
  const { scope, reportFilters, reportBooleanFilter } = result.reportMetadata;
  const scopeText = SCOPES[scope ?? ''];
  const filters = (reportFilters ?? []).map(({ column, operator, value }) => {
    const text = (value ?? '')
      .split(',')
      .map((part) => part.trim())
      .map((part) => DURATIONS[part] ?? part)
      .join('、');
    return `${label(column)} ${OPERATORS[operator] ?? operator} ${text === '' ? '（空白）' : `「${text}」`}`;
  });
  return [
    ...(scopeText ? [`表示: ${scopeText}`] : []),
    ...dateFilter(result, label),
    ...filters,
    ...(reportBooleanFilter ? [`検索条件ロジック: ${reportBooleanFilter}`] : [])
  ];
}
