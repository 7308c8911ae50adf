/**
 * Custom report types: deployed ones, used by reports as `Name__c`. Columns are called by their table and field,
 * `Object$Field__c`, `Object.Children__r$Field__c`, a field behind a lookup `Object$Lookup__c.Field__c`.
 * Source: Metadata API Developer Guide "ReportType"; column names of reports retrieved from real orgs.
 */
import type { ObjectRelationship, ReportTypeColumn } from '@salesforce/types/metadata';
import type { Catalog, ObjectDef } from '../metadata/catalog.ts';
import { ACTIVITY, reportObject } from './activities.ts';
import { findChildRelationship } from './childRelationships.ts';
import { findRelationship } from './paths.ts';
import { BASE, lookupColumn, plainColumn, type ReportColumn, type ReportTable, type ReportType } from './reportTypes.ts';

/** Objects that one type joins at most, the first one included. */
export const MAX_OBJECTS = 4;

/** A table of a custom report type, by the path that its columns use. */
export interface NamedTable extends Omit<ReportTable, 'parent' | 'field'> {
  /** Path in metadata: `Opportunity`, `Opportunity.Widgets__r`. */
  name: string;
  parent?: string;
  field?: string;
}

/** What a relationship name leads to; `Activities` to tasks and events. */
function child(catalog: Catalog, object: ObjectDef, relationship: string): { object: ObjectDef; field: string } | undefined {
  if (relationship === 'Activities') {
    const activity = reportObject(catalog, ACTIVITY);
    if (!activity || (!object.activities && object.name !== 'Account')) return undefined;
    const field = object.name === 'Account' ? 'AccountId' : ['Lead', 'Contact'].includes(object.name) ? 'WhoId' : 'WhatId';
    return { object: activity, field };
  }
  const found = findChildRelationship(catalog, object, relationship);
  const target = found && catalog.objects.get(found.childObject);
  return target && found ? { object: target, field: found.field } : undefined;
}

/**
 * The tables of a custom report type, its first object first.
 * @returns the tables up to a join that leads nowhere, and that join
 */
export function tablesOf(
  catalog: Catalog,
  baseObject: string,
  join: ObjectRelationship | undefined
): { tables: NamedTable[]; missing?: { object: string; relationship: string } } {
  const base = reportObject(catalog, baseObject);
  if (!base) return { tables: [] };
  const tables: NamedTable[] = [{ name: baseObject, path: BASE, object: base, outer: false }];
  for (let next = join; next; next = next.join) {
    const parent = tables.at(-1) as NamedTable;
    const found = child(catalog, parent.object, next.relationship);
    if (!found) return { tables, missing: { object: parent.object.name, relationship: next.relationship } };
    const name = `${parent.name}.${next.relationship}`;
    tables.push({ name, path: name, object: found.object, parent: parent.path, field: found.field, outer: next.outerJoin });
  }
  return { tables };
}

/**
 * The path of the field that a column of a type names: lookups without `Id`, custom ones as they are called.
 * @returns undefined where the type's rules know no such field
 */
function pathOf(object: ObjectDef, field: string): { path: string; lookup: boolean } | undefined {
  const names = field.split('.');
  const last = names.pop() as string;
  const steps = names.map((name) => (name.endsWith('__c') ? name.replace(/__c$/, '__r') : name));
  const prefix = steps.length ? `${steps.join('.')}.` : '';
  if (last.endsWith('__c') || last === 'Id') return { path: `${prefix}${last}`, lookup: last !== 'Id' };
  const relationship = steps.length === 0 ? findRelationship(object, last) : undefined;
  if (relationship && !object.fields.has(last)) return { path: relationship.name, lookup: true };
  // `OwnerId` is refused by real orgs, `Owner` is the column.
  if (steps.length === 0 && object.fields.get(last)?.type === 'reference') return undefined;
  return { path: `${prefix}${last}`, lookup: false };
}

/** The column of a field of a table, or undefined when there is none. */
export function typeColumn(catalog: Catalog, tables: NamedTable[], source: ReportTypeColumn): ReportColumn | undefined {
  const table = tables.find((candidate) => candidate.name === source.table);
  const found = table && pathOf(table.object, source.field);
  if (!table || !found) return undefined;
  const code = `${table.name}$${source.field}`;
  // The name of a record leads to it.
  const link = found.path === table.object.nameField ? 'Id' : undefined;
  const column = found.lookup ? lookupColumn(catalog, table, code, found.path) : plainColumn(catalog, table, code, found.path, link);
  return column && { ...column, label: source.displayNameOverride ?? column.label };
}

/** A deployed type by the name that reports use; undefined when there is none. */
export function customReportType(catalog: Catalog, name: string): ReportType | undefined {
  const source = catalog.reportTypes.get(name);
  if (!source) return undefined;
  const { tables } = tablesOf(catalog, source.baseObject, source.join);
  const [base, ...joined] = tables;
  if (!base) return undefined;
  const columns = new Map<string, ReportColumn>();
  const sections = source.sections.map((section) => {
    const found = section.columns.flatMap((column) => typeColumn(catalog, tables, column) ?? []);
    for (const column of found) columns.set(column.name, column);
    return { label: section.masterLabel, columns: found.map((column) => column.name) };
  });
  const dateColumns = [...columns.values()]
    .filter((column) => column.dataType === 'date' || column.dataType === 'datetime')
    .map((column) => column.name);
  return {
    name,
    label: source.label,
    object: base.object,
    tables: joined.map(({ path, object, parent, field, outer }) => ({
      path,
      object,
      parent: parent ?? BASE,
      field: field ?? 'Id',
      outer
    })),
    columns,
    sections,
    column: (code) => columns.get(code),
    dateColumns,
    defaultDateColumn: dateColumns[0] ?? '',
    scopes: { organization: 'all', user: 'mine' },
    defaultScope: 'organization'
  };
}
