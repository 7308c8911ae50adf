/**
 * Records and descriptions of objects: /services/data/vNN.0/sobjects/…
 * Source: REST API Developer Guide, "sObject Basic Information", "sObject Rows", "sObject Rows by External ID".
 */
import {
  externalIdField,
  findByExternalId,
  actorOf,
  objectOf,
  readOne,
  recordExists,
  refused,
  saveOne,
  valuesOf,
  type Actor
} from './restRecords.ts';
import { ApiError, jsonBody, notFound, notSupported, type HttpResponse, type RequestContext, type Route } from './router.ts';
import { describeBasics, describeObject } from './sobjectDescribe.ts';
import { versionOf } from './versions.ts';
import { findField, type FieldDef, type ObjectDef } from '../metadata/catalog.ts';
import { isNumeric } from '../query/fieldTraits.ts';
import { runSoql } from '../query/soql.ts';
import { to18 } from '../records/ids.ts';
import type { SaveResult } from '../records/values.ts';

const baseOf = (context: RequestContext): string => `/services/data/v${versionOf(context)}`;

function describeGlobal(context: RequestContext): HttpResponse {
  const base = baseOf(context);
  const { org, access } = actorOf(context);
  const readable = [...org.catalog.objects.values()].filter((object) => access.object(object.name).read);
  const sobjects = readable
    .map((object) => describeBasics(object, access, base))
    .sort((a, b) => String(a.name).localeCompare(String(b.name), 'en'));
  return { status: 200, body: { encoding: 'UTF-8', maxBatchSize: 200, sobjects } };
}

/** Facts about the object and the records the user saw last. */
function basicInformation(context: RequestContext): HttpResponse {
  const base = baseOf(context);
  const actor = actorOf(context);
  const object = objectOf(actor, context.params.object);
  const order = object.fields.has('LastModifiedDate') ? ' ORDER BY LastModifiedDate DESC' : '';
  const name = actor.access.canRead(object.name, object.nameField) && object.nameField !== 'Id' ? `, ${object.nameField}` : '';
  const recentItems = object.userFacing
    ? runSoql(context.org, context.userId, `SELECT Id${name} FROM ${object.name}${order} LIMIT 10`, { apiVersion: versionOf(context) })
        .records
    : [];
  return { status: 200, body: { objectDescribe: describeBasics(object, actor.access, base), recentItems } };
}

function describe(context: RequestContext): HttpResponse {
  const base = baseOf(context);
  const actor = actorOf(context);
  return { status: 200, body: describeObject(context.org, objectOf(actor, context.params.object), actor.access, base) };
}

/** Source tracking is off here; the CLI reads exactly this 404 as "not tracked". */
function untracked(context: RequestContext): HttpResponse {
  versionOf(context);
  throw notFound();
}

function lacking(context: RequestContext): HttpResponse {
  versionOf(context);
  throw notSupported(`${context.method} ${context.url.pathname}`);
}

/** `fields=Name,Owner.Name` */
function wantedFields(context: RequestContext): string[] | undefined {
  const text = context.url.searchParams.get('fields');
  const names = text?.split(',').map((name) => name.trim());
  return names?.filter((name) => name !== '');
}

function getRecord(context: RequestContext): HttpResponse {
  const version = versionOf(context);
  const actor = actorOf(context);
  return { status: 200, body: readOne(actor, objectOf(actor, context.params.object), context.params.id, version, wantedFields(context)) };
}

function createRecord(context: RequestContext): HttpResponse {
  const base = baseOf(context);
  const actor = actorOf(context);
  const object = objectOf(actor, context.params.object);
  const result = saveOne(actor, { operation: 'insert', object: object.name, values: valuesOf(actor, object, jsonBody(context)) });
  return result.success ? created(base, object, result, {}) : refused(result.errors);
}

function created(base: string, object: ObjectDef, result: SaveResult, more: Record<string, unknown>): HttpResponse {
  return {
    status: 201,
    body: { id: result.id, success: true, errors: [], ...more },
    headers: { location: `${base}/sobjects/${object.name}/${result.id ?? ''}` }
  };
}

function updateRecord(context: RequestContext): HttpResponse {
  versionOf(context);
  const actor = actorOf(context);
  const object = objectOf(actor, context.params.object);
  const { id } = context.params;
  if (!recordExists(actor, object, id)) throw notFound();
  const body = jsonBody(context);
  const stray = Object.keys(body).find((name) => name.toLowerCase() === 'id');
  if (stray !== undefined) throw new ApiError(400, 'INVALID_FIELD', `The Id field should not be specified in the sobject data.`, [stray]);
  const result = saveOne(actor, { operation: 'update', object: object.name, id, values: valuesOf(actor, object, body) });
  return result.success ? { status: 204 } : refused(result.errors);
}

function deleteRecord(context: RequestContext): HttpResponse {
  versionOf(context);
  const actor = actorOf(context);
  const object = objectOf(actor, context.params.object);
  const { id } = context.params;
  if (!recordExists(actor, object, id)) throw notFound();
  const result = saveOne(actor, { operation: 'delete', object: object.name, id });
  return result.success ? { status: 204 } : refused(result.errors);
}

interface ExternalTarget {
  actor: Actor;
  object: ObjectDef;
  field: FieldDef;
  value: string;
  ids: string[];
}

function externalTarget(context: RequestContext): ExternalTarget {
  const actor = actorOf(context);
  const object = objectOf(actor, context.params.object);
  const field = externalIdField(object, context.params.field);
  if (!actor.access.canRead(object.name, field.name))
    throw new ApiError(404, 'NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${context.params.field}`);
  const { value } = context.params;
  const ids =
    field.type === 'id' ? (recordExists(actor, object, value) ? [to18(value)] : []) : findByExternalId(actor, object, field, value);
  return { actor, object, field, value, ids };
}

/** More than one record has the external id: their addresses, as Salesforce answers. */
function ambiguous(context: RequestContext, target: ExternalTarget): HttpResponse {
  return { status: 300, body: target.ids.map((id) => `${baseOf(context)}/sobjects/${target.object.name}/${id}`) };
}

function getByExternalId(context: RequestContext): HttpResponse {
  const version = versionOf(context);
  const target = externalTarget(context);
  if (target.ids.length === 0) throw notFound();
  if (target.ids.length > 1) return ambiguous(context, target);
  return { status: 200, body: readOne(target.actor, target.object, target.ids[0], version, wantedFields(context)) };
}

function upsertByExternalId(context: RequestContext): HttpResponse {
  const base = baseOf(context);
  const target = externalTarget(context);
  const { actor, object, field, value, ids } = target;
  if (ids.length > 1) return ambiguous(context, target);
  const body = jsonBody(context);
  const repeated = Object.keys(body).find((name) => findField(object, name) === field);
  if (repeated !== undefined)
    throw new ApiError(400, 'INVALID_FIELD', `The ${field.name} field should not be specified in the sobject data.`, [repeated]);
  const values = valuesOf(actor, object, body);
  if (ids.length === 1) {
    const result = saveOne(actor, { operation: 'update', object: object.name, id: ids[0], values });
    return result.success ? { status: 200, body: { id: result.id, success: true, errors: [], created: false } } : refused(result.errors);
  }
  if (field.type === 'id' || context.url.searchParams.get('updateOnly') === 'true') throw notFound();
  const result = saveOne(actor, {
    operation: 'insert',
    object: object.name,
    values: { ...values, [field.name]: isNumeric(field) ? Number(value) : value }
  });
  return result.success ? created(base, object, result, { created: true }) : refused(result.errors);
}

function deleteByExternalId(context: RequestContext): HttpResponse {
  versionOf(context);
  const target = externalTarget(context);
  if (target.ids.length === 0) throw notFound();
  if (target.ids.length > 1) return ambiguous(context, target);
  const result = saveOne(target.actor, { operation: 'delete', object: target.object.name, id: target.ids[0] });
  return result.success ? { status: 204 } : refused(result.errors);
}

const ROOT = '/services/data/:version/sobjects';

/** Resources of an object that this org lacks; without this list they would read as ids of records. */
const LACKING = ['approvalLayouts', 'compactLayouts', 'deleted', 'layouts', 'listviews', 'namedLayouts', 'updated'];

export const routes: Route[] = [
  { method: 'GET', pattern: ROOT, handler: describeGlobal },
  { method: 'GET', pattern: `${ROOT}/:object`, handler: basicInformation },
  { method: 'POST', pattern: `${ROOT}/:object`, handler: createRecord },
  { method: 'GET', pattern: `${ROOT}/:object/describe`, handler: describe },
  ...['describe/*', ...LACKING, ...LACKING.map((name) => `${name}/*`)].map((rest): Route => ({
    method: 'GET',
    pattern: `${ROOT}/:object/${rest}`,
    handler: lacking
  })),
  { method: 'GET', pattern: `${ROOT}/:object/:id`, handler: getRecord },
  { method: 'PATCH', pattern: `${ROOT}/:object/:id`, handler: updateRecord },
  { method: 'DELETE', pattern: `${ROOT}/:object/:id`, handler: deleteRecord },
  { method: 'GET', pattern: `${ROOT}/:object/:field/:value`, handler: getByExternalId },
  { method: 'PATCH', pattern: `${ROOT}/:object/:field/:value`, handler: upsertByExternalId },
  { method: 'DELETE', pattern: `${ROOT}/:object/:field/:value`, handler: deleteByExternalId },
  { method: 'GET', pattern: '/services/data/:version/tooling/sobjects/:object/describe', handler: untracked }
];
