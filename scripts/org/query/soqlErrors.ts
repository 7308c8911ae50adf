/** Errors of SOQL in Salesforce's words: clients and people search for these sentences. */
import { ApiError } from '../http/router.ts';

const HINT = 'Please reference your WSDL or the describe call for the appropriate names.';

/** Puts Salesforce's pointer (`ERROR at Row:1:Column:8`) in front of a message when `word` stands in the query. */
function pointAt(query: string, word: string, message: string): string {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const index = query.search(new RegExp(`(?<![\\w.])${escaped}(?![\\w])`, 'i'));
  if (index < 0) return message;
  const before = query.slice(0, index).split('\n');
  const row = before.length;
  const column = (before.at(-1) ?? '').length + 1;
  const line = query.split('\n')[row - 1];
  return `\n${line}\n${' '.repeat(column - 1)}^\nERROR at Row:${row}:Column:${column}\n${message}`;
}

/** The query cannot be read. */
export function malformedQuery(message: string): ApiError {
  return new ApiError(400, 'MALFORMED_QUERY', message);
}

/** No such object, or not for this user. */
export function invalidType(query: string, name: string): ApiError {
  const custom = /__\w+$/.test(name)
    ? ''
    : `If you are attempting to use a custom object, be sure to append the '__c' after the entity name. `;
  return new ApiError(400, 'INVALID_TYPE', pointAt(query, name, `sObject type '${name}' is not supported. ${custom}${HINT}`));
}

/** No such field, or not for this user. */
export function noSuchColumn(query: string, object: string, path: string): ApiError {
  const name = path.split('.').at(-1) ?? path;
  const message = `No such column '${name}' on entity '${object}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. ${HINT}`;
  return new ApiError(400, 'INVALID_FIELD', pointAt(query, path, message));
}

export function noSuchRelationship(query: string, relationship: string, path: string): ApiError {
  const message = `Didn't understand relationship '${relationship}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${HINT}`;
  return new ApiError(400, 'INVALID_FIELD', pointAt(query, path, message));
}

export function noSuchChildRelationship(query: string, relationship: string): ApiError {
  const message = `Didn't understand relationship '${relationship}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${HINT}`;
  return new ApiError(400, 'INVALID_TYPE', pointAt(query, relationship, message));
}

/** A field used where its type does not allow it, or compared with a value of another type. */
export function invalidField(query: string, path: string, message: string): ApiError {
  return new ApiError(400, 'INVALID_FIELD', pointAt(query, path, message));
}

/** SOQL that Salesforce knows and this org does not. */
export function unsupportedSoql(what: string): ApiError {
  return new ApiError(400, 'MALFORMED_QUERY', `not supported: ${what}`);
}
