/** The SELECT side: which columns a statement asks for, and how a row of SQLite becomes a record of the REST API. */
import type { FieldDef } from '../metadata/catalog.ts';
import { malformedQuery } from './soqlErrors.ts';
import { resolveOperand, type TypedOperand } from './soqlOperands.ts';
import type { Operand, SelectItem, SoqlQuery } from './soqlParse.ts';
import type { Hop, Scope, SqlValue } from './soqlScope.ts';

/** A record as REST answers it. */
export type SoqlRecord = Record<string, unknown>;

/** What `columns=true` tells about one column. */
export interface ColumnMetadata {
  columnName: string;
  displayName: string;
  aggregate: boolean;
  joinColumns: ColumnMetadata[];
  custom: boolean;
  foreignKeyName: string | null;
  insertable: boolean;
  updatable: boolean;
  booleanType: boolean;
  numberType: boolean;
  textType: boolean;
}

/** Puts one part of a row into the record. */
type Writer = (row: SqlValue[], record: SoqlRecord) => void;

export interface Projection {
  /** SQL expressions, in the order of the row. */
  columns: string[];
  writers: Writer[];
  metadata: ColumnMetadata[];
}

/** Address of a record, as in `attributes.url`. */
export type RecordUrl = (object: string, id: string) => string;

const FIELDS_LIMIT = 200;

export function emptyProjection(): Projection {
  return { columns: [], writers: [], metadata: [] };
}

/** Adds the plain fields and toLabel() calls of a query without aggregates. */
export function projectFields(scope: Scope, query: SoqlQuery, projection: Projection, urlOf: RecordUrl): void {
  const seen = new Set<string>();
  for (const item of query.items) {
    if (item.kind === 'children') continue;
    for (const { operand, alias } of expandItem(scope, query, item)) {
      const typed = resolveOperand(scope, operand);
      if (alias !== undefined && typed.bare) throw malformedQuery('only aggregate expressions use field aliasing');
      const path = alias ?? typed.resolved?.path ?? typed.text;
      if (seen.has(path.toLowerCase())) throw malformedQuery(`duplicate field selected: ${path}`);
      seen.add(path.toLowerCase());
      projectField(typed, alias, projection, urlOf);
    }
  }
}

function expandItem(
  scope: Scope,
  query: SoqlQuery,
  item: Exclude<SelectItem, { kind: 'children' }>
): { operand: Operand; alias?: string }[] {
  if (item.kind === 'operand') return [item];
  if (item.which !== 'STANDARD' && (query.limit === undefined || query.limit > FIELDS_LIMIT)) {
    throw malformedQuery(`The SOQL FIELDS function must have a LIMIT of at most ${FIELDS_LIMIT}`);
  }
  const { access } = scope.session;
  const { object } = scope;
  const readable = [...object.fields.values()].filter((field) => access.canRead(object.name, field.name));
  return readable
    .filter((field) => item.which === 'ALL' || field.custom === (item.which === 'CUSTOM'))
    .map((field) => ({ operand: { kind: 'field', path: field.name } }));
}

function projectField(typed: TypedOperand, alias: string | undefined, projection: Projection, urlOf: RecordUrl): void {
  const { resolved } = typed;
  if (!resolved) throw malformedQuery(`unexpected token: '${typed.text}'`);
  const parents = resolved.hops.map((hop) => parentReader(hop, projection, urlOf));
  const key = alias ?? resolved.field.name;
  const index = projection.columns.push(typed.sql) - 1;
  projection.writers.push((row, record) => {
    let target: SoqlRecord | null = record;
    for (const parent of parents) {
      target = parent(row, target);
      if (!target) return;
    }
    target[key] = typed.read(row[index]);
  });
  describeColumn(projection.metadata, resolved.hops, key, resolved.field);
}

/** Finds or makes the nested record of a relationship; null when there is no parent. */
function parentReader(hop: Hop, projection: Projection, urlOf: RecordUrl): (row: SqlValue[], record: SoqlRecord) => SoqlRecord | null {
  const idIndex = columnIndex(projection, hop.idSql);
  const typeIndex = columnIndex(projection, hop.typeSql);
  return (row, record) => {
    const id = row[idIndex];
    if (id === null) {
      record[hop.name] = null;
      return null;
    }
    const known = record[hop.name] as SoqlRecord | undefined;
    if (known) return known;
    const type = String(row[typeIndex]);
    const parent: SoqlRecord = { attributes: { type, url: urlOf(type, String(id)) } };
    record[hop.name] = parent;
    return parent;
  };
}

function columnIndex(projection: Projection, sql: string): number {
  const known = projection.columns.indexOf(sql);
  return known >= 0 ? known : projection.columns.push(sql) - 1;
}

function describeColumn(list: ColumnMetadata[], hops: Hop[], key: string, field: FieldDef): void {
  let target = list;
  for (const hop of hops) {
    let join = target.find((column) => column.columnName === hop.name && !column.aggregate);
    if (!join) target.push((join = { ...columnOf(hop.name), foreignKeyName: hop.name }));
    target = join.joinColumns;
  }
  target.push({ ...columnOf(key, field), columnName: key, displayName: key });
}

/** Column metadata of a field, or of something that is none. */
export function columnOf(name: string, field?: FieldDef, aggregate = false): ColumnMetadata {
  const numberType = field ? ['int', 'double', 'currency', 'percent'].includes(field.type) : aggregate;
  return {
    columnName: name,
    displayName: name,
    aggregate,
    joinColumns: [],
    custom: field?.custom ?? false,
    foreignKeyName: null,
    insertable: field?.createable ?? false,
    updatable: field?.updateable ?? false,
    booleanType: field?.type === 'boolean',
    numberType,
    textType: field !== undefined && field.type !== 'boolean' && !numberType
  };
}

/** Adds grouped fields and aggregates; answers the SQL of GROUP BY. */
export function projectGroups(scope: Scope, query: SoqlQuery, projection: Projection): string[] {
  const groups = query.groupBy.map((operand) => groupOperand(scope, operand));
  const byText = new Map(groups.map((group) => [group.sql, group]));
  let unnamed = 0;
  const seen = new Set<string>();
  for (const item of query.items) {
    if (item.kind === 'children') throw malformedQuery('Grouped queries take no sub-queries of child relationships');
    if (item.kind === 'fields') throw malformedQuery('The SOQL FIELDS function is not supported with GROUP BY');
    const typed = resolveOperand(scope, item.operand);
    if (!typed.aggregate && !byText.has(typed.sql)) throw malformedQuery(`Field must be grouped or aggregated: ${typed.text}`);
    const name = item.alias ?? (typed.bare && typed.resolved ? typed.resolved.field.name : `expr${unnamed++}`);
    if (seen.has(name.toLowerCase())) throw malformedQuery(`duplicate alias: ${name}`);
    seen.add(name.toLowerCase());
    const index = projection.columns.push(typed.sql) - 1;
    projection.writers.push((row, record) => {
      record[name] = typed.read(row[index]);
    });
    const shown = typed.bare ? name : typed.text;
    projection.metadata.push({
      ...columnOf(name, typed.bare ? typed.resolved?.field : undefined, !typed.bare),
      columnName: name,
      displayName: item.alias ?? shown
    });
  }
  return groups.map((group) => group.sql);
}

function groupOperand(scope: Scope, operand: Operand): TypedOperand {
  const typed = resolveOperand(scope, operand);
  if (typed.aggregate) throw malformedQuery(`unexpected token: '${typed.text}'`);
  return typed;
}
