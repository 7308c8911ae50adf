/**
 * Record representations of the UI API: fields with value and displayValue, lookups as nested records.
 * Records of one object are read together: a list of 2,000 rows costs a handful of queries.
 * Source: User Interface API Developer Guide, "Record", "Field Value".
 */
import { createHash } from 'node:crypto';
import { findField, type FieldDef, type ObjectDef } from '../metadata/catalog.ts';
import { historyFieldName } from '../metadata/history.ts';
import type { Org } from '../org.ts';
import type { Access } from '../records/access.ts';
import { fieldSql, toFieldValue } from '../records/store.ts';
import type { FieldValue } from '../records/values.ts';
import { displayValue } from './display.ts';
import { findRelationship, quoted, relationshipOf } from './paths.ts';

export interface FieldRepresentation {
  displayValue: string | null;
  value: FieldValue | RecordRepresentation;
}

export interface RecordRepresentation {
  apiName: string;
  childRelationships: Record<string, never>;
  eTag: string;
  fields: Record<string, FieldRepresentation>;
  id: string;
  lastModifiedById: string | null;
  lastModifiedDate: string | null;
  recordTypeId: string;
  recordTypeInfo: null;
  systemModstamp: string | null;
  weakEtag: number;
}

/** Which fields of a record are wanted, and of the records its lookups point to. */
export interface Selection {
  fields: Set<string>;
  /** By relationship name as asked for. */
  nested: Map<string, Selection>;
}

const MASTER_RECORD_TYPE = '012000000000000AAA';
const SYSTEM_FIELDS = ['Id', 'CreatedDate', 'LastModifiedById', 'LastModifiedDate', 'SystemModstamp'];

export const emptySelection = (): Selection => ({ fields: new Set(), nested: new Map() });

/**
 * Adds a path to a selection.
 * @returns false when the path does not exist or a field on it may not be read; the selection is then unchanged
 */
export function addPath(org: Org, access: Access, object: ObjectDef, path: string, selection: Selection): boolean {
  const dot = path.indexOf('.');
  if (dot < 0) {
    const field = findField(object, path);
    if (!field || !access.canRead(object.name, field.name)) return false;
    selection.fields.add(field.name);
    return true;
  }
  const reference = findRelationship(object, path.slice(0, dot));
  if (!reference || !access.canRead(object.name, reference.name)) return false;
  const name = relationshipOf(reference);
  const nested = selection.nested.get(name) ?? emptySelection();
  const rest = path.slice(dot + 1);
  const targets = (reference.referenceTo ?? []).map((target) => org.catalog.objects.get(target)).filter((target) => target !== undefined);
  // A queue has fewer fields than a user: one target that has the field is enough.
  const found = targets.map((target) => access.object(target.name).read && addPath(org, access, target, rest, nested));
  if (!found.includes(true)) return false;
  selection.fields.add(reference.name);
  selection.nested.set(name, nested);
  return true;
}

/** Adds a field; lookups bring the name of the record they point to, as the UI API does for layouts. */
export function addFieldWithName(org: Org, access: Access, object: ObjectDef, fieldName: string, selection: Selection): boolean {
  if (!addPath(org, access, object, fieldName, selection)) return false;
  const field = findField(object, fieldName);
  if (field?.type === 'reference' && !field.metadataRelationship) {
    for (const target of field.referenceTo ?? []) {
      const targetObject = org.catalog.objects.get(target);
      if (targetObject) addPath(org, access, object, `${relationshipOf(field)}.${targetObject.nameField}`, selection);
    }
  }
  return true;
}

/** Every field the user may read, with the names behind lookups. */
export function wholeSelection(org: Org, access: Access, object: ObjectDef): Selection {
  const selection = emptySelection();
  for (const field of object.fields.values()) {
    if (!field.compoundParts?.length || field.type === 'string') addFieldWithName(org, access, object, field.name, selection);
  }
  return selection;
}

/** The object whose records have ids with this prefix. */
export function objectOfId(org: Org, id: string): ObjectDef | undefined {
  const prefix = id.slice(0, 3);
  for (const object of org.catalog.objects.values()) if (object.keyPrefix === prefix) return object;
  return undefined;
}

type Row = Record<string, string | number | null>;

function readRows(org: Org, object: ObjectDef, fields: string[], ids: string[]): Row[] {
  const columns = fields.map((name) => {
    const field = findField(object, name);
    return field ? `${fieldSql(org, object, field, 't0')} AS ${quoted(name)}` : `NULL AS ${quoted(name)}`;
  });
  const sql = `SELECT ${columns.join(', ')} FROM ${quoted(object.name)} AS t0 WHERE t0."Id" IN (SELECT value FROM json_each(?))`;
  return org.db.prepare(sql).all(JSON.stringify(ids)) as Row[];
}

/**
 * Reads records with the selected fields.
 * @returns representations by id; ids that are not there are missing
 */
export function readRecords(
  org: Org,
  access: Access,
  object: ObjectDef,
  ids: string[],
  selection: Selection
): Map<string, RecordRepresentation> {
  // Values of history rows look as those of the field that a row names.
  const system = [...SYSTEM_FIELDS, ...(object.historyOf ? ['Field'] : [])].filter((name) => object.fields.has(name));
  const fields = [...new Set([...selection.fields].filter((name) => object.fields.has(name)).concat(system))];
  const rows = readRows(org, object, fields, ids);
  const nested = new Map<string, Map<string, RecordRepresentation>>();
  for (const [relationship, inner] of selection.nested) {
    const reference = findRelationship(object, relationship);
    if (reference)
      nested.set(
        relationship,
        readTargets(
          org,
          access,
          rows.map((row) => row[reference.name]),
          inner
        )
      );
  }
  return new Map(rows.map((row) => [String(row.Id), representation(org, object, row, selection, nested)]));
}

/** Records behind lookups; one query per target object. */
function readTargets(org: Org, access: Access, values: unknown[], selection: Selection): Map<string, RecordRepresentation> {
  const byObject = new Map<ObjectDef, Set<string>>();
  for (const value of values) {
    if (typeof value !== 'string') continue;
    const target = objectOfId(org, value);
    if (!target || !access.object(target.name).read) continue;
    const ids = byObject.get(target) ?? new Set();
    byObject.set(target, ids.add(value));
  }
  const result = new Map<string, RecordRepresentation>();
  for (const [target, ids] of byObject) {
    for (const [id, record] of readRecords(org, access, target, [...ids], withName(target, selection))) result.set(id, record);
  }
  return result;
}

/** A nested record always carries its name: it is the displayValue of the lookup. */
function withName(object: ObjectDef, selection: Selection): Selection {
  return { fields: new Set([...selection.fields, object.nameField]), nested: selection.nested };
}

function representation(
  org: Org,
  object: ObjectDef,
  row: Row,
  selection: Selection,
  nested: Map<string, Map<string, RecordRepresentation>>
): RecordRepresentation {
  const fields: Record<string, FieldRepresentation> = {};
  for (const [name, raw] of Object.entries(row)) {
    const field = findField(object, name);
    if (!field) continue;
    const value = toFieldValue(field, raw);
    fields[field.name] = { displayValue: displayValue(shownAs(org, object, field, row), value), value };
  }
  for (const relationship of selection.nested.keys()) {
    const reference = findRelationship(object, relationship);
    const target = reference && nested.get(relationship)?.get(String(row[reference.name]));
    fields[relationship] = target ? { displayValue: recordName(target), value: target } : { displayValue: null, value: null };
  }
  const sorted = Object.fromEntries(Object.entries(fields).sort(([left], [right]) => (left < right ? -1 : 1)));
  const text = (name: string): string | null => (typeof row[name] === 'string' ? row[name] : null);
  const modified = text('SystemModstamp') ?? text('LastModifiedDate');
  return {
    apiName: object.name,
    childRelationships: {},
    eTag: createHash('md5').update(JSON.stringify(sorted)).digest('hex'),
    fields: sorted,
    id: String(row.Id),
    lastModifiedById: text('LastModifiedById'),
    lastModifiedDate: text('LastModifiedDate'),
    recordTypeId: MASTER_RECORD_TYPE,
    recordTypeInfo: null,
    systemModstamp: modified,
    weakEtag: modified === null ? 0 : Date.parse(modified)
  };
}

/** The field whose look a value has: of a history row's values, the field that changed. */
function shownAs(org: Org, object: ObjectDef, field: FieldDef, row: Row): FieldDef {
  const parent = field.type === 'anyType' ? org.catalog.objects.get(object.historyOf?.object ?? '') : undefined;
  return (parent && [...parent.fields.values()].find((candidate) => historyFieldName(candidate) === row.Field)) ?? field;
}

/** Name of a nested record, whatever its name field is called. */
function recordName(record: RecordRepresentation): string | null {
  for (const name of ['Name', 'Subject', 'CaseNumber', 'DeveloperName', 'MasterLabel']) {
    const value = record.fields[name]?.value;
    if (typeof value === 'string') return value;
  }
  return null;
}
