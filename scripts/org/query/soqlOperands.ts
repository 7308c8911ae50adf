/** What stands in SELECT, WHERE, GROUP BY, HAVING and ORDER BY — a field or a function of one — as typed SQL. */
import type { FieldDef } from '../metadata/catalog.ts';
import { toFieldValue } from '../records/store.ts';
import type { FieldValue } from '../records/values.ts';
import { fieldTraits, isId, isNumeric } from './fieldTraits.ts';
import { restValue } from './restValue.ts';
import { invalidField, malformedQuery, unsupportedSoql } from './soqlErrors.ts';
import { DATE_FUNCTIONS, datePartSql, labelOf, labelSql } from './soqlFunctions.ts';
import type { Operand } from './soqlParse.ts';
import type { ResolvedField, Scope, SqlValue } from './soqlScope.ts';

export type OperandType = 'id' | 'text' | 'multi' | 'number' | 'boolean' | 'date' | 'datetime' | 'time';

export interface TypedOperand {
  sql: string;
  type: OperandType;
  aggregate: boolean;
  /** The field itself, or inside the function. */
  resolved?: ResolvedField;
  /** True when the operand is the bare field. */
  bare: boolean;
  /** As the query says it, for messages and for comparing with GROUP BY. */
  text: string;
  /** A value of the result as REST prints it. */
  read(raw: SqlValue): FieldValue | Record<string, FieldValue>;
}

const AGGREGATES: ReadonlySet<string> = new Set(['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX']);

/** @throws ApiError INVALID_FIELD, MALFORMED_QUERY */
export function resolveOperand(scope: Scope, operand: Operand): TypedOperand {
  if (operand.kind === 'field') return fieldOperand(scope, operand.path);
  const { name, argument } = operand;
  if (AGGREGATES.has(name)) return aggregateOperand(scope, operand);
  if (DATE_FUNCTIONS.has(name)) return dateOperand(scope, operand);
  if (name === 'TOLABEL' && argument?.kind === 'field') return labelOperand(scope, argument.path, operand.text);
  throw unsupportedSoql(`${operand.text}`);
}

function fieldOperand(scope: Scope, path: string): TypedOperand {
  const resolved = scope.resolve(path);
  const { field } = resolved;
  return {
    sql: resolved.sql,
    type: operandType(field),
    aggregate: false,
    resolved,
    bare: true,
    text: path,
    read: (raw) => readField(field, raw)
  };
}

/** An address is answered as an object of its parts; the store hands it over as JSON. */
function readField(field: FieldDef, raw: SqlValue): FieldValue | Record<string, FieldValue> {
  if (field.type === 'address') return raw === null ? null : (JSON.parse(String(raw)) as Record<string, FieldValue>);
  return restValue(field, toFieldValue(field, raw));
}

export function operandType(field: FieldDef): OperandType {
  if (isId(field)) return 'id';
  if (isNumeric(field)) return 'number';
  if (field.type === 'boolean' || field.type === 'date' || field.type === 'datetime' || field.type === 'time') return field.type;
  return field.type === 'multipicklist' ? 'multi' : 'text';
}

function aggregateOperand(scope: Scope, operand: Extract<Operand, { kind: 'function' }>): TypedOperand {
  const { name, argument, text } = operand;
  const base = { aggregate: true, bare: false, text };
  const readNumber = (raw: SqlValue): FieldValue => (raw === null ? null : Number(raw));
  if (!argument) {
    if (name !== 'COUNT') throw malformedQuery(`unexpected token: '${name}()'`);
    return { ...base, sql: 'COUNT(*)', type: 'number', read: readNumber };
  }
  if (argument.kind !== 'field') throw unsupportedSoql(text);
  const inner = fieldOperand(scope, argument.path);
  const { field } = inner.resolved as ResolvedField;
  const refused = (): Error => malformedQuery(`field ${field.name} does not support aggregate operator ${name}`);
  if (name === 'COUNT' || name === 'COUNT_DISTINCT') {
    if (!fieldTraits(field).filterable) throw refused();
    return {
      ...base,
      sql: `COUNT(${name === 'COUNT' ? '' : 'DISTINCT '}${inner.sql})`,
      type: 'number',
      resolved: inner.resolved,
      read: readNumber
    };
  }
  if (name === 'SUM' || name === 'AVG') {
    if (inner.type !== 'number') throw refused();
    return { ...base, sql: `${name}(${inner.sql})`, type: 'number', resolved: inner.resolved, read: readNumber };
  }
  if (!fieldTraits(field).aggregatable) throw refused();
  return { ...base, sql: `${name}(${inner.sql})`, type: inner.type, resolved: inner.resolved, read: inner.read };
}

function dateOperand(scope: Scope, operand: Extract<Operand, { kind: 'function' }>): TypedOperand {
  const { name, argument, text } = operand;
  const local = argument?.kind === 'function' && argument.name === 'CONVERTTIMEZONE';
  const source = local ? argument.argument : argument;
  if (source?.kind !== 'field') throw unsupportedSoql(text);
  const inner = fieldOperand(scope, source.path);
  const takes = inner.type === 'datetime' || (inner.type === 'date' && name !== 'HOUR_IN_DAY' && !local);
  if (!takes)
    throw invalidField(
      scope.session.text,
      source.path,
      `${name} does not take the field ${source.path}: its type is ${inner.resolved?.field.type}.`
    );
  const readPart = (raw: SqlValue): FieldValue => raw;
  return {
    sql: datePartSql(name, inner.sql, local),
    type: name === 'DAY_ONLY' ? 'date' : 'number',
    aggregate: false,
    resolved: inner.resolved,
    bare: false,
    text,
    read: readPart
  };
}

function labelOperand(scope: Scope, path: string, text: string): TypedOperand {
  const inner = fieldOperand(scope, path);
  const { field } = inner.resolved as ResolvedField;
  // Salesforce's toLabel() leaves other types as they are.
  if (!field.picklist) return { ...inner, bare: false, text };
  const sql = field.type === 'multipicklist' ? inner.sql : labelSql(field, inner.sql, scope.binder);
  return {
    sql,
    type: inner.type,
    aggregate: false,
    resolved: inner.resolved,
    bare: false,
    text,
    read: (raw) => (raw === null ? null : labelOf(field, String(raw)))
  };
}
