/** SQL expressions of fields: stored columns, fields the platform derives, formula fields, compound addresses. */
import {
  compileFormula,
  evaluateFormula,
  FormulaError,
  resultForField,
  typedValue,
  type CompiledFormula,
  type FormulaType,
  type Typed
} from '../formula/formula.ts';
import { resolveReference, typeOfReference, type Resolved } from '../formula/references.ts';
import { formulaSql } from '../formula/sql.ts';
import { ApiError } from '../http/router.ts';
import { ADMIN_USER_ID, SQL_ZONE } from '../identity.ts';
import { findField, findObject, type Catalog, type FieldDef, type ObjectDef } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import { derivation } from './derived.ts';
import { globalValue } from './globals.ts';
import { literal, quoted } from './sql.ts';
import { toFieldValue, toSqlValue } from './sqlValues.ts';

/** A formula field ready for SQL: its references in the order of the function's arguments. */
interface SqlFormula {
  field: FieldDef;
  compiled: CompiledFormula;
  references: { path: string; resolved: Resolved; type: FormulaType }[];
}

const formulas = new WeakMap<Catalog, Map<string, SqlFormula>>();
/** Formula fields that refer to formula fields, at most this deep; deeper means a circle. */
const MAX_DEPTH = 12;

/**
 * The SQL expression of a field's value (booleans 0/1, everything else as stored; an address is JSON text in the REST API's shape).
 * @param alias alias of the object's table in the query
 * @param userId whose `$User` formula fields see
 * @throws ApiError INVALID_FIELD for a field the object does not have
 */
export function fieldSql(
  org: Org,
  object: ObjectDef | string,
  field: FieldDef | string,
  alias: string,
  userId: string = ADMIN_USER_ID
): string {
  return expression(org, requireObject(org, object), field, alias, userId, 0);
}

function requireObject(org: Org, object: ObjectDef | string): ObjectDef {
  const found = typeof object === 'string' ? findObject(org.catalog, object) : object;
  if (!found) throw new ApiError(400, 'INVALID_TYPE', `sObject type '${String(object)}' is not supported.`);
  return found;
}

function expression(org: Org, object: ObjectDef, fieldOrName: FieldDef | string, alias: string, userId: string, depth: number): string {
  const field = typeof fieldOrName === 'string' ? findField(object, fieldOrName) : fieldOrName;
  if (!field) throw new ApiError(400, 'INVALID_FIELD', `No such column '${String(fieldOrName)}' on entity '${object.name}'.`);
  if (depth > MAX_DEPTH)
    throw new FormulaError(`数式が、自身を直接または間接的に参照する別の数式項目を使用することはできません。${field.name}`);
  if (field.formula !== undefined) return formulaExpression(org, object, field, alias, userId, depth);
  const derived = derivation(object, field);
  if (derived?.sql)
    return derived.sql(
      org.catalog,
      derived.inputs.map((input) => expression(org, object, input, alias, userId, depth))
    );
  if (derived)
    return `sf_derived(${[literal(`${object.name}.${field.name}`), ...derived.inputs.map((input) => expression(org, object, input, alias, userId, depth))].join(', ')})`;
  if (field.type === 'address') return addressExpression(field, alias);
  return `${quoted(alias)}.${quoted(field.name)}`;
}

/** `{"city": …}` with the parts' names in lower camel case, null when every part is blank. */
function addressExpression(field: FieldDef, alias: string): string {
  const prefix = field.name.replace(/Address$/, '');
  const parts = (field.compoundParts ?? []).map((part) => ({ key: part.slice(prefix.length), column: `${quoted(alias)}.${quoted(part)}` }));
  const pairs = parts.map(({ key, column }) => `${literal(key.charAt(0).toLowerCase() + key.slice(1))}, ${column}`);
  return `CASE WHEN COALESCE(${parts.map(({ column }) => column).join(', ')}) IS NULL THEN NULL ELSE json_object(${pairs.join(', ')}) END`;
}

function formulaOf(catalog: Catalog, key: string): SqlFormula {
  let ofCatalog = formulas.get(catalog);
  if (!ofCatalog) formulas.set(catalog, (ofCatalog = new Map()));
  let formula = ofCatalog.get(key);
  if (!formula) {
    const { object, field } = byKey(catalog, key);
    const compiled = compileFormula(field.formula ?? '');
    formula = {
      field,
      compiled,
      references: compiled.references.map((path) => {
        const resolved = resolveReference(catalog, object, path);
        return { path, resolved, type: typeOfReference(resolved) };
      })
    };
    ofCatalog.set(key, formula);
  }
  return formula;
}

function formulaExpression(org: Org, object: ObjectDef, field: FieldDef, alias: string, userId: string, depth: number): string {
  const { references, compiled } = formulaOf(org.catalog, `${object.name}.${field.name}`);
  const native = formulaSql(compiled.root, field, {
    now: org.clock.now(),
    zone: SQL_ZONE,
    blanksAsZero: field.formulaTreatBlanksAsZero !== false,
    reference: (path) => {
      const found = references.find((candidate) => candidate.path === path);
      if (!found) throw new Error(`Formula ${field.name} has no reference ${path}`);
      const { resolved, type } = found;
      return resolved.kind === 'field'
        ? { field: resolved.field, sql: pathExpression(org, object, resolved, alias, userId, depth + 1) }
        : { type, value: globalValue(org, userId, resolved).value };
    }
  });
  if (native !== undefined) return native;
  const args = references.flatMap(({ resolved }) =>
    resolved.kind === 'field' ? [pathExpression(org, object, resolved, alias, userId, depth + 1)] : []
  );
  return `sf_formula(${[literal(`${object.name}.${field.name}`), literal(userId), ...args].join(', ')})`;
}

/** A field behind lookups, as a scalar sub-query per lookup. */
function pathExpression(
  org: Org,
  object: ObjectDef,
  resolved: Extract<Resolved, { kind: 'field' }>,
  alias: string,
  userId: string,
  depth: number
): string {
  const walk = (current: ObjectDef, currentAlias: string, index: number): string => {
    const step = resolved.steps[index];
    if (!step) return expression(org, current, resolved.field, currentAlias, userId, depth);
    const inner = `${currentAlias}_${index}`;
    const lookup = expression(org, current, step.field, currentAlias, userId, depth);
    return `(SELECT ${walk(step.object, inner, index + 1)} FROM ${quoted(step.object.name)} AS ${quoted(inner)} WHERE ${quoted(inner)}."Id" = ${lookup})`;
  };
  return walk(object, alias, 0);
}

type SqlValue = string | number | bigint | null | Uint8Array;

/** Registers the functions that derived and formula fields call; once per database. */
export function registerFunctions(org: Org): void {
  org.db.function('sf_derived', { varargs: true }, (key: SqlValue, ...inputs: SqlValue[]) => {
    const { object, field } = byKey(org.catalog, String(key));
    const derived = derivation(object, field);
    if (!derived) return null;
    const values = inputs.map((input, index) => {
      const source = findField(object, derived.inputs[index] ?? '');
      return source ? toFieldValue(source, input) : null;
    });
    return toSqlValue(derived.compute(org.catalog, values));
  });
  org.db.function('sf_formula', { varargs: true }, (key: SqlValue, userId: SqlValue, ...inputs: SqlValue[]) => {
    const formula = formulaOf(org.catalog, String(key));
    const values = new Map<string, Typed>();
    let index = 0;
    for (const { path, resolved, type } of formula.references) {
      const { value } =
        resolved.kind === 'field'
          ? typedValue(resolved.field, toFieldValue(resolved.field, inputs[index++] ?? null))
          : globalValue(org, String(userId), resolved);
      values.set(path, { type, value });
    }
    return toSqlValue(evaluateField(org, formula.field, formula.compiled, (path) => values.get(path) ?? { type: 'Null', value: null }));
  });
}

/** A formula field's value; what Salesforce shows as #Error! is blank. */
export function evaluateField(
  org: Org,
  field: FieldDef,
  compiled: CompiledFormula,
  value: (path: string) => Typed
): ReturnType<typeof resultForField> {
  try {
    return resultForField(
      field,
      evaluateFormula(compiled, { now: org.clock.now(), isNew: false, value, blanksAsZero: field.formulaTreatBlanksAsZero !== false })
    );
  } catch (error) {
    if (error instanceof FormulaError) return null;
    throw error;
  }
}

function byKey(catalog: Catalog, key: string): { object: ObjectDef; field: FieldDef } {
  const [objectName = '', fieldName = ''] = key.split('.');
  const object = catalog.objects.get(objectName);
  const field = object?.fields.get(fieldName);
  if (!object || !field) throw new Error(`No field ${key} in the catalog`);
  return { object, field };
}
