/** The conditions of a report in Japanese, as its filter panel shows them. No DOM. */
import { labelOf, type ReportDescribe, type ReportResult } from '../analytics/analytics.ts';
import { formatDate } from '../formats/formats.ts';
import { OPERATORS, relativeDate, valuesText, type ConditionColumn } from '../reportWords/reportWords.ts';

const SCOPES: Record<string, string> = {
  user: '私のもののみ',
  mine: '私のもののみ',
  my: '私のもののみ',
  team: '私のチームのもの',
  queue: '私のキューのもの'
};

interface NamedColumn extends ConditionColumn {
  label: string;
}

type Columns = (column: string) => NamedColumn;

/** Columns of the whole report type and those that the report makes itself: a report may filter by columns it does not show. */
function columns(result: ReportResult, describe: ReportDescribe | undefined): Columns {
  const all = new Map((describe?.reportTypeMetadata.categories ?? []).flatMap((category) => Object.entries(category.columns)));
  const { detailColumnInfo, groupingColumnInfo } = result.reportExtendedMetadata;
  return (column) => all.get(column) ?? groupingColumnInfo[column] ?? detailColumnInfo[column] ?? { label: labelOf(result, column) };
}

/** Periods have a label of their own in the description of the report. */
function durationText(value: string, describe: ReportDescribe | undefined): string | undefined {
  const offered = (describe?.reportTypeMetadata.standardDateFilterDurationGroups ?? []).flatMap(
    (group) => group.standardDateFilterDurations
  );
  return offered.find((duration) => duration.value === value)?.label ?? relativeDate(value);
}

function dateFilter(result: ReportResult, describe: ReportDescribe | undefined, column: Columns): string[] {
  const filter = result.reportMetadata.standardDateFilter;
  if (!filter?.column) return [];
  const { label } = column(filter.column);
  const from = filter.startDate ? formatDate(filter.startDate) : '';
  const to = filter.endDate ? formatDate(filter.endDate) : '';
  const known = durationText(filter.durationValue ?? '', describe);
  if (known) return [`${label}: ${known}${from && to ? `（${from}～${to}）` : ''}`];
  return from || to ? [`${label}: ${from}～${to}`] : [];
}

/** Choices above the conditions that some types have, such as open or closed; a choice of everything is no condition. */
function standardFilters(result: ReportResult, describe: ReportDescribe | undefined): string[] {
  const infos = describe?.reportTypeMetadata.standardFilterInfos ?? {};
  return (result.reportMetadata.standardFilters ?? []).flatMap(({ name, value }) => {
    const info = infos[name];
    const choice = info?.filterValues.find((offered) => offered.name === value);
    return info && choice && choice !== info.filterValues[0] ? [`${info.label}: ${choice.label}`] : [];
  });
}

/**
 * One text per condition; empty when the report shows all data.
 * @param describe describes the report's type; without it, columns that the report does not show keep their API names
 */
export function filterTexts(result: ReportResult, describe?: ReportDescribe): string[] {
  const column = columns(result, describe);
  const { scope, reportFilters, reportBooleanFilter } = result.reportMetadata;
  const scopeText = SCOPES[scope ?? ''];
  const filters = (reportFilters ?? []).map((filter, index) => {
    const of = column(filter.column);
    // Its number, where the logic names it.
    const number = reportBooleanFilter ? `${index + 1}. ` : '';
    return `${number}${of.label} ${OPERATORS[filter.operator] ?? filter.operator} ${valuesText(filter.value ?? '', of)}`;
  });
  return [
    ...(scopeText ? [`表示: ${scopeText}`] : []),
    ...standardFilters(result, describe),
    ...dateFilter(result, describe, column),
    ...filters,
    ...(reportBooleanFilter ? [`検索条件ロジック: ${reportBooleanFilter}`] : [])
  ];
}
