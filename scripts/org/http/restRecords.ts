/** Records over REST: reading one, turning bodies into save requests, turning refusals into REST errors. No rules of saving live here. */
import { findField, findObject, type FieldDef, type ObjectDef } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import { runSoql } from '../query/soql.ts';
import type { SoqlRecord } from '../query/soqlSelect.ts';
import { quoteSoql } from '../query/soqlStrings.ts';
import { findRelationship, relationshipOf } from '../query/paths.ts';
import { accessOf, type Access } from '../records/access.ts';
import { to18 } from '../records/ids.ts';
import { save } from '../records/save.ts';
import type { SaveError, SaveRequest, SaveResult } from '../records/values.ts';
import { restError } from './duplicateResult.ts';
import { ApiError, notFound, type HttpResponse } from './router.ts';

export type Json = Record<string, unknown>;

/** Who acts on which org, for the length of one call. */
export interface Actor {
  org: Org;
  userId: string;
  access: Access;
  /** `Sforce-Duplicate-Rule-Header: allowSave=true` (REST API Developer Guide, "Duplicate Rule Header"). */
  allowSaveOnDuplicate?: boolean;
}

export const actorOf = (context: { org: Org; userId: string; headers?: Record<string, string | undefined> }): Actor => ({
  org: context.org,
  userId: context.userId,
  access: accessOf(context.org, context.userId),
  allowSaveOnDuplicate: /(^|[\s;,])allowSave\s*=\s*true\b/i.test(context.headers?.['sforce-duplicate-rule-header'] ?? '')
});

/**
 * The object of a path.
 * @throws 404 for an object that does not exist or that the user may not read
 */
export function objectOf(actor: Actor, name: string): ObjectDef {
  const object = findObject(actor.org.catalog, name);
  if (!object || !actor.access.object(object.name).read) throw notFound();
  return object;
}

/** @throws 400 INVALID_TYPE, as for an unknown type inside a body */
export function objectInBody(actor: Actor, name: unknown): ObjectDef {
  const object = typeof name === 'string' ? findObject(actor.org.catalog, name) : undefined;
  if (!object || !actor.access.object(object.name).read)
    throw new ApiError(400, 'INVALID_TYPE', `sObject type '${String(name)}' is not supported.`);
  return object;
}

export function isJson(value: unknown): value is Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** Names of all fields the user may read, in order of definition. */
function readableFields(actor: Actor, object: ObjectDef): string[] {
  return [...object.fields.values()].filter((field) => actor.access.canRead(object.name, field.name)).map((field) => field.name);
}

/**
 * One record with the wanted fields, or all the user may read.
 * @throws 404 when there is none; INVALID_FIELD for an unknown field
 */
export function readOne(actor: Actor, object: ObjectDef, id: string, version: string, fields?: string[]): SoqlRecord {
  if (!isIdText(id)) throw notFound();
  const [record] = readWhere(actor, object, 'Id', [id], version, fields);
  if (!record) throw notFound();
  return record;
}

export const isIdText = (text: string): boolean => /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(text);

/** Records whose field has one of the values. */
export function readWhere(
  actor: Actor,
  object: ObjectDef,
  field: string,
  values: string[],
  version: string,
  fields?: string[]
): SoqlRecord[] {
  const names = fields ?? readableFields(actor, object);
  for (const name of names) checkPath(name, object);
  const list = values.map(quoteSoql).join(', ');
  return runSoql(actor.org, actor.userId, `SELECT ${names.join(', ')} FROM ${object.name} WHERE ${field} IN (${list})`, {
    apiVersion: version
  }).records;
}

/** Only names may stand in the SELECT that is put together here. */
function checkPath(name: string, object: ObjectDef): void {
  if (!/^[A-Za-z]\w*(?:\.[A-Za-z]\w*)*$/.test(name))
    throw new ApiError(400, 'INVALID_FIELD', `No such column '${name}' on entity '${object.name}'.`);
}

/**
 * Values of a body by canonical field name: `attributes` fall away, a related record given by an external id
 * (`Parent__r: { Code__c: 'x' }`) becomes the id of its reference field.
 * @throws ApiError INVALID_FIELD in the words the CLI reads; foreign keys that match nothing
 */
export function valuesOf(actor: Actor, object: ObjectDef, body: Json): Json {
  const values: Json = {};
  for (const [name, value] of Object.entries(body)) {
    if (name === 'attributes') continue;
    const field = findField(object, name);
    if (field) {
      if (!actor.access.canRead(object.name, field.name)) throw noSuchColumn(object, name);
      if (value !== null && typeof value === 'object')
        throw new ApiError(400, 'JSON_PARSER_ERROR', `The field ${field.name} takes a single value.`);
      values[field.name] = value;
      continue;
    }
    const reference = findRelationship(object, name);
    if (!reference || !isJson(value)) throw noSuchColumn(object, name);
    values[reference.name] = foreignKey(actor, reference, value);
  }
  return values;
}

export function noSuchColumn(object: ObjectDef, name: string): ApiError {
  return new ApiError(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);
}

function foreignKey(actor: Actor, reference: FieldDef, value: Json): string {
  const keys = Object.entries(value).filter(([name]) => name !== 'attributes');
  const attributes = isJson(value.attributes) ? value.attributes : {};
  const targets = typeof attributes.type === 'string' ? [attributes.type] : (reference.referenceTo ?? []);
  const relationship = relationshipOf(reference);
  if (targets.length !== 1)
    throw new ApiError(
      400,
      'INVALID_FIELD',
      `The relationship ${relationship} needs attributes.type: it may point to ${targets.join(', ')}.`
    );
  if (keys.length !== 1) throw new ApiError(400, 'INVALID_FIELD', `The relationship ${relationship} needs exactly one external id field.`);
  const target = objectInBody(actor, targets[0]);
  const [[keyName, key]] = keys;
  const field = externalIdField(target, keyName);
  const ids = findByExternalId(actor, target, field, String(key));
  if (ids.length === 1) return ids[0];
  if (ids.length > 1)
    throw new ApiError(
      400,
      'INVALID_FIELD',
      `Foreign key external ID: ${String(key)} for field ${field.name} matches more than one record of ${target.name}`
    );
  throw new ApiError(
    400,
    'INVALID_FIELD',
    `Foreign key external ID: ${String(key)} not found for field ${field.name} in entity ${target.name}`
  );
}

/** @throws 404 in Salesforce's words when the field is no external id */
export function externalIdField(object: ObjectDef, name: string): FieldDef {
  const field = findField(object, name);
  if (field && (field.externalId || field.type === 'id')) return field;
  throw new ApiError(404, 'NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${name}`);
}

/** Ids of the records with an external id. */
export function findByExternalId(actor: Actor, object: ObjectDef, field: FieldDef, value: string): string[] {
  const literal = ['int', 'double', 'currency', 'percent'].includes(field.type) ? numberLiteral(field, value) : quoteSoql(value);
  return runSoql(actor.org, actor.userId, `SELECT Id FROM ${object.name} WHERE ${field.name} = ${literal}`).records.map((record) =>
    String(record.Id)
  );
}

function numberLiteral(field: FieldDef, value: string): string {
  if (!/^-?\d+(?:\.\d+)?$/.test(value)) throw new ApiError(400, 'INVALID_FIELD', `${field.name} takes a number, not ${value}`);
  return value;
}

/** True when the record exists; the save pipeline words its refusals for records that do. */
export function recordExists(actor: Actor, object: ObjectDef, id: string): boolean {
  return isIdText(id) && runSoql(actor.org, actor.userId, `SELECT Id FROM ${object.name} WHERE Id = ${quoteSoql(id)}`).totalSize === 1;
}

/** One save of one record; the answer of POST, PATCH and DELETE on a record. */
export function saveOne(actor: Actor, request: SaveRequest): SaveResult {
  const normal = request.id === undefined ? request : { ...request, id: to18(request.id) };
  return saveAs(actor, [normal], true)[0];
}

/** Saves as the client asked, its header for duplicates included. */
export function saveAs(actor: Actor, requests: SaveRequest[], allOrNone: boolean): SaveResult[] {
  const asked = actor.allowSaveOnDuplicate ? requests.map((request) => ({ ...request, allowSaveOnDuplicate: true })) : requests;
  return save(actor.org, actor.userId, asked, { allOrNone });
}

/** The errors of one record as a REST answer: an array even for one. */
export function refused(errors: SaveError[]): HttpResponse {
  return { status: statusOf(errors), body: errors.map(restError) };
}

function statusOf(errors: SaveError[]): number {
  const codes = errors.map((error) => error.statusCode);
  if (codes.some((code) => code === 'NOT_FOUND' || code === 'ENTITY_IS_DELETED')) return 404;
  return codes.some((code) => code.startsWith('INSUFFICIENT_ACCESS')) ? 403 : 400;
}
