/**
 * Before-triggers: the doubles of deployed, active triggers. They run after before-save flows and before the system's
 * own validation (Apex Developer Guide, "Triggers and Order of Execution").
 */
import type { TriggerChange, TriggerEvent } from '../../apex/doubles.ts';
import { triggerHead, type TriggerHead } from '../../metadata/apexTriggers.ts';
import { findField, type Catalog } from '../../metadata/catalog.ts';
import { isStored } from '../derived.ts';
import { fieldValue } from '../formulaContext.ts';
import { normalise } from '../normalise.ts';
import type { SaveError, Values } from '../values.ts';
import { saveError, type Stage, type Work } from '../work.ts';

const heads = new WeakMap<Catalog, TriggerHead[]>();

function activeTriggers(catalog: Catalog): TriggerHead[] {
  let found = heads.get(catalog);
  if (!found) {
    found = [...catalog.apexTriggers.values()].flatMap((source) => (source.inactive ? [] : (triggerHead(source.body) ?? [])));
    heads.set(catalog, found);
  }
  return found;
}

/** Runs the triggers of the object; the first one that reports errors ends the record. */
export const runBeforeTriggers: Stage = (work) => {
  const event: TriggerEvent = work.old ? 'before update' : 'before insert';
  for (const head of activeTriggers(work.org.catalog)) {
    if (head.object.toLowerCase() !== work.object.name.toLowerCase() || !head.events.includes(event)) continue;
    const errors = runTrigger(work, head, event);
    if (errors.length) return errors;
  }
  return [];
};

function runTrigger(work: Work, head: TriggerHead, event: TriggerEvent): SaveError[] {
  const { org, userId, object } = work;
  const errors: SaveError[] = [];
  const record: Values = { ...work.values };
  const named = (name: string): NonNullable<ReturnType<typeof findField>> => {
    const field = findField(object, name);
    if (!field) throw new Error(`Variable does not exist: ${name}`);
    return field;
  };
  const change: TriggerChange = {
    event,
    record,
    ...(work.old ? { old: Object.freeze({ ...work.old }) } : {}),
    value: (name) => fieldValue(org, userId, object, named(name), record),
    addError: (message, field) => {
      errors.push(saveError('FIELD_CUSTOM_VALIDATION_EXCEPTION', message, field === undefined ? [] : [named(field).name]));
    }
  };
  try {
    const double = Object.hasOwn(org.triggers, head.name) ? org.triggers[head.name] : undefined;
    // Deployed when there still was one.
    if (!double) throw new Error(`not supported: trigger ${head.name} has no double`);
    double(org, userId, change);
    errors.push(...takeChanges(work, record));
  } catch (error) {
    const moment = event === 'before insert' ? 'BeforeInsert' : 'BeforeUpdate';
    const text = error instanceof Error ? error.message : String(error);
    return [saveError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `${head.name}: execution of ${moment}\n\ncaused by: ${text}`)];
  }
  return errors;
}

/** What the trigger wrote becomes the record's, in the form of each field's type. */
function takeChanges(work: Work, record: Values): SaveError[] {
  const errors: SaveError[] = [];
  for (const [name, value] of Object.entries(record)) {
    if ((work.values[name] ?? null) === value) continue;
    const field = work.object.fields.get(name);
    if (!field || field.name === 'Id' || !isStored(work.object, field))
      throw new Error(`Field is not writeable: ${work.object.name}.${name}`);
    const result = normalise(work.org, field, value);
    if ('error' in result) errors.push(result.error);
    else work.values[name] = result.value;
  }
  return errors;
}
