/**
 * From rows to the numbers of a report: the tree of groups of each axis, and the facts at every crossing.
 * Keys are those of the Analytics API: `0_1!T` = second group inside the first, total of the other axis.
 */
import type { Org } from '../org.ts';
import type { FieldValue } from '../records/values.ts';
import { displayText, formatCurrency, formatNumber } from './display.ts';
import { fiscalSettings, type FiscalSettings } from './fiscalYear.ts';
import { dateGroup } from './reportDates.ts';
import { summaryOf, type Aggregate, type PlannedGrouping, type ReportPlan } from './reportPlan.ts';
import type { ReportRow } from './reportRows.ts';
import { evaluateSummaryFormula, type SummaryOperand } from './summaryFormula.ts';

export interface GroupNode {
  /** Place on the axis: `0`, `0_2`. */
  key: string;
  label: string;
  value: string | number | boolean | null;
  groupings: GroupNode[];
  rows: ReportRow[];
}

export interface SummaryValue {
  label: string;
  value: number | string | null;
}

/** Shown for blank groups and blank cells. */
export const BLANK_LABEL = '-';

interface Bucket {
  sortKey: string | number;
  label: string;
  value: GroupNode['value'];
  link: string | undefined;
  rows: ReportRow[];
}

/** Position of a value in its picklist; values of no list come after all others. */
function picklistPosition(grouping: PlannedGrouping, value: string): number | string {
  const { picklist } = grouping.column.definition;
  if (!picklist || grouping.column.dataType !== 'picklist' || picklist.sorted) return displayText(grouping.column.definition, value);
  const position = picklist.values.findIndex((entry) => entry.value === value);
  return position < 0 ? picklist.values.length : position;
}

function bucketOf(grouping: PlannedGrouping, value: FieldValue, fiscal: FiscalSettings): Omit<Bucket, 'rows' | 'link'> {
  if (value === null) return { sortKey: '', label: BLANK_LABEL, value: null };
  if (grouping.granularity && typeof value === 'string') {
    const group = dateGroup(value, grouping.granularity, fiscal);
    return { sortKey: group.key, label: group.label, value: group.key };
  }
  if (typeof value === 'boolean') return { sortKey: Number(value), label: String(value), value };
  if (typeof value === 'number') return { sortKey: value, label: displayText(grouping.column.definition, value), value };
  return { sortKey: picklistPosition(grouping, value), label: displayText(grouping.column.definition, value), value };
}

/** Blank first, numbers by size, text by Japanese order. */
function compareKeys(left: Bucket, right: Bucket): number {
  if ((left.value === null) !== (right.value === null)) return left.value === null ? -1 : 1;
  if (typeof left.sortKey === 'number' && typeof right.sortKey === 'number')
    return left.sortKey - right.sortKey || left.label.localeCompare(right.label, 'ja');
  return String(left.sortKey).localeCompare(String(right.sortKey), 'ja');
}

/** Splits rows by the groupings of one axis, level by level. */
export function groupRows(org: Org, plan: ReportPlan, groupings: PlannedGrouping[], rows: ReportRow[], parentKey = ''): GroupNode[] {
  const [grouping, ...inner] = groupings;
  if (!grouping) return [];
  const fiscal = fiscalSettings(org.catalog);
  const buckets = new Map<string, Bucket>();
  for (const row of rows) {
    const bucket = bucketOf(grouping, row.values.get(grouping.column.name) ?? null, fiscal);
    const link = row.links.get(grouping.column.name);
    // Two people of one name are two groups: the record behind the name counts.
    const identity = JSON.stringify([link ?? bucket.value]);
    const known = buckets.get(identity);
    if (known) known.rows.push(row);
    else buckets.set(identity, { ...bucket, link, rows: [row] });
  }
  const sorted = [...buckets.values()].sort(compareKeys);
  if (grouping.descending) sorted.reverse();
  const { sortAggregate } = grouping;
  if (sortAggregate !== undefined) {
    const number = (bucket: Bucket): number => Number(sortValue(org, plan, sortAggregate, bucket.rows) ?? 0);
    sorted.sort((left, right) => (grouping.descending ? number(right) - number(left) : number(left) - number(right)));
  }
  return sorted.map((bucket, index) => {
    const key = parentKey === '' ? String(index) : `${parentKey}_${index}`;
    return {
      key,
      label: bucket.label,
      value: bucket.link ?? bucket.value,
      groupings: groupRows(org, plan, inner, bucket.rows, key),
      rows: bucket.rows
    };
  });
}

/** The value groups are ordered by; a summary that the report does not show is computed all the same. */
function sortValue(org: Org, plan: ReportPlan, name: string, rows: ReportRow[]): SummaryValue['value'] {
  const known = plan.aggregates.find((aggregate) => aggregate.name === name);
  if (known) return aggregateValue(org, known, rows);
  const match = /^(s|a|mx|mn|u)!(.+)$/.exec(name);
  const column = match && plan.type.column(match[2] as string);
  return column ? aggregateValue(org, summaryOf(match[1] as 's', column), rows) : null;
}

function numbers(rows: ReportRow[], column: string): number[] {
  return rows.flatMap((row) => {
    const value = row.values.get(column) ?? null;
    return typeof value === 'number' ? [value] : typeof value === 'boolean' ? [Number(value)] : [];
  });
}

/** Sums without the noise of binary fractions. */
const exact = (value: number): number => Number(value.toPrecision(15));

/** The value of a summary over rows; blank values count neither in averages nor in extremes. */
export function aggregateValue(org: Org, aggregate: Aggregate, rows: ReportRow[]): SummaryValue['value'] {
  if (aggregate.kind === 'count') return rows.length;
  if (aggregate.kind === 'formula') return formulaValue(org, aggregate, rows);
  const column = aggregate.column?.name ?? '';
  if (aggregate.kind === 'u')
    return new Set(rows.map((row) => row.links.get(column) ?? row.values.get(column) ?? null).filter((value) => value !== null)).size;
  if (aggregate.kind === 'mx' || aggregate.kind === 'mn') {
    const values = rows
      .map((row) => row.values.get(column) ?? null)
      .filter((value) => typeof value === 'number' || typeof value === 'string');
    if (values.length === 0) return null;
    return values.reduce((best, value) => ((aggregate.kind === 'mx' ? value > best : value < best) ? value : best));
  }
  const values = numbers(rows, column);
  const sum = exact(values.reduce((total, value) => total + value, 0));
  if (aggregate.kind === 's') return sum;
  return values.length ? exact(sum / values.length) : null;
}

function formulaValue(org: Org, aggregate: Aggregate, rows: ReportRow[]): number | null {
  const { formula } = aggregate;
  if (!formula) return null;
  const valueOf = (operand: SummaryOperand): number | null => {
    if (operand.kind === 'count' || !operand.column) return rows.length;
    const value = aggregateValue(org, summaryOf(operand.kind, operand.column), rows);
    if (typeof value !== 'number') return null;
    return operand.column.dataType === 'percent' && operand.kind !== 'u' ? value / 100 : value;
  };
  return evaluateSummaryFormula(formula, org.clock.now(), valueOf);
}

/** Text of a summary. */
export function aggregateLabel(aggregate: Aggregate, value: SummaryValue['value']): string {
  if (value === null) return BLANK_LABEL;
  if (typeof value === 'string') return aggregate.column ? displayText(aggregate.column.definition, value) : value;
  switch (aggregate.dataType) {
    case 'currency':
      return formatCurrency(value);
    case 'percent':
      return `${formatNumber(value, aggregate.scale)}%`;
    default:
      return formatNumber(value, aggregate.scale);
  }
}

/** Every summary of the plan over some rows. */
export function summarize(org: Org, plan: ReportPlan, rows: ReportRow[]): SummaryValue[] {
  return plan.aggregates.map((aggregate) => {
    const value = aggregateValue(org, aggregate, rows);
    return { label: aggregateLabel(aggregate, value), value };
  });
}
