/**
 * Field paths (`StageName`, `Account.Owner.Name`) and the SQL that reads them: one FROM clause with the joins
 * a query needs. List views, reports and lookups build on it.
 */
import { findField, findObject, type Catalog, type FieldDef, type ObjectDef } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import type { Access } from '../records/access.ts';
import { fieldSql } from '../records/store.ts';
import { IS_TASK, permissionHolders, tableSql } from './activities.ts';

/** A path that exists: the reference fields on the way and the field at its end. */
export interface ResolvedPath {
  path: string;
  /** Reference fields from the first object on, with the objects they lead to. */
  steps: { object: ObjectDef; field: FieldDef; targets: ObjectDef[] }[];
  object: ObjectDef;
  field: FieldDef;
}

/** Name of the relationship a reference field opens: `AccountId` → `Account`, `Parent__c` → `Parent__r`. */
export function relationshipOf(field: FieldDef): string {
  if (field.custom) return field.name.replace(/__c$/, '__r');
  return field.relationshipName ?? field.name.replace(/Id$/, '');
}

/** Finds the reference field behind a relationship name, without regard to case. */
export function findRelationship(object: ObjectDef, name: string): FieldDef | undefined {
  const lower = name.toLowerCase();
  for (const field of object.fields.values()) {
    if (field.type !== 'reference') continue;
    if (relationshipOf(field).toLowerCase() === lower || field.relationshipName?.toLowerCase() === lower) return field;
  }
  return undefined;
}

/** @returns undefined when an object, relationship or field of the path does not exist */
export function resolvePath(catalog: Catalog, object: ObjectDef, path: string): ResolvedPath | undefined {
  const names = path.split('.');
  const steps: ResolvedPath['steps'] = [];
  let current: ObjectDef[] = [object];
  for (const name of names.slice(0, -1)) {
    const holder = current.find((candidate) => findRelationship(candidate, name));
    const field = holder && findRelationship(holder, name);
    if (!holder || !field) return undefined;
    const targets = (field.referenceTo ?? []).map((target) => findObject(catalog, target)).filter((target) => target !== undefined);
    if (targets.length === 0) return undefined;
    steps.push({ object: holder, field, targets });
    current = targets;
  }
  const last = names.at(-1) ?? '';
  for (const candidate of current) {
    const field = findField(candidate, last);
    if (field) return { path, steps, object: candidate, field };
  }
  return undefined;
}

/** True when the user may read every field on the path. */
export function canReadPath(access: Access, resolved: ResolvedPath): boolean {
  const chain = [...resolved.steps, { object: resolved.object, field: resolved.field }];
  return chain.every((step) => permissionHolders(step.object.name).some((name) => canRead(access, name, step.field.name)));
}

/** What an activity's report computes itself is no field. */
const canRead = (access: Access, object: string, field: string): boolean => access.canRead(object, field) || field === IS_TASK.name;

/** A FROM clause that grows with the paths asked of it. */
export interface SqlSource {
  /** SQL expression of a path's value. */
  expression(resolved: ResolvedPath): string;
  /** `"Opportunity" AS t0 LEFT JOIN …`, to be read after all expressions were asked for. */
  from(): string;
  /** The joins of `from()` alone. */
  joins(): string;
  alias: string;
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Starts a FROM clause at an object; formula fields see the given user as `$User`. */
export function sqlSource(org: Org, object: ObjectDef, userId?: string, alias = 't0'): SqlSource {
  const joins: string[] = [];
  const aliases = new Map<string, string>();

  function join(parentAlias: string, field: FieldDef, parent: ObjectDef, target: ObjectDef): string {
    const key = `${parentAlias}.${field.name}>${target.name}`;
    let joined = aliases.get(key);
    if (joined === undefined) {
      joined = `${alias}_${aliases.size + 1}`;
      aliases.set(key, joined);
      joins.push(`LEFT JOIN ${quoted(target.name)} AS ${joined} ON ${joined}."Id" = ${fieldSql(org, parent, field, parentAlias, userId)}`);
    }
    return joined;
  }

  function expression(resolved: ResolvedPath): string {
    let holders: { object: ObjectDef; alias: string }[] = [];
    let first = true;
    for (const step of resolved.steps) {
      const parents = first ? [{ object: step.object, alias }] : holders.filter((holder) => findField(holder.object, step.field.name));
      holders = parents.flatMap((parent) =>
        step.targets.map((target) => ({ object: target, alias: join(parent.alias, step.field, parent.object, target) }))
      );
      first = false;
    }
    if (first) return fieldSql(org, resolved.object, resolved.field, alias, userId);
    const values = holders.flatMap((holder) => {
      const field = findField(holder.object, resolved.field.name);
      return field ? [fieldSql(org, holder.object, field, holder.alias, userId)] : [];
    });
    // A polymorphic reference (owner: user or queue) has its value in exactly one of the joined tables.
    return values.length === 1 ? (values[0] as string) : `COALESCE(${values.join(', ')})`;
  }

  return {
    expression,
    from: () => [`${tableSql(org, object, userId)} AS ${alias}`, ...joins].join(' '),
    joins: () => joins.join(' '),
    alias
  };
}
