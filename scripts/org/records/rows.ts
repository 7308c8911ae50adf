/** Writes rows without any rule: for the save pipeline's last step, seeds and mirrored metadata. */
import type { ObjectDef } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import { isStored } from './derived.ts';
import { quoted, statement } from './sql.ts';
import { toSqlValue } from './sqlValues.ts';
import type { FieldValue, Values } from './values.ts';

function columns(object: ObjectDef, values: Values): [string, FieldValue][] {
  return Object.entries(values).filter(([name]) => {
    const field = object.fields.get(name);
    return name !== 'Id' && field !== undefined && isStored(object, field);
  });
}

/** Inserts a row; values of fields that the object lacks or that are not stored are left out. */
export function insertRow(org: Org, objectName: string, id: string, values: Values): void {
  const object = org.catalog.objects.get(objectName);
  if (!object) throw new Error(`No object ${objectName} in the catalog`);
  const entries = columns(object, values);
  const names = ['"Id"', ...entries.map(([name]) => quoted(name))];
  statement(org.db, `INSERT INTO ${quoted(object.name)} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`).run(
    id,
    ...entries.map(([, value]) => toSqlValue(value))
  );
}

/** Updates columns of a row. */
export function updateRow(org: Org, objectName: string, id: string, values: Values): void {
  const object = org.catalog.objects.get(objectName);
  if (!object) throw new Error(`No object ${objectName} in the catalog`);
  const entries = columns(object, values);
  if (entries.length === 0) return;
  const assignments = entries.map(([name]) => `${quoted(name)} = ?`).join(', ');
  statement(org.db, `UPDATE ${quoted(object.name)} SET ${assignments} WHERE "Id" = ?`).run(
    ...entries.map(([, value]) => toSqlValue(value)),
    id
  );
}

/** Deletes a row. */
export function deleteRow(org: Org, objectName: string, id: string): void {
  statement(org.db, `DELETE FROM ${quoted(objectName)} WHERE "Id" = ?`).run(id);
}
