/**
 * List views: the deployed ones, the two that Salesforce brings for every object, and recently viewed records.
 * A view becomes one SQL statement that yields record ids; `recordData` then reads the page of records.
 */
import type { FilterOperation } from '@salesforce/types/metadata';
import { ApiError, notSupported } from '../http/router.ts';
import type { Catalog, ListViewDef, ObjectDef } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import type { Access } from '../records/access.ts';
import { hiddenWhenConverted } from '../records/stages/convertedLead.ts';
import { combineFilters, filterCondition, type SqlCondition } from './filters.ts';
import { historyCondition } from './historyVisibility.ts';
import { listViewColumn } from './listViewColumns.ts';
import { canReadPath, resolvePath, sqlSource, type ResolvedPath, type SqlSource } from './paths.ts';

/** API name of the list of recently viewed records. */
export const RECENT_LIST = '__Recent';

export interface ListDefinition {
  apiName: string;
  /** Id of the deployed component; built-in lists have none. */
  id: string | null;
  label: string;
  object: ObjectDef;
  columns: ResolvedPath[];
  scope: 'Everything' | 'Mine' | 'Queue' | 'Recent';
  /** Developer name of the queue of scope Queue. */
  queue?: string | undefined;
  filters: { resolved: ResolvedPath; operation: FilterOperation; value: string | undefined }[];
  filterLogic: string | undefined;
}

/** Columns of built-in lists, in list view words. */
const DEFAULT_COLUMNS: Record<string, string[]> = {
  Lead: ['FULL_NAME', 'LEAD.TITLE', 'LEAD.COMPANY', 'LEAD.PHONE', 'LEAD.EMAIL', 'LEAD.STATUS', 'CORE.USERS.ALIAS'],
  Account: ['ACCOUNT.NAME', 'ACCOUNT.ADDRESS1_STATE', 'ACCOUNT.PHONE1', 'ACCOUNT.TYPE', 'CORE.USERS.ALIAS'],
  Contact: ['FULL_NAME', 'ACCOUNT.NAME', 'CONTACT.TITLE', 'CONTACT.PHONE1', 'CONTACT.EMAIL', 'CORE.USERS.ALIAS'],
  Opportunity: ['OPPORTUNITY.NAME', 'ACCOUNT.NAME', 'OPPORTUNITY.STAGE_NAME', 'OPPORTUNITY.CLOSE_DATE', 'CORE.USERS.ALIAS'],
  Task: ['SUBJECT', 'WHO_NAME', 'WHAT_NAME', 'DUE_DATE', 'STATUS', 'PRIORITY', 'CORE.USERS.ALIAS'],
  Event: ['SUBJECT', 'WHO_NAME', 'WHAT_NAME', 'START_DATE_TIME', 'END_DATE_TIME', 'CORE.USERS.ALIAS']
};

function builtIn(catalog: Catalog, object: ObjectDef, apiName: string, label: string, scope: ListDefinition['scope']): ListDefinition {
  const columns = DEFAULT_COLUMNS[object.name] ?? ['NAME'];
  return {
    apiName,
    id: null,
    label,
    object,
    columns: columns.flatMap((column) => listViewColumn(catalog, object, column) ?? []),
    scope,
    filters: [],
    filterLogic: undefined
  };
}

/** `All`/`My` + plural in English API words: what Salesforce calls its own views. */
function builtInNames(object: ObjectDef): { all: string; mine: string } {
  if (object.kind !== 'standard') return { all: 'All', mine: 'Mine' };
  const plural = object.name.endsWith('y') ? `${object.name.slice(0, -1)}ies` : `${object.name}s`;
  return { all: `All${plural}`, mine: `My${plural}` };
}

function deployed(catalog: Catalog, object: ObjectDef, view: ListViewDef): ListDefinition {
  const column = (name: string): ResolvedPath => {
    const resolved = listViewColumn(catalog, object, name);
    if (!resolved) throw notSupported(`list view column ${name} of ${object.name}`);
    return resolved;
  };
  if (view.filterScope !== 'Everything' && view.filterScope !== 'Mine' && view.filterScope !== 'Queue')
    throw notSupported(`list view scope ${view.filterScope}`);
  return {
    apiName: view.name,
    id: catalog.components.get(`ListView:${object.name}.${view.name}`)?.id ?? null,
    label: view.label,
    object,
    columns: (view.columns ?? []).map(column),
    scope: view.filterScope,
    queue: view.queue,
    filters: (view.filters ?? []).map((filter) => ({ resolved: column(filter.field), operation: filter.operation, value: filter.value })),
    filterLogic: view.booleanFilter
  };
}

/** Name, label and id of every list of an object, in the order of the list picker. */
export function listSummaries(catalog: Catalog, object: ObjectDef): { apiName: string; id: string | null; label: string }[] {
  const names = builtInNames(object);
  const own = [...object.listViews.values()].map((view) => ({
    apiName: view.name,
    id: catalog.components.get(`ListView:${object.name}.${view.name}`)?.id ?? null,
    label: view.label
  }));
  const platform = [
    { apiName: RECENT_LIST, id: null, label: '最近参照したデータ' },
    { apiName: names.all, id: null, label: `すべての${object.label}` },
    ...(object.fields.has('OwnerId') ? [{ apiName: names.mine, id: null, label: `私の${object.label}` }] : [])
  ];
  return [...own, ...platform.filter((entry) => !object.listViews.has(entry.apiName))].sort((left, right) =>
    left.label.localeCompare(right.label, 'ja')
  );
}

/**
 * The definition of a list by API name.
 * @returns undefined when the object has no such list
 * @throws ApiError naming the scope or column that cannot be run
 */
export function listDefinition(catalog: Catalog, object: ObjectDef, apiName: string): ListDefinition | undefined {
  const view = object.listViews.get(apiName);
  if (view) return deployed(catalog, object, view);
  const names = builtInNames(object);
  if (apiName === RECENT_LIST) return builtIn(catalog, object, apiName, '最近参照したデータ', 'Recent');
  if (apiName === names.all) return builtIn(catalog, object, apiName, `すべての${object.label}`, 'Everything');
  if (apiName === names.mine && object.fields.has('OwnerId')) return builtIn(catalog, object, apiName, `私の${object.label}`, 'Mine');
  return undefined;
}

/** A path to sort by that says where blank values go. */
export interface SortKey {
  path: string;
  descending: boolean;
  nullsLast: boolean;
}

export interface ListRequest {
  /** Field paths, the first is the most significant; `-` before a path = descending. */
  sortBy: (string | SortKey)[];
  pageSize: number;
  offset: number;
  searchTerm?: string | undefined;
  /** One more condition that every record must meet, e.g. the parent of a related list. */
  condition?: (source: SqlSource) => SqlCondition;
}

/** Value sets sort in their own order, text without regard to case. */
function sortExpression(source: SqlSource, resolved: ResolvedPath, parameters: (string | number)[]): string {
  const sql = source.expression(resolved);
  const { picklist, type } = resolved.field;
  if (picklist && type === 'picklist' && !picklist.sorted) {
    parameters.push(JSON.stringify(picklist.values.map((entry) => entry.value)));
    return `(SELECT key FROM json_each(?) WHERE value = ${sql})`;
  }
  return ['string', 'textarea', 'picklist', 'email', 'phone', 'url'].includes(type) ? `${sql} COLLATE NOCASE` : sql;
}

const SEARCHED = new Set(['string', 'textarea', 'picklist', 'multipicklist', 'email', 'phone', 'url']);

/**
 * Runs a list.
 * @returns the ids of one page in order, whether more follow, and how many there are in all
 * @throws ApiError for a filter on a field that the user may not read, and for values of the wrong type
 */
export function runList(
  org: Org,
  access: Access,
  userId: string,
  list: ListDefinition,
  request: ListRequest
): { ids: string[]; more: boolean; total: number } {
  const { catalog } = org;
  const source = sqlSource(org, list.object, userId);
  const id = `${source.alias}."Id"`;
  for (const filter of list.filters) {
    if (!canReadPath(access, filter.resolved)) {
      throw new ApiError(
        400,
        'INVALID_FIELD',
        `リストビュー「${list.label}」の検索条件に使われている項目「${filter.resolved.field.label}」を参照する権限がありません。`,
        [filter.resolved.field.name]
      );
    }
  }
  const filters = combineFilters(
    list.filters.map((filter) =>
      filterCondition(org, { sql: source.expression(filter.resolved), field: filter.resolved.field }, filter.operation, filter.value)
    ),
    list.filterLogic
  );
  const where = [`(${filters.sql})`];
  const parameters = [...filters.parameters];
  const further = request.condition?.(source);
  if (further) {
    where.push(`(${further.sql})`);
    parameters.push(...further.parameters);
  }
  const history = historyCondition(catalog, access, list.object, source.alias);
  // A lookup's row with ids is for programs: people see the one with names.
  if (list.object.historyOf) where.push(`${source.alias}."DataType" <> 'EntityId'`, ...(history === undefined ? [] : [history]));
  const deleted = list.object.fields.has('IsDeleted') ? resolvePath(catalog, list.object, 'IsDeleted') : undefined;
  if (deleted) where.push(`COALESCE(${source.expression(deleted)}, 0) = 0`);
  const converted = hiddenWhenConverted(access, list.object) ? resolvePath(catalog, list.object, 'IsConverted') : undefined;
  if (converted) where.push(`COALESCE(${source.expression(converted)}, 0) = 0`);
  if (list.scope === 'Mine') {
    const owner = resolvePath(catalog, list.object, 'OwnerId');
    if (!owner) throw notSupported(`list view scope Mine on ${list.object.name}`);
    where.push(`${source.expression(owner)} = ?`);
    parameters.push(userId);
  }
  if (list.scope === 'Queue') {
    const owner = resolvePath(catalog, list.object, 'OwnerId');
    if (!owner) throw notSupported(`list view scope Queue on ${list.object.name}`);
    where.push(`${source.expression(owner)} = (SELECT "Id" FROM "Group" WHERE "Type" = 'Queue' AND "DeveloperName" = ?)`);
    parameters.push(list.queue ?? '');
  }
  const readable = list.columns.filter((column) => canReadPath(access, column));
  const term = request.searchTerm?.trim() ?? '';
  if (term !== '') {
    const columns = readable.filter((column) => SEARCHED.has(column.field.type));
    where.push(
      columns.length ? `(${columns.map((column) => `instr(lower(${source.expression(column)}), lower(?)) > 0`).join(' OR ')})` : '0'
    );
    parameters.push(...columns.map(() => term));
  }
  const orderParameters: (string | number)[] = [];
  let recentJoin = '';
  const recentParameters: string[] = [];
  const order: string[] = [];
  for (const key of request.sortBy) {
    const descending = typeof key === 'string' ? key.startsWith('-') : key.descending;
    const path = typeof key === 'string' ? key.replace(/^-/, '') : key.path;
    const nulls = typeof key === 'string' ? '' : ` NULLS ${key.nullsLast ? 'LAST' : 'FIRST'}`;
    const resolved = resolvePath(catalog, list.object, path);
    if (!resolved || !canReadPath(access, resolved))
      throw new ApiError(400, 'INVALID_FIELD', `No such column '${path}' on entity '${list.object.name}'.`, [path]);
    order.push(`${sortExpression(source, resolved, orderParameters)} ${descending ? 'DESC' : 'ASC'}${nulls}`);
  }
  if (list.scope === 'Recent') {
    prepareRecent(org);
    recentJoin = ` JOIN _recent_view AS recent ON recent.record_id = ${id} AND recent.user_id = ?`;
    recentParameters.push(userId);
    if (order.length === 0) order.push('recent.viewed_at DESC');
  }
  const body = `FROM ${source.from()}${recentJoin} WHERE ${where.join(' AND ')}`;
  const count = (): number =>
    (org.db.prepare(`SELECT COUNT(*) AS total ${body}`).get(...recentParameters, ...parameters) as { total: number }).total;
  // Few rows of many are left by a filter: they are found once and counted on the way. Without one, counting by itself is quicker.
  const counted = list.filters.length > 0;
  const rows = org.db
    .prepare(
      `SELECT ${id} AS id${counted ? ', COUNT(*) OVER () AS total' : ''} ${body} ORDER BY ${[...order, id].join(', ')} LIMIT ? OFFSET ?`
    )
    .all(...recentParameters, ...parameters, ...orderParameters, request.pageSize, request.offset) as { id: string; total?: number }[];
  const total = rows[0]?.total ?? (counted && request.offset === 0 ? 0 : count());
  return { ids: rows.map((row) => row.id), more: request.offset + rows.length < total, total };
}

function prepareRecent(org: Org): void {
  org.db.exec(
    'CREATE TABLE IF NOT EXISTS _recent_view (user_id TEXT NOT NULL, record_id TEXT NOT NULL, viewed_at TEXT NOT NULL, PRIMARY KEY (user_id, record_id)) WITHOUT ROWID'
  );
}

/** Remembers that a user opened a record (`updateMru` of the UI API). */
export function noteView(org: Org, userId: string, recordId: string): void {
  prepareRecent(org);
  org.db
    .prepare('INSERT INTO _recent_view VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET viewed_at = excluded.viewed_at')
    .run(userId, recordId, org.clock.now().toISOString());
}
