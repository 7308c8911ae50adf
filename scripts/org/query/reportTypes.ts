/**
 * Standard report types on a catalog: column codes of reports → fields with labels and SQL.
 * Custom fields go as `Object.Field__c` of the base object or of an object behind one of the type's lookups.
 */
import type { Catalog, FieldDef, FieldType, ObjectDef } from '../metadata/catalog.ts';
import { TIME_ZONE, type Org } from '../org.ts';
import { localDate } from './dateLiterals.ts';
import { columnLabel } from './listViewColumns.ts';
import { resolvePath, type ResolvedPath, type SqlSource } from './paths.ts';
import { REPORT_TYPES, type Derived, type ReportTypeData } from './reportTypeData.ts';

export interface ReportColumn {
  name: string;
  /** API name of the object that holds the field. */
  object: string;
  /** Path from the base object. */
  field: string;
  label: string;
  dataType: FieldType;
  /** The field whose type, picklist and scale the values follow. */
  definition: FieldDef;
  /** Every field the column reads, for field-level security. */
  reads: ResolvedPath[];
  /** Path of the id of the record that a name leads to. */
  link?: ResolvedPath;
  /** Fixed granularity of month columns (`CLOSE_MONTH`). */
  granularity?: 'Month';
  expression(source: SqlSource, org: Org): string;
}

export interface ReportType {
  name: string;
  label: string;
  object: ObjectDef;
  /** Columns by code; `column` also finds custom fields. */
  columns: Map<string, ReportColumn>;
  /** @returns undefined when the type has no such column or its field is not in this org */
  column(code: string): ReportColumn | undefined;
  /** Codes that a timeFrameFilter may use. */
  dateColumns: string[];
  defaultDateColumn: string;
  /** Scope value → meaning; other values are unknown to the type. */
  scopes: Record<string, 'all' | 'mine'>;
  defaultScope: string;
}

function plainColumn(catalog: Catalog, object: ObjectDef, code: string, path: string, link: string | undefined): ReportColumn | undefined {
  const resolved = resolvePath(catalog, object, path);
  if (!resolved) return undefined;
  const linked = link === undefined ? undefined : resolvePath(catalog, object, link);
  return {
    name: code,
    object: resolved.object.name,
    field: resolved.path,
    label: columnLabel(resolved),
    dataType: resolved.field.type,
    definition: resolved.field,
    reads: [resolved],
    ...(linked ? { link: linked } : {}),
    expression: (source) => source.expression(resolved)
  };
}

function monthColumn(catalog: Catalog, object: ObjectDef, code: string, path: string): ReportColumn | undefined {
  const column = plainColumn(catalog, object, code, path, undefined);
  return column && { ...column, label: column.label.replace(/日$/, '月'), granularity: 'Month' };
}

function derivedColumn(catalog: Catalog, object: ObjectDef, code: string, derived: Derived): ReportColumn | undefined {
  const reads = derived.reads.map((path) => resolvePath(catalog, object, path));
  const found = reads.filter((resolved) => resolved !== undefined);
  if (found.length !== reads.length) return undefined;
  return {
    name: code,
    object: object.name,
    field: code,
    label: derived.label,
    dataType: derived.type,
    definition: {
      name: code,
      label: derived.label,
      type: derived.type,
      custom: false,
      required: false,
      createable: false,
      updateable: false,
      scale: 0,
      unique: false,
      externalId: false,
      alwaysVisible: true,
      trackHistory: false
    },
    reads: found,
    expression: (source, org) =>
      derived.sql(
        found.map((resolved) => source.expression(resolved)),
        localDate(org.clock.now(), TIME_ZONE)
      )
  };
}

/** `Account.Area__c` → path of the custom field, from the base object or through one of the type's lookups. */
function customColumn(catalog: Catalog, spec: ReportTypeData, object: ObjectDef, code: string): ReportColumn | undefined {
  const match = /^(\w+)\.(\w+__c)$/.exec(code);
  if (!match) return undefined;
  const [, holder, field] = match as unknown as [string, string, string];
  const prefixes = holder === object.name ? [''] : spec.lookups.map((lookup) => `${lookup}.`);
  for (const prefix of prefixes) {
    const path = `${prefix}${field}`;
    const resolved = resolvePath(catalog, object, path);
    if (!resolved || (holder !== object.name && resolved.object.name !== holder)) continue;
    const target = resolved.field.type === 'reference' ? catalog.objects.get(resolved.field.referenceTo?.[0] ?? '') : undefined;
    // A lookup shows the name of the record it points to.
    if (target)
      return named(
        plainColumn(catalog, object, code, `${prefix}${field.replace(/__c$/, '__r')}.${target.nameField}`, path),
        resolved.field.label
      );
    return plainColumn(catalog, object, code, path, undefined);
  }
  return undefined;
}

const named = (column: ReportColumn | undefined, label: string): ReportColumn | undefined => column && { ...column, label };

const cache = new WeakMap<Catalog, Map<string, ReportType>>();

/**
 * A report type by name.
 * @returns undefined for report types that this org does not know, custom ones (`…__c`) included
 */
export function reportType(catalog: Catalog, name: string): ReportType | undefined {
  const known = cache.get(catalog) ?? new Map<string, ReportType>();
  cache.set(catalog, known);
  const built = known.get(name) ?? build(catalog, name);
  if (built) known.set(name, built);
  return built;
}

function build(catalog: Catalog, name: string): ReportType | undefined {
  const spec = Object.hasOwn(REPORT_TYPES, name) ? REPORT_TYPES[name] : undefined;
  const object = spec && catalog.objects.get(spec.object);
  if (!spec || !object) return undefined;
  const columns = new Map<string, ReportColumn>();
  const add = (column: ReportColumn | undefined): void => {
    if (column) columns.set(column.name, column);
  };
  for (const [code, path] of Object.entries(spec.columns)) add(plainColumn(catalog, object, code, path, spec.links[code]));
  for (const [code, path] of Object.entries(spec.months ?? {})) add(monthColumn(catalog, object, code, path));
  for (const [code, derived] of Object.entries(spec.derived ?? {})) add(derivedColumn(catalog, object, code, derived));
  for (const field of object.fields.values()) if (field.custom) add(customColumn(catalog, spec, object, `${object.name}.${field.name}`));
  return {
    name,
    label: spec.label(object),
    object,
    columns,
    column: (code) => columns.get(code) ?? customColumn(catalog, spec, object, code),
    dateColumns: spec.dates.filter((code) => columns.has(code)),
    defaultDateColumn: spec.dates[0] ?? 'CREATED_DATE',
    scopes: spec.scopes,
    defaultScope: spec.defaultScope
  };
}
