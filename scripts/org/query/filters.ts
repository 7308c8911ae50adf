/**
 * Filters of list views and reports → SQL with bound parameters.
 * Value syntax: comma list, a value with a comma in double quotes, an empty entry = blank, booleans 0/1,
 * relative date values. Source: Metadata API Developer Guide "ListViewFilter", "ReportFilterItem";
 * Salesforce Help "Tips for Filtering on Multiple Values".
 */
import type { FilterOperation } from '@salesforce/types/metadata';
import { ApiError, notSupported } from '../http/router.ts';
import type { FieldDef } from '../metadata/catalog.ts';
import { TIME_ZONE, type Org } from '../org.ts';
import { addDays, dateRange, dateTimeRange, startOfDay, type DateRange } from './dateLiterals.ts';

/** A condition in SQL and the values for its question marks. */
export interface SqlCondition {
  sql: string;
  parameters: (string | number)[];
}

/** What is compared: the SQL of a field, and the field for its type. */
export interface FilterOperand {
  sql: string;
  field: FieldDef;
}

const NUMERIC = new Set(['int', 'double', 'currency', 'percent']);

/** Splits a filter value: `a,"b, c",` → a / b, c / blank. */
export function splitFilterValues(text: string): string[] {
  const values: string[] = [];
  let current = '';
  let inQuotes = false;
  let wasQuoted = false;
  for (const character of text) {
    if (character === '"') {
      inQuotes = !inQuotes;
      wasQuoted = true;
    } else if (character === ',' && !inQuotes) {
      values.push(wasQuoted ? current : current.trim());
      current = '';
      wasQuoted = false;
    } else {
      current += character;
    }
  }
  values.push(wasQuoted ? current : current.trim());
  return values;
}

const any = (conditions: SqlCondition[]): SqlCondition => ({
  sql: conditions.length ? `(${conditions.map((condition) => condition.sql).join(' OR ')})` : '0',
  parameters: conditions.flatMap((condition) => condition.parameters)
});

/** Blank compares as unknown in SQL; a filter's "not" keeps blank rows. */
const not = (condition: SqlCondition): SqlCondition => ({ sql: `NOT COALESCE(${condition.sql}, 0)`, parameters: condition.parameters });

const blank = (sql: string): SqlCondition => ({ sql: `(${sql} IS NULL OR ${sql} = '')`, parameters: [] });

/**
 * The condition of one filter.
 * @param text the filter's value as written in metadata; undefined and '' mean blank
 * @throws ApiError for values that are no value of the field's type and operators that its type does not know
 */
export function filterCondition(org: Org, operand: FilterOperand, operation: FilterOperation, text: string | undefined): SqlCondition {
  const values = splitFilterValues(text ?? '');
  switch (operation) {
    case 'equals':
      return any(values.map((value) => equal(org, operand, value)));
    case 'notEqual':
      return not(any(values.map((value) => equal(org, operand, value))));
    case 'lessThan':
    case 'greaterThan':
    case 'lessOrEqual':
    case 'greaterOrEqual':
      return any(values.map((value) => ordered(org, operand, operation, value)));
    case 'contains':
      return any(values.map((value) => like(operand, value, '%')));
    case 'notContain':
      return not(any(values.map((value) => like(operand, value, '%'))));
    case 'startsWith':
      return any(values.map((value) => like(operand, value, '')));
    case 'includes':
      return any(values.map((value) => includes(operand, value)));
    case 'excludes':
      return not(any(values.map((value) => includes(operand, value))));
    default:
      throw notSupported(`filter operation ${String(operation)}`);
  }
}

/**
 * What is wrong with a filter before any record is there.
 * @returns the message of the refusal, or undefined
 */
export function filterRefusal(org: Org, field: FieldDef, operation: FilterOperation, text: string | undefined): string | undefined {
  try {
    filterCondition(org, { sql: 'x', field }, operation, text);
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error.message;
    throw error;
  }
}

/** Filters may name a picklist value by its label; records store the API name. */
function picklistValue(field: FieldDef, value: string): string {
  const values = field.picklist?.values ?? [];
  if (values.some((entry) => entry.value === value)) return value;
  return values.find((entry) => entry.label === value)?.value ?? value;
}

function equal(org: Org, operand: FilterOperand, value: string): SqlCondition {
  const { sql, field } = operand;
  if (value === '' && field.type !== 'boolean') return blank(sql);
  if (field.type === 'boolean') return { sql: `COALESCE(${sql}, 0) = ?`, parameters: [booleanValue(value)] };
  if (field.type === 'date' || field.type === 'datetime') {
    const range = momentRange(org, field, value);
    return { sql: `(${sql} >= ? AND ${sql} < ?)`, parameters: [range.from, range.to] };
  }
  if (NUMERIC.has(field.type)) return { sql: `${sql} = ?`, parameters: [numberValue(field, value)] };
  if ((field.type === 'reference' || field.type === 'id') && /^[a-zA-Z0-9]{15}$/.test(value))
    return { sql: `substr(${sql}, 1, 15) = ?`, parameters: [value] };
  return { sql: `${sql} = ? COLLATE NOCASE`, parameters: [picklistValue(field, value)] };
}

const COMPARISONS = { lessThan: '<', greaterThan: '>', lessOrEqual: '<=', greaterOrEqual: '>=' } as const;

function ordered(org: Org, operand: FilterOperand, operation: keyof typeof COMPARISONS, value: string): SqlCondition {
  const { sql, field } = operand;
  if (field.type === 'boolean' || field.type === 'multipicklist')
    throw new ApiError(400, 'INVALID_FILTER', `The operator ${operation} cannot be used with ${field.label}.`);
  // Nothing is less or greater than blank.
  if (value === '') return { sql: '0', parameters: [] };
  if (field.type === 'date' || field.type === 'datetime') {
    const range = momentRange(org, field, value);
    switch (operation) {
      case 'lessThan':
        return { sql: `${sql} < ?`, parameters: [range.from] };
      case 'lessOrEqual':
        return { sql: `${sql} < ?`, parameters: [range.to] };
      case 'greaterThan':
        return { sql: `${sql} >= ?`, parameters: [range.to] };
      case 'greaterOrEqual':
        return { sql: `${sql} >= ?`, parameters: [range.from] };
    }
  }
  const comparison = COMPARISONS[operation];
  if (NUMERIC.has(field.type)) return { sql: `${sql} ${comparison} ?`, parameters: [numberValue(field, value)] };
  return { sql: `${sql} ${comparison} ? COLLATE NOCASE`, parameters: [value] };
}

/** `%` and `_` of a filter are plain characters. */
const escaped = (value: string): string => value.replace(/[\\%_]/g, '\\$&');

function like(operand: FilterOperand, value: string, lead: '%' | ''): SqlCondition {
  const { sql, field } = operand;
  if (value === '') return blank(sql);
  if (['boolean', 'date', 'datetime'].includes(field.type) || NUMERIC.has(field.type))
    throw new ApiError(400, 'INVALID_FILTER', `A text operator cannot be used with ${field.label}.`);
  return { sql: `${sql} LIKE ? ESCAPE '\\'`, parameters: [`${lead}${escaped(value)}%`] };
}

/** `a;b` = both are selected; several entries = any of them. */
function includes(operand: FilterOperand, value: string): SqlCondition {
  const { sql, field } = operand;
  if (field.type !== 'multipicklist')
    throw new ApiError(
      400,
      'INVALID_FILTER',
      `The operators includes and excludes are for multi-select picklists, not for ${field.label}.`
    );
  if (value === '') return blank(sql);
  const parts = value.split(';').map((part) => picklistValue(field, part.trim()));
  return {
    sql: `(${parts.map(() => `instr(';' || ${sql} || ';', ?) > 0`).join(' AND ')})`,
    parameters: parts.map((part) => `;${part};`)
  };
}

function booleanValue(value: string): number {
  const lower = value.toLowerCase();
  if (lower === '1' || lower === 'true') return 1;
  if (lower === '0' || lower === 'false' || lower === '') return 0;
  throw new ApiError(400, 'INVALID_FILTER', `A checkbox is filtered by 0 or 1, not by ${value}.`);
}

function numberValue(field: FieldDef, value: string): number {
  const number = Number(value.replace(/[,¥￥%\s]/g, ''));
  if (value.trim() === '' || Number.isNaN(number))
    throw new ApiError(400, 'INVALID_FILTER', `${value} is not a number (filter on ${field.label}).`);
  return number;
}

/**
 * The days or moments that a date value of a filter means.
 * @throws ApiError for anything but relative date values, ISO dates, ISO moments and yyyy/MM/dd
 */
function momentRange(org: Org, field: FieldDef, value: string): DateRange {
  const isDate = field.type === 'date';
  const options = { timeZone: TIME_ZONE };
  const now = org.clock.now();
  const range = isDate ? dateRange(value, now, options) : dateTimeRange(value, now, options);
  if (range) return range;
  const day = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(value);
  if (day) {
    const from = `${day[1]}-${day[2]?.padStart(2, '0')}-${day[3]?.padStart(2, '0')}`;
    if (!Number.isNaN(Date.parse(from))) return isDate ? { from, to: addDays(from, 1) } : dayMoments(from);
  }
  const moment = /^\d{4}-\d{2}-\d{2}T/.test(value) ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(moment) && !isDate) return { from: new Date(moment).toISOString(), to: new Date(moment + 1000).toISOString() };
  throw notSupported(`date value ${value} in a filter on ${field.label}`);
}

function dayMoments(day: string): DateRange {
  return { from: startOfDay(day, TIME_ZONE).toISOString(), to: startOfDay(addDays(day, 1), TIME_ZONE).toISOString() };
}

/**
 * Joins conditions by filter logic such as `1 AND (2 OR NOT 3)`; without logic all must hold.
 * @throws ApiError when the logic cannot be read or names a filter that is not there
 */
export function combineFilters(conditions: SqlCondition[], logic: string | undefined): SqlCondition {
  if (conditions.length === 0) return { sql: '1', parameters: [] };
  if (logic === undefined || logic.trim() === '') {
    return {
      sql: conditions.map((condition) => `(${condition.sql})`).join(' AND '),
      parameters: conditions.flatMap((condition) => condition.parameters)
    };
  }
  const broken = (): ApiError => new ApiError(400, 'INVALID_FILTER', `The filter logic cannot be read: ${logic}`);
  const tokens = logic.toUpperCase().match(/\d+|AND|OR|NOT|[()]|\S/g) ?? [];
  let position = 0;
  const parameters: (string | number)[] = [];

  function primary(): string {
    const token = tokens[position++];
    if (token === '(') {
      const inner = expression();
      if (tokens[position++] !== ')') throw broken();
      return `(${inner})`;
    }
    if (token === 'NOT') return `NOT COALESCE(${primary()}, 0)`;
    const condition = /^\d+$/.test(token ?? '') ? conditions[Number(token) - 1] : undefined;
    if (!condition) throw broken();
    parameters.push(...condition.parameters);
    return `(${condition.sql})`;
  }
  function conjunction(): string {
    let sql = primary();
    while (tokens[position] === 'AND') {
      position++;
      sql += ` AND ${primary()}`;
    }
    return sql;
  }
  function expression(): string {
    let sql = conjunction();
    while (tokens[position] === 'OR') {
      position++;
      sql += ` OR ${conjunction()}`;
    }
    return sql;
  }

  const sql = expression();
  if (position !== tokens.length) throw broken();
  return { sql, parameters };
}
