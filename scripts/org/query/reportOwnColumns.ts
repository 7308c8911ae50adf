/**
 * Columns that a report makes itself: buckets (values sorted into named classes) and row-level formulas. They are
 * columns like those of the type: to show, group, summarize, filter and sort by.
 * Source: Metadata API Developer Guide "ReportBucketField", "ReportCustomDetailFormula".
 */
import type { Report, ReportBucketField, ReportCustomDetailFormula } from '@salesforce/types/metadata';
import { compileFormula, FormulaError, type CompiledFormula } from '../formula/formula.ts';
import { formulaSql } from '../formula/sql.ts';
import { typeOfField } from '../formula/types.ts';
import { notSupported } from '../http/router.ts';
import { SQL_ZONE } from '../identity.ts';
import type { FieldDef, FieldType } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import { evaluateField } from '../records/fieldSql.ts';
import { literal } from '../records/sql.ts';
import { toFieldValue, toSqlValue } from '../records/store.ts';
import { typedValue, type Typed } from '../formula/formula.ts';
import { computedField, type ReportColumn, type ReportType } from './reportTypes.ts';

/** What a bucket needs of a report, whatever the report is otherwise. */
type OwnColumns = Pick<Report, 'buckets' | 'customDetailFormulas'>;

const NUMERIC = new Set<FieldType>(['int', 'double', 'currency', 'percent']);
/** Label of what no bucket takes. */
const OTHER = 'その他';

/**
 * The type of a report together with the report's own columns.
 * @throws ApiError naming a column that cannot be computed
 */
export function withOwnColumns(type: ReportType, report: OwnColumns): ReportType {
  const buckets = report.buckets ?? [];
  const formulas = report.customDetailFormulas ?? [];
  if (buckets.length === 0 && formulas.length === 0) return type;
  if (formulas.length > 1) throw notSupported('more than one row-level formula in a report');
  const own = new Map<string, ReportColumn>();
  const column = (code: string): ReportColumn | undefined => own.get(code) ?? type.column(code);
  for (const source of formulas) own.set(source.developerName, formulaColumn({ ...type, column }, source));
  for (const source of buckets) own.set(source.developerName, bucketColumn({ ...type, column }, source));
  return { ...type, column };
}

/** A column by its code; custom report types write fields with a dot in formulas and sort keys. */
export function columnByAnyName(type: ReportType, code: string): ReportColumn | undefined {
  const found = type.column(code);
  if (found || !code.includes('.')) return found;
  const dots = [...code].flatMap((character, index) => (character === '.' ? [index] : []));
  for (const at of dots) {
    const column = type.column(`${code.slice(0, at)}$${code.slice(at + 1)}`);
    if (column) return column;
  }
  return undefined;
}

function bucketColumn(type: ReportType, source: ReportBucketField): ReportColumn {
  const of = type.column(source.sourceColumnName);
  if (!of) throw notSupported(`bucket ${source.developerName} of column ${source.sourceColumnName}`);
  const values = [...source.values.map((entry) => entry.value), ...(source.useOther ? [source.otherBucketLabel || OTHER] : [])];
  const definition = computedField(source.developerName, source.masterLabel, 'picklist', {
    picklist: { restricted: true, sorted: false, values: values.map((value) => ({ value, label: value, active: true, default: false })) }
  });
  const sql = source.bucketType === 'number' ? numberBucket(of, source) : valueBucket(of, source);
  return {
    name: source.developerName,
    table: of.table,
    object: of.object,
    field: source.developerName,
    label: source.masterLabel,
    dataType: 'picklist',
    definition,
    reads: of.reads,
    expression: (sources, org) => sql(of.expression(sources, org))
  };
}

const other = (source: ReportBucketField): string => (source.useOther ? literal(source.otherBucketLabel || OTHER) : 'NULL');

/** Ranges take what is greater than their start, up to and including their end. */
function numberBucket(of: ReportColumn, source: ReportBucketField): (value: string) => string {
  if (!NUMERIC.has(of.dataType)) throw notSupported(`number bucket ${source.developerName} of ${of.label}`);
  const bound = (text: string): number => {
    const number = Number(text);
    if (text.trim() === '' || Number.isNaN(number)) throw notSupported(`bound ${text} of bucket ${source.developerName}`);
    return number;
  };
  const ranges = source.values.flatMap((entry) =>
    entry.sourceValues.map(({ from, to }) => ({
      from: from === undefined ? undefined : bound(from),
      to: to === undefined ? undefined : bound(to),
      value: entry.value
    }))
  );
  return (raw) => {
    const value = source.nullTreatment === 'z' ? `COALESCE(${raw}, 0)` : raw;
    const cases = ranges.map(({ from, to, value: name }) => {
      const conditions = [from === undefined ? [] : `${value} > ${from}`, to === undefined ? [] : `${value} <= ${to}`].flat();
      return `WHEN ${conditions.join(' AND ') || `${value} IS NOT NULL`} THEN ${literal(name)}`;
    });
    return `CASE WHEN ${value} IS NULL THEN NULL ${cases.join(' ')} ELSE ${other(source)} END`;
  };
}

/** Classes of texts and picklist values; blank belongs to a class only where one names it. */
function valueBucket(of: ReportColumn, source: ReportBucketField): (value: string) => string {
  if (of.dataType === 'multipicklist' || NUMERIC.has(of.dataType))
    throw notSupported(`${source.bucketType} bucket ${source.developerName} of ${of.label}`);
  const stored = (text: string): string => {
    const values = of.definition.picklist?.values ?? [];
    return values.find((entry) => entry.value === text || entry.label === text)?.value ?? text;
  };
  return (value) => {
    const named = source.values.flatMap((entry) =>
      entry.sourceValues.map(({ sourceValue }) => ({ text: sourceValue ?? '', name: literal(entry.value) }))
    );
    const cases = named
      .filter(({ text }) => text !== '')
      .map(({ text, name }) => `WHEN ${value} = ${literal(stored(text))} COLLATE NOCASE THEN ${name}`);
    const blank = named.find(({ text }) => text === '')?.name ?? 'NULL';
    return `CASE WHEN ${value} IS NULL OR ${value} = '' THEN ${blank} ${cases.join(' ')} ELSE ${other(source)} END`;
  };
}

const DATA_TYPES: Record<string, FieldType> = { Double: 'double', Text: 'string', Date: 'date', DateTime: 'datetime' };

function formulaColumn(type: ReportType, source: ReportCustomDetailFormula): ReportColumn {
  const name = source.developerName;
  const dataType = Object.hasOwn(DATA_TYPES, source.dataType) ? DATA_TYPES[source.dataType] : undefined;
  if (!dataType) throw notSupported(`data type ${source.dataType} of row-level formula ${name}`);
  let compiled: CompiledFormula;
  try {
    compiled = compileFormula(source.calculatedFormula);
  } catch (error) {
    if (error instanceof FormulaError) throw notSupported(`row-level formula ${name}: ${error.message}`);
    throw error;
  }
  const operands = compiled.references.map((path) => {
    const column = columnByAnyName(type, path);
    if (!column) throw notSupported(`${path} in row-level formula ${name}`);
    return { path, column };
  });
  const definition = computedField(name, source.label, dataType, dataType === 'double' ? { scale: source.scale } : {});
  return {
    name,
    // The deepest of its tables: a row of the report holds one value of it.
    table: operands.at(-1)?.column.table ?? '',
    object: type.object.name,
    field: name,
    label: source.label,
    dataType,
    definition,
    reads: operands.flatMap(({ column }) => column.reads),
    expression: (sources, org) => {
      const parts = operands.map(({ path, column }) => ({ path, field: column.definition, sql: column.expression(sources, org) }));
      return (
        formulaSql(compiled.root, definition, {
          now: org.clock.now(),
          zone: SQL_ZONE,
          blanksAsZero: true,
          reference: (path) => parts.find((part) => part.path === path) as { field: FieldDef; sql: string }
        }) ?? byRow(org, compiled, definition, parts)
      );
    }
  };
}

/** Formulas that SQL does not express, called for each row by the key of their text. */
const evaluated = new WeakMap<Org, Map<string, (inputs: (string | number | null)[]) => string | number | null>>();

function byRow(org: Org, compiled: CompiledFormula, definition: FieldDef, parts: { path: string; field: FieldDef; sql: string }[]): string {
  let known = evaluated.get(org);
  if (!known) {
    const registered = new Map<string, (inputs: (string | number | null)[]) => string | number | null>();
    evaluated.set(org, (known = registered));
    org.db.function('sf_report_formula', { varargs: true }, (key, ...inputs) => {
      const formula = registered.get(String(key));
      return formula ? formula(inputs as (string | number | null)[]) : null;
    });
  }
  const key = JSON.stringify([compiled.text, definition.type, definition.scale, parts.map((part) => [part.path, typeOfField(part.field)])]);
  known.set(key, (inputs) => {
    const values = new Map<string, Typed>(
      parts.map(({ path, field }, index) => [path, typedValue(field, toFieldValue(field, inputs[index] ?? null))])
    );
    return toSqlValue(evaluateField(org, definition, compiled, (path) => values.get(path) ?? { type: 'Null', value: null }));
  });
  return `sf_report_formula(${[literal(key), ...parts.map((part) => part.sql)].join(', ')})`;
}
