/**
 * Related lists of the UI API: the children of a record through one child relationship.
 * Source: User Interface API Developer Guide, "Related List Records", "Related List Metadata", "Related List Record Count",
 * "Related List Reference", "Related List Column".
 */
import { findObject, type ObjectDef } from '../metadata/catalog.ts';
import { childRelationshipsOf, findChildRelationship, type FoundChildRelationship } from '../query/childRelationships.ts';
import { columnLabel } from '../query/listViewColumns.ts';
import { runList, type ListDefinition } from '../query/listViews.ts';
import { canReadPath, resolvePath, type ResolvedPath } from '../query/paths.ts';
import { addPath, emptySelection, objectOfId, readRecords } from '../query/recordData.ts';
import { recordFilter } from '../query/recordFilter.ts';
import { accessOf, type Access } from '../records/access.ts';
import { to18 } from '../records/ids.ts';
import { ApiError, jsonBody, notFound, type HttpResponse, type RequestContext, type Route } from './router.ts';
import { eTag, insufficientAccess, invalidField, listParam, MASTER_RECORD_TYPE, readableObject, uiApiPath } from './ui-api-common.ts';
import { sortable, texts, withoutObject } from './ui-api-lists.ts';
import { objectTheme } from './ui-api-theme.ts';

const DEFAULT_PAGE = 50;
const MAX_PAGE = 1999;
const MAX_COUNT = 1999;

interface RelatedList {
  parent: ObjectDef;
  child: ObjectDef;
  relationship: FoundChildRelationship;
}

/** @throws 404 for a relationship that is not there, 403 for a child object or lookup that the user may not read */
function relatedList(context: RequestContext, access: Access, parent: ObjectDef): RelatedList {
  const relationship = findChildRelationship(context.org.catalog, parent, context.params.list ?? '');
  const child = relationship && findObject(context.org.catalog, relationship.childObject);
  if (!child) throw notFound();
  if (!access.object(child.name).read || !access.canRead(child.name, relationship.field)) throw insufficientAccess();
  return { parent, child, relationship };
}

function reference(list: RelatedList, recordId: string | null): Record<string, unknown> {
  return {
    id: null,
    inContextOfRecordId: recordId,
    listViewApiName: null,
    objectApiName: list.child.name,
    parentObjectApiName: list.parent.name,
    recordTypeId: MASTER_RECORD_TYPE,
    relatedListId: list.relationship.name,
    type: 'relatedList'
  };
}

/** Columns of a list that nobody laid out: the child's compact layout behind its name. */
function defaultPaths(child: ObjectDef): string[] {
  const layout = child.compactLayouts.get(child.compactLayout ?? 'SYSTEM') ?? child.compactLayouts.get('SYSTEM');
  // Ids are no names.
  return [...new Set([...(child.nameField === 'Id' ? [] : [child.nameField]), ...(layout?.fields ?? [])])];
}

/** Paths the user may read; a required one that they may not is refused. */
function columnsOf(context: RequestContext, access: Access, child: ObjectDef, required: string[], optional: string[]): ResolvedPath[] {
  const readable = (path: string): ResolvedPath | undefined => {
    const resolved = resolvePath(context.org.catalog, child, withoutObject(child, path));
    return resolved && canReadPath(access, resolved) ? resolved : undefined;
  };
  const named = required.map((path) => {
    const resolved = readable(path);
    if (!resolved) throw invalidField(child.name, withoutObject(child, path));
    return resolved;
  });
  const more = (required.length + optional.length ? optional : defaultPaths(child)).flatMap((path) => readable(path) ?? []);
  return [...new Map([...named, ...more].map((column) => [column.path, column])).values()];
}

const parentOf = (path: string): string => path.split('.').slice(0, -1).join('.');

function column(list: RelatedList, resolved: ResolvedPath): Record<string, unknown> {
  const own = resolved.path === list.child.nameField;
  const named = resolved.steps.length > 0 && resolved.field.name === resolved.object.nameField;
  return {
    dataType: resolved.field.type,
    fieldApiName: resolved.path,
    label: columnLabel(resolved),
    lookupId: own ? 'Id' : named ? `${parentOf(resolved.path)}.Id` : null,
    sortable: sortable(resolved.field.type, resolved.field.length)
  };
}

/** GET related-list-info/:parent/:list?fields=&optionalFields= */
function info(context: RequestContext): HttpResponse {
  const access = accessOf(context.org, context.userId);
  const list = relatedList(context, access, readableObject(context, context.params.parent ?? '', access));
  const { child, relationship } = list;
  const columns = columnsOf(context, access, child, listParam(context, 'fields'), listParam(context, 'optionalFields'));
  const first = columns.find((candidate) => sortable(candidate.field.type, candidate.field.length));
  const content = {
    cloneable: false,
    createable: access.object(child.name).create,
    deletable: false,
    displayColumns: columns.map((resolved) => column(list, resolved)),
    fieldApiName: relationship.field,
    filterLogicString: null,
    filteredByInfo: [],
    label: child.pluralLabel,
    listReference: reference(list, null),
    objectApiNames: [child.name],
    orderedByInfo: first ? [{ fieldApiName: first.path, isAscending: true, label: columnLabel(first) }] : [],
    updateable: false,
    userPreferences: {
      columnWidths: Object.fromEntries(columns.map((resolved) => [resolved.path, -1])),
      columnWrap: Object.fromEntries(columns.map((resolved) => [resolved.path, false])),
      orderedBy: []
    },
    visibility: 'Public'
  };
  return { status: 200, body: { ...content, eTag: eTag(content) } };
}

/** GET related-list-info/:parent: the related lists the user may see. */
function summaries(context: RequestContext): HttpResponse {
  const { catalog } = context.org;
  const access = accessOf(context.org, context.userId);
  const parent = readableObject(context, context.params.parent ?? '', access);
  const relatedLists = childRelationshipsOf(catalog, parent).flatMap((relationship) => {
    const child = findObject(catalog, relationship.childObject);
    if (!child?.userFacing || !access.object(child.name).read || !access.canRead(child.name, relationship.field)) return [];
    return [
      {
        entityLabel: child.label,
        entityLabelPlural: child.pluralLabel,
        fieldApiName: relationship.field,
        keyPrefix: child.keyPrefix,
        label: child.pluralLabel,
        objectApiName: child.name,
        parentFieldApiName: `${parent.name}.Id`,
        relatedListId: relationship.name,
        relatedListInfoUrl: `${uiApiPath(context)}/related-list-info/${parent.name}/${relationship.name}`,
        themeInfo: objectTheme(catalog, child.name, context.baseUrl)
      }
    ];
  });
  const body = { parentObjectApiName: parent.name, parentRecordTypeId: MASTER_RECORD_TYPE, relatedLists };
  return { status: 200, body: { ...body, eTag: eTag(body) } };
}

/** The parent record of the path. @throws 404 when it is not there, 403 when its object may not be read */
function parentRecord(context: RequestContext, access: Access): { id: string; object: ObjectDef } {
  const id = to18(context.params.parent ?? '');
  const object = objectOfId(context.org, id);
  if (!object) throw notFound();
  if (!access.object(object.name).read) throw insufficientAccess();
  const row = readRecords(context.org, access, object, [id], emptySelection()).get(id);
  if (!row) throw notFound();
  return { id, object };
}

interface RecordsRequest {
  fields: string[];
  optionalFields: string[];
  pageSize: number;
  pageToken: number;
  sortBy: string[];
  where: string | undefined;
}

/** Settings of a records call: the query of a GET and the body of a POST have the same names. */
function requestOf(context: RequestContext): RecordsRequest {
  const query = context.url.searchParams;
  const body = context.method === 'POST' && context.body.length ? jsonBody(context) : {};
  const list = (name: string): string[] => (context.method === 'POST' ? texts(body[name], name) : listParam(context, name));
  const single = (name: string): string | undefined => {
    const value = context.method === 'POST' ? body[name] : query.get(name);
    return value === undefined || value === null || value === '' ? undefined : String(value);
  };
  const whole = (name: string, fallback: number, min: number, max: number): number => {
    const number = Number(single(name) ?? fallback);
    if (!Number.isInteger(number) || number < min || number > max)
      throw new ApiError(400, 'ILLEGAL_QUERY_PARAMETER_VALUE', `${name} must be a whole number from ${min} to ${max}.`);
    return number;
  };
  const sortBy = list('sortBy');
  if (sortBy.length > 1) throw new ApiError(400, 'ILLEGAL_QUERY_PARAMETER_VALUE', 'sortBy accepts only one value per request.');
  return {
    fields: list('fields'),
    optionalFields: list('optionalFields'),
    pageSize: whole('pageSize', DEFAULT_PAGE, 1, MAX_PAGE),
    pageToken: whole('pageToken', 0, 0, 1_000_000),
    sortBy,
    where: single('where')
  };
}

/** Runs the list with the parent as one more condition. */
function run(
  context: RequestContext,
  access: Access,
  list: RelatedList,
  recordId: string,
  request: Pick<RecordsRequest, 'pageSize' | 'pageToken' | 'sortBy' | 'where'>
): ReturnType<typeof runList> {
  const { org, userId } = context;
  const lookup = resolvePath(org.catalog, list.child, list.relationship.field);
  if (!lookup) throw notFound();
  const where = request.where === undefined ? undefined : recordFilter(org, access, list.child, request.where);
  const definition: ListDefinition = {
    apiName: list.relationship.name,
    id: null,
    label: list.child.pluralLabel,
    object: list.child,
    columns: [],
    scope: 'Everything',
    filters: [],
    filterLogic: undefined
  };
  return runList(org, access, userId, definition, {
    sortBy: request.sortBy,
    pageSize: request.pageSize,
    offset: request.pageToken,
    condition: (source) => {
      const more = where?.(source) ?? { sql: '1', parameters: [] };
      return { sql: `${source.expression(lookup)} = ? AND ${more.sql}`, parameters: [recordId, ...more.parameters] };
    }
  });
}

/** GET and POST related-list-records/:parent/:list */
function records(context: RequestContext): HttpResponse {
  const { org } = context;
  const access = accessOf(org, context.userId);
  const parent = parentRecord(context, access);
  const list = relatedList(context, access, parent.object);
  const { child } = list;
  const request = requestOf(context);
  const columns = columnsOf(context, access, child, request.fields, request.optionalFields);
  const selection = emptySelection();
  for (const resolved of columns) addPath(org, access, child, resolved.path, selection);
  const asked = request.sortBy.map((path) =>
    path.startsWith('-') ? `-${withoutObject(child, path.slice(1))}` : withoutObject(child, path)
  );
  const usual = columns.find((candidate) => sortable(candidate.field.type, candidate.field.length))?.path;
  // History shows the latest first.
  const sortBy = asked.length ? asked : child.historyOf || child.stagesOf ? ['-CreatedDate'] : usual === undefined ? [] : [usual];
  const result = run(context, access, list, parent.id, { ...request, sortBy });
  const found = readRecords(org, access, child, result.ids, selection);
  const address = (token: number): string => {
    const parameters = new URLSearchParams({ pageSize: String(request.pageSize), pageToken: String(token) });
    for (const name of ['fields', 'optionalFields'] as const) if (request[name].length) parameters.set(name, request[name].join(','));
    if (asked.length) parameters.set('sortBy', asked.join(','));
    if (request.where !== undefined) parameters.set('where', request.where);
    return `${uiApiPath(context)}/related-list-records/${parent.id}/${list.relationship.name}?${parameters.toString()}`;
  };
  const { pageToken, pageSize } = request;
  const next = pageToken + result.ids.length;
  const previous = Math.max(0, pageToken - pageSize);
  const body = {
    count: result.ids.length,
    currentPageToken: String(pageToken),
    currentPageUrl: address(pageToken),
    fields: request.fields,
    listInfoETag: eTag(columns.map((resolved) => column(list, resolved))),
    listReference: reference(list, parent.id),
    nextPageToken: result.more ? String(next) : null,
    nextPageUrl: result.more ? address(next) : null,
    optionalFields: request.optionalFields,
    pageSize,
    previousPageToken: pageToken > 0 ? String(previous) : null,
    previousPageUrl: pageToken > 0 ? address(previous) : null,
    records: result.ids.flatMap((id) => found.get(id) ?? []),
    sortBy
  };
  return { status: 200, body };
}

/** GET related-list-count/:parent/:list */
function count(context: RequestContext): HttpResponse {
  const access = accessOf(context.org, context.userId);
  const parent = parentRecord(context, access);
  const list = relatedList(context, access, parent.object);
  const { total } = run(context, access, list, parent.id, { pageSize: 1, pageToken: 0, sortBy: [], where: undefined });
  const body = {
    count: Math.min(total, MAX_COUNT),
    hasMore: total > MAX_COUNT,
    listReference: reference(list, parent.id),
    maxCount: MAX_COUNT
  };
  return { status: 200, body: { ...body, eTag: eTag(body) } };
}

const BASE = '/services/data/:version/ui-api';

export const routes: Route[] = [
  { method: 'GET', pattern: `${BASE}/related-list-info/:parent`, handler: summaries },
  { method: 'GET', pattern: `${BASE}/related-list-info/:parent/:list`, handler: info },
  { method: 'GET', pattern: `${BASE}/related-list-records/:parent/:list`, handler: records },
  { method: 'POST', pattern: `${BASE}/related-list-records/:parent/:list`, handler: records },
  { method: 'GET', pattern: `${BASE}/related-list-count/:parent/:list`, handler: count }
];
