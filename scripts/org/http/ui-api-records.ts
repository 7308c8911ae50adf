/**
 * Records of the UI API: read, create, update, delete.
 * Source: User Interface API Developer Guide, "Records", "Error with Output", "Record Exception Error".
 */
import { findField, findObject, type Catalog, type ObjectDef } from '../metadata/catalog.ts';
import { accessOf, type Access } from '../records/access.ts';
import { to18 } from '../records/ids.ts';
import { save } from '../records/save.ts';
import type { SaveError, SaveResult } from '../records/values.ts';
import { noteView } from '../query/listViews.ts';
import {
  addFieldWithName,
  addPath,
  emptySelection,
  objectOfId,
  readRecords,
  wholeSelection,
  type RecordRepresentation,
  type Selection
} from '../query/recordData.ts';
import { matchResults, type MatchResult } from './duplicateResult.ts';
import { ApiError, jsonBody, notFound, notSupported, type HttpResponse, type RequestContext, type Route } from './router.ts';
import { insufficientAccess, invalidField, listParam } from './ui-api-common.ts';
import { layoutFields } from './ui-api-layouts.ts';

/** The object behind a record id, if the user may read it. */
function recordObject(context: RequestContext, access: Access, id: string): ObjectDef {
  if (!/^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(id))
    throw new ApiError(400, 'ILLEGAL_QUERY_PARAMETER_VALUE', `${id} is not a valid record id.`);
  const object = objectOfId(context.org, id);
  if (!object) throw notFound();
  if (!access.object(object.name).read) throw insufficientAccess();
  return object;
}

/** Fields asked for by `fields`, `optionalFields` and `layoutTypes` + `modes`. */
function selectionOf(context: RequestContext, access: Access, object: ObjectDef): Selection {
  const selection = emptySelection();
  const fields = listParam(context, 'fields');
  const optional = listParam(context, 'optionalFields');
  const layoutTypes = listParam(context, 'layoutTypes');
  if (fields.length + optional.length + layoutTypes.length === 0) {
    throw new ApiError(400, 'MISSING_ARGUMENT', 'At least one of the following params is required: fields, layoutTypes, optionalFields');
  }
  for (const path of fields) {
    const [prefix, ...rest] = path.split('.');
    const name = rest.join('.');
    if (findObject(context.org.catalog, prefix ?? '') !== object || !addPath(context.org, access, object, name, selection))
      throw invalidField(object.name, name || path);
  }
  for (const path of optional) {
    const [prefix, ...rest] = path.split('.');
    if (findObject(context.org.catalog, prefix ?? '') === object) addPath(context.org, access, object, rest.join('.'), selection);
  }
  for (const type of layoutTypes) {
    if (type !== 'Full' && type !== 'Compact')
      throw new ApiError(400, 'ILLEGAL_QUERY_PARAMETER_VALUE', `layoutTypes must be Full or Compact, not ${type}.`);
    for (const name of layoutFields(context.org, access, object, type)) addFieldWithName(context.org, access, object, name, selection);
  }
  return selection;
}

function get(context: RequestContext): HttpResponse {
  const access = accessOf(context.org, context.userId);
  const id = to18(context.params.id ?? '');
  const object = recordObject(context, access, id);
  const record = readRecords(context.org, access, object, [id], selectionOf(context, access, object)).get(id);
  if (!record) throw notFound();
  if (context.url.searchParams.get('updateMru') === 'true') noteView(context.org, context.userId, id);
  return { status: 200, body: record };
}

/** GET records/batch/:ids: one result per id, errors inside. */
function batch(context: RequestContext): HttpResponse {
  const results = (context.params.ids ?? '')
    .split(',')
    .filter((id) => id !== '')
    .map((id) => {
      try {
        const answer = get({ ...context, params: { ...context.params, id } });
        return { result: answer.body, statusCode: answer.status };
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        return { result: [{ errorCode: error.errorCode, message: error.message }], statusCode: error.status };
      }
    });
  return { status: 200, body: { hasErrors: results.some((entry) => entry.statusCode !== 200), results } };
}

interface RecordError {
  constituentField: string | null;
  duplicateRecordError: { matchResults: MatchResult[] } | null;
  errorCode: string;
  field: string | null;
  fieldLabel: string | null;
  message: string;
}

function recordError(catalog: Catalog, object: ObjectDef, error: SaveError, fieldName: string | undefined): RecordError {
  const field = fieldName === undefined ? undefined : findField(object, fieldName);
  const compound = field?.compoundOf === undefined ? undefined : findField(object, field.compoundOf);
  return {
    constituentField: compound ? (field?.name ?? null) : null,
    duplicateRecordError: error.duplicates ? { matchResults: matchResults(catalog, error.duplicates) } : null,
    errorCode: error.statusCode,
    field: compound?.name ?? field?.name ?? null,
    fieldLabel: (compound ?? field)?.label ?? null,
    message: error.message
  };
}

/** Statuses of errors that are not about values. */
const STATUSES: Record<string, number> = {
  ENTITY_IS_DELETED: 404,
  NOT_FOUND: 404,
  INSUFFICIENT_ACCESS_OR_READONLY: 403,
  INSUFFICIENT_ACCESS: 403,
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: 403,
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: 400
};

const CONFLICTS = new Set(['ENTITY_FAILED_IFLASTMODIFIED_ON_UPDATE_CHECK', 'PRECONDITION_FAILED', 'CONFLICT']);

/** The body of a refused save: field errors under their field, the rest beside them. */
function refused(catalog: Catalog, object: ObjectDef, result: SaveResult, verb: string, current?: RecordRepresentation): HttpResponse {
  const errors: RecordError[] = [];
  const fieldErrors: Record<string, RecordError[]> = {};
  for (const error of result.errors) {
    if (error.fields.length === 0) errors.push(recordError(catalog, object, error, undefined));
    for (const name of error.fields) {
      const entry = recordError(catalog, object, error, name);
      const key = entry.field ?? name;
      if (entry.field === null) errors.push(entry);
      else (fieldErrors[key] ??= []).push(entry);
    }
  }
  const first = result.errors[0];
  if (first && CONFLICTS.has(first.statusCode)) {
    const message = 'このレコードは、編集中に他のユーザーによって変更されました。最新の内容を確認してから、もう一度保存してください。';
    return {
      status: 412,
      body: {
        message,
        statusCode: 412,
        errorCode: 'PRECONDITION_FAILED',
        enhancedErrorType: 'RecordError',
        output: { errors: [{ ...recordError(catalog, object, first, undefined), message }], fieldErrors: {}, record: current ?? null }
      }
    };
  }
  const status = STATUSES[first?.statusCode ?? ''] ?? 400;
  const message = `レコードを${verb}しようとしてエラーが発生しました。もう一度試してください。`;
  return {
    status,
    body: {
      message,
      statusCode: status,
      errorCode: first?.statusCode ?? 'UNKNOWN_EXCEPTION',
      enhancedErrorType: 'RecordError',
      output: { errors, fieldErrors }
    }
  };
}

/** `fields` of the body; nested or compound values are refused, as the guide asks for single fields. */
function bodyFields(body: Record<string, unknown>): Record<string, unknown> {
  const { fields } = body;
  if (fields === null || typeof fields !== 'object' || Array.isArray(fields))
    throw new ApiError(400, 'POST_BODY_PARSE_ERROR', 'The body needs the property "fields", an object of field values.');
  for (const [name, value] of Object.entries(fields)) {
    if (value !== null && typeof value === 'object')
      throw new ApiError(400, 'POST_BODY_PARSE_ERROR', `The value of ${name} must be a single value.`);
  }
  return fields as Record<string, unknown>;
}

function checkBody(body: Record<string, unknown>): void {
  for (const name of ['triggerOtherEmail', 'triggerUserEmail', 'useDefaultRule'])
    if (body[name] === true) throw notSupported(`${name} of the UI API`);
}

/** `allowSaveOnDuplicate` of a Record Input. */
const allowed = (body: Record<string, unknown>): { allowSaveOnDuplicate?: boolean } =>
  body.allowSaveOnDuplicate === true ? { allowSaveOnDuplicate: true } : {};

function whole(context: RequestContext, object: ObjectDef, id: string): RecordRepresentation | undefined {
  const access = accessOf(context.org, context.userId);
  return readRecords(context.org, access, object, [id], wholeSelection(context.org, access, object)).get(id);
}

function create(context: RequestContext): HttpResponse {
  const body = jsonBody(context);
  checkBody(body);
  const name = typeof body.apiName === 'string' ? body.apiName : '';
  const object = findObject(context.org.catalog, name);
  if (!object) throw new ApiError(400, 'INVALID_TYPE', `sObject type '${name}' is not supported.`);
  const result = single(
    save(context.org, context.userId, [{ operation: 'insert', object: object.name, values: bodyFields(body), ...allowed(body) }], {
      allOrNone: true
    })
  );
  if (!result.success || result.id === null) return refused(context.org.catalog, object, result, '作成');
  return { status: 201, body: whole(context, object, result.id) };
}

function single(results: SaveResult[]): SaveResult {
  const [result] = results;
  if (!result) throw new Error('A save gave no result.');
  return result;
}

/**
 * The moment of If-Unmodified-Since, as an HTTP date or ISO.
 * @throws 400 when it is neither
 */
function unmodifiedSince(context: RequestContext): string | undefined {
  const header = context.headers['if-unmodified-since'];
  if (header === undefined) return undefined;
  const moment = Date.parse(header);
  if (Number.isNaN(moment)) throw new ApiError(400, 'INVALID_HEADER_VALUE', `If-Unmodified-Since is not a date: ${header}`);
  return new Date(moment).toISOString();
}

function update(context: RequestContext): HttpResponse {
  const access = accessOf(context.org, context.userId);
  const id = to18(context.params.id ?? '');
  const object = recordObject(context, access, id);
  const body = jsonBody(context);
  checkBody(body);
  const ifUnmodifiedSince = unmodifiedSince(context);
  const request = {
    operation: 'update' as const,
    object: object.name,
    id,
    values: bodyFields(body),
    ...allowed(body),
    ...(ifUnmodifiedSince === undefined ? {} : { ifUnmodifiedSince })
  };
  const result = single(save(context.org, context.userId, [request], { allOrNone: true }));
  const current = whole(context, object, id);
  if (!result.success) return refused(context.org.catalog, object, result, '更新', current);
  if (!current) throw notFound();
  return { status: 200, body: current };
}

function remove(context: RequestContext): HttpResponse {
  const access = accessOf(context.org, context.userId);
  const id = to18(context.params.id ?? '');
  const object = recordObject(context, access, id);
  const result = single(save(context.org, context.userId, [{ operation: 'delete', object: object.name, id }], { allOrNone: true }));
  return result.success ? { status: 204 } : refused(context.org.catalog, object, result, '削除');
}

const BASE = '/services/data/:version/ui-api/records';

export const routes: Route[] = [
  { method: 'GET', pattern: `${BASE}/batch/:ids`, handler: batch },
  { method: 'GET', pattern: `${BASE}/:id`, handler: get },
  { method: 'POST', pattern: BASE, handler: create },
  { method: 'PATCH', pattern: `${BASE}/:id`, handler: update },
  { method: 'DELETE', pattern: `${BASE}/:id`, handler: remove }
];
