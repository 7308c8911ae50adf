/**
 * SOQL over the org's records, as the user who asks may see them.
 * Source: Salesforce SOQL Reference; error texts from real orgs. What is not carried out is refused by name.
 */
import { ApiError } from '../http/router.ts';
import { API_VERSION } from '../identity.ts';
import type { Org } from '../org.ts';
import { accessOf } from '../records/access.ts';
import { findChildRelationship } from './childRelationships.ts';
import { fieldTraits } from './fieldTraits.ts';
import { historyCondition } from './historyVisibility.ts';
import { quoted } from './paths.ts';
import { invalidField, malformedQuery, noSuchChildRelationship, unsupportedSoql } from './soqlErrors.ts';
import { prepareSoqlFunctions, sortSql } from './soqlFunctions.ts';
import { resolveOperand } from './soqlOperands.ts';
import { parseSoql, type SoqlQuery } from './soqlParse.ts';
import { createBinder, openScope, readableObject, type QuerySession, type Scope, type SqlValue } from './soqlScope.ts';
import {
  columnOf,
  emptyProjection,
  projectFields,
  projectGroups,
  type ColumnMetadata,
  type Projection,
  type RecordUrl,
  type SoqlRecord
} from './soqlSelect.ts';
import { conditionSql } from './soqlWhere.ts';

export interface SoqlResult {
  totalSize: number;
  /** Always true: pages are cut by the HTTP layer. */
  done: boolean;
  records: SoqlRecord[];
}

export interface SoqlOptions {
  /** Version in `attributes.url`, e.g. `66.0`. */
  apiVersion?: string;
}

/** Salesforce's limits. */
const MAX_OFFSET = 2_000;
const MAX_ROWS = 50_000;

/** A query ready to run; `run` takes the parent's id in a sub-query. */
interface Plan {
  metadata: ColumnMetadata[];
  run(parentId?: string): SoqlRecord[] | number;
}

/**
 * Runs a query as a user.
 * @returns records with `attributes`, nested parents and sub-query results, in the canonical case of names
 * @throws ApiError MALFORMED_QUERY, INVALID_TYPE, INVALID_FIELD, INVALID_QUERY_FILTER_OPERATOR, NUMBER_OUTSIDE_VALID_RANGE
 */
export function runSoql(org: Org, userId: string, text: string, options: SoqlOptions = {}): SoqlResult {
  const answer = planText(org, userId, text, options).run();
  return typeof answer === 'number'
    ? { totalSize: answer, done: true, records: [] }
    : { totalSize: answer.length, done: true, records: answer };
}

/** The columns of a query without running it (`columns=true` of the REST API). Throws as runSoql does. */
export function soqlColumns(org: Org, userId: string, text: string): ColumnMetadata[] {
  return planText(org, userId, text, {}).metadata;
}

function planText(org: Org, userId: string, text: string, options: SoqlOptions): Plan {
  prepareSoqlFunctions(org);
  const session: QuerySession = { org, userId, access: accessOf(org, userId), text };
  const query = parseSoql(text);
  const version = options.apiVersion ?? API_VERSION;
  const urlOf: RecordUrl = (object, id) => `/services/data/v${version}/sobjects/${object}/${id}`;
  const scope = openScope(session, readableObject(session, query.from), createBinder(), query.alias);
  return planQuery(scope, query, urlOf, []);
}

/** @param filters SQL conditions besides the query's own (the parent of a sub-query) */
function planQuery(scope: Scope, query: SoqlQuery, urlOf: RecordUrl, filters: string[]): Plan {
  const counting = isCount(query);
  const grouped =
    !counting &&
    (query.groupBy.length > 0 ||
      query.having !== undefined ||
      query.items.some((item) => item.kind === 'operand' && isAggregate(scope, item)));
  const projection = emptyProjection();
  const groups = grouped ? projectGroups(scope, query, projection) : [];
  const children = grouped || counting ? [] : planChildren(scope, query, urlOf);
  const idIndex = !grouped && !counting ? projection.columns.push(`${scope.alias}."Id"`) - 1 : undefined;
  if (counting) projection.columns.push('1');
  else if (!grouped) projectFields(scope, query, projection, urlOf);
  const sql = statementSql(scope, query, projection, groups, filters, grouped);
  const statement = scope.session.org.db.prepare(counting ? `SELECT COUNT(*) FROM (${sql})` : sql);
  statement.setReturnArrays(true);

  function run(parentId?: string): SoqlRecord[] | number {
    const values = parentId === undefined ? scope.binder.values : [parentId, ...scope.binder.values.slice(1)];
    const rows = statement.all(...values) as unknown as SqlValue[][];
    if (counting) return Number(rows[0][0]);
    return rows.map((row) => {
      const id = idIndex === undefined ? undefined : String(row[idIndex]);
      const type = grouped ? 'AggregateResult' : scope.object.name;
      const record: SoqlRecord = { attributes: id === undefined ? { type } : { type, url: urlOf(type, id) } };
      for (const write of projection.writers) write(row, record);
      for (const child of children) record[child.name] = child.read(id as string);
      return record;
    });
  }
  const metadata = [
    ...projection.metadata,
    ...children.map((child) => ({ ...columnOf(child.name), aggregate: true, numberType: false, joinColumns: child.metadata }))
  ];
  return { metadata, run };
}

function isCount(query: SoqlQuery): boolean {
  const [item] = query.items;
  const plain = (candidate: typeof item): boolean =>
    candidate.kind === 'operand' &&
    candidate.operand.kind === 'function' &&
    candidate.operand.name === 'COUNT' &&
    !candidate.operand.argument;
  if (!query.items.some(plain)) return false;
  if (query.items.length > 1 || query.groupBy.length > 0)
    throw malformedQuery("unexpected token: 'COUNT()' stands alone; count a field beside others");
  return plain(item);
}

function isAggregate(scope: Scope, item: Extract<SoqlQuery['items'][number], { kind: 'operand' }>): boolean {
  return item.operand.kind === 'function' && resolveOperand(scope, item.operand).aggregate;
}

interface ChildPlan {
  name: string;
  metadata: ColumnMetadata[];
  read(parentId: string): SoqlResult | null;
}

function planChildren(scope: Scope, query: SoqlQuery, urlOf: RecordUrl): ChildPlan[] {
  const { session } = scope;
  return query.items.flatMap((item) => {
    if (item.kind !== 'children') return [];
    const relationship = findChildRelationship(session.org.catalog, scope.object, item.query.from);
    if (!relationship) throw noSuchChildRelationship(session.text, item.query.from);
    const binder = createBinder();
    const parent = binder.bind(null);
    const child = openScope(session, readableObject(session, relationship.childObject), binder, item.query.alias);
    const filter = `${child.resolve(relationship.field).sql} = ${parent}`;
    const plan = planQuery(child, item.query, urlOf, [filter]);
    const read = (parentId: string): SoqlResult | null => {
      const records = plan.run(parentId);
      if (typeof records === 'number') throw unsupportedSoql('COUNT() in a sub-query');
      return records.length === 0 ? null : { totalSize: records.length, done: true, records };
    };
    return [{ name: relationship.name, metadata: plan.metadata, read }];
  });
}

function statementSql(
  scope: Scope,
  query: SoqlQuery,
  projection: Projection,
  groups: string[],
  filters: string[],
  grouped: boolean
): string {
  const where = [
    ...filters,
    ...scopeFilter(scope, query),
    ...historyFilter(scope),
    ...(query.where ? [conditionSql(scope, query.where, { aggregates: false })] : [])
  ];
  const having = query.having ? ` HAVING ${conditionSql(scope, query.having, { aggregates: true })}` : '';
  if (query.having && groups.length === 0) throw malformedQuery("unexpected token: 'HAVING' (it needs GROUP BY)");
  const order = orderSql(scope, query, groups, grouped);
  const limit = limitSql(query);
  const condition = where.length > 0 ? ` WHERE ${where.join(' AND ')}` : '';
  const grouping = groups.length > 0 ? ` GROUP BY ${groups.join(', ')}` : '';
  return `SELECT ${projection.columns.join(', ')} FROM ${scope.from()}${condition}${grouping}${having}${order}${limit}`;
}

function scopeFilter(scope: Scope, query: SoqlQuery): string[] {
  if (query.scope === undefined || query.scope === 'everything') return [];
  if (query.scope !== 'mine') throw unsupportedSoql(`USING SCOPE ${query.scope}`);
  return [`${scope.resolve('OwnerId').sql} = ${scope.binder.bind(scope.session.userId)}`];
}

function historyFilter({ session, object, alias }: Scope): string[] {
  const condition = historyCondition(session.org.catalog, session.access, object, alias);
  return condition === undefined ? [] : [condition];
}

function orderSql(scope: Scope, query: SoqlQuery, groups: string[], grouped: boolean): string {
  const parts = query.orderBy.map((clause) => {
    const typed = resolveOperand(scope, clause.operand);
    const field = typed.resolved?.field;
    if (field && !typed.aggregate && !fieldTraits(field).sortable)
      throw invalidField(scope.session.text, typed.text, `field '${field.name}' can not be sorted in a query call`);
    if (typed.aggregate && !grouped) throw malformedQuery(`unexpected token: '${typed.text}'`);
    if (grouped && !typed.aggregate && !groups.includes(typed.sql))
      throw malformedQuery(`Ordered field must be grouped or aggregated: ${typed.text}`);
    const sql = typed.bare && field ? sortSql(field, typed.sql, scope.binder) : typed.sql;
    const collation = typed.type === 'text' ? ' COLLATE NOCASE' : '';
    return `${sql}${collation} ${clause.descending ? 'DESC' : 'ASC'} NULLS ${clause.nullsLast ? 'LAST' : 'FIRST'}`;
  });
  // Salesforce promises no order here; a fixed one keeps pages and tests steady.
  if (grouped) parts.push(...groups);
  else parts.push(`${scope.alias}.${quoted('Id')}`);
  return parts.length > 0 ? ` ORDER BY ${parts.join(', ')}` : '';
}

function limitSql(query: SoqlQuery): string {
  const { limit, offset } = query;
  if (offset !== undefined && offset > MAX_OFFSET)
    throw new ApiError(400, 'NUMBER_OUTSIDE_VALID_RANGE', `Maximum SOQL offset allowed is ${MAX_OFFSET}`);
  const rows = Math.min(limit ?? MAX_ROWS, MAX_ROWS);
  return ` LIMIT ${rows}${offset === undefined ? '' : ` OFFSET ${offset}`}`;
}
