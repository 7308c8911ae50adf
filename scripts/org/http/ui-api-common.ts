/** What the files of the UI API share: names, entity tags, access checks. */
import { createHash } from 'node:crypto';
import { findField, findObject, type FieldDef, type ObjectDef } from '../metadata/catalog.ts';
import { accessOf, type Access } from '../records/access.ts';
import { ApiError, notFound, type RequestContext } from './router.ts';

/** Id of the Master record type, the only one of objects without record types. */
export const MASTER_RECORD_TYPE = '012000000000000AAA';

/** `/services/data/v66.0/ui-api` as the client called it. */
export const uiApiPath = (context: RequestContext): string => `/services/data/${context.params.version}/ui-api`;

/** An entity tag: the same content gives the same tag. */
export function eTag(content: unknown): string {
  return createHash('md5').update(JSON.stringify(content)).digest('hex');
}

/**
 * The object of a path parameter, if the user may read it.
 * @throws 404 for an unknown object, 403 INSUFFICIENT_ACCESS without read permission
 */
export function readableObject(context: RequestContext, name: string, access: Access = accessOf(context.org, context.userId)): ObjectDef {
  const object = findObject(context.org.catalog, name);
  if (!object) throw notFound();
  if (!access.object(object.name).read) throw insufficientAccess();
  return object;
}

/** The words a Japanese org shows for a record or object that may not be read. */
export function insufficientAccess(): ApiError {
  return new ApiError(
    403,
    'INSUFFICIENT_ACCESS',
    'このレコードへのアクセス権がありません。システム管理者に問い合わせるか、アクセス権を要求してください。'
  );
}

/** @throws 400 INVALID_FIELD as SOQL words it */
export function invalidField(objectName: string, fieldName: string): ApiError {
  return new ApiError(
    400,
    'INVALID_FIELD',
    `No such column '${fieldName}' on entity '${objectName}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
    [fieldName]
  );
}

/** A field the user may read, or undefined. */
export function readableField(access: Access, object: ObjectDef, name: string): FieldDef | undefined {
  const field = findField(object, name);
  return field && access.canRead(object.name, field.name) ? field : undefined;
}

/** Comma-separated query parameter as a list. */
export function listParam(context: RequestContext, name: string): string[] {
  return context.url.searchParams
    .getAll(name)
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

/**
 * A whole number in the query.
 * @throws 400 when it is not a number from `min` to `max`
 */
export function numberParam(context: RequestContext, name: string, fallback: number, min: number, max: number): number {
  const text = context.url.searchParams.get(name);
  if (text === null || text === '') return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max)
    throw new ApiError(400, 'ILLEGAL_QUERY_PARAMETER_VALUE', `${name} must be a whole number from ${min} to ${max}.`);
  return value;
}
