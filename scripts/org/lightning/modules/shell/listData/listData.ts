/** List views of the UI API as columns and rows of `lightning-datatable`. No DOM. */
import type { TableModel } from '../chartData/chartData.ts';
import { formatFieldValue } from '../formats/formats.ts';
import { urlOfRoute } from '../routes/routes.ts';

export interface ListColumn {
  fieldApiName: string;
  label: string;
  sortable: boolean;
  /** Path of the id of the record that the cell names, e.g. `Id`, `Account.Id`. */
  lookupId?: string | null;
}

export interface ListInfo {
  label: string;
  displayColumns: ListColumn[];
  filteredByInfo?: { label: string }[];
  orderedByInfo?: { fieldApiName: string; isAscending: boolean; label: string }[];
  scope?: { label: string };
}

export interface ListSummary {
  apiName: string;
  label: string;
}

export interface FieldData {
  value: unknown;
  displayValue?: unknown;
}

export interface RecordData {
  id: string;
  apiName?: string;
  fields: Record<string, FieldData | undefined>;
}

export interface ListRecords {
  count: number;
  records: RecordData[];
  nextPageToken: string | null;
  totalCount?: number;
}

export interface Column {
  label: string;
  fieldName: string;
  type: 'text' | 'url' | 'email' | 'phone';
  sortable: boolean;
  wrapText?: boolean;
  initialWidth?: number;
  typeAttributes?: Record<string, unknown>;
  cellAttributes?: Record<string, unknown>;
}

export type Row = Record<string, string> & { id: string };

const NUMERIC = new Set(['Currency', 'Double', 'Int', 'Integer', 'Percent', 'Long']);

/** The value at a path such as `Name` or `Account.Owner.Name`; `Id` is the id of the record it stands on. */
export function fieldAt(record: RecordData, path: string): FieldData | undefined {
  const [first = '', ...rest] = path.split('.');
  if (first === 'Id' && rest.length === 0) return { value: record.id };
  const field = record.fields[first];
  if (rest.length === 0) return field;
  const inner = field?.value;
  return inner !== null && typeof inner === 'object' ? fieldAt(inner as RecordData, rest.join('.')) : undefined;
}

/** Columns of the table; values are texts already, so only links differ by type. */
export function listColumns(info: ListInfo, dataTypes: Record<string, string | undefined>): Column[] {
  return info.displayColumns.map((column) => {
    const dataType = dataTypes[column.fieldApiName] ?? '';
    const base = { label: column.label, sortable: column.sortable };
    if (column.lookupId) {
      return {
        ...base,
        fieldName: `${column.fieldApiName}#url`,
        type: 'url' as const,
        typeAttributes: { label: { fieldName: column.fieldApiName }, target: '_self', tooltip: { fieldName: column.fieldApiName } }
      };
    }
    const type = dataType === 'Email' ? ('email' as const) : dataType === 'Phone' ? ('phone' as const) : ('text' as const);
    return { ...base, fieldName: column.fieldApiName, type, ...(NUMERIC.has(dataType) ? { cellAttributes: { alignment: 'right' } } : {}) };
  });
}

/** API name of the field behind a column, for sorting. */
export function sortFieldOf(fieldName: string): string {
  return fieldName.replace(/#url$/, '');
}

/** Rows of the table, a text per column and a link beside every text that names a record. */
export function listRows(records: RecordData[], info: ListInfo, dataTypes: Record<string, string | undefined>): Row[] {
  return records.map((record) => {
    const row: Row = { id: record.id };
    for (const { fieldApiName, lookupId } of info.displayColumns) {
      const field = fieldAt(record, fieldApiName);
      const text = formatFieldValue(dataTypes[fieldApiName] ?? '', field?.value, field?.displayValue);
      row[fieldApiName] = text;
      const id = lookupId ? fieldAt(record, lookupId)?.value : undefined;
      // A link without text could neither be seen nor read out.
      if (typeof id === 'string' && text !== '') row[`${fieldApiName}#url`] = urlOfRoute({ page: 'record', recordId: id, action: 'view' });
    }
    return row;
  });
}

/** The same rows as a plain table. */
export function listTable(records: RecordData[], info: ListInfo, dataTypes: Record<string, string | undefined>): TableModel {
  return {
    columns: info.displayColumns.map(({ fieldApiName, label }) => ({ label, numeric: NUMERIC.has(dataTypes[fieldApiName] ?? '') })),
    rows: records.map((record) =>
      info.displayColumns.map(({ fieldApiName, lookupId }) => {
        const field = fieldAt(record, fieldApiName);
        const id = lookupId ? fieldAt(record, lookupId)?.value : undefined;
        return {
          label: formatFieldValue(dataTypes[fieldApiName] ?? '', field?.value, field?.displayValue),
          ...(typeof id === 'string' ? { recordId: id } : {})
        };
      })
    )
  };
}

/** A column of Japanese text is readable from about this width on. */
const READABLE_COLUMN_PX = 130;

/** How many columns a card of this width (CSS pixels) can show; never fewer than two. */
export function columnsThatFit(width: number): number {
  return Math.max(2, Math.floor(width / READABLE_COLUMN_PX));
}

/** The table with its first columns only. */
export function firstColumns(table: TableModel, count: number): TableModel {
  return { ...table, columns: table.columns.slice(0, count), rows: table.rows.map((row) => row.slice(0, count)) };
}

/** `3 件`, `50+ 件` while more can be loaded and the total is unknown. */
export function countText(loaded: number, total: number | undefined, hasMore: boolean): string {
  if (total !== undefined && total > loaded) return `${total} 件中 ${loaded} 件を表示`;
  return `${loaded}${hasMore ? '+' : ''} 件`;
}

/** The list to open when the address names none: the one used last, else the one of all records, else the first that is not the recently viewed ones. */
export function defaultList(lists: ListSummary[], lastUsed: string | null): ListSummary | undefined {
  return (
    lists.find((list) => list.apiName === lastUsed) ??
    lists.find((list) => list.apiName.startsWith('All')) ??
    lists.find((list) => list.apiName !== '__Recent') ??
    lists[0]
  );
}
