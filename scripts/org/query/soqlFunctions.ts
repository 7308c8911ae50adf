/** Functions of SOQL over one value: date parts and labels, as SQL expressions. */
import type { DatabaseSync } from 'node:sqlite';
import { fiscalSettings, fiscalYearOf } from './fiscalYear.ts';
import { localDateTime } from './dateLiterals.ts';
import type { FieldDef } from '../metadata/catalog.ts';
import { TIME_ZONE } from '../identity.ts';
import type { Org } from '../org.ts';
import type { Binder } from './soqlScope.ts';

export const DATE_FUNCTIONS: ReadonlySet<string> = new Set([
  'CALENDAR_MONTH',
  'CALENDAR_QUARTER',
  'CALENDAR_YEAR',
  'DAY_IN_MONTH',
  'DAY_IN_WEEK',
  'DAY_IN_YEAR',
  'DAY_ONLY',
  'FISCAL_MONTH',
  'FISCAL_QUARTER',
  'FISCAL_YEAR',
  'HOUR_IN_DAY',
  'WEEK_IN_MONTH',
  'WEEK_IN_YEAR'
]);

const prepared = new WeakSet<DatabaseSync>();

/** Makes the SQL functions that queries use known to the database. */
export function prepareSoqlFunctions(org: Org): void {
  if (prepared.has(org.db)) return;
  prepared.add(org.db);
  org.db.function('soql_date_part', { deterministic: false }, (name, value, local) =>
    datePart(org, String(name), value as string | null, local === 1)
  );
}

/** A SOQL date function as SQL. Date-times count in UTC unless `local` (convertTimezone) says otherwise, as in Salesforce. */
export function datePartSql(name: string, sql: string, local: boolean): string {
  return `soql_date_part('${name}', ${sql}, ${local ? 1 : 0})`;
}

function datePart(org: Org, name: string, value: string | null, local: boolean): number | string | null {
  if (value === null) return null;
  const text = local && value.length > 10 ? localDateTime(new Date(value), TIME_ZONE) : value;
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  const month = day.getUTCMonth() + 1;
  const date = day.getUTCDate();
  const dayOfYear = Math.round((day.getTime() - Date.UTC(day.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
  switch (name) {
    case 'CALENDAR_YEAR':
      return day.getUTCFullYear();
    case 'CALENDAR_QUARTER':
      return Math.ceil(month / 3);
    case 'CALENDAR_MONTH':
      return month;
    case 'DAY_IN_MONTH':
      return date;
    case 'DAY_IN_WEEK':
      return day.getUTCDay() + 1;
    case 'DAY_IN_YEAR':
      return dayOfYear;
    case 'DAY_ONLY':
      return text.slice(0, 10);
    case 'HOUR_IN_DAY':
      return Number(text.slice(11, 13));
    case 'WEEK_IN_MONTH':
      return Math.ceil(date / 7);
    case 'WEEK_IN_YEAR':
      return Math.ceil(dayOfYear / 7);
    case 'FISCAL_YEAR':
    case 'FISCAL_QUARTER':
    case 'FISCAL_MONTH':
      return fiscalPart(org, name, text.slice(0, 10));
    default:
      throw new Error(`Unknown date function ${name}`);
  }
}

function fiscalPart(org: Org, name: string, date: string): number {
  const settings = fiscalSettings(org.catalog);
  if (name === 'FISCAL_YEAR') return fiscalYearOf(date, settings);
  const month = ((Number(date.slice(5, 7)) - settings.startMonth + 12) % 12) + 1;
  return name === 'FISCAL_MONTH' ? month : Math.ceil(month / 3);
}

/** Label of a picklist value as SQL; unknown values answer themselves. */
export function labelSql(field: FieldDef, sql: string, binder: Binder): string {
  const renamed = (field.picklist?.values ?? []).filter((entry) => entry.label !== entry.value);
  if (renamed.length === 0) return sql;
  return `CASE ${sql} ${renamed.map((entry) => `WHEN ${binder.bind(entry.value)} THEN ${binder.bind(entry.label)}`).join(' ')} ELSE ${sql} END`;
}

/** Label of a stored picklist value, each part of a multi-select by itself. */
export function labelOf(field: FieldDef, value: string): string {
  const label = (part: string): string => field.picklist?.values.find((entry) => entry.value === part)?.label ?? part;
  return field.type === 'multipicklist' ? value.split(';').map(label).join(';') : label(value);
}

/** Picklists sort by their order in Setup, values no longer listed after them. */
export function sortSql(field: FieldDef, sql: string, binder: Binder): string {
  if (field.type !== 'picklist' || !field.picklist || field.picklist.values.length === 0) return sql;
  const { values } = field.picklist;
  return `CASE ${sql} ${values.map((entry, index) => `WHEN ${binder.bind(entry.value)} THEN ${index}`).join(' ')} ELSE CASE WHEN ${sql} IS NULL THEN NULL ELSE ${values.length} END END`;
}
