/** Reads single records. */
import { findObject, type FieldDef, type ObjectDef } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import { fieldSql } from './fieldSql.ts';
import { to18 } from './ids.ts';
import { quoted, statement } from './sql.ts';
import { toFieldValue } from './sqlValues.ts';
import type { StoredRecord } from './values.ts';

/**
 * A record with every field: stored, derived, formula and compound (an address is JSON text in the REST API's shape).
 * No access check: the caller's matter.
 * @returns undefined when there is no such record or no such object
 */
export function readRecord(org: Org, objectName: string, id: string): StoredRecord | undefined {
  return read(org, objectName, id, true);
}

/** A record without formula fields: cheaper, and safe inside functions that SQL calls. */
export function readStored(org: Org, objectName: string, id: string): StoredRecord | undefined {
  return read(org, objectName, id, false);
}

function read(org: Org, objectName: string, id: string, formulas: boolean): StoredRecord | undefined {
  const object = findObject(org.catalog, objectName);
  if (!object || id === '') return undefined;
  const { sql, fields } = planOf(org, object, formulas);
  const row = statement(org.db, sql).get(to18(id));
  if (!row) return undefined;
  const record: StoredRecord = { Id: String(row['Id']) };
  for (const field of fields) record[field.name] = toFieldValue(field, row[field.name] as string | number | null);
  return record;
}

interface ReadPlan {
  sql: string;
  fields: FieldDef[];
}

const plans = new WeakMap<ObjectDef, Map<boolean, ReadPlan>>();

function planOf(org: Org, object: ObjectDef, formulas: boolean): ReadPlan {
  let ofObject = plans.get(object);
  if (!ofObject) plans.set(object, (ofObject = new Map<boolean, ReadPlan>()));
  let plan = ofObject.get(formulas);
  if (!plan) {
    const fields = [...object.fields.values()].filter((field) => formulas || field.formula === undefined);
    const columns = fields
      .filter((field) => field.name !== 'Id')
      .map((field) => `${fieldSql(org, object, field, 'r')} AS ${quoted(field.name)}`);
    const sql = `SELECT ${['"r"."Id" AS "Id"', ...columns].join(', ')} FROM ${quoted(object.name)} AS "r" WHERE "r"."Id" = ?`;
    ofObject.set(formulas, (plan = { sql, fields }));
  }
  return plan;
}
