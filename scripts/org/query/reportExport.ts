/**
 * A report as a file: its rows as CSV, its groups and rows as a workbook. Numbers and dates stay numbers and dates.
 * Source: Salesforce Reports and Dashboards REST API Developer Guide, "Download Formatted Excel Reports".
 */
import writeWorkbook, { type Row, type Sheet } from 'write-excel-file/node';
import { TIME_ZONE, type Org } from '../org.ts';
import { localDate } from './dateLiterals.ts';
import { formatDateTime } from './display.ts';
import type { ReportResult, ResultGrouping } from './reports.ts';
import { runReport, type DataCell } from './reports.ts';
import type { ReportDef } from '../metadata/catalog.ts';

/** Rows that one file carries at most, as in Salesforce. */
export const MAX_EXPORTED_ROWS = 100_000;

export type ExportFormat = 'csv' | 'xlsx';

interface Column {
  name: string;
  label: string;
  dataType: string;
}

interface DetailTable {
  columns: Column[];
  rows: DataCell[][];
}

const NUMERIC = new Set(['int', 'double', 'currency', 'percent']);

/** Groups of an axis in their order, each after the groups inside it. */
function walk(groups: ResultGrouping[], above: ResultGrouping[] = []): ResultGrouping[][] {
  return groups.flatMap((group) => [...walk(group.groupings, [...above, group]), [...above, group]]);
}

const leaves = (groups: ResultGrouping[]): ResultGrouping[][] => walk(groups).filter((path) => path.at(-1)?.groupings.length === 0);

/** Detail rows with the groups they stand in before them. */
function detailTable(result: ReportResult): DetailTable {
  const { reportMetadata, reportExtendedMetadata, factMap } = result;
  const groups = [...reportMetadata.groupingsDown, ...reportMetadata.groupingsAcross].map(({ name }) => ({
    name,
    label: String(reportExtendedMetadata.groupingColumnInfo?.[name]?.label ?? name),
    dataType: 'string'
  }));
  const details = reportMetadata.detailColumns.map((name) => ({
    name,
    label: String(reportExtendedMetadata.detailColumnInfo?.[name]?.label ?? name),
    dataType: String(reportExtendedMetadata.detailColumnInfo?.[name]?.dataType ?? 'string')
  }));
  const down = reportMetadata.groupingsDown.length ? leaves(result.groupingsDown.groupings) : [[]];
  const across = reportMetadata.groupingsAcross.length ? leaves(result.groupingsAcross.groupings) : [[]];
  const label = (group: ResultGrouping): DataCell => ({ label: group.label, value: group.label, recordId: null });
  const rows = down.flatMap((vertical) =>
    across.flatMap((horizontal) =>
      (factMap[`${vertical.at(-1)?.key ?? 'T'}!${horizontal.at(-1)?.key ?? 'T'}`]?.rows ?? []).map((row) => [
        ...[...vertical, ...horizontal].map(label),
        ...row.dataCells
      ])
    )
  );
  return { columns: [...groups, ...details], rows };
}

/** Blank cells are blank in files: the dash of the screen would be a text. */
const shown = (cell: DataCell | undefined): string => (cell && cell.value !== null ? cell.label : '');

/** Spreadsheets run a text that starts like a formula. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const quote = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Numbers without separators, everything else as the screen shows it. */
function csvCell(column: Column | undefined, cell: DataCell | undefined): string {
  if (typeof cell?.value === 'number' && NUMERIC.has(column?.dataType ?? '')) return String(cell.value);
  return quote(harmless(shown(cell)));
}

function csv(result: ReportResult): Buffer {
  const { columns, rows } = detailTable(result);
  const lines = [
    columns.map(({ label }) => quote(harmless(label))),
    ...rows.map((row) => row.map((cell, index) => csvCell(columns[index], cell)))
  ];
  // Excel takes a file without the mark for one in the machine's own encoding.
  return Buffer.from(`\uFEFF${lines.map((line) => line.join(',')).join('\r\n')}\r\n`);
}

const HEADING = { fontWeight: 'bold', backgroundColor: '#E5E5E5' } as const;
const heading = (value: string): Row[number] => ({ value, type: String, ...HEADING });

function workbookCell(column: Column | undefined, cell: DataCell | undefined): Row[number] {
  if (!cell || cell.value === null) return null;
  if (typeof cell.value === 'number') return { value: cell.value, type: Number, format: numberFormat(column?.dataType ?? '', cell.label) };
  if (column?.dataType === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(String(cell.value)))
    return { value: new Date(`${String(cell.value)}T00:00:00Z`), type: Date, format: 'yyyy/mm/dd' };
  return { value: cell.label, type: String };
}

/** As many decimals as the screen shows. */
function numberFormat(dataType: string, label: string): string {
  const decimals = /\.(\d+)/.exec(label)?.[1]?.length ?? 0;
  const digits = `#,##0${decimals ? `.${'0'.repeat(decimals)}` : ''}`;
  return dataType === 'percent' || label.endsWith('%') ? `${digits}"%"` : dataType === 'currency' ? `"¥"${digits}` : digits;
}

function detailSheet(result: ReportResult): Sheet<never> {
  const { columns, rows } = detailTable(result);
  return {
    sheet: '詳細',
    stickyRowsCount: 1,
    columns: columns.map((column) => ({ width: Math.min(40, Math.max(12, column.label.length * 2 + 2)) })),
    data: [columns.map(({ label }) => heading(label)), ...rows.map((row) => row.map((cell, index) => workbookCell(columns[index], cell)))]
  } as Sheet<never>;
}

/** Groups with their summaries, subtotals after the groups they add up; groups across as columns. */
function summarySheet(result: ReportResult, about: string[]): Sheet<never> {
  const { reportMetadata, reportExtendedMetadata, factMap } = result;
  const { groupingsDown, aggregates } = reportMetadata;
  const info = (name: string): { label: string; dataType: string } => ({
    label: String(reportExtendedMetadata.aggregateColumnInfo?.[name]?.label ?? name),
    dataType: String(reportExtendedMetadata.aggregateColumnInfo?.[name]?.dataType ?? '')
  });
  const across = [
    ...leaves(result.groupingsAcross.groupings).map((path) => ({
      key: path.at(-1)?.key ?? 'T',
      label: path.map(({ label }) => label).join(' / ')
    })),
    { key: 'T', label: reportMetadata.groupingsAcross.length ? '合計' : '' }
  ];
  const summaries = (key: string): Row =>
    across.flatMap((column) =>
      aggregates.map((name, index) => {
        const fact = factMap[`${key}!${column.key}`]?.aggregates[index];
        const value = fact?.value ?? null;
        return typeof value === 'number'
          ? { value, type: Number, format: numberFormat(info(name).dataType, fact?.label ?? '') }
          : value === null
            ? null
            : { value: fact?.label ?? '', type: String };
      })
    );
  const line = (path: ResultGrouping[], last: string): Row => [
    ...groupingsDown.map((_, level): Row[number] => {
      if (level < path.length) return { value: path[level]?.label ?? '', type: String };
      return level === path.length ? { value: last, type: String, fontWeight: 'bold' } : null;
    }),
    ...summaries(path.at(-1)?.key ?? 'T')
  ];
  const headings: Row = [
    ...groupingsDown.map(({ name }) => heading(String(reportExtendedMetadata.groupingColumnInfo?.[name]?.label ?? name))),
    ...across.flatMap((column) => aggregates.map((name) => heading([column.label, info(name).label].filter(Boolean).join(' '))))
  ];
  const rows = walk(result.groupingsDown.groupings).map((path) => line(path, path.length < groupingsDown.length ? '小計' : ''));
  return {
    sheet: '集計',
    columns: headings.map((_, index) => ({ width: index < groupingsDown.length ? 24 : 16 })),
    data: [...about.map((text): Row => [{ value: text, type: String }]), [], headings, ...rows, line([], '合計')]
  } as Sheet<never>;
}

/** What the file is: the report, its question, when it was computed. */
function about(org: Org, result: ReportResult): string[] {
  const { name, description, standardDateFilter } = result.reportMetadata;
  const period = standardDateFilter as { startDate: string | null; endDate: string | null } | null;
  const days = period && (period.startDate ?? period.endDate) ? `期間: ${period.startDate ?? ''}～${period.endDate ?? ''}` : '';
  return [name, description ?? '', days, `${formatDateTime(org.clock.now().toISOString())} 現在`].filter((text) => text !== '');
}

/**
 * Runs a report and makes a file of it.
 * @returns its content and media type
 * @throws ApiError as a run does
 */
export async function exportReport(
  org: Org,
  userId: string,
  report: ReportDef,
  format: ExportFormat
): Promise<{ body: Buffer; type: string; fileName: string }> {
  const result = runReport(org, userId, report, { includeDetails: true, maxDetails: MAX_EXPORTED_ROWS });
  const day = localDate(org.clock.now(), TIME_ZONE);
  const fileName = `${report.developerName}_${day}.${format}`;
  if (format === 'csv') return { body: csv(result), type: 'text/csv; charset=utf-8', fileName };
  const grouped = result.reportMetadata.groupingsDown.length > 0;
  const sheets = [...(grouped ? [summarySheet(result, about(org, result))] : []), detailSheet(result)];
  return {
    body: await writeWorkbook(sheets).toBuffer(),
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    fileName
  };
}
