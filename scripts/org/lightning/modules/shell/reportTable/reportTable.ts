/** The rows of a report as a table: groups, details, subtotals, grand total; across groups as columns of a matrix. No DOM. */
import { factAt, groupsAtDepth, labelOf, type DataCell, type Fact, type Grouping, type ReportResult } from '../analytics/analytics.ts';

export interface ReportCell {
  key: string;
  text: string;
  recordId?: string;
  /** Whether a checkbox is ticked, where the cell shows one. */
  ticked?: boolean;
  rowSpan: number;
  colSpan: number;
  kind: 'group' | 'detail' | 'summary' | 'label';
  numeric: boolean;
}

export interface ReportRow {
  key: string;
  kind: 'detail' | 'group' | 'subtotal' | 'total';
  cells: ReportCell[];
}

export interface ReportHeading {
  key: string;
  text: string;
  colSpan: number;
  rowSpan: number;
  numeric: boolean;
  /** Column of details that rows may be sorted by. */
  column?: string;
  /** Grouping whose groups may be put in another order. */
  grouping?: string;
}

export interface ReportTable {
  headings: ReportHeading[][];
  rows: ReportRow[];
  /** Columns in all. */
  width: number;
}

export interface ReportOptions {
  details: boolean;
  subtotals: boolean;
  grandTotal: boolean;
}

const NUMERIC = new Set(['currency', 'double', 'int', 'integer', 'percent', 'long']);

function cell(key: string, text: string, over: Partial<ReportCell> = {}): ReportCell {
  return { key, text, rowSpan: 1, colSpan: 1, kind: 'detail', numeric: false, ...over };
}

const tick = (value: unknown): Partial<ReportCell> => (typeof value === 'boolean' ? { ticked: value } : {});

/** The cell of a group; groups of a checkbox show it. */
const groupCell = (group: Grouping): ReportCell => cell(`g-${group.key}`, group.label, { kind: 'group', ...tick(group.value) });

function summaryCells(fact: Fact, prefix: string, aggregates: number[]): ReportCell[] {
  return aggregates.map((index) => cell(`${prefix}-s${index}`, fact.aggregates[index]?.label ?? '', { kind: 'summary', numeric: true }));
}

function detailCells(result: ReportResult, cells: DataCell[], prefix: string): ReportCell[] {
  return result.reportMetadata.detailColumns.map((name, index) => {
    const data = cells[index];
    const dataType = (result.reportExtendedMetadata.detailColumnInfo[name]?.dataType ?? '').toLowerCase();
    const text = data?.label ?? '';
    return cell(`${prefix}-d${index}`, dataType === 'multipicklist' ? text.replaceAll(';', '、') : text, {
      numeric: NUMERIC.has(dataType),
      ...tick(dataType === 'boolean' ? data?.value : undefined),
      ...(data?.recordId ? { recordId: data.recordId } : {})
    });
  });
}

/** Shapes any report format for the screen. */
export function reportTable(result: ReportResult, options: ReportOptions): ReportTable {
  switch (result.reportMetadata.reportFormat) {
    case 'MATRIX':
      return matrixTable(result, options);
    case 'SUMMARY':
      return summaryTable(result, options);
    case 'TABULAR':
      return tabularTable(result, options);
    default:
      throw new Error(`not supported: report format ${result.reportMetadata.reportFormat}`);
  }
}

function columnHeadings(result: ReportResult): ReportHeading[] {
  return result.reportMetadata.detailColumns.map((name, index) => ({
    key: `d${index}`,
    column: name,
    text: labelOf(result, name),
    colSpan: 1,
    rowSpan: 1,
    numeric: NUMERIC.has((result.reportExtendedMetadata.detailColumnInfo[name]?.dataType ?? '').toLowerCase())
  }));
}

const groupHeadings = (result: ReportResult): ReportHeading[] =>
  result.reportMetadata.groupingsDown.map(({ name }, index) => ({
    key: `g${index}`,
    grouping: name,
    text: labelOf(result, name),
    colSpan: 1,
    rowSpan: 1,
    numeric: false
  }));

const aggregateHeadings = (result: ReportResult): ReportHeading[] =>
  result.reportMetadata.aggregates.map((name, index) => ({
    key: `s${index}`,
    text: labelOf(result, name),
    colSpan: 1,
    rowSpan: 1,
    numeric: true
  }));

/** Totals of details as Lightning writes them below a table: `合計 … 件数`. */
function totalText(result: ReportResult, fact: Fact): string {
  return result.reportMetadata.aggregates
    .map((name, index) => `${labelOf(result, name)} ${fact.aggregates[index]?.label ?? ''}`)
    .join('、');
}

function tabularTable(result: ReportResult, options: ReportOptions): ReportTable {
  const headings = columnHeadings(result);
  const grand = factAt(result, 'T');
  const rows: ReportRow[] = (grand.rows ?? []).map((row, index) => ({
    key: `r${index}`,
    kind: 'detail',
    cells: detailCells(result, row.dataCells, `r${index}`)
  }));
  if (options.grandTotal && headings.length > 0) {
    rows.push({
      key: 'total',
      kind: 'total',
      cells: [cell('total', `合計: ${totalText(result, grand)}`, { kind: 'label', colSpan: headings.length })]
    });
  }
  return { headings: [headings], rows, width: headings.length };
}

interface Leaf {
  path: Grouping[];
  group: Grouping;
}

function summaryTable(result: ReportResult, options: ReportOptions): ReportTable {
  const groups = groupHeadings(result);
  const details = options.details && result.hasDetailRows;
  const columns = details ? columnHeadings(result) : [];
  const summaries = aggregateHeadings(result);
  const all = result.reportMetadata.aggregates.map((_, index) => index);
  const depth = groups.length;
  const width = depth + columns.length + summaries.length;
  const rows: ReportRow[] = [];
  const blanks = (prefix: string): ReportCell[] => columns.map((_, index) => cell(`${prefix}-b${index}`, ''));

  const walk = (list: Grouping[], level: number, pending: ReportCell[]): void => {
    list.forEach((group, position) => {
      const head = groupCell(group);
      // Only the first child's row carries the cells of its ancestors: the others lie under their row spans.
      const heads = position === 0 ? [...pending, head] : [head];
      const start = rows.length;
      if (level < depth - 1 && group.groupings.length > 0) walk(group.groupings, level + 1, heads);
      else leafRows(result, group, heads, details, all, blanks, rows);
      const hasSubtotal = options.subtotals && (details || level < depth - 1);
      if (hasSubtotal) {
        rows.push({
          key: `sub-${group.key}`,
          kind: 'subtotal',
          cells: [
            cell(`sub-${group.key}-l`, '小計', { kind: 'label', colSpan: depth - level - 1 + columns.length }),
            ...summaryCells(factAt(result, group.key), `sub-${group.key}`, all)
          ].filter((entry) => entry.colSpan > 0)
        });
      }
      head.rowSpan = rows.length - start;
    });
  };
  walk(result.groupingsDown.groupings, 0, []);
  if (options.grandTotal) {
    rows.push({
      key: 'total',
      kind: 'total',
      cells: [
        cell('total-l', '合計', { kind: 'label', colSpan: depth + columns.length }),
        ...summaryCells(factAt(result, 'T'), 'total', all)
      ]
    });
  }
  return { headings: [[...groups, ...columns, ...summaries]], rows, width };
}

function leafRows(
  result: ReportResult,
  group: Grouping,
  heads: ReportCell[],
  details: boolean,
  aggregates: number[],
  blanks: (prefix: string) => ReportCell[],
  rows: ReportRow[]
): void {
  const fact = factAt(result, group.key);
  if (!details) {
    rows.push({
      key: `r-${group.key}`,
      kind: 'group',
      cells: [...heads, ...blanks(group.key), ...summaryCells(fact, group.key, aggregates)]
    });
    return;
  }
  const data = fact.rows ?? [];
  data.forEach((row, index) => {
    const prefix = `r-${group.key}-${index}`;
    const empty = aggregates.map((aggregate) => cell(`${prefix}-e${aggregate}`, ''));
    rows.push({
      key: prefix,
      kind: 'detail',
      cells: [...(index === 0 ? heads : []), ...detailCells(result, row.dataCells, prefix), ...empty]
    });
  });
  if (data.length === 0)
    rows.push({
      key: `r-${group.key}`,
      kind: 'group',
      cells: [...heads, ...blanks(group.key), ...summaryCells(fact, group.key, aggregates)]
    });
}

function matrixTable(result: ReportResult, options: ReportOptions): ReportTable {
  const { groupingsDown, groupingsAcross, aggregates } = result.reportMetadata;
  const down = groupHeadings(result);
  const acrossDepth = groupingsAcross.length;
  const across = groupsAtDepth(result.groupingsAcross.groupings, acrossDepth - 1);
  const headings = matrixHeadings(result, down, across);
  const columnKeys = [...across.map(({ group }) => group.key), ...(options.grandTotal ? ['T'] : [])];
  const line = (key: string): ReportCell[] =>
    columnKeys.flatMap((column) =>
      aggregates.map((_, index) =>
        cell(`${key}!${column}-${index}`, factAt(result, key, column).aggregates[index]?.label ?? '', { kind: 'summary', numeric: true })
      )
    );
  const rows: ReportRow[] = [];
  const depth = groupingsDown.length;
  const walk = (list: Grouping[], level: number, pending: ReportCell[]): void => {
    list.forEach((group, position) => {
      const head = groupCell(group);
      const heads = position === 0 ? [...pending, head] : [head];
      const start = rows.length;
      if (level < depth - 1 && group.groupings.length > 0) {
        walk(group.groupings, level + 1, heads);
        if (options.subtotals) {
          rows.push({
            key: `sub-${group.key}`,
            kind: 'subtotal',
            cells: [cell(`sub-${group.key}-l`, '小計', { kind: 'label', colSpan: depth - level - 1 }), ...line(group.key)]
          });
        }
      } else rows.push({ key: `r-${group.key}`, kind: 'group', cells: [...heads, ...line(group.key)] });
      head.rowSpan = rows.length - start;
    });
  };
  walk(result.groupingsDown.groupings, 0, []);
  if (options.grandTotal)
    rows.push({ key: 'total', kind: 'total', cells: [cell('total-l', '合計', { kind: 'label', colSpan: depth }), ...line('T')] });
  const shown = options.grandTotal ? headings : headings.map((row) => row.filter((heading) => !heading.key.startsWith('T')));
  return { headings: shown, rows, width: depth + columnKeys.length * aggregates.length };
}

function matrixHeadings(result: ReportResult, down: ReportHeading[], across: Leaf[]): ReportHeading[][] {
  const { groupingsAcross, aggregates } = result.reportMetadata;
  const levels = groupingsAcross.length;
  const perColumn = aggregates.length;
  const height = levels + (perColumn > 1 ? 1 : 0);
  const rows: ReportHeading[][] = groupingsAcross.map((_, level) => {
    const spans: { group: Grouping; count: number }[] = [];
    for (const leaf of across) {
      const group = level === levels - 1 ? leaf.group : (leaf.path[level] as Grouping);
      const last = spans.at(-1);
      if (last?.group === group) last.count += 1;
      else spans.push({ group, count: 1 });
    }
    return spans.map(({ group, count }) => ({
      key: `a-${group.key}`,
      text: group.label,
      colSpan: count * perColumn,
      rowSpan: 1,
      numeric: true
    }));
  });
  rows[0]?.unshift(...down.map((heading) => ({ ...heading, rowSpan: height })));
  rows[0]?.push({ key: 'T', text: '合計', colSpan: perColumn, rowSpan: levels, numeric: true });
  if (perColumn > 1) {
    const names = aggregates.map((name) => labelOf(result, name));
    rows.push(
      [...across.map(({ group }) => group.key), 'T'].flatMap((key) =>
        names.map((text, index) => ({ key: `${key}-n${index}`, text, colSpan: 1, rowSpan: 1, numeric: true }))
      )
    );
  }
  return rows;
}
