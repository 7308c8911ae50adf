/** Formulas about a record that is in memory: its values, its old values, what its lookups lead to. */
import { compileFormula, typedValue, type FormulaContext, type Typed } from '../formula/formula.ts';
import { resolveReference, typeOfReference, type Resolved } from '../formula/references.ts';
import type { Catalog, FieldDef, ObjectDef } from '../metadata/catalog.ts';
import type { Org } from '../org.ts';
import { derivation } from './derived.ts';
import { evaluateField } from './fieldSql.ts';
import { globalValue } from './globals.ts';
import { readStored } from './read.ts';
import type { FieldValue, Values } from './values.ts';

const resolutions = new WeakMap<Catalog, Map<string, Resolved>>();

function resolve(catalog: Catalog, object: ObjectDef, path: string): Resolved {
  let ofCatalog = resolutions.get(catalog);
  if (!ofCatalog) resolutions.set(catalog, (ofCatalog = new Map()));
  const key = `${object.name}|${path}`;
  let resolved = ofCatalog.get(key);
  if (!resolved) ofCatalog.set(key, (resolved = resolveReference(catalog, object, path)));
  return resolved;
}

/**
 * The context in which formulas about a record are evaluated.
 * @param values stored fields of the record; derived and formula fields follow from them
 * @param old stored fields before the change; absent on insert and outside of saves
 */
export function recordContext(org: Org, userId: string, object: ObjectDef, values: Values, old?: Values): FormulaContext {
  const reader =
    (record: Values) =>
    (path: string): Typed => {
      const resolved = resolve(org.catalog, object, path);
      return {
        type: typeOfReference(resolved),
        value: (resolved.kind === 'field' ? follow(org, userId, object, record, resolved) : globalValue(org, userId, resolved)).value
      };
    };
  return { now: org.clock.now(), isNew: old === undefined, value: reader(values), ...(old ? { prior: reader(old) } : {}) };
}

function follow(org: Org, userId: string, object: ObjectDef, record: Values, resolved: Extract<Resolved, { kind: 'field' }>): Typed {
  let current: Values | undefined = record;
  let currentObject = object;
  for (const step of resolved.steps) {
    const id: FieldValue = current ? fieldValue(org, userId, currentObject, step.field, current) : null;
    current = id === null ? undefined : readStored(org, step.object.name, String(id));
    currentObject = step.object;
  }
  return typedValue(resolved.field, current ? fieldValue(org, userId, currentObject, resolved.field, current) : null);
}

/** A field's value of a record in memory: stored, derived or computed by its formula. */
export function fieldValue(org: Org, userId: string, object: ObjectDef, field: FieldDef, record: Values): FieldValue {
  if (field.formula !== undefined) {
    const context = recordContext(org, userId, object, record);
    return evaluateField(org, field, compileFormula(field.formula), context.value);
  }
  const derived = derivation(object, field);
  if (!derived) return record[field.name] ?? null;
  const inputs = derived.inputs.map((name) => {
    const input = object.fields.get(name);
    return input ? fieldValue(org, userId, object, input, record) : null;
  });
  return derived.compute(org.catalog, inputs);
}
