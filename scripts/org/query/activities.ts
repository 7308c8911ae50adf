/**
 * Tasks and events as one object, `Activity`, which reports and report types know: the fields that both have, and those
 * of one of them. It has no table of its own.
 */
import type { Catalog, FieldDef, ObjectDef } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import { fieldSql } from '../records/store.ts';
import { quoted } from '../records/sql.ts';

const KINDS = ['Task', 'Event'] as const;
export const ACTIVITY = 'Activity';

const known = new WeakMap<Catalog, ObjectDef>();

/** True when the row is a task; a report shows it as a column of its own. */
export const IS_TASK: FieldDef = {
  name: 'IsTask',
  label: 'ToDo',
  type: 'boolean',
  custom: false,
  required: false,
  createable: false,
  updateable: false,
  unique: false,
  externalId: false,
  alwaysVisible: true,
  trackHistory: false
};

/** The object of a name, `Activity` included. */
export function reportObject(catalog: Catalog, name: string): ObjectDef | undefined {
  return name === ACTIVITY ? activityObject(catalog) : catalog.objects.get(name);
}

/** What a field-level permission of an activity's field is called: of Task, else of Event. */
export function permissionHolders(object: string): readonly string[] {
  return object === ACTIVITY ? KINDS : [object];
}

function activityObject(catalog: Catalog): ObjectDef | undefined {
  const built = known.get(catalog);
  if (built) return built;
  const task = catalog.objects.get('Task');
  if (!task) return undefined;
  const fields = new Map<string, FieldDef>();
  for (const kind of KINDS)
    for (const field of catalog.objects.get(kind)?.fields.values() ?? [])
      if (!fields.has(field.name) && field.type !== 'address') fields.set(field.name, unioned(field));
  fields.set(IS_TASK.name, IS_TASK);
  const object: ObjectDef = { ...task, name: ACTIVITY, label: '活動', pluralLabel: '活動', fields, childRelationships: [] };
  known.set(catalog, object);
  return object;
}

/** A column of the union: what computes it is below. */
function unioned(field: FieldDef): FieldDef {
  const copy = { ...field };
  delete copy.formula;
  delete copy.compoundParts;
  return copy;
}

/** What stands in a FROM clause for an object: its table, or the union of the tables of activities. */
export function tableSql(org: Org, object: ObjectDef, userId?: string): string {
  if (object.name !== ACTIVITY) return quoted(object.name);
  const parts = KINDS.map((kind) => {
    const source = org.catalog.objects.get(kind);
    const columns = [...object.fields.values()].map((field) => {
      const own = source?.fields.get(field.name);
      const sql =
        field.name === IS_TASK.name
          ? String(Number(kind === 'Task'))
          : source && own
            ? fieldSql(org, source, own, kind, userId)
            : field.type === 'boolean'
              ? '0'
              : 'NULL';
      return `${sql} AS ${quoted(field.name)}`;
    });
    return `SELECT ${columns.join(', ')} FROM ${quoted(kind)}`;
  });
  return `(${parts.join(' UNION ALL ')})`;
}
