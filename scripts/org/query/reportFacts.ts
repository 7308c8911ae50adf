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
import { aggregateNamed, type ReportRow } from './reportRows.ts';
import type { ReportColumn } from './reportTypes.ts';
import { evaluateSummaryFormula, type SummaryOperand } from './summaryFormula.ts';

export interface GroupNode {
  /** Place on the axis: `0`, `0_2`. */
  key: string;
  label: string;
  value: string | number | boolean | null;
  /** Code of the column that it groups by. */
  column: string;
  groupings: GroupNode[];
  rows: ReportRow[];
}

/** Where a fact stands: its rows, and the groups that lead to it on both axes, the outermost first. */
export interface FactPlace {
  rows: ReportRow[];
  down: GroupNode[];
  across: GroupNode[];
  /** All rows of the report. */
  all: ReportRow[];
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
export function groupRows(org: Org, plan: ReportPlan, axis: 'down' | 'across', rows: ReportRow[]): GroupNode[] {
  return groupsBelow(org, plan, axis, { rows, down: [], across: [], all: rows });
}

function groupsBelow(org: Org, plan: ReportPlan, axis: 'down' | 'across', place: FactPlace): GroupNode[] {
  const path = place[axis];
  const grouping = plan[axis][path.length];
  if (!grouping) return [];
  const { rows } = place;
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
    const number = (bucket: Bucket): number => {
      const node: GroupNode = {
        key: '',
        label: bucket.label,
        value: bucket.value,
        column: grouping.column.name,
        groupings: [],
        rows: bucket.rows
      };
      return Number(sortValue(org, plan, sortAggregate, { ...place, rows: bucket.rows, [axis]: [...path, node] }) ?? 0);
    };
    sorted.sort((left, right) => (grouping.descending ? number(right) - number(left) : number(left) - number(right)));
  }
  const above = path.at(-1);
  return sorted.map((bucket, index) => {
    const node: GroupNode = {
      key: above ? `${above.key}_${index}` : String(index),
      label: bucket.label,
      value: bucket.link ?? bucket.value,
      column: grouping.column.name,
      groupings: [],
      rows: bucket.rows
    };
    node.groupings = groupsBelow(org, plan, axis, { ...place, rows: bucket.rows, [axis]: [...path, node] });
    return node;
  });
}

/** The value groups are ordered by; a summary that the report does not show is computed all the same. */
function sortValue(org: Org, plan: ReportPlan, name: string, place: FactPlace): SummaryValue['value'] {
  const aggregate = aggregateNamed(plan, name);
  return aggregate ? aggregateValue(org, aggregate, place) : null;
}

/**
 * The rows that a value of a column counts in: all of them, or one for each record where a joined report repeats it
 * beside each of the record's children.
 */
function counted(rows: ReportRow[], column: ReportColumn): ReportRow[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    if (row.count === 0) return false;
    const id = row.ids?.get(column.table);
    if (id === undefined) return true;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

/** Sum and number of values over rows; blank values are not counted. */
function total(rows: ReportRow[], column: ReportColumn): { sum: number; count: number } {
  let sum = 0;
  let count = 0;
  for (const row of counted(rows, column)) {
    const part = row.parts?.get(column.name);
    if (part) {
      sum += part.sum;
      count += part.count;
      continue;
    }
    const value = row.values.get(column.name) ?? null;
    if (typeof value !== 'number' && typeof value !== 'boolean') continue;
    sum += Number(value);
    count += 1;
  }
  return { sum: exact(sum), count };
}

/** Sums without the noise of binary fractions. */
const exact = (value: number): number => Number(value.toPrecision(15));

function extreme(rows: ReportRow[], column: ReportColumn, greatest: boolean): SummaryValue['value'] {
  let best: number | string | null = null;
  for (const row of rows) {
    if (row.count === 0) continue;
    const part = row.parts?.get(column.name);
    const value = part ? (greatest ? part.greatest : part.least) : (row.values.get(column.name) ?? null);
    if (typeof value !== 'number' && typeof value !== 'string') continue;
    if (best === null || (greatest ? value > best : value < best)) best = value;
  }
  return best;
}

/** The value of a summary at a place; blank values count neither in averages nor in extremes. */
export function aggregateValue(org: Org, aggregate: Aggregate, place: FactPlace): SummaryValue['value'] {
  const { rows } = place;
  if (aggregate.kind === 'formula') return formulaValue(org, aggregate, place);
  if (aggregate.kind === 'count' || !aggregate.column) return rows.reduce((sum, row) => sum + row.count, 0);
  const { column } = aggregate;
  switch (aggregate.kind) {
    case 'u': {
      const values = rows.filter((row) => row.count > 0).map((row) => row.links.get(column.name) ?? row.values.get(column.name) ?? null);
      return new Set(values.filter((value) => value !== null)).size;
    }
    case 'mx':
    case 'mn':
      return extreme(rows, column, aggregate.kind === 'mx');
    case 's':
      return total(rows, column).sum;
    case 'a': {
      const { sum, count } = total(rows, column);
      return count ? exact(sum / count) : null;
    }
  }
}

/** The rows of a level above a place, as PARENTGROUPVAL names it; undefined where the place is not below that level. */
function parentRows(place: FactPlace, parent: NonNullable<SummaryOperand['parent']>): ReportRow[] | undefined {
  const axis = (path: GroupNode[], level: string | undefined): ReportRow[] | undefined => {
    if (level === undefined || level.endsWith('GRAND_SUMMARY')) return place.all;
    return path.find((node) => node.column === level)?.rows;
  };
  const down = axis(place.down, parent.down);
  const across = axis(place.across, parent.across);
  if (!down || !across) return undefined;
  if (across === place.all) return down;
  const inRow = new Set(down);
  return across.filter((row) => inRow.has(row));
}

/** A formula that belongs to one level is blank on the others. */
function isShownAt(context: string | undefined, path: GroupNode[]): boolean {
  if (context === undefined || context === 'GLOBAL') return true;
  if (context.endsWith('GRAND_SUMMARY')) return path.length === 0;
  return path.at(-1)?.column === context;
}

function formulaValue(org: Org, aggregate: Aggregate, place: FactPlace): number | null {
  const { formula } = aggregate;
  if (!formula || !isShownAt(formula.downContext, place.down) || !isShownAt(formula.acrossContext, place.across)) return null;
  let outside = false;
  const valueOf = (operand: SummaryOperand): number | null => {
    const rows = operand.parent ? parentRows(place, operand.parent) : place.rows;
    if (!rows) {
      outside = true;
      return null;
    }
    const at = { ...place, rows };
    const kind = operand.column && operand.kind !== 'count' ? summaryOf(operand.kind, operand.column) : COUNT;
    const value = aggregateValue(org, kind, at);
    if (typeof value !== 'number') return null;
    return operand.column?.dataType === 'percent' && operand.kind !== 'u' ? value / 100 : value;
  };
  const value = evaluateSummaryFormula(formula, org.clock.now(), valueOf);
  return outside ? null : value;
}

const COUNT: Aggregate = { name: 'RowCount', label: '', dataType: 'int', kind: 'count', scale: 0 };

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

/** Every summary of the plan at a place. */
export function summarize(org: Org, plan: ReportPlan, place: FactPlace): SummaryValue[] {
  return plan.aggregates.map((aggregate) => {
    const value = aggregateValue(org, aggregate, place);
    return { label: aggregateLabel(aggregate, value), value };
  });
}
