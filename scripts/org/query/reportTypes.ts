/**
 * Report types on a catalog: column codes of reports → fields with labels and SQL.
 * Standard types of standard objects stand in `reportTypeData.ts`; those that every reportable custom object brings
 * along are made from it (`CustomEntity$X__c`, `ParentCustomEntity$X__c`); custom ones are deployed (`customReportTypes.ts`).
 */
import type { Catalog, FieldDef, FieldType, ObjectDef } from '../metadata/catalog.ts';
import { TIME_ZONE, type Org } from '../org.ts';
import { fieldSql } from '../records/store.ts';
import { reportObject, tableSql } from './activities.ts';
import { customReportType } from './customReportTypes.ts';
import { localDate } from './dateLiterals.ts';
import { columnLabel } from './listViewColumns.ts';
import { resolvePath, sqlSource, type ResolvedPath, type SqlSource } from './paths.ts';
import { customObjectType } from './reportTypeCustom.ts';
import { REPORT_TYPES, type Derived, type ReportTypeData } from './reportTypeData.ts';

/** Path of the first object of a type among its tables. */
export const BASE = '';

/** A further object of a report type: its rows stand beside the row of their parent. */
export interface ReportTable {
  /** Names it inside the type, e.g. `Opportunity.Widgets__r`. */
  path: string;
  object: ObjectDef;
  /** Path of the table that it hangs on; BASE for the first object. */
  parent: string;
  /** Reference field of this object that holds the parent's id. */
  field: string;
  /** Parents without such rows stay. */
  outer: boolean;
}

export interface ReportColumn {
  name: string;
  /** Path of the table it belongs to. */
  table: string;
  /** API name of the object that holds the field. */
  object: string;
  /** Path from the table's object. */
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
  expression(source: ReportSource, org: Org): string;
}

/** The FROM clause of a report: a source per table of its type. */
export interface ReportSource {
  of(table: string): SqlSource;
  /** To be read after all expressions were asked for. */
  from(): string;
}

export interface ReportType {
  name: string;
  label: string;
  object: ObjectDef;
  tables: ReportTable[];
  /** Columns by code; `column` also finds custom fields. */
  columns: Map<string, ReportColumn>;
  /** Headings of the column list, with the codes under them; one heading when the type has no sections. */
  sections: { label: string; columns: string[] }[];
  /** @returns undefined when the type has no such column or its field is not in this org */
  column(code: string): ReportColumn | undefined;
  /** Codes that a timeFrameFilter may use. */
  dateColumns: string[];
  defaultDateColumn: string;
  /** Scope value → meaning; other values are unknown to the type. */
  scopes: Record<string, 'all' | 'mine'>;
  defaultScope: string;
}

/** Starts the FROM clause of a report. */
export function reportSource(org: Org, type: ReportType, userId: string): ReportSource {
  const sources = new Map<string, SqlSource>([[BASE, sqlSource(org, type.object, userId)]]);
  type.tables.forEach((table, index) => sources.set(table.path, sqlSource(org, table.object, userId, `b${index + 1}`)));
  const of = (table: string): SqlSource => {
    const source = sources.get(table);
    if (!source) throw new Error(`Report type ${type.name} has no table ${table}`);
    return source;
  };
  const join = (table: ReportTable): string => {
    const { alias } = of(table.path);
    const field = table.object.fields.get(table.field);
    const key = field ? fieldSql(org, table.object, field, alias, userId) : 'NULL';
    const deleted = table.object.fields.has('IsDeleted') ? ` AND COALESCE(${alias}."IsDeleted", 0) = 0` : '';
    return `${table.outer ? 'LEFT JOIN' : 'JOIN'} ${tableSql(org, table.object, userId)} AS ${alias} ON ${key} = ${of(table.parent).alias}."Id"${deleted} ${of(table.path).joins()}`;
  };
  return { of, from: () => [of(BASE).from(), ...type.tables.map(join)].join(' ') };
}

/** A column of one field. */
export function plainColumn(
  catalog: Catalog,
  table: { path: string; object: ObjectDef },
  code: string,
  path: string,
  link: string | undefined
): ReportColumn | undefined {
  const resolved = resolvePath(catalog, table.object, path);
  if (!resolved) return undefined;
  const linked = link === undefined ? undefined : resolvePath(catalog, table.object, link);
  return {
    name: code,
    table: table.path,
    object: resolved.object.name,
    field: resolved.path,
    label: columnLabel(resolved),
    dataType: resolved.field.type,
    definition: resolved.field,
    reads: [resolved],
    ...(linked ? { link: linked } : {}),
    expression: (source) => source.of(table.path).expression(resolved)
  };
}

/** A lookup shows the name of the record it points to. */
export function lookupColumn(
  catalog: Catalog,
  table: { path: string; object: ObjectDef },
  code: string,
  path: string
): ReportColumn | undefined {
  const resolved = resolvePath(catalog, table.object, path);
  if (resolved?.field.type !== 'reference') return plainColumn(catalog, table, code, path, undefined);
  const target = reportObject(catalog, resolved.field.referenceTo?.at(-1) ?? '');
  if (!target) return plainColumn(catalog, table, code, path, undefined);
  const relationship = path.endsWith('__c') ? path.replace(/__c$/, '__r') : path.replace(/Id$/, '');
  const column = plainColumn(catalog, table, code, `${relationship}.${target.nameField}`, path);
  return column && { ...column, label: resolved.field.label };
}

/** The label that a column behind one of the lookups has on the object there; undefined behind others. */
function ownLabel(catalog: Catalog, object: ObjectDef, path: string, lookups: string[]): string | undefined {
  const [lookup = '', ...rest] = path.split('.');
  const resolved = lookups.includes(lookup) ? resolvePath(catalog, object, path) : undefined;
  if (!resolved) return undefined;
  // Its own lookups have their labels there as everywhere.
  return rest.length === 1 ? resolved.field.label : resolved.steps.at(-1)?.field.label;
}

const FIELD_OF_CODE: Omit<FieldDef, 'name' | 'label' | 'type'> = {
  custom: false,
  required: false,
  createable: false,
  updateable: false,
  scale: 0,
  unique: false,
  externalId: false,
  alwaysVisible: true,
  trackHistory: false
};

/** A field that stands for a computed column. */
export const computedField = (name: string, label: string, type: FieldType, more: Partial<FieldDef> = {}): FieldDef => ({
  ...FIELD_OF_CODE,
  name,
  label,
  type,
  ...more
});

function derivedColumn(catalog: Catalog, table: SpecTable, code: string, derived: Derived): ReportColumn | undefined {
  const reads = derived.reads.map((path) => resolvePath(catalog, table.object, path));
  const found = reads.filter((resolved) => resolved !== undefined);
  if (found.length !== reads.length) return undefined;
  const link = derived.link === undefined ? undefined : resolvePath(catalog, table.object, derived.link);
  const label = catalog.objects.get(derived.labelOf ?? '')?.label ?? derived.label;
  return {
    name: code,
    table: table.path,
    object: table.object.name,
    field: code,
    label,
    dataType: derived.type,
    definition: computedField(code, label, derived.type),
    reads: found,
    ...(link ? { link } : {}),
    expression: (source, org) =>
      derived.sql(
        found.map((resolved) => source.of(table.path).expression(resolved)),
        localDate(org.clock.now(), TIME_ZONE)
      )
  };
}

interface SpecTable {
  path: string;
  object: ObjectDef;
  /** Lookups of the object whose custom fields may be columns. */
  lookups: string[];
}

/** `Account.Area__c` → the custom field of a table's own object, or of an object behind one of the lookups. */
function customColumn(catalog: Catalog, tables: SpecTable[], code: string): ReportColumn | undefined {
  const match = /^(\w+)\.(\w+__c)$/.exec(code);
  if (!match) return undefined;
  const [, holder, field] = match as unknown as [string, string, string];
  const own = tables.find((table) => table.object.name === holder && table.object.fields.has(field));
  if (own) return lookupColumn(catalog, own, code, field);
  for (const table of tables) {
    for (const lookup of table.lookups) {
      const resolved = resolvePath(catalog, table.object, `${lookup}.${field}`);
      if (resolved?.object.name === holder) return lookupColumn(catalog, table, code, `${lookup}.${field}`);
    }
  }
  return undefined;
}

const cache = new WeakMap<Catalog, Map<string, ReportType>>();

/**
 * A report type by name.
 * @returns undefined for report types that this org does not have
 */
export function reportType(catalog: Catalog, name: string): ReportType | undefined {
  const known = cache.get(catalog) ?? new Map<string, ReportType>();
  cache.set(catalog, known);
  const built = known.get(name) ?? build(catalog, name);
  if (built) known.set(name, built);
  return built;
}

function build(catalog: Catalog, name: string): ReportType | undefined {
  const custom = customReportType(catalog, name);
  if (custom) return custom;
  const spec = Object.hasOwn(REPORT_TYPES, name) ? REPORT_TYPES[name] : customObjectType(catalog, name);
  return spec && standardType(catalog, name, spec);
}

function standardType(catalog: Catalog, name: string, spec: ReportTypeData): ReportType | undefined {
  const object = reportObject(catalog, spec.object);
  if (!object) return undefined;
  const tables: ReportTable[] = [];
  for (const join of spec.joins ?? []) {
    const joined = reportObject(catalog, join.object);
    if (!joined?.fields.has(join.field)) return undefined;
    tables.push({ path: join.path, object: joined, parent: BASE, field: join.field, outer: false });
  }
  const specTables: SpecTable[] = [
    { path: BASE, object, lookups: spec.lookups },
    ...tables.map((table, index) => ({ path: table.path, object: table.object, lookups: spec.joins?.[index]?.lookups ?? [] }))
  ];
  const columns = new Map<string, ReportColumn>();
  const add = (column: ReportColumn | undefined): void => {
    if (column && !columns.has(column.name)) columns.set(column.name, column);
  };
  specTables.forEach((table, index) => {
    const of = index === 0 ? spec : spec.joins?.[index - 1];
    for (const [code, path] of Object.entries(of?.columns ?? {})) {
      const column = plainColumn(catalog, table, code, path, of?.links[code]);
      add(column && { ...column, label: ownLabel(catalog, table.object, path, spec.sections ?? []) ?? column.label });
    }
    for (const [code, path] of Object.entries(of?.months ?? {})) {
      const column = plainColumn(catalog, table, code, path, undefined);
      add(column && { ...column, label: column.label.replace(/日$/, '月'), granularity: 'Month' });
    }
    for (const [code, derived] of Object.entries(of?.derived ?? {})) add(derivedColumn(catalog, table, code, derived));
    for (const field of table.object.fields.values())
      if (field.custom) add(customColumn(catalog, specTables, `${table.object.name}.${field.name}`));
  });
  return {
    name,
    label: spec.label(object),
    object,
    tables,
    columns,
    sections: [{ label: spec.label(object), columns: [...columns.keys()] }],
    column: (code) => columns.get(code) ?? customColumn(catalog, specTables, code),
    dateColumns: spec.dates.filter((code) => columns.has(code)),
    defaultDateColumn: spec.dates[0] ?? 'CREATED_DATE',
    scopes: spec.scopes,
    defaultScope: spec.defaultScope
  };
}
