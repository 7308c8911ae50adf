/** Deleting records with what hangs on them. */
import type { ChildRelationship, FieldDef, ObjectDef } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import { deleteRow, updateRow } from './rows.ts';
import { quoted, statement } from './sql.ts';
import { noteMasters, type StaleMasters } from './summaries.ts';
import type { SaveError } from './values.ts';
import { saveError } from './work.ts';

/** Standard lookups whose children go with their parent (Object Reference, "Delete" of each object). */
const STANDARD_CASCADE = new Set(['Contact.AccountId', 'Opportunity.AccountId', 'Task.WhatId', 'Event.WhatId']);

type OnDelete = 'cascade' | 'restrict' | 'clear';

function onDelete(relationship: ChildRelationship, child: ObjectDef, field: FieldDef): OnDelete {
  const isHistory = (child.historyOf ?? child.stagesOf)?.field === field.name;
  if (isHistory || field.masterDetail || STANDARD_CASCADE.has(`${relationship.childObject}.${relationship.field}`)) return 'cascade';
  if (field.deleteConstraint === 'Cascade') return 'cascade';
  return field.deleteConstraint === 'Restrict' || field.required ? 'restrict' : 'clear';
}

/**
 * Deletes a record, its details and dependents; lookups to it are cleared, or refuse the deletion.
 * @param stale takes the masters in which records counted that went along or lost their lookup
 * @returns errors; what was written before one is for the caller's savepoint to undo
 */
export function removeRecord(org: Org, object: ObjectDef, id: string, stale: StaleMasters): SaveError[] {
  for (const relationship of childrenOf(org, object)) {
    const child = org.catalog.objects.get(relationship.childObject);
    const field = child?.fields.get(relationship.field);
    if (!child || !field) continue;
    const ids = statement(org.db, `SELECT "Id" FROM ${quoted(child.name)} WHERE ${quoted(field.name)} = ?`)
      .all(id)
      .map((row) => String(row['Id']));
    const action = onDelete(relationship, child, field);
    if (ids.length > 0 && action === 'restrict') {
      return [
        saveError('DELETE_FAILED', `このレコードは${child.label}から参照されているため削除できません: ${ids.slice(0, 5).join(', ')}`)
      ];
    }
    for (const childId of ids) {
      noteMasters(org, child, childId, stale);
      if (action === 'clear') updateRow(org, child.name, childId, { [field.name]: null });
      else {
        const errors = removeRecord(org, child, childId, stale);
        if (errors.length) return errors;
      }
    }
  }
  deleteRow(org, object.name, id);
  return [];
}

const children = new WeakMap<ObjectDef, ChildRelationship[]>();

/** Every lookup that may point to the object, also those without a child relationship name. */
function childrenOf(org: Org, object: ObjectDef): ChildRelationship[] {
  const known = children.get(object);
  if (known) return known;
  const result: ChildRelationship[] = [];
  for (const child of org.catalog.objects.values()) {
    if (!child.userFacing && !child.historyOf && !child.stagesOf) continue;
    for (const field of child.fields.values()) {
      if (field.type !== 'reference' || field.formula !== undefined || !field.referenceTo?.includes(object.name)) continue;
      result.push({ childObject: child.name, field: field.name, relationshipName: field.childRelationshipName ?? '' });
    }
  }
  children.set(object, result);
  return result;
}
