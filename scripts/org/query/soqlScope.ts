/**
 * The FROM side of one SQL statement: tables, joins along relationship paths, bound parameters, and the
 * visibility of every object and field on the way. Identifiers come from the catalog only, values are bound.
 */
import { findField, findObject, type FieldDef, type ObjectDef } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import type { Access } from '../records/access.ts';
import { fieldSql } from '../records/store.ts';
import { findRelationship, quoted, relationshipOf } from './paths.ts';
import { invalidType, noSuchColumn, noSuchRelationship } from './soqlErrors.ts';

export type SqlValue = string | number | null;

/** What stays the same in all statements of one query. */
export interface QuerySession {
  org: Org;
  userId: string;
  access: Access;
  /** The query as written, for error messages. */
  text: string;
}

/** Bound parameters of one SQL statement and the numbering of its tables. */
export interface Binder {
  values: SqlValue[];
  /** Adds a value, answers its placeholder. */
  bind(value: SqlValue): string;
  nextAlias(): string;
}

export function createBinder(): Binder {
  const values: SqlValue[] = [];
  let tables = 0;
  return {
    values,
    bind: (value) => `?${values.push(value)}`,
    nextAlias: () => `t${tables++}`
  };
}

/** One step up a relationship. */
export interface Hop {
  /** Key of the nested record in results (`Account`, `Parent__r`). */
  name: string;
  /** NULL when there is no parent. */
  idSql: string;
  /** Expression of the parent's object name. */
  typeSql: string;
  /** Expression of `Type` of a polymorphic reference: a queue is a Group that says so. */
  kindSql: string;
}

export interface ResolvedField {
  /** Canonical path. */
  path: string;
  field: FieldDef;
  object: ObjectDef;
  sql: string;
  hops: Hop[];
}

export interface Scope {
  session: QuerySession;
  binder: Binder;
  object: ObjectDef;
  alias: string;
  /** @throws ApiError INVALID_FIELD for what does not exist or the user may not see */
  resolve(path: string): ResolvedField;
  /** FROM clause; ask after all fields were resolved. */
  from(): string;
}

/** Salesforce follows at most five relationships upwards. */
const MAX_HOPS = 5;

/** A table on a path: its object and alias. */
interface Holder {
  object: ObjectDef;
  alias: string;
}

/** Finds the object of FROM, as far as the user may read it. */
export function readableObject(session: QuerySession, name: string): ObjectDef {
  const object = findObject(session.org.catalog, name);
  if (!object || !session.access.object(object.name).read) throw invalidType(session.text, name);
  return object;
}

/** Opens a scope at an object. */
export function openScope(session: QuerySession, object: ObjectDef, binder: Binder, soqlAlias?: string): Scope {
  const { org, access, text } = session;
  const alias = binder.nextAlias();
  const joins: string[] = [];
  const joined = new Map<string, string>();

  function column(holder: Holder, field: FieldDef): string {
    return fieldSql(org, holder.object, field, holder.alias, session.userId);
  }

  function visible(holder: Holder, name: string): FieldDef | undefined {
    const field = findField(holder.object, name);
    return field && access.canRead(holder.object.name, field.name) ? field : undefined;
  }

  function join(parent: Holder, field: FieldDef, target: ObjectDef): Holder {
    const key = `${parent.alias}.${field.name}>${target.name}`;
    let targetAlias = joined.get(key);
    if (targetAlias === undefined) {
      targetAlias = binder.nextAlias();
      joined.set(key, targetAlias);
      joins.push(
        `LEFT JOIN ${quoted(target.name)} AS ${targetAlias} ON ${joinCondition(parent, field, { object: target, alias: targetAlias })}`
      );
    }
    return { object: target, alias: targetAlias };
  }

  function joinCondition(parent: Holder, field: FieldDef, target: Holder): string {
    const reference = column(parent, field);
    // One custom metadata record names another by DeveloperName.
    return `${target.alias}.${target.object.kind === 'customMetadata' ? '"DeveloperName"' : '"Id"'} = ${reference}`;
  }

  function targetsOf(field: FieldDef): ObjectDef[] {
    return (field.referenceTo ?? [])
      .flatMap((name) => findObject(org.catalog, name) ?? [])
      .filter((target) => access.object(target.name).read);
  }

  function hop(holders: Holder[], segment: string, path: string): { holders: Holder[]; hop: Hop } {
    const next: Holder[] = [];
    let name = segment;
    for (const holder of holders) {
      const field = findRelationship(holder.object, segment);
      if (!field || !visible(holder, field.name)) continue;
      name = relationshipOf(field);
      next.push(...targetsOf(field).map((target) => join(holder, field, target)));
    }
    if (next.length === 0) throw noSuchRelationship(text, segment, path);
    return { holders: next, hop: { name, ...identity(next) } };
  }

  function identity(holders: Holder[]): Omit<Hop, 'name'> {
    const ids = holders.map((holder) => `${holder.alias}."Id"`);
    const names = holders.map((holder) => `'${holder.object.name.replaceAll("'", "''")}'`);
    if (holders.length === 1) return { idSql: ids[0], typeSql: names[0], kindSql: names[0] };
    const kinds = holders.map(({ object: target, alias: at }, index) =>
      target.name === 'Group' ? `CASE ${at}."Type" WHEN 'Queue' THEN 'Queue' ELSE 'Group' END` : names[index]
    );
    const choose = (texts: string[]): string =>
      `CASE ${ids.map((id, index) => `WHEN ${id} IS NOT NULL THEN ${texts[index]}`).join(' ')} END`;
    return { idSql: `COALESCE(${ids.join(', ')})`, typeSql: choose(names), kindSql: choose(kinds) };
  }

  function resolve(path: string): ResolvedField {
    let segments = path.split('.');
    if (segments.length > 1 && isPrefix(segments[0], object, soqlAlias)) segments = segments.slice(1);
    if (segments.length > MAX_HOPS + 1) throw noSuchRelationship(text, segments[MAX_HOPS], path);
    let holders: Holder[] = [{ object, alias }];
    const hops: Hop[] = [];
    for (const segment of segments.slice(0, -1)) {
      const step = hop(holders, segment, path);
      holders = step.holders;
      hops.push(step.hop);
    }
    const last = segments[segments.length - 1];
    const pathOf = (name: string): string => [...hops.map((item) => item.name), name].join('.');
    if (holders.length > 1 && last.toLowerCase() === 'type') {
      return { path: pathOf('Type'), field: TYPE_FIELD, object: holders[0].object, sql: hops[hops.length - 1].kindSql, hops };
    }
    const found = holders.flatMap((holder) => {
      const field = visible(holder, last);
      return field ? [{ holder, field }] : [];
    });
    if (found.length === 0) throw noSuchColumn(text, holders[0].object.name, path);
    const [{ holder, field }] = found;
    const values = found.map((item) => column(item.holder, item.field));
    return {
      path: pathOf(field.name),
      field,
      object: holder.object,
      sql: values.length === 1 ? values[0] : `COALESCE(${values.join(', ')})`,
      hops
    };
  }

  return { session, binder, object, alias, resolve, from: () => [`${quoted(object.name)} AS ${alias}`, ...joins].join(' ') };
}

/** `FROM Account a`: paths may begin with the alias; without an alias, with the object's own name. */
function isPrefix(segment: string, object: ObjectDef, soqlAlias: string | undefined): boolean {
  const lower = segment.toLowerCase();
  if (soqlAlias !== undefined && lower === soqlAlias.toLowerCase()) return true;
  return lower === object.name.toLowerCase() && !findRelationship(object, segment);
}

/** `Owner.Type`, `What.Type`: which object a polymorphic reference points to. */
const TYPE_FIELD: FieldDef = {
  name: 'Type',
  label: 'Type',
  type: 'string',
  custom: false,
  required: false,
  createable: false,
  updateable: false,
  unique: false,
  externalId: false,
  alwaysVisible: true,
  trackHistory: false
};
