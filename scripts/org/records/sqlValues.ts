/** Values between SQLite's columns and the records of the org. */
import type { FieldDef } from '../metadata/catalog.ts';
import type { FieldValue } from './values.ts';

type SqlValue = string | number | bigint | null | Uint8Array | undefined;

const NUMBERS = new Set(['int', 'double', 'currency', 'percent']);

/** SQLite's declared type of a field's column. */
export function columnType(field: FieldDef): string {
  if (field.type === 'boolean') return `INTEGER DEFAULT ${field.defaultValue?.toLowerCase() === 'true' ? 1 : 0}`;
  if (field.type === 'int') return 'INTEGER';
  return NUMBERS.has(field.type) ? 'REAL' : 'TEXT';
}

/** A value that came out of SQLite, as a field value. A boolean is null only where there was no row (outer joins). */
export function toFieldValue(field: FieldDef, value: SqlValue): FieldValue {
  if (value === null || value === undefined || value instanceof Uint8Array) return null;
  if (field.type === 'boolean') return Number(value) !== 0;
  if (NUMBERS.has(field.type)) return Number(value);
  if (field.type === 'anyType') return JSON.parse(String(value)) as FieldValue;
  return value === '' ? null : String(value);
}

/** A field value as SQLite stores it. */
export function toSqlValue(value: FieldValue): string | number | null {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value === '' ? null : value;
}
