/** Which history rows a user may see: those of fields that they may read (Salesforce Help "Field History Tracking"). */
import { historyFieldName } from '../metadata/history.ts';
import type { Catalog, ObjectDef } from '../metadata/catalog.ts';
import type { Access } from '../records/access.ts';
import { literal, quoted } from '../records/sql.ts';

/**
 * The condition that leaves out rows of invisible fields.
 * @returns undefined for objects that hold no history, and when every field is visible
 */
export function historyCondition(catalog: Catalog, access: Access, object: ObjectDef, alias: string): string | undefined {
  const parent = object.historyOf && catalog.objects.get(object.historyOf.object);
  if (!parent) return undefined;
  const hidden = [...parent.fields.values()].filter((field) => !access.canRead(parent.name, field.name));
  if (hidden.length === 0) return undefined;
  return `${alias}.${quoted('Field')} NOT IN (${hidden.map((field) => literal(historyFieldName(field))).join(', ')})`;
}
