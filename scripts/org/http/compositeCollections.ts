/**
 * composite/sobjects: up to 200 records in one call, each with its own result.
 * Source: REST API Developer Guide, "sObject Collections".
 */
import type { FieldDef, ObjectDef } from '../metadata/catalog.ts';
import { findField } from '../metadata/catalog.ts';
import { to18 } from '../records/ids.ts';
import type { SaveRequest, SaveResult } from '../records/values.ts';
import {
  actorOf,
  externalIdField,
  findByExternalId,
  isIdText,
  isJson,
  objectInBody,
  objectOf,
  readWhere,
  saveAs,
  valuesOf,
  type Actor,
  type Json
} from './restRecords.ts';
import { ApiError, jsonBody, type HttpResponse, type RequestContext, type Route } from './router.ts';
import { versionOf } from './versions.ts';

const MAX_RECORDS = 200;
const MAX_READ = 2_000;

/** The request of a row, or the result of a row that cannot even be tried. */
type Row = SaveRequest | { failed: SaveResult };

function recordsOf(body: Json): Json[] {
  const { records } = body;
  if (!Array.isArray(records) || records.length === 0 || !records.every(isJson))
    throw new ApiError(400, 'INVALID_INPUT', 'The request body needs a list of records.');
  if (records.length > MAX_RECORDS)
    throw new ApiError(400, 'INVALID_INPUT', `The number of records is ${records.length}, it must be at most ${MAX_RECORDS}.`);
  return records;
}

function typeOf(actor: Actor, record: Json): ObjectDef {
  return objectInBody(actor, isJson(record.attributes) ? record.attributes.type : undefined);
}

const failedRow = (statusCode: string, message: string, fields: string[] = []): Row => ({
  failed: { id: null, success: false, created: false, errors: [{ statusCode, message, fields }] }
});

/** Saves the rows that can be tried; with allOrNone one impossible row stops them all. */
function saveRows(actor: Actor, rows: Row[], allOrNone: boolean): SaveResult[] {
  const requests = rows.filter((row): row is SaveRequest => !('failed' in row));
  const blocked = allOrNone && requests.length < rows.length;
  const halted: SaveResult = {
    id: null,
    success: false,
    created: false,
    errors: [
      {
        statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
        message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
        fields: []
      }
    ]
  };
  const saved = blocked ? requests.map(() => halted) : saveAs(actor, requests, allOrNone);
  let next = 0;
  return rows.map((row) => ('failed' in row ? row.failed : saved[next++]));
}

function answer(results: SaveResult[], withCreated = false): HttpResponse {
  const body = results.map((result) => ({
    ...(result.success ? { id: result.id } : {}),
    success: result.success,
    errors: result.errors.map(({ statusCode, message, fields }) => ({ statusCode, message, fields })),
    ...(withCreated ? { created: result.created } : {})
  }));
  return { status: 200, body };
}

function createMany(context: RequestContext): HttpResponse {
  versionOf(context);
  const actor = actorOf(context);
  const body = jsonBody(context);
  const rows = recordsOf(body).map((record): Row => {
    const object = typeOf(actor, record);
    return { operation: 'insert', object: object.name, values: valuesOf(actor, object, record) };
  });
  return answer(saveRows(actor, rows, body.allOrNone === true));
}

function updateMany(context: RequestContext): HttpResponse {
  versionOf(context);
  const actor = actorOf(context);
  const body = jsonBody(context);
  const rows = recordsOf(body).map((record): Row => {
    const object = typeOf(actor, record);
    const { Id: id, ...values } = valuesOf(actor, object, record);
    if (typeof id !== 'string') return failedRow('MISSING_ARGUMENT', 'Id not specified in an update call', ['Id']);
    if (!isIdText(id)) return failedRow('MALFORMED_ID', `bad id ${id}`, ['Id']);
    return { operation: 'update', object: object.name, id: to18(id), values };
  });
  return answer(saveRows(actor, rows, body.allOrNone === true));
}

/** DELETE ?ids=…,…: the object of each is told by the first three characters. */
function deleteMany(context: RequestContext): HttpResponse {
  versionOf(context);
  const actor = actorOf(context);
  const ids = (context.url.searchParams.get('ids') ?? '').split(',').filter((id) => id !== '');
  if (ids.length === 0 || ids.length > MAX_RECORDS) throw new ApiError(400, 'INVALID_INPUT', `ids takes 1 to ${MAX_RECORDS} ids.`);
  const byPrefix = new Map([...actor.org.catalog.objects.values()].map((object) => [object.keyPrefix, object]));
  const rows = ids.map((id): Row => {
    const object = isIdText(id) ? byPrefix.get(id.slice(0, 3)) : undefined;
    return object ? { operation: 'delete', object: object.name, id: to18(id) } : failedRow('MALFORMED_ID', `bad id ${id}`, ['Id']);
  });
  return answer(saveRows(actor, rows, context.url.searchParams.get('allOrNone') === 'true'));
}

function upsertMany(context: RequestContext): HttpResponse {
  versionOf(context);
  const actor = actorOf(context);
  const object = objectOf(actor, context.params.object);
  const field = externalIdField(object, context.params.field);
  const body = jsonBody(context);
  const rows = recordsOf(body).map((record): Row => {
    if (typeOf(actor, record) !== object) throw new ApiError(400, 'INVALID_INPUT', `Every record must be of type ${object.name}.`);
    return upsertRow(actor, object, field, valuesOf(actor, object, record));
  });
  return answer(saveRows(actor, rows, body.allOrNone === true), true);
}

function upsertRow(actor: Actor, object: ObjectDef, field: FieldDef, values: Json): Row {
  if (field.type === 'id') {
    const { Id: id, ...rest } = values;
    if (id === undefined || id === null) return { operation: 'insert', object: object.name, values: rest };
    return isIdText(String(id))
      ? { operation: 'update', object: object.name, id: to18(String(id)), values: rest }
      : failedRow('MALFORMED_ID', `bad id ${String(id)}`, ['Id']);
  }
  const value = values[field.name];
  if (value === undefined || value === null || value === '')
    return failedRow('MISSING_ARGUMENT', `${field.name} not specified`, [field.name]);
  const ids = findByExternalId(actor, object, field, String(value));
  if (ids.length > 1)
    return failedRow('DUPLICATE_EXTERNAL_ID', `${field.name}: more than one record found for external id field: [${ids.join(', ')}]`, [
      field.name
    ]);
  return ids.length === 1
    ? { operation: 'update', object: object.name, id: ids[0], values }
    : { operation: 'insert', object: object.name, values };
}

/** Records by id with chosen fields, in the order asked; null where there is none. */
function readMany(context: RequestContext): HttpResponse {
  const version = versionOf(context);
  const actor = actorOf(context);
  const object = objectOf(actor, context.params.object);
  const body = context.method === 'POST' ? jsonBody(context) : {};
  const list = (value: unknown, name: string): string[] =>
    Array.isArray(value) ? value.map(String) : (context.url.searchParams.get(name) ?? '').split(',').filter((text) => text !== '');
  const ids = list(body.ids, 'ids');
  const fields = list(body.fields, 'fields');
  if (ids.length === 0 || ids.length > MAX_READ || fields.length === 0)
    throw new ApiError(400, 'INVALID_INPUT', `ids (1 to ${MAX_READ}) and fields are required.`);
  const bad = ids.find((id) => !isIdText(id));
  if (bad !== undefined) throw new ApiError(400, 'MALFORMED_ID', `bad id ${bad}`);
  const names = fields.some((name) => findField(object, name)?.type === 'id') ? fields : [...fields, 'Id'];
  const found = new Map(readWhere(actor, object, 'Id', ids, version, names).map((record) => [String(record.Id), record]));
  return { status: 200, body: ids.map((id) => found.get(to18(id)) ?? null) };
}

const ROOT = '/services/data/:version/composite/sobjects';

export const collectionRoutes: Route[] = [
  { method: 'POST', pattern: ROOT, handler: createMany },
  { method: 'PATCH', pattern: ROOT, handler: updateMany },
  { method: 'DELETE', pattern: ROOT, handler: deleteMany },
  { method: 'GET', pattern: `${ROOT}/:object`, handler: readMany },
  { method: 'POST', pattern: `${ROOT}/:object`, handler: readMany },
  { method: 'PATCH', pattern: `${ROOT}/:object/:field`, handler: upsertMany }
];
