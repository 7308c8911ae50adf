/**
 * List views of the UI API: list-info, list-records, list-ui.
 * Source: User Interface API Developer Guide, "List Info", "List Record Collection", "List UI", "List View Summary Collection".
 */
import { findObject, type ObjectDef } from '../metadata/catalog.ts';
import { columnLabel } from '../query/listViewColumns.ts';
import { listDefinition, listSummaries, runList, type ListDefinition } from '../query/listViews.ts';
import { canReadPath } from '../query/paths.ts';
import { addPath, emptySelection, readRecords } from '../query/recordData.ts';
import { accessOf, type Access } from '../records/access.ts';
import { ApiError, jsonBody, notFound, notSupported, type HttpResponse, type RequestContext, type Route } from './router.ts';
import { eTag, invalidField, listParam, numberParam, readableObject, uiApiPath } from './ui-api-common.ts';

/** Operators of metadata in the words of the UI API. */
const OPERATORS: Record<string, string> = {
  equals: 'Equals',
  notEqual: 'NotEqual',
  lessThan: 'LessThan',
  greaterThan: 'GreaterThan',
  lessOrEqual: 'LessOrEqual',
  greaterOrEqual: 'GreaterOrEqual',
  contains: 'Contains',
  notContain: 'NotContain',
  startsWith: 'StartsWith',
  includes: 'Includes',
  excludes: 'Excludes'
};

function reference(list: ListDefinition): Record<string, unknown> {
  return {
    id: list.id,
    listViewApiName: list.apiName,
    objectApiName: list.object.name,
    parentObjectApiName: null,
    parentRecordId: null,
    recordTypeId: null,
    relatedListId: null,
    type: list.scope === 'Recent' ? 'mru' : 'listView'
  };
}

/** Long texts and multi-select picklists have no order. */
export const sortable = (type: string, length: number | undefined): boolean =>
  type !== 'multipicklist' && type !== 'anyType' && !(type === 'textarea' && (length ?? 0) > 255);

function scopeOf(list: ListDefinition): { apiName: string; label: string } {
  if (list.scope === 'Mine') return { apiName: 'mine', label: `私の${list.object.label}` };
  return list.scope === 'Queue'
    ? { apiName: 'queue', label: `キューの${list.object.label}` }
    : { apiName: 'everything', label: `すべての${list.object.label}` };
}

function listInfo(access: Access, list: ListDefinition): Record<string, unknown> {
  const columns = list.columns.filter((column) => canReadPath(access, column));
  const nameColumn = columns.find((column) => column.path === list.object.nameField) ?? columns[0];
  const content = {
    cloneable: false,
    createable: false,
    deletable: false,
    displayColumns: columns.map((column) => ({
      fieldApiName: column.path,
      label: columnLabel(column),
      lookupId:
        column.path === list.object.nameField
          ? 'Id'
          : column.field.name === column.object.nameField && column.steps.length
            ? [...column.path.split('.').slice(0, -1), 'Id'].join('.')
            : null,
      sortable: sortable(column.field.type, column.field.length)
    })),
    filterLogicString: list.filterLogic ?? null,
    filteredByInfo: list.filters
      .filter((filter) => canReadPath(access, filter.resolved))
      .map((filter) => ({
        fieldApiName: filter.resolved.path,
        label: columnLabel(filter.resolved),
        operandLabels: (filter.value ?? '').split(','),
        operator: OPERATORS[filter.operation] ?? filter.operation
      })),
    hasMassActions: false,
    label: list.label,
    listReference: reference(list),
    listShares: [],
    objectApiNames: [list.object.name],
    orderedByInfo:
      list.scope === 'Recent' || !nameColumn ? [] : [{ fieldApiName: nameColumn.path, isAscending: true, label: columnLabel(nameColumn) }],
    scope: {
      ...scopeOf(list)
    },
    searchable: true,
    updateable: false,
    userPreferences: {
      columnWidths: Object.fromEntries(columns.map((column) => [column.path, -1])),
      columnWrap: Object.fromEntries(columns.map((column) => [column.path, false]))
    },
    visibility: 'Public',
    visibilityEditable: false
  };
  return { ...content, eTag: eTag(content) };
}

/** Settings of a records call, from the query of a GET or the body of a POST. */
interface RecordsRequest {
  fields: string[];
  optionalFields: string[];
  pageSize: number;
  pageToken: number;
  searchTerm: string | undefined;
  sortBy: string[];
}

const MAX_PAGE = 2000;

function fromQuery(context: RequestContext): RecordsRequest {
  const query = context.url.searchParams;
  if (query.get('where')) throw notSupported('where of list-records');
  return {
    fields: listParam(context, 'fields'),
    optionalFields: listParam(context, 'optionalFields'),
    pageSize: numberParam(context, 'pageSize', 50, 1, MAX_PAGE),
    pageToken: numberParam(context, 'pageToken', 0, 0, 1_000_000),
    searchTerm: query.get('searchTerm') ?? undefined,
    sortBy: listParam(context, 'sortBy')
  };
}

/** A list of texts in a body; absent = empty. @throws 400 for anything else */
export function texts(value: unknown, name: string): string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.some((entry) => typeof entry !== 'string'))
    throw new ApiError(400, 'POST_BODY_PARSE_ERROR', `${name} must be a list of texts.`);
  return value as string[];
}

function fromBody(context: RequestContext): RecordsRequest {
  const body = context.body.length ? jsonBody(context) : {};
  if (body.where !== undefined && body.where !== null && body.where !== '') throw notSupported('where of list-records');
  const whole = (value: unknown, fallback: number, min: number, max: number, name: string): number => {
    const number = value === undefined || value === null ? fallback : Number(value);
    if (!Number.isInteger(number) || number < min || number > max)
      throw new ApiError(400, 'ILLEGAL_QUERY_PARAMETER_VALUE', `${name} must be a whole number from ${min} to ${max}.`);
    return number;
  };
  return {
    fields: texts(body.fields, 'fields'),
    optionalFields: texts(body.optionalFields, 'optionalFields'),
    pageSize: whole(body.pageSize, 50, 1, MAX_PAGE, 'pageSize'),
    pageToken: whole(body.pageToken, 0, 0, 1_000_000, 'pageToken'),
    searchTerm: typeof body.searchTerm === 'string' ? body.searchTerm : undefined,
    sortBy: texts(body.sortBy, 'sortBy')
  };
}

/** `Opportunity.Name` → `Name`; a path without the object's name stays. */
export const withoutObject = (object: ObjectDef, path: string): string =>
  path.toLowerCase().startsWith(`${object.name.toLowerCase()}.`) ? path.slice(object.name.length + 1) : path;

function sortPaths(access: Access, list: ListDefinition, sortBy: string[]): string[] {
  if (sortBy.length)
    return sortBy.map((text) =>
      text.startsWith('-') ? `-${withoutObject(list.object, text.slice(1))}` : withoutObject(list.object, text)
    );
  if (list.scope === 'Recent') return [];
  const columns = list.columns.filter((column) => canReadPath(access, column));
  const first = columns.find((column) => column.path === list.object.nameField) ?? columns[0];
  return first ? [first.path] : [];
}

function listRecords(
  context: RequestContext,
  access: Access,
  list: ListDefinition,
  info: Record<string, unknown>,
  request: RecordsRequest
): Record<string, unknown> {
  const { org } = context;
  const selection = emptySelection();
  for (const column of list.columns) addPath(org, access, list.object, column.path, selection);
  for (const path of request.fields)
    if (!addPath(org, access, list.object, withoutObject(list.object, path), selection)) throw invalidField(list.object.name, path);
  for (const path of request.optionalFields) addPath(org, access, list.object, withoutObject(list.object, path), selection);
  const sortBy = sortPaths(access, list, request.sortBy);
  const result = runList(org, access, context.userId, list, {
    sortBy,
    pageSize: request.pageSize,
    offset: request.pageToken,
    searchTerm: request.searchTerm
  });
  const records = readRecords(org, access, list.object, result.ids, selection);
  const address = (token: number): string => {
    const parameters = new URLSearchParams({ pageSize: String(request.pageSize), pageToken: String(token), sortBy: sortBy.join(',') });
    if (request.searchTerm) parameters.set('searchTerm', request.searchTerm);
    return `${uiApiPath(context)}/list-records/${list.object.name}/${list.apiName}?${parameters.toString()}`;
  };
  const next = request.pageToken + result.ids.length;
  const previous = Math.max(0, request.pageToken - request.pageSize);
  return {
    count: result.ids.length,
    currentPageToken: String(request.pageToken),
    currentPageUrl: address(request.pageToken),
    fields: request.fields,
    listInfoETag: info.eTag,
    listReference: reference(list),
    nextPageToken: result.more ? String(next) : null,
    nextPageUrl: result.more ? address(next) : null,
    optionalFields: request.optionalFields,
    pageSize: request.pageSize,
    previousPageToken: request.pageToken > 0 ? String(previous) : null,
    previousPageUrl: request.pageToken > 0 ? address(previous) : null,
    records: result.ids.flatMap((id) => records.get(id) ?? []),
    searchTerm: request.searchTerm ?? null,
    sortBy,
    totalCount: result.total,
    where: null
  };
}

/** Finds the list of the path: object and API name, or the id of a deployed list view. */
function listOf(context: RequestContext, access: Access): ListDefinition {
  const { catalog } = context.org;
  const objectName = context.params.object;
  if (objectName !== undefined) {
    const list = listDefinition(catalog, readableObject(context, objectName, access), context.params.list ?? '');
    if (!list) throw notFound();
    return list;
  }
  const id = context.params.id ?? '';
  for (const component of catalog.components.values()) {
    if (component.type !== 'ListView' || component.id.slice(0, 15) !== id.slice(0, 15)) continue;
    const [name, view] = component.fullName.split('.');
    const list = listDefinition(catalog, readableObject(context, name ?? '', access), view ?? '');
    if (list) return list;
  }
  throw notFound();
}

/** GET list-ui/:object and list-info/:object: the lists of an object. */
function summaries(context: RequestContext, object: ObjectDef): HttpResponse {
  const query = (context.url.searchParams.get('q') ?? '').toLowerCase();
  const lists = listSummaries(context.org.catalog, object)
    .filter((list) => query === '' || list.label.toLowerCase().includes(query))
    .map((list) => ({
      apiName: list.apiName,
      id: list.id,
      label: list.label,
      listInfoUrl: `${uiApiPath(context)}/list-info/${object.name}/${list.apiName}`,
      listUiUrl: `${uiApiPath(context)}/list-ui/${object.name}/${list.apiName}`,
      objectApiName: object.name
    }));
  const body = {
    count: lists.length,
    currentPageToken: '0',
    currentPageUrl: `${uiApiPath(context)}/list-ui/${object.name}`,
    lists,
    nextPageToken: null,
    nextPageUrl: null,
    previousPageToken: null,
    previousPageUrl: null
  };
  return { status: 200, body: { ...body, eTag: eTag(body) } };
}

const isId = (text: string): boolean => /^00B[a-zA-Z0-9]{12}([a-zA-Z0-9]{3})?$/.test(text);

function infoHandler(context: RequestContext): HttpResponse {
  const access = accessOf(context.org, context.userId);
  return { status: 200, body: listInfo(access, listOf(context, access)) };
}

function recordsHandler(read: (context: RequestContext) => RecordsRequest): (context: RequestContext) => HttpResponse {
  return (context) => {
    const access = accessOf(context.org, context.userId);
    const list = listOf(context, access);
    return { status: 200, body: listRecords(context, access, list, listInfo(access, list), read(context)) };
  };
}

function uiHandler(context: RequestContext): HttpResponse {
  const access = accessOf(context.org, context.userId);
  const list = listOf(context, access);
  const info = listInfo(access, list);
  const body = { info, records: listRecords(context, access, list, info, fromQuery(context)) };
  return { status: 200, body: { ...body, eTag: eTag(body) } };
}

/** One path segment is an object (its lists) or the id of a list view. */
function oneSegment(ofId: (context: RequestContext) => HttpResponse): (context: RequestContext) => HttpResponse {
  return (context) => {
    const name = context.params.name ?? '';
    if (isId(name) && !findObject(context.org.catalog, name)) return ofId({ ...context, params: { ...context.params, id: name } });
    return summaries(context, readableObject(context, name));
  };
}

/** GET mru-list-records/:object and the like are `__Recent` lists. */
const recent =
  (handler: (context: RequestContext) => HttpResponse) =>
  (context: RequestContext): HttpResponse =>
    handler({ ...context, params: { ...context.params, list: '__Recent' } });

const BASE = '/services/data/:version/ui-api';

export const routes: Route[] = [
  { method: 'GET', pattern: `${BASE}/list-info/:object/:list`, handler: infoHandler },
  { method: 'GET', pattern: `${BASE}/list-info/:name`, handler: oneSegment(infoHandler) },
  { method: 'GET', pattern: `${BASE}/list-records/:object/:list`, handler: recordsHandler(fromQuery) },
  { method: 'POST', pattern: `${BASE}/list-records/:object/:list`, handler: recordsHandler(fromBody) },
  { method: 'GET', pattern: `${BASE}/list-records/:id`, handler: recordsHandler(fromQuery) },
  { method: 'GET', pattern: `${BASE}/list-ui/:object/:list`, handler: uiHandler },
  { method: 'GET', pattern: `${BASE}/list-ui/:name`, handler: oneSegment(uiHandler) },
  { method: 'GET', pattern: `${BASE}/mru-list-info/:object`, handler: recent(infoHandler) },
  { method: 'GET', pattern: `${BASE}/mru-list-records/:object`, handler: recent(recordsHandler(fromQuery)) },
  { method: 'GET', pattern: `${BASE}/mru-list-ui/:object`, handler: recent(uiHandler) }
];
