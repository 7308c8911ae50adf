/** Finding records for elements with `object` and `filters`: lookups, updates and deletions. */
import type { FlowRecordFilter } from '@salesforce/types/metadata';
import { findObject, type ObjectDef } from '../metadata/catalog.ts';
import { fieldSql } from '../records/fieldSql.ts';
import { to18 } from '../records/ids.ts';
import { quoted, statement } from '../records/sql.ts';
import { toSqlValue } from '../records/sqlValues.ts';
import type { FieldValue } from '../records/values.ts';
import { FlowFault } from './faults.ts';
import { fieldName, isRecord, readValue, type FlowValue, type Interview } from './interview.ts';
import { combine } from './logic.ts';

type SqlParameter = string | number | null;

interface Condition {
  sql: string;
  parameters: SqlParameter[];
}

export interface Query {
  object: string;
  filters: FlowRecordFilter[];
  filterLogic?: string | undefined;
  sortField?: string | undefined;
  sortOrder?: string | undefined;
  limit?: number | undefined;
}

/**
 * Ids of the records that meet the filters, in system mode.
 * @throws FlowFault when a filter's value cannot be read
 */
export function findIds(interview: Interview, query: Query): { object: ObjectDef; ids: string[] } {
  const { org, userId } = interview.work;
  const object = findObject(org.catalog, query.object);
  if (!object) throw new FlowFault(`sObject type '${query.object}' is not supported.`);
  const conditions = query.filters.map((filter) => toCondition(interview, object, filter));
  const where: Condition = conditions.length
    ? combine(query.filterLogic, conditions, { and: joined(' AND '), or: joined(' OR '), not: negated })
    : { sql: '1', parameters: [] };
  const order = query.sortField
    ? `${fieldSql(org, object, query.sortField, 'r', userId)} COLLATE NOCASE ${query.sortOrder === 'Desc' ? 'DESC' : 'ASC'} NULLS FIRST, `
    : '';
  const limit = query.limit === undefined ? '' : ` LIMIT ${Math.max(0, Math.trunc(query.limit))}`;
  const sql = `SELECT "r"."Id" AS "Id" FROM ${quoted(object.name)} AS "r" WHERE ${where.sql} ORDER BY ${order}"r"."Id"${limit}`;
  const rows = statement(org.db, sql).all(...where.parameters);
  return { object, ids: rows.map((row) => String(row['Id'])) };
}

const joined =
  (word: string) =>
  (parts: Condition[]): Condition => ({
    sql: `(${parts.map((part) => part.sql).join(word)})`,
    parameters: parts.flatMap((part) => part.parameters)
  });

const negated = (part: Condition): Condition => ({ sql: `((${part.sql}) IS NOT TRUE)`, parameters: part.parameters });

const COMPARISONS: Record<string, string> = { GreaterThan: '>', LessThan: '<', GreaterThanOrEqualTo: '>=', LessThanOrEqualTo: '<=' };

/** As SOQL compares: upper and lower case are the same, a blank meets only a comparison with blank, and every "not equal". */
function toCondition(interview: Interview, object: ObjectDef, filter: FlowRecordFilter): Condition {
  const name = fieldName(object, filter.field ?? '');
  const sql = fieldSql(interview.work.org, object, name, 'r', interview.work.userId);
  const operator = filter.operator ?? 'EqualTo';
  const value = readValue(interview, filter.value);
  if (operator === 'IsNull') return { sql: `${sql} IS ${value === false ? 'NOT ' : ''}NULL`, parameters: [] };
  if (operator === 'In' || operator === 'NotIn') {
    const any = joined(' OR ')([
      { sql: '0', parameters: [] },
      ...(Array.isArray(value) ? value : [value]).map((entry) => equal(sql, entry))
    ]);
    return operator === 'In' ? any : negated(any);
  }
  if (operator === 'EqualTo') return equal(sql, value);
  if (operator === 'NotEqualTo') return negated(equal(sql, value));
  const parameter = toParameter(value);
  if (parameter === null) return { sql: '0', parameters: [] };
  const comparison = COMPARISONS[operator];
  if (comparison) return { sql: `${sql} ${comparison} ?`, parameters: [parameter] };
  const text = String(parameter).replace(/[\\%_]/g, '\\$&');
  const pattern = `${operator === 'StartsWith' ? '' : '%'}${text}${operator === 'EndsWith' ? '' : '%'}`;
  return { sql: `${sql} LIKE ? ESCAPE '\\'`, parameters: [pattern] };
}

function equal(sql: string, value: FlowValue): Condition {
  const parameter = toParameter(value);
  return parameter === null ? { sql: `${sql} IS NULL`, parameters: [] } : { sql: `${sql} = ? COLLATE NOCASE`, parameters: [parameter] };
}

function toParameter(value: FlowValue): SqlParameter {
  if (Array.isArray(value) || isRecord(value)) throw new FlowFault('フローの検索条件に、1 つの値ではないものが指定されています。');
  const plain: FieldValue = typeof value === 'string' && value.length === 15 ? to18IfId(value) : value;
  return toSqlValue(plain);
}

/** Records keep ids of 18 characters; a flow may hold the short form. */
const to18IfId = (value: string): string => (/^[a-zA-Z0-9]{15}$/.test(value) && /\d/.test(value.slice(0, 3)) ? to18(value) : value);
